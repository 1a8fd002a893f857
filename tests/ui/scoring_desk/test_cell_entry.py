"""What typing, counting and pinning make of a score cell."""

from decimal import Decimal

import pytest

from meihao_desktop.domain.rubric import Component, CriterionKind, DeductionPer, DeductionRule
from meihao_desktop.domain.score_sheet import EvidencePin, ScoreCell
from meihao_desktop.ui.scoring_desk import cell_entry
from tests.support.builders import a_criterion, a_level

HAZARD = DeductionRule(label="安全隐患", amount=Decimal(1), per=DeductionPer.FINDING)
BELOW = DeductionRule(
    label="每低1个百分点", amount=Decimal("0.4"), per=DeductionPer.PERCENTAGE_POINT,
    threshold=Decimal(95),
)  # fmt: skip
PIN = EvidencePin(material="d1", file_name="报告.pdf", place="第 3 页")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", "3"), ("2.5", "2.5"), (" 4 ", "4"), ("１２．５", "12.5"), ("2。5", "2.5"),
        ("2，5", "2.5"), (".5", "0.5"),
    ],
)  # fmt: skip
def test_digits_are_read_as_people_type_them(text: str, expected: str) -> None:
    assert cell_entry.number(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", " ", "三", "3分", "1.2.3", "-1", ".", "1e2", "NaN"])
def test_whatever_is_no_number_is_not_guessed(text: str) -> None:
    assert cell_entry.number(text) is None


def test_a_percentage_is_told_by_its_sign() -> None:
    assert cell_entry.is_rate("93%")
    assert cell_entry.is_rate("９３％ ")
    assert not cell_entry.is_rate("93")


def test_a_percentage_above_a_hundred_is_refused() -> None:
    assert cell_entry.rate("93.5%") == Decimal("93.5")
    assert cell_entry.rate("100") == Decimal(100)
    assert cell_entry.rate("101%") is None
    assert cell_entry.rate("高") is None


def test_points_typed_directly_replace_what_was_counted() -> None:
    counted = ScoreCell(points=Decimal(3), counts={"安全隐患": Decimal(2)}, reason="两处")
    typed = cell_entry.with_points(counted, Decimal(4))
    assert (typed.points, typed.counts, typed.reason) == (Decimal(4), {}, "两处")


def test_a_rate_gives_points_and_is_remembered() -> None:
    criterion = a_criterion("1.1", 8, CriterionKind.RATE, step=Decimal("0.1"), deductions=(BELOW,))
    cell = cell_entry.with_rate(criterion, ScoreCell(), Decimal(93))
    assert cell.points == Decimal("7.2")
    assert cell.counts == {cell_entry.RATE_LABEL: Decimal(93)}


def test_each_finding_takes_its_deduction_and_none_gives_full_points() -> None:
    criterion = a_criterion("6.5", 5, CriterionKind.DEDUCTION, deductions=(HAZARD,))
    two = cell_entry.with_count(criterion, ScoreCell(), "安全隐患", Decimal(2))
    assert (two.points, two.counts) == (Decimal(3), {"安全隐患": Decimal(2)})
    none = cell_entry.with_count(criterion, two, "安全隐患", Decimal(0))
    assert (none.points, none.counts) == (Decimal(5), {})
    nine = cell_entry.with_count(criterion, two, "安全隐患", Decimal(9))
    assert nine.points == Decimal(0)
    assert cell_entry.without_deduction(criterion, nine).points == Decimal(5)


def test_a_composite_has_points_once_every_part_has() -> None:
    parts = (
        Component(label="制度", max_points=Decimal(2)),
        Component(label="落实", max_points=Decimal(3)),
    )
    criterion = a_criterion("3.1", 5, CriterionKind.COMPOSITE, components=parts)
    first = cell_entry.with_component(criterion, ScoreCell(), "制度", Decimal(2))
    assert first.points is None
    both = cell_entry.with_component(criterion, first, "落实", Decimal("1.5"))
    assert both.points == Decimal("3.5")
    assert cell_entry.with_component(criterion, both, "制度", None).points is None


def test_a_part_of_a_composite_keeps_its_own_range_and_levels() -> None:
    free = Component(label="制度", max_points=Decimal(2))
    graded = Component(label="落实", max_points=Decimal(3), levels=(a_level(3), a_level(0)))
    assert cell_entry.component_fault(free, Decimal(1)) is None
    assert "0 至 2 分" in (cell_entry.component_fault(free, Decimal(3)) or "")
    assert cell_entry.component_fault(graded, Decimal(1)) is not None


def test_the_same_place_is_pinned_once() -> None:
    cell = cell_entry.with_pin(cell_entry.with_pin(ScoreCell(), PIN), PIN)
    assert cell.pins == (PIN,)
    assert cell_entry.without_pin(cell, PIN).pins == ()


def test_the_reason_line_says_what_it_asks_for() -> None:
    graded = a_criterion("1.2", 4, CriterionKind.GRADED)
    deducted = a_criterion("6.5", 5, CriterionKind.DEDUCTION, deductions=(HAZARD,))
    assert "满分" in cell_entry.reason_hint(graded, ScoreCell(points=Decimal(4)))
    assert "零分" in cell_entry.reason_hint(graded, ScoreCell(points=Decimal(0)))
    assert "可不填" in cell_entry.reason_hint(graded, ScoreCell(points=Decimal(3)))
    assert "扣分" in cell_entry.reason_hint(deducted, ScoreCell(points=Decimal(4)))
