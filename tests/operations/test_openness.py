"""The one gate before points and materials looks at one person and at nobody's sheets."""

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.interests.gate import ShutBy
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, openness
from meihao_desktop.operations.context import Context
from tests.operations.conftest import RoundIn
from tests.support import rounds
from tests.support.rounds import EXPERTS, SECRETARY, estates, sit

EXPERT, OTHER = EXPERTS[1], EXPERTS[2]


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    """A sealed round in which one expert has declared and another has not."""
    context = round_in(Phase.RECEIVING)
    rounds.receive(context)
    begin_round.advance(context)
    begin_round.advance(context)
    rounds.declare(context, EXPERT)
    return context


def test_what_is_shut_opens_with_the_declaration(context: Context) -> None:
    first = estates(context)[0]
    assert openness.shut(context, EXPERT, first) is None
    told = openness.shut(context, OTHER, first)
    assert told is not None
    assert told.by is ShutBy.UNDECLARED
    openness.require_open(context, EXPERT, first)
    with pytest.raises(RuleViolation, match="申报"):
        openness.require_open(context, OTHER, first)


def test_every_estate_is_shut_for_the_undeclared_and_none_for_the_secretary(
    context: Context,
) -> None:
    assert openness.shut_estates(context, OTHER) == frozenset(estates(context))
    assert openness.shut_estates(context, EXPERT) == frozenset()
    assert openness.shut_estates(context, SECRETARY) == frozenset()
    assert openness.shut_estates(context, PersonId("P77")) == frozenset()


def test_a_file_of_a_shut_estate_is_refused_to_the_expert_at_the_machine(context: Context) -> None:
    material = context.store.submissions.estates()[0].materials[0]
    sit(context, OTHER)
    with pytest.raises(RuleViolation, match="不对您开放"):
        openness.require_readable(context, material)
    sit(context, EXPERT)
    openness.require_readable(context, material)
    sit(context, SECRETARY)
    openness.require_readable(context, material)


def test_the_gate_sees_nobody_elses_sheets_and_nobody_elses_declaration(context: Context) -> None:
    person = context.person(OTHER)
    assert person is not None
    seen = openness.gate_dossier(context, person)
    assert seen.panel.people == (person,)
    assert (seen.sheets, seen.declarations) == ((), ())
