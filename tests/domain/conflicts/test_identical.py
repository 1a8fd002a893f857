"""Identical sheets and one level everywhere are asked about; agreement where it is due is not."""

from decimal import Decimal

import pytest

from meihao_desktop.domain.conflicts import identical
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.rubric import CriterionKind
from tests.support.builders import (
    a_criterion,
    a_dossier,
    a_rubric,
    a_section,
    a_sheet,
    estate_id,
    expert_id,
    sealed,
)

RUBRIC = a_rubric(
    [
        a_section(
            "1", "部分", *(a_criterion(f"1.{n}", 10, step=Decimal("0.5")) for n in range(1, 11))
        )
    ]
)
MEASURED = a_rubric(
    [a_section("1", "部分", *(a_criterion(f"1.{n}", 10, CriterionKind.RATE) for n in range(1, 11)))]
)
MIXED = ("9", "8", "7.5", "9.5", "6", "8", "9", "7", "8.5", "9")


def scored(*rows: tuple[int, int, tuple[str, ...]], rubric=RUBRIC, experts: int = 3) -> Dossier:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """A dossier with the given sheets: expert, estate, points of the ten criteria."""
    estates = max(estate for _, estate, _ in rows)
    empty = a_dossier([[None] * experts] * estates, experts=experts, rubric=rubric)
    sheets = tuple(
        sealed(
            a_sheet(expert, estate, points={f"1.{n}": p for n, p in enumerate(points, 1)}), rubric
        )
        for expert, estate, points in rows
    )
    return Dossier(**{**vars(empty), "sheets": sheets})


def found(dossier: Dossier, code: str) -> list[Finding]:
    return [finding for finding in identical.check(dossier) if finding.code == code]


def test_two_sheets_alike_in_every_judged_item_are_asked_about() -> None:
    (finding,) = found(scored((1, 1, MIXED), (2, 1, MIXED)), "identical")
    assert "专家01和专家02" in finding.sentence
    assert finding.where.estate == estate_id(1)


def test_one_half_point_of_difference_is_nothing() -> None:
    other = ("9", "8", "7.5", "9.5", "6", "8", "9", "7", "8.5", "8.5")
    assert not found(scored((1, 1, MIXED), (2, 1, other)), "identical")


def test_full_marks_throughout_may_coincide() -> None:
    assert not found(scored((1, 1, ("10",) * 10), (2, 1, ("10",) * 10)), "identical")


def test_the_same_points_for_two_estates_by_two_experts_are_nothing() -> None:
    assert not found(scored((1, 1, MIXED), (2, 2, MIXED)), "identical")


def test_measured_items_must_agree_and_say_nothing() -> None:
    dossier = scored((1, 1, MIXED), (2, 1, MIXED), rubric=MEASURED)
    assert list(identical.check(dossier)) == []


@pytest.mark.parametrize(("estates", "is_asked"), [(3, True), (2, False)])
def test_one_level_for_everything_is_asked_about_from_the_third_estate_on(
    estates: int, is_asked: bool
) -> None:
    dossier = scored(*((1, estate, ("8",) * 10) for estate in range(1, estates + 1)))
    told = found(dossier, "uniform")
    assert bool(told) == is_asked
    if told:
        assert told[0].where.expert == expert_id(1)
        assert "80%" in told[0].sentence


def test_an_expert_who_mostly_gives_one_level_is_nothing() -> None:
    mostly = ("8",) * 9 + ("7",)
    dossier = scored(*((1, estate, mostly) for estate in (1, 2, 3)))
    assert not found(dossier, "uniform")
