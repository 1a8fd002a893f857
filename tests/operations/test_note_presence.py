"""Attendance and pledges: noted, taken back, and not of those who left the panel."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import Person, PersonId, Seat
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import note_presence
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.note_presence import Presence
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.SEALED)


def person(context: Context, who: PersonId) -> Person:
    found = context.person(who)
    assert found is not None
    return found


def test_people_arrive_leave_and_come_back(context: Context) -> None:
    note_presence.note_presence(context, [CHAIR, OBSERVER], Presence.ARRIVED)
    came = person(context, CHAIR).seat
    assert came.is_present
    assert person(context, OBSERVER).seat.is_present
    assert not person(context, EXPERTS[1]).seat.is_present
    note_presence.note_presence(context, [CHAIR], Presence.LEFT)
    left = person(context, CHAIR).seat
    assert (left.arrived_at, left.is_present) == (came.arrived_at, False)
    note_presence.note_presence(context, [CHAIR], Presence.ARRIVED)
    back = person(context, CHAIR).seat
    assert back.is_present
    assert back.arrived_at == came.arrived_at


def test_a_mistaken_entry_is_taken_back(context: Context) -> None:
    note_presence.note_presence(context, [CHAIR], Presence.ARRIVED)
    note_presence.note_presence(context, [CHAIR], Presence.ABSENT)
    assert person(context, CHAIR).seat == Seat()


def test_nobody_leaves_who_never_came(context: Context) -> None:
    with pytest.raises(RuleViolation, match="专家01还没有登记到会"):
        note_presence.note_presence(context, [CHAIR], Presence.LEFT)


def test_one_who_cannot_keeps_all_from_being_noted(context: Context) -> None:
    gone = replace(person(context, EXPERTS[2]), seat=Seat(replaced_by=EXPERTS[1]))
    with context.transaction("replace"):
        context.store.panels.save_person(gone)
    with pytest.raises(RuleViolation, match="专家03已被更换"):
        note_presence.note_presence(context, [CHAIR, EXPERTS[2]], Presence.ARRIVED)
    assert not person(context, CHAIR).seat.is_present


def test_pledges_are_noted_for_experts_and_can_be_taken_back(context: Context) -> None:
    note_presence.note_pledges(context, EXPERTS, are_given=True)
    assert all(person(context, expert).seat.pledged_at for expert in EXPERTS)
    note_presence.note_pledges(context, [CHAIR], are_given=False)
    assert person(context, CHAIR).seat.pledged_at is None
    with pytest.raises(RuleViolation, match="承诺书由评审专家签署"):
        note_presence.note_pledges(context, [OBSERVER], are_given=True)
