"""The examples that ship give exactly the figures a person works out by hand."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from meihao_desktop import resources
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.operations.recheck_table import Recheck, recheck, write

EXAMPLES = resources.path("tally")


def example(name: str) -> Recheck:
    folder = next(f for f in EXAMPLES.iterdir() if f.name.endswith(name))
    return recheck(folder / "规则.toml", folder / "得分.csv")


def figures(rechecked: Recheck) -> list[tuple[int, str, Fraction]]:
    return [(p.place, p.entry, p.final_points) for p in rechecked.ranking.placings]


def test_every_example_has_rules_a_table_and_a_line_in_the_readme() -> None:
    told = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    folders = [f for f in EXAMPLES.iterdir() if f.is_dir()]
    assert len(folders) == 5
    for folder in folders:
        assert {f.name for f in folder.iterdir()} == {"规则.toml", "得分.csv"}
        assert folder.name.replace("-", " ") in told


def test_one_highest_and_one_lowest_dropped_and_a_tie_left_to_people() -> None:
    found = example("去掉一高一低")
    assert figures(found) == [
        (1, "乙", Fraction(88)), (2, "丙", Fraction(263, 3)), (2, "甲", Fraction(263, 3))
    ]  # fmt: skip
    assert found.ranking.cut_lines[0].undecided == ("丙", "甲")


def test_two_highest_and_two_lowest_dropped_and_exact_figures_decide() -> None:
    found = example("去掉两高两低")
    assert figures(found) == [
        (1, "乙", Fraction("9.2")), (2, "甲", Fraction("9.16")), (3, "丙", Fraction("9.07"))
    ]  # fmt: skip
    assert [str(p.shown_points) for p in found.ranking.placings] == ["9.2", "9.2", "9.1"]
    assert "按精确值" in found.ranking.sentences[0]


def test_each_weighted_criterion_is_rounded_before_anything_is_added() -> None:
    found = example("逐项加权先修约")
    totals = found.tally.entries["甲"].expert_totals
    assert totals == {
        "专家01": Fraction("84.7"), "专家02": Fraction("86.8"), "专家03": Fraction("88.2")
    }  # fmt: skip
    assert figures(found)[0] == (1, "甲", Fraction("259.7") / 3)
    assert "每位专家每项的加权得分（保留 1 位）先行修约" in found.tally.method


def test_the_smaller_mean_place_stands_first() -> None:
    found = example("名次平均")
    assert figures(found) == [
        (1, "乙", Fraction(5, 3)), (2, "丙", Fraction(13, 6)), (2, "甲", Fraction(13, 6)),
        (4, "丁", Fraction(4)),
    ]  # fmt: skip
    assert found.tally.method.startswith("按每位专家给出的名次取平均，名次小者在前")


def test_the_factor_comes_before_the_deduction() -> None:
    found = example("系数和扣分")
    assert figures(found) == [
        (1, "甲", Fraction("92.4")), (2, "乙", Fraction("92.3")), (3, "丙", Fraction(92))
    ]  # fmt: skip


def test_the_written_result_tells_factor_and_deduction(tmp_path: Path) -> None:
    write(example("系数和扣分"), tmp_path / "核算.json")
    told = json.loads((tmp_path / "核算.json").read_text(encoding="utf-8"))
    assert [entry["terms"] for entry in told["entries"]] == [
        "乘以系数 1.1", "乘以系数 1.2，扣 2.5 分", ""
    ]  # fmt: skip


def test_a_factor_for_nobody_in_the_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "规则.toml").write_text('[factors]\n"戊" = 1.1\n', encoding="utf-8")
    (tmp_path / "得分.csv").write_text("对象,专家,得分\n甲,专家01,80\n", encoding="utf-8")
    with pytest.raises(RuleViolation, match="“戊”写了系数或扣分"):
        recheck(tmp_path / "规则.toml", tmp_path / "得分.csv")
