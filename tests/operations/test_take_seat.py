"""An expert's laptop: from the pack on a stick to the bundle on a stick."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop import fsops, resources
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.operations import (
    begin_round,
    declare_interests,
    exchange_sheets,
    identify_person,
    print_documents,
    read_material,
    score_estate,
    take_seat,
)
from meihao_desktop.operations.context import Witness
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from tests.support.faults import FaultPlan, counted, faults
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    SteppingClock,
    a_plan,
    estates,
    score,
)
from tests.support.sticks import POINTS, StickMeeting

FIRST = EXPERTS[1]


def test_a_seat_is_a_whole_round_in_scoring_for_one_expert_alone(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    assert seat.phase is Phase.SCORING
    assert seat.store.round_id == meeting.desk.store.round_id
    with_pin = [row.person.id for row in identify_person.people(seat) if row.has_pin]
    assert with_pin == [FIRST]
    assert seat.store.audit_log.verify().is_sound


def test_the_usual_work_of_an_expert_goes_on_unchanged_at_a_seat(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    desk = score_estate.open_desk(seat)
    assert (desk.handed_in, desk.due) == (3, 3)
    material = desk.estates[0].estate.materials[0]
    assert read_material.material_file(seat, material).is_file()
    paper = print_documents.render(seat, Paper.SCORE_SHEETS, FIRST)
    assert paper.data.startswith(b"%PDF")


def test_a_wrong_pin_does_not_activate(meeting: StickMeeting) -> None:
    with meeting.laptop("laptop"):
        (offer,) = take_seat.find_packs(meeting.stick)
        folder = meeting.place / "laptop" / "round"
        context = take_seat.take_seat(offer.folder, folder, SteppingClock(), FIRST)
        with context.store, pytest.raises(RuleViolation, match="PIN 不正确"):
            identify_person.log_in(context, FIRST, "135790")
        with pytest.raises(RuleViolation, match="没有这位专家"):
            take_seat.take_seat(offer.folder, folder.parent / "r2", SteppingClock(), OBSERVER)


def test_a_folder_that_holds_a_round_is_not_written_over(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    (offer,) = take_seat.find_packs(meeting.stick)
    with pytest.raises(RuleViolation, match="已有一次评审"):
        take_seat.take_seat(offer.folder, seat.folder, SteppingClock(), FIRST)


def test_a_seat_that_a_killed_program_only_began_is_taken_anew(
    meeting: StickMeeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of the round stands there already, but nothing of the pack was entered."""
    folder = meeting.place / "laptop-P04" / "round"
    with monkeypatch.context() as patch:
        patch.setattr(take_seat, "_enter_public", _killed)
        patch.setattr(fsops, "remove_tree", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            meeting.seat(FIRST)
    assert (folder / "round.db").is_file()
    assert not take_seat.has_seat(folder)
    assert take_seat.is_seat(meeting.seat(FIRST))
    assert take_seat.has_seat(folder)


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_spoilt_material_is_found_while_it_is_copied(meeting: StickMeeting) -> None:
    (offer,) = take_seat.find_packs(meeting.stick)
    victim = next((offer.folder / "materials").iterdir())
    victim.write_bytes(b"x" * victim.stat().st_size)
    folder = meeting.place / "laptop" / "round"
    with meeting.laptop("laptop"), pytest.raises(Refused) as caught:
        take_seat.take_seat(offer.folder, folder, SteppingClock(), FIRST)
    assert caught.value.refusal is Refusal.OTHER_DIGEST
    assert not (folder / "round.db").exists()


def test_copying_shows_its_progress_can_be_stopped_and_is_gone_on_with(
    meeting: StickMeeting,
) -> None:
    (offer,) = take_seat.find_packs(meeting.stick)
    folder = meeting.place / "laptop" / "round"
    with pytest.raises(Cancelled):
        take_seat.fetch_materials(offer.folder, folder, Watch(is_cancelled=lambda: True))
    told: list[Progress] = []
    take_seat.fetch_materials(offer.folder, folder, Watch(on_progress=told.append))
    assert told[-1].is_whole
    told.clear()
    take_seat.fetch_materials(offer.folder, folder, Watch(on_progress=told.append))
    assert told == [], "what was brought once is not copied again"


def test_a_stick_pulled_while_materials_are_copied_is_told_without_digests(
    meeting: StickMeeting,
) -> None:
    (offer,) = take_seat.find_packs(meeting.stick)

    def pulled(step: str, _path: Path) -> None:
        if step == "read":
            raise OSError(errno.EIO, "pulled")

    with faults(pulled), pytest.raises(fsops.SourceUnreadable, match="请重新插好 U 盘") as told:
        take_seat.fetch_materials(offer.folder, meeting.place / "laptop" / "round", Watch())
    assert ".part" not in str(told.value)
    assert "评审包里的材料" in str(told.value)


def test_a_pack_signed_by_somebody_else_is_refused(meeting: StickMeeting) -> None:
    other = StickMeeting(meeting.place / "other", replace(a_plan(), title="另一次评审"))
    try:
        foreign, own = other.pack(), meeting.stick
        head = (foreign / "pack.meihao").read_bytes()
        lines = head.split(b"\n", 2)
        (folder,) = (place for place in own.iterdir() if place.is_dir())
        mine = (folder / "pack.meihao").read_bytes().split(b"\n", 2)
        (folder / "pack.meihao").write_bytes(b"\n".join((mine[0], lines[1], mine[2])))
        (offer,) = take_seat.find_packs(own)
    finally:
        other.close()
    assert "签名与内容不符" in offer.fault


def test_handing_over_writes_one_file_and_keeps_a_copy(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    handed = meeting.hand_over(seat, FIRST)
    assert handed.path == meeting.stick / f"评分包-{FIRST}-1.meihao"
    assert handed.kept.read_bytes() == handed.path.read_bytes()
    assert (handed.sheets, handed.waiting) == (3, ())
    desk = take_seat.seat_desk(seat)
    assert (desk.sealed, desk.waiting, [each.serial for each in desk.handed]) == (3, (), [1])


def test_handing_over_again_without_news_gives_the_very_same_bundle(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    first = meeting.hand_over(seat, FIRST)
    data = first.path.read_bytes()
    first.path.unlink()
    again = meeting.hand_over(seat, FIRST)
    assert again.serial == 1
    assert again.path.read_bytes() == data


def test_a_stick_pulled_while_handing_over_leaves_nothing_that_counts(
    meeting: StickMeeting,
) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    for step in range(1, 12):
        name = f"评分包-{FIRST}-1.meihao"
        with faults(FaultPlan(step, errno.EIO, lasting=True)) as plan:
            try:
                meeting.hand_over(seat, FIRST)
            except fsops.StorageError:
                assert plan.struck
        file = meeting.stick / name
        if file.exists():
            with meeting.secretary():
                rows = exchange_sheets.receive(meeting.desk, [file]).rows
            assert not rows[0].refusal
            break
    assert meeting.hand_over(seat, FIRST).serial == 1
    with faults(counted()) as plan:
        meeting.hand_over(seat, FIRST)
    assert "verify" in plan.steps


def test_unfinished_work_can_be_handed_over_and_says_what_is_missing(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    with meeting.laptop(meeting.machine_of(seat)):
        declare_interests.declare_all(seat, (), open_pin(FIRST))
    handed = meeting.hand_over(seat, FIRST)
    assert (handed.sheets, len(handed.waiting)) == (0, 3)
    with meeting.secretary():
        exchange_sheets.receive(meeting.desk, [handed.path])
        declared = meeting.desk.store.interests.declarations()
    assert FIRST in {each.expert for each in declared}


def test_the_secretary_s_machine_has_nothing_to_hand_over(meeting: StickMeeting) -> None:
    meeting.sit(FIRST)
    with meeting.secretary(), pytest.raises(RuleViolation, match="不需要交回"):
        take_seat.hand_over(meeting.desk, meeting.stick, open_pin(FIRST))


def renewed(meeting: StickMeeting, context: object, expert: PersonId = FIRST) -> None:
    seat = context
    assert isinstance(seat, type(meeting.desk))
    with meeting.laptop(meeting.machine_of(seat)):
        offer = take_seat.find_packs(meeting.stick)[0]
        take_seat.renew_seat(seat, offer.folder)
        identify_person.log_in(seat, expert, open_pin(expert))


def reopened_at_the_desk(meeting: StickMeeting) -> None:
    """All bundles opened, and the chair opens the first sheet of the first expert again."""
    with meeting.secretary():
        exchange_sheets.receive(meeting.desk, exchange_sheets.bundles_on(meeting.stick))
        chair = Witness(person=CHAIR, pin=open_pin(CHAIR))
        exchange_sheets.open_bundles(meeting.desk, "先行核对", chair)
    meeting.sit(CHAIR)
    with meeting.secretary():
        score_estate.reopen(
            meeting.desk, FIRST, estates(meeting.desk)[0], reason="误读收缴率",
            witness=Witness(person=OBSERVER, pin=open_pin(OBSERVER)),
        )  # fmt: skip
    meeting.sit(SECRETARY)


def test_a_newer_pack_brings_reopened_sheets_and_keeps_everything_else(
    meeting: StickMeeting,
) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    meeting.hand_over(seat, FIRST)
    reopened_at_the_desk(meeting)
    meeting.pack()
    renewed(meeting, seat)
    first, second, _ = estates(seat)
    draft = seat.store.score_sheets.get(FIRST, first)
    kept = seat.store.score_sheets.get(FIRST, second)
    assert draft is not None
    assert kept is not None
    assert (draft.revision, draft.status, draft.total) == (2, SheetStatus.DRAFT, 90 - 1)
    assert (kept.revision, kept.status) == (1, SheetStatus.SUBMITTED)


def test_the_second_revision_comes_back_and_counts(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    meeting.hand_over(seat, FIRST)
    reopened_at_the_desk(meeting)
    meeting.pack()
    renewed(meeting, seat)
    first = estates(seat)[0]
    with meeting.laptop(meeting.machine_of(seat)):
        score(seat, first, 40, 35)
        score_estate.submit(seat, first, open_pin(FIRST))
    handed = meeting.hand_over(seat, FIRST)
    assert handed.serial == 2
    with meeting.secretary():
        (row,) = exchange_sheets.receive(meeting.desk, [handed.path]).rows
        assert not row.refusal
        chair = Witness(person=CHAIR, pin=open_pin(CHAIR))
        exchange_sheets.open_bundles(meeting.desk, "更正后的评分表", chair)
    sheet = meeting.desk.store.score_sheets.get(FIRST, first)
    assert sheet is not None
    assert (sheet.revision, sheet.status, sheet.total) == (2, SheetStatus.SUBMITTED, 75)


def test_a_draft_survives_a_newer_pack(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    with meeting.laptop(meeting.machine_of(seat)):
        declare_interests.declare_all(seat, (), open_pin(FIRST))
        score(seat, estates(seat)[0], 33)
    meeting.handed(EXPERTS[2])
    with meeting.secretary():
        exchange_sheets.receive(meeting.desk, exchange_sheets.bundles_on(meeting.stick))
    meeting.pack()
    renewed(meeting, seat)
    draft = seat.store.score_sheets.get(FIRST, estates(seat)[0])
    assert draft is not None
    assert draft.total == 33
    assert take_seat.seat_desk(seat).pack_serial == 2


def test_a_pack_that_is_not_newer_or_of_another_round_does_not_renew(
    meeting: StickMeeting,
) -> None:
    seat = meeting.seat(FIRST)
    (offer,) = take_seat.find_packs(meeting.stick)
    with pytest.raises(Refused) as caught:
        take_seat.renew_seat(seat, offer.folder)
    assert caught.value.refusal is Refusal.OLDER_PACK
    other = StickMeeting(meeting.place / "other", replace(a_plan(), title="另一次评审"))
    try:
        with pytest.raises(Refused) as caught:
            take_seat.renew_seat(seat, other.pack())
    finally:
        other.close()
    assert caught.value.refusal is Refusal.WRONG_ROUND


def test_a_lost_laptop_is_replaced_by_another_one(meeting: StickMeeting) -> None:
    lost = meeting.seat(FIRST, "lost")
    with meeting.laptop("lost"):
        declare_interests.declare_all(lost, (), open_pin(FIRST))
        score(lost, estates(lost)[0], *POINTS[FIRST][0])
        score_estate.submit(lost, estates(lost)[0], open_pin(FIRST))
    with meeting.secretary():
        exchange_sheets.receive(meeting.desk, [meeting.hand_over(lost, FIRST).path])
        chair = Witness(person=CHAIR, pin=open_pin(CHAIR))
        exchange_sheets.open_bundles(meeting.desk, "笔记本损坏", chair)
    meeting.pack()
    fresh = meeting.seat(FIRST, "fresh")
    desk = score_estate.open_desk(fresh)
    assert (desk.handed_in, desk.due) == (1, 3)
    assert meeting.hand_over(fresh, FIRST).serial == 2


def test_a_laptop_that_lost_its_number_still_says_whose_seat_it_is(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    with meeting.laptop(meeting.machine_of(seat)):
        assert " · 电脑 " in begin_round.overview(seat).seat
        home = resources.data_home() / "keys" / "machine.json"
        home.write_text("{}", encoding="utf-8")
        assert begin_round.overview(seat).seat == "专家席位 · 评审包第 1 号"
