"""A secretary or chair who stays away from an estate needs somebody to stand in."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.conflicts import deputy
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.recusal import Recusal, Recusals, RecusalStatus
from tests.support.builders import a_dossier, a_recusal

CHAIR = a_recusal(1, 1)
SECRETARY = replace(a_recusal(1, 1), expert=PersonId("P90"))


def recused(*recusals: Recusal) -> Dossier:
    return replace(a_dossier([90, 80]), recusals=Recusals.of(recusals))


@pytest.mark.parametrize(("recusal", "role"), [(CHAIR, "组长专家01"), (SECRETARY, "秘书")])
def test_without_a_deputy_it_is_asked_about(recusal: Recusal, role: str) -> None:
    (finding,) = deputy.check(recused(recusal))
    assert finding.sentence.startswith(f"{role}应回避“朗悦花园”")
    assert finding.where.expert == recusal.expert


def test_a_deputy_settles_it() -> None:
    assert not list(deputy.check(recused(replace(CHAIR, deputy="P02"))))


def test_an_expert_needs_none() -> None:
    assert not list(deputy.check(recused(a_recusal(2, 1))))


@pytest.mark.parametrize("status", [RecusalStatus.DISMISSED, RecusalStatus.WITHDRAWN])
def test_an_interest_that_was_found_to_be_none_needs_none(status: RecusalStatus) -> None:
    assert not list(deputy.check(recused(a_recusal(1, 1, status))))
