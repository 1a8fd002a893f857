"""The calculation as sentences: every number of it is there, and the last one is the figure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.tally import EntryTally, PointsTable, collate
from meihao_desktop.domain.tally_rules import (
    Combination,
    EntryTerms,
    Rounding,
    RoundingMode,
    RoundingStage,
    TallyRules,
    Trim,
    TrimScope,
)
from meihao_desktop.domain.workings import exact_text, workings

NO_TRIM = Trim(highest=0, lowest=0)
ONE_EACH = Trim(minimum_experts=3)
TWO_PARTS = {"材料": Decimal("0.6"), "现场": Decimal("0.4")}


def entry_of(
    rows: Sequence[Mapping[str, Sequence[int | str]]], rules: TallyRules, **terms: Decimal
) -> EntryTally:
    """One row for each expert: part → points of its criteria."""
    table: PointsTable = {
        "甲": {
            f"专家{at:02}": {
                part: {f"{part[0]}{n}": int(Decimal(p) * 100) for n, p in enumerate(given, 1)}
                for part, given in row.items()
            }
            for at, row in enumerate(rows, start=1)
        }
    }
    return collate(table, rules, {"甲": EntryTerms(**terms)}).entries["甲"]


def one_part(*totals: int | str) -> list[dict[str, list[int | str]]]:
    return [{"材料": [total]} for total in totals]


def rounding(*stages: RoundingStage, **fields: object) -> Rounding:
    return Rounding(**{"places": 1, "stages": frozenset(stages), **fields})  # type: ignore[arg-type]


def test_a_plain_mean_is_one_line_of_arithmetic() -> None:
    told = list(workings(entry_of(one_part(90, 89, 90), TallyRules(trim=NO_TRIM))))
    assert told == [
        "有效专家 3 人，各人总分：专家01 90、专家02 89、专家03 90。",
        "最终得分：（90 ＋ 89 ＋ 90）÷ 3 ＝ 89.6666…（269/3）。",
    ]


def test_the_dropped_totals_are_named_and_not_added() -> None:
    told = list(workings(entry_of(one_part(90, 80, 70), TallyRules(trim=ONE_EACH)), str.lower))
    assert "去掉最高分和最低分：专家01 90、专家03 70；以其余 1 人计算。" in told
    assert told[-1] == "最终得分：（80）÷ 1 ＝ 80。"


def test_factor_and_deduction_follow_the_mean() -> None:
    entry = entry_of(
        one_part(80, 90), TallyRules(trim=NO_TRIM), factor=Decimal("1.1"), deduction=Decimal(2)
    )
    assert list(workings(entry))[1:] == [
        "均分：（80 ＋ 90）÷ 2 ＝ 85。",
        "系数：85 × 1.1 ＝ 93.5。",
        "扣分：93.5 － 2 ＝ 91.5。",
        "最终得分：91.5。",
    ]


def test_a_stage_is_told_with_its_own_places_and_mode() -> None:
    rules = TallyRules(
        trim=NO_TRIM,
        rounding=rounding(
            RoundingStage.ENTRY_MEAN,
            RoundingStage.FINAL,
            stage_modes={RoundingStage.ENTRY_MEAN: RoundingMode.HALF_EVEN},
            stage_places={RoundingStage.FINAL: 0},
        ),
    )
    entry = entry_of(one_part("80.1", "80.2"), rules, factor=Decimal("1.1"))
    assert list(workings(entry))[2:] == [
        "均分修约（四舍六入五成双，保留 1 位小数）：80.15 → 80.2。",
        "系数：80.2 × 1.1 ＝ 88.22。",
        "最终得分修约（四舍五入，保留 0 位小数）：88.22 → 88。",
        "最终得分：88。",
    ]
    assert rules.rounding.stages_text == (
        "乘系数、扣分之前的均分（四舍六入五成双）、最终得分（保留 0 位）"
    )


def test_totals_of_several_parts_are_put_together_in_sight() -> None:
    rules = TallyRules(
        trim=NO_TRIM, weights=TWO_PARTS, rounding=rounding(RoundingStage.EXPERT_TOTAL)
    )
    entry = entry_of([{"材料": [80, "0.1"], "现场": [90]}, {"材料": [70, 0], "现场": [60]}], rules)
    told = list(workings(entry))
    assert "专家01：材料 80.1 × 0.6 ＋ 现场 90 × 0.4 ＝ 84.06。" in told
    assert "每位专家的总分先修约，四舍五入，保留 1 位小数，再取平均。" in told
    assert told[-1] == "最终得分：（84.1 ＋ 66）÷ 2 ＝ 75.05。"


def test_means_of_criteria_are_told_before_and_after_rounding() -> None:
    rules = TallyRules(trim=NO_TRIM, rounding=rounding(RoundingStage.CRITERION_MEAN))
    entry = entry_of([{"材料": [8, "7.5"]}, {"材料": [8, 8]}], rules)
    assert list(workings(entry))[1:] == [
        "“材料”各项均分（取全部有效专家）：材1 8、材2 7.75 修约为 7.8。",
        "“材料”得分：各项均分相加 ＝ 15.8。",
        "最终得分：15.8。",
    ]


def test_trimming_by_criterion_says_so() -> None:
    rules = TallyRules(trim=Trim(minimum_experts=3, scope=TrimScope.CRITERION))
    told = list(workings(entry_of(one_part(90, 80, 70), rules)))
    assert "“材料”各项均分（每项去掉 1 个最高分和 1 个最低分）：材1 80。" in told


def test_parts_are_trimmed_rounded_and_put_together_one_by_one() -> None:
    rules = TallyRules(
        trim=ONE_EACH, weights=TWO_PARTS, combination=Combination.PART_MEANS,
        rounding=rounding(RoundingStage.PART_POINTS, places=0),
    )  # fmt: skip
    rows = [{"材料": [m], "现场": [n]} for m, n in ((90, "60.5"), (80, "70.5"), (70, "80.5"))]
    told = list(workings(entry_of(rows, rules)))
    assert "“材料”去掉最高分和最低分：专家01、专家03。" in told
    assert "“现场”得分修约（四舍五入，保留 0 位小数）：70.5 → 71。" in told
    assert "合成：80 × 0.6 ＋ 71 × 0.4 ＝ 76.4。" in told


@pytest.mark.parametrize(
    ("figure", "text"),
    [("1/3", "0.3333…（1/3）"), ("-1/2", "－0.5"), ("-1/3", "－0.3333…（-1/3）"), ("88", "88")],
)
def test_a_figure_is_written_exactly(figure: str, text: str) -> None:
    assert exact_text(Fraction(figure)) == text


STAGES = st.sets(st.sampled_from([s for s in RoundingStage if s.name != "WEIGHTED_POINTS"]))


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=3, max_size=6),
    STAGES,
    st.sampled_from([Combination.EXPERT_TOTALS, Combination.PART_MEANS]),
    st.sampled_from(list(TrimScope)),
)
def test_whatever_the_rules_the_last_line_is_the_final_figure(
    points: list[tuple[int, int]],
    stages: set[RoundingStage],
    combination: Combination,
    scope: TrimScope,
) -> None:
    rules = TallyRules(
        trim=Trim(minimum_experts=3, scope=scope), weights=TWO_PARTS, combination=combination,
        rounding=Rounding(places=1, stages=frozenset(stages)),
    )  # fmt: skip
    if rules.faults():
        return
    rows = [{"材料": [f"{a / 10}"], "现场": [f"{b / 10}"]} for a, b in points]
    entry = entry_of(rows, rules, deduction=Decimal("0.5"))
    assert list(workings(entry))[-1] == f"最终得分：{exact_text(entry.final_points)}。"
    assert entry.final_points == rules.rounding.at(
        RoundingStage.FINAL, entry.mean_points - Fraction(1, 2)
    )
