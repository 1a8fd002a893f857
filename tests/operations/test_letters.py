"""Points leave a laptop in a letter, and nobody's can be read anywhere before all are opened."""

import errno
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.handover import BundleState
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.exchange.box_key import BoxKey
from meihao_desktop.exchange.letter import is_letter, letter_of, seal_letter
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.operations import (
    archive_round,
    declare_interests,
    exchange_sheets,
    identify_person,
    make_packs,
    score_estate,
    take_seat,
)
from meihao_desktop.operations.exchange_sheets import Outcome, ReceivedRow
from meihao_desktop.operations.letters import boxes_of, contents, keep, kept_file, lay_open
from meihao_desktop.operations.pins import open_pin
from tests.support.faults import FaultPlan, faults
from tests.support.forger import Forger
from tests.support.rounds import EXPERTS, SECRETARY, estates, score
from tests.support.sticks import POINTS, StickMeeting

FIRST = EXPERTS[1]
REASON = "满意度测评无原始问卷可查"
"""Stands in no file of a round until somebody gives it as a reason."""


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[StickMeeting]:
    made = StickMeeting(tmp_path / "meeting")
    made.pack()
    yield made
    made.close()


def handed_with_reason(meeting: StickMeeting, expert: PersonId) -> Path:
    """Everything an expert does, with a remark that nobody else would write."""
    seat = meeting.seat(expert)
    with meeting.laptop(meeting.machine_of(seat)):
        declare_interests.declare_all(seat, (), open_pin(expert))
        for estate, points in zip(estates(seat), POINTS[expert], strict=True):
            score(seat, estate, *points)
            score_estate.set_remark(seat, estate, f"{REASON}（{expert}）")
            score_estate.submit(seat, estate, open_pin(expert))
    return meeting.hand_over(seat, expert).path


def received(meeting: StickMeeting, *files: Path) -> tuple[ReceivedRow, ...]:
    meeting.sit(SECRETARY)
    with meeting.secretary():
        return exchange_sheets.receive(meeting.desk, files).rows


def opened(meeting: StickMeeting) -> None:
    with meeting.secretary():
        exchange_sheets.open_bundles(meeting.desk)


def telling(*places: Path) -> list[str]:
    """The files in which the reason stands, in whatever way text is written."""
    words = [
        REASON.encode(), REASON.encode("utf-16-le"), REASON.encode("gb18030"),
        REASON.encode("unicode_escape"),
    ]  # fmt: skip
    files = [file for place in places for file in sorted(place.rglob("*")) if file.is_file()]
    assert files
    return [f.name for f in files if any(word in f.read_bytes() for word in words)]


def test_before_the_opening_no_reason_is_on_the_stick_or_at_the_secretary_s(
    meeting: StickMeeting,
) -> None:
    files = [handed_with_reason(meeting, expert) for expert in EXPERTS]
    assert telling(meeting.place / f"laptop-{FIRST}" / "round") != [], "the own laptop has it"
    assert {row.outcome for row in received(meeting, *files)} == {Outcome.NEW}
    desk = meeting.desk.folder
    assert (desk / "round.db-wal").stat().st_size > 0, "the log of the database is looked at, too"
    with meeting.secretary():
        backup = meeting.desk.store.backup("拆封之前")
    assert backup.is_file()
    assert telling(meeting.stick, meeting.place / "desk") == []
    opened(meeting)
    told = telling(meeting.place / "desk")
    assert any(name.startswith("round.db") for name in told)
    assert telling(meeting.stick) == [], "the stick stays closed for ever"


def test_the_letter_is_kept_as_it_came_and_the_bundle_after_the_opening(
    meeting: StickMeeting,
) -> None:
    files = [meeting.handed(expert) for expert in EXPERTS]
    received(meeting, *files)
    inner = {sha256(data).hexdigest(): data for data in map(meeting.inner, files)}
    known = {each.digest for each in meeting.desk.store.exchanges.handovers()}
    assert known == inner.keys(), "what is recorded is the digest of the signed bundle"
    letters = {file.read_bytes() for file in files}
    assert {kept_file(meeting.desk.folder, each).read_bytes() for each in known} == letters
    opened(meeting)
    for digest, data in inner.items():
        assert kept_file(meeting.desk.folder, digest).read_bytes() == data


def test_a_letter_written_on_a_laptop_cannot_be_opened_there(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    handed = meeting.hand_over(seat, FIRST)
    assert is_letter(handed.kept.read_bytes())
    with meeting.laptop(meeting.machine_of(seat)), pytest.raises(Refused) as caught:
        boxes_of(seat.store).opened(letter_of(handed.kept.read_bytes(), "评分包"), "评分包")
    assert caught.value.refusal is Refusal.NO_BOX_KEY
    assert "封存评审的那台电脑" in str(caught.value)


def test_a_bundle_without_a_letter_is_refused_and_leaves_nothing(meeting: StickMeeting) -> None:
    file = meeting.handed(FIRST)
    file.write_bytes(meeting.inner(file))
    (row,) = received(meeting, file)
    assert (row.outcome, row.refusal) == (Outcome.REFUSED, Refusal.PLAIN_BUNDLE)
    assert "没有加密" in row.sentence
    assert "重新交回" in row.sentence
    assert meeting.desk.store.exchanges.handovers() == ()
    assert [f.name for f in (meeting.desk.folder / "handed").iterdir()] == ["pack-1.meihao"]


def test_a_letter_to_another_round_is_refused_by_the_key_it_names(meeting: StickMeeting) -> None:
    file, stranger = meeting.handed(FIRST), BoxKey.generate()
    file.write_bytes(seal_letter(meeting.inner(file), stranger.public_key))
    (row,) = received(meeting, file)
    assert row.refusal is Refusal.FOREIGN_BOX
    assert "不是交给本次评审的" in row.sentence
    assert stranger.fingerprint[:4] in row.sentence


@pytest.mark.parametrize("harm", ["changed", "cut", "extended"])
def test_a_harmed_letter_stays_outside_while_the_others_come_in(
    meeting: StickMeeting, harm: str
) -> None:
    good = meeting.handed(FIRST)
    data = good.read_bytes()
    flipped = bytearray(data)
    flipped[len(data) // 2] ^= 1
    bad = {"changed": bytes(flipped), "cut": data[:-7], "extended": data + b"\n"}
    other = good.with_name("评分包-P09-1.meihao")
    other.write_bytes(bad[harm])
    rows = received(meeting, other, good)
    expected = {
        "changed": Refusal.BROKEN_LETTER, "cut": Refusal.CUT_SHORT, "extended": Refusal.TRAILING,
    }  # fmt: skip
    assert [row.refusal for row in rows] == [expected[harm], None]


def test_the_same_bundle_is_present_already_in_whatever_letter_it_comes(
    meeting: StickMeeting,
) -> None:
    file = meeting.handed(FIRST)
    received(meeting, file)
    first, inner = file.read_bytes(), meeting.inner(file)
    again = meeting.in_letter(file.with_name("评分包-again.meihao"), inner)
    assert again.read_bytes() != first
    rows = received(meeting, file, again)
    assert [row.outcome for row in rows] == [Outcome.PRESENT, Outcome.PRESENT]
    (handover,) = meeting.desk.store.exchanges.handovers()
    kept = kept_file(meeting.desk.folder, handover.digest)
    assert kept.read_bytes() == first, "what came first is kept"


def test_a_kept_letter_that_was_damaged_is_mended_by_the_same_bundle(
    meeting: StickMeeting,
) -> None:
    files = [meeting.handed(expert) for expert in EXPERTS]
    received(meeting, *files)
    digest = sha256(meeting.inner(files[0])).hexdigest()
    keep(meeting.desk.folder, digest, files[0].read_bytes()[:-1])
    with meeting.secretary(), pytest.raises(RuleViolation, match="已被改动，没有拆封"):
        exchange_sheets.open_bundles(meeting.desk)
    (row,) = received(meeting, files[0])
    assert row.outcome is Outcome.PRESENT
    assert "已用这一份补上" in row.sentence
    opened(meeting)
    assert all(sheet.digest for sheet in meeting.desk.store.score_sheets.latest())


def hide_box_key(meeting: StickMeeting) -> Path:
    """The secretary's machine loses the key that opens bundles."""
    (file,) = (meeting.place / "desk" / "home" / "keys").rglob("box-*.json")
    return file.rename(meeting.place / "box.json")


def test_without_the_box_key_bundles_are_neither_received_nor_opened(
    meeting: StickMeeting,
) -> None:
    files = [meeting.handed(expert) for expert in EXPERTS]
    received(meeting, *files[:2])
    hide_box_key(meeting)
    (row,) = received(meeting, files[2])
    assert row.refusal is Refusal.NO_BOX_KEY
    assert "没有或读不出它的拆封密钥" in row.sentence
    with meeting.secretary():
        exchange_sheets.note_absence(meeting.desk, EXPERTS[2], "因公请假")
    with meeting.secretary(), pytest.raises(Refused, match=r"交回的评分包”打不开.*（X"):
        exchange_sheets.open_bundles(meeting.desk)
    states = {each.state for each in meeting.desk.store.exchanges.handovers()}
    assert states == {BundleState.SEALED}


def test_a_box_key_that_cannot_be_read_is_as_good_as_none(meeting: StickMeeting) -> None:
    file = meeting.handed(FIRST)
    (key,) = (meeting.place / "desk" / "home" / "keys").rglob("box-*.json")
    key.write_bytes(b"{}")
    (row,) = received(meeting, file)
    assert row.refusal is Refusal.NO_BOX_KEY


def test_a_lost_box_key_is_replaced_by_the_next_pack_and_bundles_come_again(
    meeting: StickMeeting,
) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    closed = meeting.hand_over(seat, FIRST)
    received(meeting, closed.path)
    old = meeting.desk.store.keys.box_key()
    hide_box_key(meeting)
    pack = meeting.pack()
    new = meeting.desk.store.keys.box_key()
    assert old is not None
    assert new is not None
    assert new.fingerprint != old.fingerprint
    event = meeting.desk.store.audit_log.events()[-2]
    assert (event.event, event.detail["replaced"]) == ("replace_box_key", old.fingerprint)
    with meeting.laptop(meeting.machine_of(seat)):
        take_seat.renew_seat(seat, pack)
        identify_person.log_in(seat, FIRST, open_pin(FIRST))
    assert seat.store.keys.box_key() == new
    again = meeting.hand_over(seat, FIRST)
    assert again.serial == closed.serial + 1
    others = [meeting.handed(expert) for expert in EXPERTS if expert != FIRST]
    assert {row.outcome for row in received(meeting, again.path, *others)} == {Outcome.NEW}
    opened(meeting)
    sealed = [s for s in meeting.desk.store.score_sheets.latest() if s.expert == FIRST and s.digest]
    assert len(sealed) == 3


def test_a_disk_that_fails_after_the_opening_leaves_the_letter_which_is_as_good(
    meeting: StickMeeting,
) -> None:
    files = [meeting.handed(expert) for expert in EXPERTS]
    received(meeting, *files)
    digest = sha256(meeting.inner(files[0])).hexdigest()
    with meeting.secretary():
        boxes = boxes_of(meeting.desk.store)
        with faults(FaultPlan(1, errno.EIO, lasting=True)) as plan:
            lay_open(meeting.desk.folder, digest, boxes)
        assert plan.struck
        assert is_letter(kept_file(meeting.desk.folder, digest).read_bytes())
        assert contents(meeting.desk.folder, digest, boxes, "评分包") == meeting.inner(files[0])
        lay_open(meeting.desk.folder, digest, boxes)
    assert kept_file(meeting.desk.folder, digest).read_bytes() == meeting.inner(files[0])


def test_what_was_set_aside_is_laid_open_with_the_others_for_the_archive(
    meeting: StickMeeting,
) -> None:
    forger = Forger(meeting)
    others = [meeting.handed(expert) for expert in EXPERTS if expert != FIRST]
    received(meeting, forger.honest, *others)
    other_truth = forger.write(forger.changed_points)
    received(meeting, other_truth)
    digest = sha256(meeting.inner(other_truth)).hexdigest()
    store = meeting.desk.store
    (aside,) = [each for each in store.exchanges.handovers() if each.digest == digest]
    with meeting.desk.transaction("test"):
        store.exchanges.save_handover(replace(aside, state=BundleState.SET_ASIDE))
    assert is_letter(kept_file(meeting.desk.folder, digest).read_bytes())
    opened(meeting)
    assert kept_file(meeting.desk.folder, digest).read_bytes() == meeting.inner(other_truth)


def test_an_archive_holds_the_signed_bundles_even_where_a_letter_was_left(
    meeting: StickMeeting,
) -> None:
    files = [meeting.handed(expert) for expert in EXPERTS]
    received(meeting, *files)
    with meeting.secretary():
        told = dict(archive_round._handed(meeting.desk))
    for file in files:
        inner = meeting.inner(file)
        assert told[f"bundles/{sha256(inner).hexdigest()}.meihao"] == inner


def test_a_laptop_whose_kept_letter_was_harmed_writes_a_new_one(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    first = meeting.hand_over(seat, FIRST)
    data = bytearray(first.kept.read_bytes())
    data[-1] ^= 1
    first.kept.write_bytes(data)
    again = meeting.hand_over(seat, FIRST)
    assert again.serial == 2
    (row,) = received(meeting, again.path)
    assert row.outcome is Outcome.NEW


def test_a_seat_from_before_there_were_box_keys_says_what_to_do(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    box = seat.store.keys.box_key()
    assert box is not None
    with seat.transaction("test"):
        seat.store.keys.save(replace(box, retired_at=seat.now()))
    with pytest.raises(RuleViolation, match=r"没有拆封密钥，不能交回评分.*已经打的分都在"):
        meeting.hand_over(seat, FIRST)


@pytest.mark.parametrize("harm", ["none", "two", "other"])
def test_a_pack_without_just_one_sound_box_key_is_not_used(
    meeting: StickMeeting, harm: str
) -> None:
    keys = meeting.desk.store.keys
    box = keys.box_key()
    assert box is not None
    other = BoxKey.generate()
    told = {
        "none": replace(box, retired_at=meeting.desk.now()),
        "two": replace(box, fingerprint=other.fingerprint, public_key=other.public_key),
        "other": replace(box, public_key="00" * 32),
    }[harm]
    with meeting.secretary(), meeting.desk.transaction("test"):
        keys.save(told)
    meeting.sit(SECRETARY)
    if harm == "none":  # the next pack would bring a key of its own
        with meeting.secretary(), pytest.MonkeyPatch.context() as patch:
            patch.setattr(make_packs, "round_keys_to_enter", lambda _context: ())
            make_packs.make_pack(meeting.desk, meeting.stick)
    else:
        meeting.pack()
    (offer, *_) = take_seat.find_packs(meeting.stick)
    assert "拆封密钥" in offer.fault
    assert "重新制作评审包" in offer.fault
