"""Rounding is exact in both modes, and rules that cannot work are named."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.tally_rules import (
    Combination,
    Rounding,
    RoundingMode,
    RoundingStage,
    TallyRules,
    Trim,
    TrimScope,
)

DECIMALS = st.decimals(min_value=-1000, max_value=1000, places=6)
HALVES = st.builds(
    lambda whole, places: (Decimal(2 * whole + 1) / 2).scaleb(-places),
    st.integers(-100_000, 100_000),
    st.integers(0, 4),
)


@given(st.one_of(DECIMALS, HALVES), st.integers(0, 4), st.sampled_from(RoundingMode))
def test_what_is_shown_equals_the_decimal_modules_rounding(
    figure: Decimal, places: int, mode: RoundingMode
) -> None:
    rounding = Rounding(places=places, mode=mode)
    expected = figure.quantize(Decimal(1).scaleb(-places), rounding=rounding.decimal_mode)
    assert rounding.shown(Fraction(figure)) == expected


@given(st.fractions(max_denominator=500), st.integers(0, 4), st.sampled_from(RoundingMode))
def test_rounding_moves_a_figure_by_half_a_unit_at_most(
    figure: Fraction, places: int, mode: RoundingMode
) -> None:
    shown = Fraction(Rounding(places=places, mode=mode).shown(figure))
    assert abs(shown - figure) * 2 * 10**places <= 1


@pytest.mark.parametrize(
    ("figure", "half_up", "half_even"),
    [
        ("88.125", "88.13", "88.12"),
        ("88.135", "88.14", "88.14"),
        ("0.005", "0.01", "0.00"),
        ("-0.005", "-0.01", "0.00"),
        ("88.1250001", "88.13", "88.13"),
    ],
)
def test_a_half_goes_up_or_to_the_even_neighbour(figure: str, half_up: str, half_even: str) -> None:
    exact = Fraction(Decimal(figure))
    assert str(Rounding().shown(exact)) == half_up
    assert str(Rounding(mode=RoundingMode.HALF_EVEN).shown(exact)) == half_even


def test_the_shown_figure_keeps_its_trailing_zeros() -> None:
    assert str(Rounding(places=2).shown(Fraction(90))) == "90.00"
    assert str(Rounding(places=0).shown(Fraction(181, 2))) == "91"


def test_a_stage_that_is_not_named_passes_the_exact_figure_on() -> None:
    third = Fraction(1, 3)
    rounding = Rounding(stages=frozenset({RoundingStage.FINAL}))
    assert rounding.at(RoundingStage.EXPERT_TOTAL, third) == third
    assert rounding.at(RoundingStage.FINAL, third) == Fraction(33, 100)


def test_different_figures_get_as_many_places_as_they_need() -> None:
    figures = [Fraction("90.3301"), Fraction("90.3302"), Fraction("90.3301")]
    assert [str(Rounding().apart(figures).shown(f)) for f in figures] == [
        "90.3301",
        "90.3302",
        "90.3301",
    ]
    assert Rounding().apart(figures[:1]) == Rounding()


@pytest.mark.parametrize(
    ("rules", "word"),
    [
        (TallyRules(trim=Trim(highest=-1)), "不能为负"),
        (TallyRules(trim=Trim(minimum_experts=2)), "至少留有一位专家"),
        (TallyRules(rounding=Rounding(places=7)), "小数位数"),
        (TallyRules(weights={"现场": Decimal("-0.5")}), "权重不能为负"),
        (
            TallyRules(
                combination=Combination.PART_MEANS,
                rounding=Rounding(stages=frozenset({RoundingStage.EXPERT_TOTAL})),
            ),
            "不能再对每位专家的总分修约",
        ),
    ],
)
def test_rules_that_cannot_work_are_named(rules: TallyRules, word: str) -> None:
    (fault,) = rules.faults()
    assert word in fault


def test_the_usual_rules_have_no_fault() -> None:
    assert TallyRules().faults() == ()
    assert TallyRules(trim=Trim(highest=0, lowest=0, minimum_experts=0)).faults() == ()


def test_the_figure_goes_by_parts_only_where_a_rule_asks_for_it() -> None:
    plain = TallyRules()
    assert not plain.goes_by_parts
    assert replace(plain, combination=Combination.PART_MEANS).goes_by_parts
    assert replace(plain, trim=Trim(scope=TrimScope.CRITERION)).goes_by_parts
    rounded = Rounding(stages=frozenset({RoundingStage.PART_POINTS}))
    assert replace(plain, rounding=rounded).goes_by_parts
