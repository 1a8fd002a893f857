"""Rules for re-checking any table: read in full, or refused with every fault."""

from decimal import Decimal
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.review_round import TieStep, TieStepKind
from meihao_desktop.domain.tally_rules import (
    Combination,
    Rounding,
    RoundingMode,
    RoundingStage,
    Trim,
    TrimScope,
)
from meihao_desktop.intake import read_tally_rules
from meihao_desktop.intake.tally_rules_file import NamedRuling, RecheckRules

FULL = """
title = "复核"
cut_lines = [2, 5]
ties = ["section 1", "head_to_head", "smaller_spread", "vote"]
combination = "part_means"

[trim]
highest = 1
lowest = 2
scope = "criterion"
minimum_experts = 7

[rounding]
places = 3
mode = "half_even"
stages = ["criterion_mean", "final"]

[weights]
"材料" = 0.6
"现场" = 0.4

[[sections]]
number = "1"
name = "居民满意度"
criteria = ["1.1", "1.2"]

[[rulings]]
order = ["甲", "乙"]
reason = "表决三比二"
"""


def rules_of(tmp_path: Path, text: str) -> RecheckRules:
    path = tmp_path / "规则.toml"
    path.write_text(text, encoding="utf-8")
    return read_tally_rules(path)


def test_everything_that_can_be_said_is_read(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, FULL)
    assert rules.title == "复核"
    assert rules.cut_lines == (2, 5)
    assert rules.tally.trim == Trim(
        highest=1, lowest=2, scope=TrimScope.CRITERION, minimum_experts=7
    )
    assert rules.tally.rounding == Rounding(
        places=3,
        mode=RoundingMode.HALF_EVEN,
        stages=frozenset({RoundingStage.CRITERION_MEAN, RoundingStage.FINAL}),
    )
    assert rules.tally.combination is Combination.PART_MEANS
    assert rules.tally.weights == {"材料": Decimal("0.6"), "现场": Decimal("0.4")}
    assert rules.tie_chain[0] == TieStep(kind=TieStepKind.SECTION, section="1")
    assert [step.kind for step in rules.tie_chain[1:]] == [
        TieStepKind.HEAD_TO_HEAD, TieStepKind.SMALLER_SPREAD, TieStepKind.VOTE,
    ]  # fmt: skip
    assert rules.sections == {"1": ("1.1", "1.2")}
    assert rules.section_names == {"1": "居民满意度"}
    assert rules.rulings == (NamedRuling(order=("甲", "乙"), reason="表决三比二"),)


def test_an_empty_file_means_the_plain_mean_of_all(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, "")
    assert not rules.tally.trim.is_wanted
    assert rules.tally.rounding == Rounding()
    assert rules.cut_lines == ()
    assert rules.tie_chain == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('cut_lines = "5"', "cut_lines"),
        ("cut_lines = [0]", "cut_lines"),
        ('ties = ["draw"]', "draw"),
        ('combination = "sum"', "combination"),
        ("[trim]\nhighest = 1.5", "整数"),
        ('[trim]\nscope = "best"', "scope"),
        ("[trim]\nhighest = 3\nlowest = 3", "至少留有一位"),
        ('[rounding]\nmode = "up"', "mode"),
        ('[rounding]\nstages = ["all"]', "stages"),
        ("[rounding]\nplaces = 9", "小数位数"),
        ('[weights]\n"材料" = -1', "不能为负"),
        ("trim = 1", "应写成表"),
        ("weights = 3", "应写成表"),
        ("colour = 1", "不认识的栏目“colour”"),
        ("[[sections]]\nname = '一'", "缺少“number”"),
        ("title = [", "TOML"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(MeihaoError, match="汇总规则文件") as caught:
        rules_of(tmp_path, text)
    assert told in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(MeihaoError, match="共 2 处问题"):
        rules_of(tmp_path, 'ties = ["draw"]\ncolour = 1')
