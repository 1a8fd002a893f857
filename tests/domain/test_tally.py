"""The engine: exact, indifferent to order, and unwilling to guess."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.tally import PointsTable, collate
from meihao_desktop.domain.tally_rules import (
    Combination,
    Rounding,
    RoundingMode,
    RoundingStage,
    TallyRules,
    Trim,
    TrimScope,
)

NO_TRIM = Trim(highest=0, lowest=0)
PART = "材料"


def of_totals(**entries: list[int]) -> PointsTable:
    """Whole points, one criterion, one total for each expert."""
    return {
        entry: {f"P{at}": {PART: {"1": total * 100}} for at, total in enumerate(totals)}
        for entry, totals in entries.items()
    }


def final(table: PointsTable, rules: TallyRules, entry: str = "A") -> Fraction:
    return collate(table, rules).entries[entry].final_points


@st.composite
def tables(draw: st.DrawFn) -> PointsTable:
    criteria = [str(number) for number in range(draw(st.integers(1, 4)))]
    experts = [f"P{number}" for number in range(draw(st.integers(1, 7)))]
    return {
        f"E{entry}": {
            expert: {PART: {c: draw(st.integers(0, 2000)) for c in criteria}} for expert in experts
        }
        for entry in range(draw(st.integers(1, 5)))
    }


@st.composite
def rules(draw: st.DrawFn) -> TallyRules:
    return TallyRules(
        trim=Trim(
            highest=draw(st.integers(0, 1)),
            lowest=draw(st.integers(0, 1)),
            minimum_experts=draw(st.integers(3, 5)),
            scope=draw(st.sampled_from(TrimScope)),
        ),
        combination=draw(st.sampled_from(Combination)),
        rounding=Rounding(mode=draw(st.sampled_from(RoundingMode))),
    )


@given(tables())
def test_an_experts_total_is_the_sum_of_the_items(table: PointsTable) -> None:
    for entry, tallied in collate(table, TallyRules()).entries.items():
        for expert, total in tallied.expert_totals.items():
            assert total * 100 == sum(table[entry][expert][PART].values())


@given(tables(), rules(), st.randoms())
def test_the_order_of_entries_experts_and_criteria_changes_nothing(
    table: PointsTable, used: TallyRules, chance: object
) -> None:
    turned = {
        entry: {
            expert: {part: dict(reversed(cells.items())) for part, cells in parts.items()}
            for expert, parts in reversed(experts.items())
        }
        for entry, experts in reversed(table.items())
    }
    first, second = collate(table, used), collate(turned, used)
    assert first.is_trimmed == second.is_trimmed
    for entry, tallied in first.entries.items():
        other = second.entries[entry]
        assert tallied.final_points == other.final_points
        assert tallied.dropped == other.dropped
        assert tallied.criterion_means == other.criterion_means
        assert tallied.part_points == other.part_points


@given(tables())
def test_trimming_criteria_of_one_part_never_leaves_the_range_given(table: PointsTable) -> None:
    used = TallyRules(trim=Trim(minimum_experts=3, scope=TrimScope.CRITERION))
    for tallied in collate(table, used).entries.values():
        assert 0 <= tallied.final_points <= max(tallied.expert_totals.values()) * 4


def test_one_highest_and_one_lowest_total_are_left_out() -> None:
    tally = collate(of_totals(A=[70, 80, 81, 82, 99]), TallyRules())
    assert tally.entries["A"].final_points == 81
    assert tally.entries["A"].dropped == {"P0", "P4"}
    assert tally.entries["A"].counted == 3
    assert tally.entries["A"].spread == 29
    assert "去掉 1 个最高分和 1 个最低分" in tally.method


def test_nobody_is_trimmed_where_one_entry_has_too_few_experts() -> None:
    tally = collate(of_totals(A=[70, 80, 81, 82, 99], B=[80, 80, 80, 80]), TallyRules())
    assert not tally.is_trimmed
    assert tally.entries["A"].final_points == Fraction(412, 5)
    assert tally.entries["A"].dropped == frozenset()
    assert "不足 5 人" in tally.method


def test_only_the_lowest_may_be_trimmed() -> None:
    used = TallyRules(trim=Trim(highest=0, lowest=2, minimum_experts=3))
    tally = collate(of_totals(A=[1, 2, 30]), used)
    assert tally.entries["A"].final_points == 30
    assert "去掉 2 个最低分后" in tally.method


def test_equal_totals_are_trimmed_once_each() -> None:
    tally = collate(of_totals(A=[80, 80, 80, 80, 80]), TallyRules())
    assert tally.entries["A"].counted == 3
    assert tally.entries["A"].final_points == 80


def two_criteria(rows: Mapping[str, tuple[int, int]]) -> PointsTable:
    return {
        "A": {who: {PART: {"1": one * 100, "2": two * 100}} for who, (one, two) in rows.items()}
    }


def test_trimming_by_criterion_differs_from_trimming_totals() -> None:
    table = two_criteria({"甲": (10, 0), "乙": (0, 10), "丙": (5, 6)})
    by_total = TallyRules(trim=Trim(minimum_experts=3))
    by_criterion = TallyRules(trim=Trim(minimum_experts=3, scope=TrimScope.CRITERION))
    assert final(table, by_total) == 10
    assert final(table, by_criterion) == 11
    assert collate(table, by_criterion).entries["A"].dropped == frozenset()
    assert "按各评分项去掉" in collate(table, by_criterion).method


def test_trimming_by_criterion_without_enough_experts_is_the_plain_mean() -> None:
    table = two_criteria({"甲": (10, 0), "乙": (0, 10), "丙": (5, 6)})
    used = TallyRules(trim=Trim(minimum_experts=4, scope=TrimScope.CRITERION))
    assert final(table, used) == Fraction(31, 3)


PARTS = TallyRules(
    trim=NO_TRIM,
    combination=Combination.PART_MEANS,
    weights={"材料": Decimal("0.6"), "现场": Decimal("0.4")},
)


def by_groups(papers: list[int], visits: list[int]) -> PointsTable:
    """Each expert scores one part only."""
    return {
        "A": {
            **{f"M{at}": {"材料": {"1": points * 100}} for at, points in enumerate(papers)},
            **{f"X{at}": {"现场": {"2": points * 100}} for at, points in enumerate(visits)},
        }
    }


def test_parts_scored_by_different_experts_are_averaged_part_by_part() -> None:
    tally = collate(by_groups([80, 90], [60, 70, 80]), PARTS)
    assert tally.entries["A"].part_points == {"材料": 85, "现场": 70}
    assert tally.entries["A"].final_points == 79
    assert not tally.entries["A"].is_uniform
    assert "先取各部分的均值" in tally.method


def test_trimming_parts_needs_enough_experts_in_every_part() -> None:
    trimmed = TallyRules(
        trim=Trim(minimum_experts=3), combination=PARTS.combination, weights=PARTS.weights
    )
    enough = collate(by_groups([50, 80, 90], [60, 70, 80, 100]), trimmed)
    assert enough.entries["A"].part_points == {"材料": 80, "现场": 75}
    assert enough.entries["A"].dropped == {"M0", "M2", "X0", "X3"}
    assert "每个组成部分的专家得分" in enough.method
    short = collate(by_groups([50, 80], [60, 70, 80, 100]), trimmed)
    assert not short.is_trimmed


def test_trimming_criteria_that_fewer_experts_scored_than_are_trimmed_cuts_nothing_away() -> None:
    used = TallyRules(
        trim=Trim(scope=TrimScope.CRITERION),
        combination=PARTS.combination,
        weights=PARTS.weights,
    )
    tally = collate(by_groups([80], [60, 70, 80, 90, 100]), used)
    assert not tally.is_trimmed
    assert tally.entries["A"].final_points == 80


def test_totals_of_experts_who_scored_different_parts_are_refused() -> None:
    used = TallyRules(trim=NO_TRIM, weights=PARTS.weights)
    with pytest.raises(RuleViolation, match="不能先合成每位专家的总分"):
        collate(by_groups([80], [70]), used)


def test_an_entry_without_a_part_is_refused() -> None:
    table = {**by_groups([80], [70]), "B": {"M0": {"材料": {"1": 100}}}}
    with pytest.raises(RuleViolation, match="没有“现场”部分"):
        collate(table, PARTS)


def test_weights_come_into_each_experts_total() -> None:
    table = {"A": {"甲": {"材料": {"1": 8000}, "现场": {"2": 9000}}}}
    tallied = collate(table, TallyRules(weights=PARTS.weights)).entries["A"]
    assert tallied.expert_totals == {"甲": 84}
    assert tallied.final_points == 84
    assert tallied.is_uniform


def test_a_missing_cell_is_refused_and_never_counted_as_zero() -> None:
    table = two_criteria({"甲": (10, 0), "乙": (0, 10)})
    holed = {"A": {**table["A"], "丙": {PART: {"1": 500}}}}
    with pytest.raises(RuleViolation, match="丙对“A”的评分项与其他评分不一致（2）"):
        collate(holed, TallyRules())


def test_an_entry_that_nobody_scored_is_refused() -> None:
    with pytest.raises(RuleViolation, match="没有任何有效得分"):
        collate({"A": {}}, TallyRules())


def test_rules_with_a_fault_are_refused() -> None:
    with pytest.raises(RuleViolation, match="至少留有一位专家"):
        collate(of_totals(A=[1, 2]), TallyRules(trim=Trim(minimum_experts=2)))


def test_no_entries_make_an_empty_tally() -> None:
    tally = collate({}, TallyRules())
    assert tally.entries == {}
    assert not tally.is_trimmed


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (None, Fraction(7, 3)),
        (RoundingStage.EXPERT_TOTAL, Fraction(7, 3)),
        (RoundingStage.CRITERION_MEAN, Fraction("2.4")),
        (RoundingStage.PART_POINTS, Fraction("2.3")),
        (RoundingStage.FINAL, Fraction("2.3")),
    ],
)
def test_each_stage_rounds_its_own_figure(stage: RoundingStage | None, expected: Fraction) -> None:
    table = {
        "A": {
            "甲": {PART: {"1": 100, "2": 100}},
            "乙": {PART: {"1": 100, "2": 100}},
            "丙": {PART: {"1": 150, "2": 150}},
        }
    }
    stages = frozenset({stage} if stage else set())
    used = TallyRules(trim=NO_TRIM, rounding=Rounding(places=1, stages=stages))
    assert final(table, used) == expected


def test_expert_totals_may_be_rounded_before_the_mean() -> None:
    table: PointsTable = {"A": {"甲": {PART: {"1": 8825}}, "乙": {PART: {"1": 8800}}}}
    used = TallyRules(
        trim=NO_TRIM, rounding=Rounding(places=1, stages=frozenset({RoundingStage.EXPERT_TOTAL}))
    )
    tallied = collate(table, used).entries["A"]
    assert tallied.expert_totals["甲"] == Fraction("88.3")
    assert tallied.final_points == Fraction("88.15")
    assert "每位专家的总分先行修约" in collate(table, used).method


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=9))
def test_the_plain_mean_equals_the_standard_librarys(totals: list[int]) -> None:
    table: PointsTable = {"A": {f"P{at}": {PART: {"1": t}} for at, t in enumerate(totals)}}
    assert final(table, TallyRules(trim=NO_TRIM)) == mean(Fraction(t, 100) for t in totals)
