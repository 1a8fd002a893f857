"""One expert's sheets that are copies of each other are asked about, however many estates."""

from dataclasses import replace

from meihao_desktop.domain.conflicts import repeated
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.review_round import BearingRules
from tests.support.builders import (
    a_dossier,
    a_plain_rubric,
    a_round,
    a_sheet,
    estate_id,
    expert_id,
    sealed,
)

RUBRIC = a_plain_rubric(*([10] * 10))
USUAL = ("9", "8", "7.5", "9.5", "6", "8", "9", "7", "8.5", "9")
OTHER = (*USUAL[:-1], "8.99")
FULL = ("10",) * 10


def scored(*rows: tuple[str, ...], bearing: BearingRules | None = None) -> Dossier:
    """What the second of three experts gave, estate by estate."""
    dossier = a_dossier([[None] * 3] * len(rows), experts=3, rubric=RUBRIC)
    sheets = tuple(
        sealed(a_sheet(2, at, points={f"{n}.1": p for n, p in enumerate(row, 1)}), RUBRIC)
        for at, row in enumerate(rows, 1)
    )
    review_round = a_round(bearing=bearing or BearingRules())
    return replace(dossier, sheets=sheets, review_round=review_round)


def found(*rows: tuple[str, ...]) -> list[Finding]:
    return list(repeated.check(scored(*rows)))


def test_three_estates_with_the_very_same_points_are_asked_about() -> None:
    (finding,) = found(USUAL, OTHER, USUAL, USUAL)
    assert finding.where.expert == expert_id(2)
    assert finding.where.estate == "+".join(map(estate_id, (1, 3, 4)))
    assert "评了 4 个小区" in finding.sentence
    assert "3 个小区的各评分项得分完全相同（占 75%）" in finding.sentence


def test_two_alike_or_a_hundredth_of_difference_are_nothing() -> None:
    assert not found(USUAL, USUAL, OTHER)
    assert not found(USUAL, OTHER, (*USUAL[:-1], "8.98"))


def test_full_marks_may_well_coincide() -> None:
    assert not found(FULL, FULL, FULL)


def test_the_same_points_of_different_experts_are_another_question() -> None:
    dossier = scored(USUAL, OTHER)
    copy = tuple(sealed(replace(s, expert=expert_id(3)), RUBRIC) for s in dossier.sheets)
    assert not list(repeated.check(replace(dossier, sheets=(*dossier.sheets, *copy))))


def test_few_criteria_make_chance_likely() -> None:
    assert not list(repeated.check(a_dossier([80, 80, 80, 80], experts=3)))


def test_how_many_are_too_many_is_a_rule_of_the_round() -> None:
    rows = (USUAL, USUAL, OTHER)
    assert list(repeated.check(scored(*rows, bearing=BearingRules(repeated_estates=2))))
