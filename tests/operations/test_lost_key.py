"""The key of a round is lost in the middle of a meeting over sticks, and nothing else with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop import resources
from meihao_desktop.domain.dossier import pairs_of
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.handover import BundleState
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.signature import ChangeCause, KeyPurpose, grouped
from meihao_desktop.domain.verdict import Outcome, Weight
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.operations import (
    archive_round,
    begin_round,
    check_file,
    collate_sheets,
    exchange_sheets,
    identify_person,
    make_packs,
    print_documents,
    replace_key,
    take_seat,
    verify_log,
)
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.keys import event_key_at_hand
from meihao_desktop.operations.letters import boxes_of, kept_file, shut_for_good
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.proof import proof
from meihao_desktop.operations.replace_key import Replaced
from meihao_desktop.operations.seats import SeatState
from meihao_desktop.operations.trust import KeyConfirmed, KeyUnconfirmed
from tests.support.archive_forger import ArchiveForger, verify
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, SteppingClock, sit
from tests.support.sticks import StickMeeting

FIRST, SECOND, THIRD = EXPERTS[1], EXPERTS[2], EXPERTS[0]
REASON = "电脑硬盘损坏，密钥文件没有另存"


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[StickMeeting]:
    made = StickMeeting(tmp_path)
    made.pack()
    yield made
    made.close()


def key_folder(meeting: StickMeeting) -> Path:
    return resources.data_home() / "keys" / meeting.desk.store.round_id


def lose(meeting: StickMeeting, pattern: str = "event.json") -> None:
    with meeting.secretary():
        for file in key_folder(meeting).glob(pattern):
            file.unlink()


def replaced(meeting: StickMeeting, cause: ChangeCause = ChangeCause.LOST) -> Replaced:
    meeting.sit(SECRETARY)
    with meeting.secretary():
        second = Witness(person=CHAIR, pin=open_pin(CHAIR))
        return replace_key.replace_event_key(meeting.desk, cause, REASON, second)


def offered(meeting: StickMeeting) -> take_seat.PackOffer:
    return take_seat.find_packs(meeting.stick)[0]


def renewed(meeting: StickMeeting, seat: Context, expert: PersonId, fingerprint: str) -> None:
    """The expert compares the fingerprint, confirms it, and logs in again."""
    with meeting.laptop(meeting.machine_of(seat)):
        told = KeyConfirmed(fingerprint=fingerprint, pin=open_pin(expert))
        take_seat.renew_seat(seat, offered(meeting).folder, confirmed=told)
        identify_person.log_in(seat, expert, open_pin(expert))


def received(meeting: StickMeeting, *files: Path) -> list[exchange_sheets.Outcome]:
    with meeting.secretary():
        reception = exchange_sheets.receive(meeting.desk, files)
        assert not [row.sentence for row in reception.rows if row.refusal]
        return [row.outcome for row in reception.rows]


def states(meeting: StickMeeting) -> dict[PersonId, BundleState]:
    return {h.expert: h.state for h in meeting.desk.store.exchanges.handovers()}


def seat_states(meeting: StickMeeting) -> dict[PersonId, SeatState]:
    with meeting.secretary():
        rows = exchange_sheets.reception_desk(meeting.desk).rows
    return {row.person.id: row.state for row in rows}


def archived(meeting: StickMeeting) -> Path:
    """All bundles opened, the round carried to its end, and the archive on a stick."""
    desk = meeting.desk
    with meeting.secretary():
        exchange_sheets.open_bundles(desk)
        while desk.phase is not Phase.FINAL:
            if desk.phase is Phase.SIGNING:
                collate_sheets.register_signatures(desk, list(pairs_of(desk.dossier())))
            begin_round.advance(desk)
        sit(desk, SECRETARY)
        place = meeting.place / "out"
        place.mkdir()
        done = archive_round.archive(desk, place, print_documents.collect_all(desk).press)
    return Path(done.place)


def a_meeting_with_another_key(meeting: StickMeeting) -> Replaced:
    """One bundle is in before the key is lost; two laptops hand over afterwards."""
    first = meeting.handed(FIRST)
    second = meeting.seat(SECOND)
    received(meeting, first)
    lose(meeting)
    done = replaced(meeting)
    meeting.pack()
    renewed(meeting, second, SECOND, done.new.fingerprint)
    meeting.score(second, SECOND)
    third = meeting.handed(THIRD)
    received(meeting, meeting.hand_over(second, SECOND).path, third)
    return done


def test_without_the_key_the_secretary_is_told_where_to_replace_it(meeting: StickMeeting) -> None:
    bundle = meeting.handed(FIRST)
    lose(meeting)
    with meeting.secretary():
        for act in (
            lambda: make_packs.make_pack(meeting.desk, meeting.stick),
            lambda: exchange_sheets.receive(meeting.desk, [bundle]),
        ):
            with pytest.raises(RuleViolation, match="“签署”页更换评审密钥"):
                act()


def test_bundles_of_before_and_after_count_and_stand_in_the_log(meeting: StickMeeting) -> None:
    a_meeting_with_another_key(meeting)
    with meeting.secretary():
        exchange_sheets.open_bundles(meeting.desk)
        assert set(states(meeting).values()) == {BundleState.OPENED}
        found = proof(meeting.desk.store)
        assert (found.faults, found.gaps, found.signed) == ((), (), 9)
        folder = meeting.desk.folder
        begin_round.close_round(meeting.desk)
        assert verify_log.verify(folder).is_sound
        begin_round.close_round(begin_round.open_round(folder, SteppingClock()))


def test_the_archive_is_accepted_with_the_new_fingerprint_only(meeting: StickMeeting) -> None:
    done = a_meeting_with_another_key(meeting)
    folder = archived(meeting)
    assert archive_round.check(folder).is_sound
    code, told = verify(folder, "--fingerprint", grouped(done.new.fingerprint))
    assert code == 0, told
    assert "评审密钥更换过 1 次" in told
    code, told = verify(folder, "--fingerprint", grouped(done.old.fingerprint))
    assert code == 1
    assert "《补充开封记录》" in told


def test_the_verifier_refuses_a_second_key_that_the_log_does_not_name(
    meeting: StickMeeting,
) -> None:
    a_meeting_with_another_key(meeting)
    folder = archived(meeting)
    with meeting.secretary():
        key = event_key_at_hand(meeting.desk)
    assert key is not None
    forger = ArchiveForger(folder, key)

    def unnamed(body: dict[str, object]) -> None:
        if body["event"] == "replace_event_key":
            body["event"] = "enter_event_key"

    forger.rehash(unnamed)
    forger.settle_log(with_result=True)
    code, told = verify(folder)
    assert code == 1
    assert "不是由两个人按步骤更换的" in told
    assert any("更换记录是伪造的" in fault for fault in archive_round.check(folder).faults)


def test_a_laptop_shows_both_fingerprints_before_it_takes_the_new_key(
    meeting: StickMeeting,
) -> None:
    seat = meeting.seat(FIRST)
    lose(meeting)
    done = replaced(meeting)
    meeting.pack()
    with meeting.laptop(meeting.machine_of(seat)):
        with pytest.raises(KeyUnconfirmed, match="补充开封记录逐组核对") as caught:
            take_seat.renew_seat(seat, offered(meeting).folder)
        assert (caught.value.news.old, caught.value.news.new) == (
            done.old.fingerprint, done.new.fingerprint,
        )  # fmt: skip
        assert caught.value.news.changes[0].reason == REASON
        assert take_seat.seat_desk(seat).pack_serial == 1
    renewed(meeting, seat, FIRST, grouped(done.new.fingerprint))
    desk = take_seat.seat_desk(seat)
    assert (desk.pack_serial, desk.fingerprint) == (2, done.new.fingerprint)
    assert proof(seat.store).faults == ()


@pytest.mark.parametrize(
    ("fingerprint", "pin", "sentence"),
    [("0000 0000 0000 0000", "", "与这个评审包的密钥指纹"), ("", "000000", "PIN 不正确")],
)
def test_another_fingerprint_or_pin_does_not_confirm_it(
    meeting: StickMeeting, fingerprint: str, pin: str, sentence: str
) -> None:
    seat = meeting.seat(FIRST)
    lose(meeting)
    done = replaced(meeting)
    meeting.pack()
    told = KeyConfirmed(fingerprint=fingerprint or done.new.fingerprint, pin=pin or open_pin(FIRST))
    with (
        meeting.laptop(meeting.machine_of(seat)),
        pytest.raises(RuleViolation, match=sentence),
    ):
        take_seat.renew_seat(seat, offered(meeting).folder, confirmed=told)
    assert take_seat.seat_desk(seat).fingerprint == done.old.fingerprint


def test_sheets_that_were_sealed_before_the_renewal_stay_and_come_in(
    meeting: StickMeeting,
) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    lose(meeting)
    done = replaced(meeting)
    meeting.pack()
    renewed(meeting, seat, FIRST, done.new.fingerprint)
    assert take_seat.seat_desk(seat).sealed == 3
    assert received(meeting, meeting.hand_over(seat, FIRST).path)
    assert states(meeting) == {FIRST: BundleState.SEALED}


def test_a_laptop_that_was_not_renewed_still_hands_over_while_its_box_key_is_here(
    meeting: StickMeeting,
) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    lose(meeting)
    assert replaced(meeting).lost == ()
    received(meeting, meeting.hand_over(seat, FIRST).path)
    assert states(meeting) == {FIRST: BundleState.SEALED}


def test_a_pack_of_a_stranger_s_key_renews_nothing(meeting: StickMeeting) -> None:
    """A key that no change leads to, though the pack says it is the one in force."""
    seat = meeting.seat(FIRST)
    desk = meeting.desk
    lose(meeting)
    done = replaced(meeting)
    keys = [
        replace(key, retired_at=None)
        for key in desk.store.keys.all()
        if key.fingerprint == done.new.fingerprint
    ]
    with meeting.secretary():
        draft = make_packs.gather_pack(desk, meeting.stick)
        kept = tuple(k for k in draft.content.keys if k.purpose is not KeyPurpose.EVENT)
        content = replace(draft.content, keys=(*kept, *keys), key_changes=())
        prepared = make_packs.compose_pack(replace(draft, content=content))
        make_packs.write_prepared(prepared, make_packs.Watch())
    with meeting.laptop(meeting.machine_of(seat)), pytest.raises(Refused) as caught:
        take_seat.renew_seat(seat, prepared.folder)
    assert caught.value.refusal is Refusal.FOREIGN_EVENT_KEY


def test_a_pack_signed_by_the_old_key_is_refused_once_the_new_one_is_known(
    meeting: StickMeeting,
) -> None:
    """Whoever stole the old key cannot bring a renewed laptop back to it."""
    seat = meeting.seat(FIRST)
    with meeting.secretary():
        stolen = event_key_at_hand(meeting.desk)
        assert stolen is not None
        draft = make_packs.gather_pack(meeting.desk, meeting.stick)
    done = replaced(meeting, ChangeCause.FEARED)
    meeting.pack()
    renewed(meeting, seat, FIRST, done.new.fingerprint)
    last = meeting.desk.store.exchanges.packs()[-1]
    with meeting.secretary():
        forged = make_packs.compose_pack(replace(draft, last=replace(last, content=""), key=stolen))
        make_packs.write_prepared(forged, make_packs.Watch())
    with meeting.laptop(meeting.machine_of(seat)), pytest.raises(Refused) as caught:
        take_seat.renew_seat(seat, forged.folder)
    assert caught.value.refusal is Refusal.FOREIGN_EVENT_KEY


def test_an_expert_s_laptop_replaces_no_key(meeting: StickMeeting) -> None:
    seat = meeting.seat(CHAIR)
    with meeting.laptop(meeting.machine_of(seat)):
        desk = replace_key.key_desk(seat)
        assert (desk.trouble, desk.may_replace) == ("", False)
        with pytest.raises(RuleViolation, match="本机是专家席位，不能更换评审密钥"):
            replace_key.replace_event_key(
                seat, ChangeCause.FEARED, REASON, Witness(person=OBSERVER, pin=open_pin(OBSERVER))
            )


def test_bundles_that_nobody_can_open_are_marked_and_handed_over_again(
    meeting: StickMeeting,
) -> None:
    seats = {expert: meeting.seat(expert) for expert in (FIRST, SECOND, THIRD)}
    for expert, seat in seats.items():
        meeting.score(seat, expert)
        received(meeting, meeting.hand_over(seat, expert).path)
    lose(meeting, "event.json")
    lose(meeting, "box-*.json")
    done = replaced(meeting)
    assert {each.expert for each in done.lost} == set(seats)
    assert set(states(meeting).values()) == {BundleState.LOST}
    assert set(seat_states(meeting).values()) == {SeatState.LOST}
    meeting.pack()
    for expert, seat in seats.items():
        renewed(meeting, seat, expert, done.new.fingerprint)
        received(meeting, meeting.hand_over(seat, expert).path)
    assert set(seat_states(meeting).values()) == {SeatState.SEALED}
    folder = archived(meeting)
    code, told = verify(folder, "--fingerprint", done.new.fingerprint)
    assert code == 0, told
    assert "3 个收到的评分包因密钥更换再也打不开" in told
    assert archive_round.check(folder).is_sound


def test_where_only_the_box_key_is_lost_its_bundles_are_marked_when_a_pack_is_made(
    meeting: StickMeeting,
) -> None:
    received(meeting, meeting.handed(FIRST))
    lose(meeting, "box-*.json")
    meeting.pack()
    assert states(meeting) == {FIRST: BundleState.LOST}
    assert meeting.desk.store.exchanges.handovers()[0].reason.endswith("须由专家重新交回")
    assert len(meeting.desk.store.keys.event_keys()) == 1


def test_a_damaged_letter_is_not_taken_for_a_lost_one(meeting: StickMeeting) -> None:
    received(meeting, meeting.handed(FIRST))
    (handover,) = meeting.desk.store.exchanges.handovers()
    with meeting.secretary():
        boxes = boxes_of(meeting.desk.store)
        folder = meeting.desk.folder
        assert shut_for_good(folder, [handover], boxes) == ()
        kept_file(folder, handover.digest).write_bytes(b"?")
        assert shut_for_good(folder, [handover], boxes) == ()
        kept_file(folder, handover.digest).unlink()
        assert shut_for_good(folder, [handover], boxes) == ()


def test_packs_and_papers_of_the_old_key_are_still_known_as_ours(meeting: StickMeeting) -> None:
    pack = offered(meeting).folder
    meeting.sit(SECRETARY)
    with meeting.secretary():
        paper = print_documents.render(meeting.desk, print_documents.Paper.OPENING)
        file, _ = print_documents.save(meeting.desk, paper, meeting.place / "papers")
    lose(meeting)
    replaced(meeting)
    with meeting.secretary():
        assert check_file.check(meeting.desk, pack).outcome is Outcome.CURRENT
        wrong = [
            point for point in check_file.check(meeting.desk, file).details
            if point.weight is Weight.WRONG
        ]  # fmt: skip
    assert wrong == []
