"""Mean of places, factors and deductions, and weights of criteria."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.place_tally import tally_table
from meihao_desktop.domain.ranking import rank
from meihao_desktop.domain.review_round import TieStep, TieStepKind
from meihao_desktop.domain.tally import PointsTable, collate
from meihao_desktop.domain.tally_rules import (
    Combination,
    EntryTerms,
    Rounding,
    RoundingStage,
    TallyRules,
    Trim,
)
from meihao_desktop.domain.tie_chain import TieRules

NO_TRIM = Trim(highest=0, lowest=0)
PLACES = TallyRules(trim=NO_TRIM, combination=Combination.PLACES)


def whole(totals: dict[str, list[int]]) -> PointsTable:
    return {
        entry: {f"专家{n:02}": {"": {"总分": points * 100}} for n, points in enumerate(given, 1)}
        for entry, given in totals.items()
    }


def test_equal_totals_share_the_mean_of_their_places() -> None:
    tally = tally_table(whole({"甲": [90, 90], "乙": [90, 80], "丙": [70, 80]}), PLACES)
    finals = {name: entry.final_points for name, entry in tally.entries.items()}
    assert finals == {"甲": Fraction(5, 4), "乙": Fraction(2), "丙": Fraction(11, 4)}


@given(st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=2, max_size=6))
def test_every_expert_hands_out_the_same_sum_of_places(totals: list[list[int]]) -> None:
    tally = tally_table(whole({str(n): given for n, given in enumerate(totals)}), PLACES)
    count = len(totals)
    for who in ("专家01", "专家02", "专家03"):
        handed_out = sum(entry.expert_totals[who] for entry in tally.entries.values())
        assert handed_out == Fraction(count * (count + 1), 2)


def test_whom_more_experts_put_in_front_wins_a_tie_of_places() -> None:
    table = whole({"甲": [90, 90, 60], "乙": [80, 80, 90], "丙": [85, 60, 80], "丁": [60, 70, 70]})
    tally = tally_table(table, PLACES)
    assert tally.entries["甲"].final_points == tally.entries["乙"].final_points == 2
    chain = (TieStep(kind=TieStepKind.HEAD_TO_HEAD),)
    ranking = rank(tally, cut_lines=[1], ties=TieRules(chain=chain))
    assert [p.entry for p in ranking.placings] == ["甲", "乙", "丙", "丁"]


def test_an_expert_who_did_not_judge_everything_cannot_hand_out_places() -> None:
    table = dict(whole({"甲": [90, 80], "乙": [70, 60]}))
    table["乙"] = {"专家01": table["乙"]["专家01"]}
    with pytest.raises(RuleViolation, match="专家02没有评“乙”"):
        tally_table(table, PLACES)


def test_other_rules_are_tallied_as_ever() -> None:
    table = whole({"甲": [90, 80], "乙": [70, 60]})
    rules = TallyRules(trim=NO_TRIM)
    assert tally_table(table, rules) == collate(table, rules)


@given(st.decimals("0.5", "2", places=2), st.decimals("0", "10", places=1), st.integers(60, 100))
def test_the_factor_multiplies_and_then_the_deduction_is_taken_off(
    factor: Decimal, deduction: Decimal, points: int
) -> None:
    terms = {"甲": EntryTerms(factor=factor, deduction=deduction)}
    tally = collate(whole({"甲": [points], "乙": [points]}), TallyRules(trim=NO_TRIM), terms)
    expected = points * Fraction(factor) - Fraction(deduction)
    assert tally.entries["甲"].final_points == expected
    assert tally.entries["乙"].final_points == points
    is_changed = factor != 1 or deduction != 0
    assert ("系数和扣分" in tally.method) == is_changed


def test_weights_of_criteria_round_where_the_rules_say() -> None:
    table: PointsTable = {"甲": {"专家01": {"": {"A": 7900, "B": 8300}}}}
    weights = {"A": Decimal("0.35"), "B": Decimal("0.65")}
    exact = collate(table, TallyRules(trim=NO_TRIM, criterion_weights=weights))
    assert exact.entries["甲"].final_points == Fraction("81.6")
    early = Rounding(
        stages=frozenset({RoundingStage.WEIGHTED_POINTS}),
        stage_places={RoundingStage.WEIGHTED_POINTS: 0},
    )
    rounded = collate(table, TallyRules(trim=NO_TRIM, criterion_weights=weights, rounding=early))
    assert rounded.entries["甲"].final_points == 28 + 54


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        (TallyRules(criterion_weights={"A": Decimal(-1)}), "评分项的权重不能为负"),
        (TallyRules(rounding=Rounding(stage_places={RoundingStage.FINAL: 7})), "小数位数"),
    ],
)
def test_rules_that_cannot_be_are_named(rules: TallyRules, told: str) -> None:
    assert any(told in fault for fault in rules.faults())


def test_the_method_says_that_places_are_what_is_averaged() -> None:
    tally = tally_table(whole({"甲": [90, 80], "乙": [80, 70]}), PLACES)
    assert tally.method.startswith(f"{Combination.PLACES.value}；名次取全部有效专家")
