"""What came in a pack for one expert alone is entered at that expert's log-in, and once."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import identify_person, take_seat
from meihao_desktop.operations.activation import ready_own_part
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, SteppingClock
from tests.support.sticks import StickMeeting

FIRST = EXPERTS[1]


def own_part(context: Context) -> str:
    seat = context.store.exchanges.seat()
    assert seat is not None
    return seat.own


def test_the_own_part_is_shut_until_the_expert_logs_in(meeting: StickMeeting) -> None:
    with meeting.laptop("laptop"):
        (offer,) = take_seat.find_packs(meeting.stick)
        seat = take_seat.take_seat(
            offer.folder, meeting.place / "laptop" / "round", SteppingClock(), FIRST
        )
        assert own_part(seat)
        ready_own_part(seat, CHAIR, open_pin(FIRST))
        assert own_part(seat), "nobody else opens it"
        identify_person.log_in(seat, FIRST, open_pin(FIRST))
        assert own_part(seat) == ""
        head = seat.store.audit_log.head()
        ready_own_part(seat, FIRST, open_pin(FIRST))
        assert seat.store.audit_log.head() == head, "it is entered once"
        seat.store.close()


def test_a_pack_without_what_activates_an_expert_says_how_to_get_it(
    meeting: StickMeeting,
) -> None:
    with meeting.laptop("laptop"):
        (offer,) = take_seat.find_packs(meeting.stick)
        seat = take_seat.take_seat(
            offer.folder, meeting.place / "laptop" / "round", SteppingClock(), FIRST
        )
        record = seat.store.panels.pin(FIRST)
        assert record is not None
        with seat.transaction("lose_token"):
            seat.store.panels.save_pin(replace(record, token=""))
        with pytest.raises(RuleViolation, match="请秘书重新发放 PIN 并制作评审包"):
            ready_own_part(seat, FIRST, open_pin(FIRST))
        seat.store.close()


def test_the_secretarys_own_round_has_no_such_part(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    head = context.store.audit_log.head()
    ready_own_part(context, FIRST, open_pin(FIRST))
    assert context.store.audit_log.head() == head
    assert not take_seat.is_seat(context)


def test_a_laptop_knows_that_it_is_a_seat(meeting: StickMeeting) -> None:
    assert take_seat.is_seat(meeting.seat(FIRST))
