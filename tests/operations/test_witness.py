"""Two-person acts: somebody else, in the right role, with the right PIN."""

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import witness
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, sit


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.SEALED)


def with_pin(person: str) -> Witness:
    return Witness(person=person, pin=open_pin(person))  # type: ignore[arg-type]


def test_the_chair_needs_the_observer_and_the_observer_the_chair(context: Context) -> None:
    sit(context, CHAIR)
    assert witness.confirm_pair(context, with_pin(OBSERVER)).id == OBSERVER
    sit(context, OBSERVER)
    assert witness.confirm_pair(context, with_pin(CHAIR)).id == CHAIR
    with pytest.raises(RuleViolation, match="须由组长在场确认"):
        witness.confirm_pair(context, with_pin(EXPERTS[1]))


def test_where_nobody_observes_the_secretary_stands_beside_the_chair(context: Context) -> None:
    with context.transaction("nobody observes"):
        context.store.panels.remove_person(OBSERVER)
    sit(context, CHAIR)
    assert witness.confirm_pair(context, with_pin(SECRETARY)).id == SECRETARY


def test_nobody_is_their_own_witness(context: Context) -> None:
    sit(context, CHAIR)
    with pytest.raises(RuleViolation, match="须两人在场"):
        witness.confirm(context, with_pin(CHAIR), frozenset({Role.PANEL_CHAIR}))


def test_a_pin_proves_only_its_own_person(context: Context) -> None:
    assert witness.check_pin(context, CHAIR, open_pin(CHAIR)).name == "专家01"
    with pytest.raises(RuleViolation, match="PIN 不正确"):
        witness.check_pin(context, CHAIR, open_pin(OBSERVER))


def test_the_witness_shows_no_pin_in_a_crash_report() -> None:
    assert open_pin(OBSERVER) not in repr(with_pin(OBSERVER))


def test_exactly_those_are_offered_whose_pin_is_taken(context: Context) -> None:
    for person, second in ((CHAIR, OBSERVER), (OBSERVER, CHAIR)):
        sit(context, person)
        assert [each.id for each in witness.seconds_of_pair(context)] == [second]
    with context.transaction("nobody observes"):
        context.store.panels.remove_person(OBSERVER)
    sit(context, CHAIR)
    (second,) = witness.seconds_of_pair(context)
    assert witness.confirm_pair(context, with_pin(second.id)).id == SECRETARY


def test_nobody_waits_who_typed_no_wrong_pin(context: Context) -> None:
    record = context.store.panels.pin(CHAIR)
    assert record is not None
    assert witness.seconds_to_wait(context, record) == 0
