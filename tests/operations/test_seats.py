"""The table of the reception: who is in, who is not, and what each still owes."""

import pytest

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, exchange_sheets, seats
from meihao_desktop.operations.seats import ReceptionDesk, SeatState
from tests.operations.conftest import RoundIn
from tests.support.rounds import EXPERTS, estates
from tests.support.sticks import StickMeeting

FIRST = EXPERTS[1]


def desk(meeting: StickMeeting) -> ReceptionDesk:
    return seats.desk_of(meeting.desk.dossier(), (), frozenset())


def states(meeting: StickMeeting) -> dict[PersonId, SeatState]:
    return {row.person.id: row.state for row in desk(meeting).rows}


def test_nobody_is_in_before_a_bundle_came_and_everything_is_due(meeting: StickMeeting) -> None:
    told = desk(meeting)
    assert set(states(meeting).values()) == {SeatState.MISSING}
    assert (told.received, [person.id for person in told.missing]) == (0, list(EXPERTS))
    assert not seats.is_complete(meeting.desk.dossier())
    assert all([e.id for e in row.missing] == list(estates(meeting.desk)) for row in told.rows)


def test_a_received_bundle_shows_sealed_and_owes_nothing_any_more(meeting: StickMeeting) -> None:
    bundle = meeting.handed(FIRST)
    with meeting.secretary():
        exchange_sheets.receive(meeting.desk, [bundle])
    told = desk(meeting)
    assert states(meeting)[FIRST] is SeatState.SEALED
    assert (told.received, told.sealed) == (1, 1)
    assert next(row for row in told.rows if row.person.id == FIRST).missing == ()
    assert FIRST not in {person.id for person in told.missing}


def test_what_is_sealed_at_the_secretarys_machine_needs_no_bundle(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    assert seats.is_complete(context.dossier())
    assert begin_round.overview(context).phase is Phase.COLLATING


@pytest.mark.parametrize("phase", [Phase.SEALED, Phase.SCORING])
def test_a_laptop_scores_until_the_round_is_collated(phase: Phase) -> None:
    assert seats.seat_phase(phase) is Phase.SCORING
    assert seats.seat_phase(Phase.COLLATING) is Phase.COLLATING
