"""Measured items must be the same for every expert."""

from dataclasses import replace

from meihao_desktop.domain.conflicts import objective
from meihao_desktop.domain.dossier import Dossier
from tests.support.builders import a_dossier, a_rubric, a_sheet, a_veto, codes, full_marks, sealed

RUBRIC = a_rubric()


def with_rates(*rates: str) -> Dossier:
    sheets = tuple(
        sealed(a_sheet(expert, points={**full_marks(RUBRIC), "1.1": rate, "9.1": expert}), RUBRIC)
        for expert, rate in enumerate(rates, start=1)
    )
    return replace(a_dossier([[None] * 3], experts=3, rubric=RUBRIC), sheets=sheets)


def test_experts_who_measure_differently_are_told_with_their_figures() -> None:
    (finding,) = objective.check(with_rates("8", "7.2", "8"))
    assert finding.where.criterion == "1.1"
    assert "各专家不一致（7.2、8 分）" in finding.sentence


def test_the_finding_is_another_one_once_somebody_changed() -> None:
    (before,) = objective.check(with_rates("8", "7.2", "8"))
    (after,) = objective.check(with_rates("8", "7.2", "7.2"))
    assert before.key != after.key


def test_judged_items_may_differ() -> None:
    assert codes(objective.check(with_rates("8", "8", "8"))) == []


def test_a_vetoed_estate_is_no_matter() -> None:
    vetoed = replace(with_rates("8", "7.2", "8"), vetoes=(a_veto(1),))
    assert codes(objective.check(vetoed)) == []
