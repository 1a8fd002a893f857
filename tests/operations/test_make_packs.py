"""Review packs: what they tell whom, and that a pulled stick is gone on with."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from meihao_desktop import fsops
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.handover import PackOut
from meihao_desktop.domain.panel import Background, Person, PersonId, Role
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.recusal import Interest
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.exchange import review_pack
from meihao_desktop.exchange.refusals import Refused
from meihao_desktop.operations import begin_round, declare_interests, make_packs, take_seat
from meihao_desktop.operations.declare_interests import Told
from meihao_desktop.operations.pins import open_pin
from tests.support.faults import FaultPlan, faults
from tests.support.rounds import EXPERTS, SECRETARY, estates
from tests.support.sticks import StickMeeting

FIRST = EXPERTS[1]


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[StickMeeting]:
    made = StickMeeting(tmp_path)
    yield made
    made.close()


def packs(meeting: StickMeeting) -> tuple[PackOut, ...]:
    return meeting.desk.store.exchanges.packs()


def test_a_pack_holds_every_material_once_and_names_the_experts(meeting: StickMeeting) -> None:
    folder = meeting.pack()
    assert folder.name == "评审包-2025年度玉林市_美好家园_小区评审-1"
    (offer,) = take_seat.find_packs(meeting.stick)
    assert not offer.fault
    assert [person.id for person in offer.experts] == list(EXPERTS)
    digests = {m.digest for e in meeting.desk.dossier().estates for m in e.materials}
    assert digests <= {file.name for file in (folder / "materials").iterdir()}
    event = meeting.desk.store.keys.event_key()
    assert event is not None
    assert offer.fingerprint == event.fingerprint


def test_a_pack_tells_nobody_the_background_or_the_recusals_of_another(
    meeting: StickMeeting,
) -> None:
    told = Told(estate=estates(meeting.desk)[0], words="姐姐住在该小区", interest=Interest.KIN)
    meeting.sit(FIRST)
    with meeting.secretary():
        declare_interests.declare_all(meeting.desk, [told], open_pin(FIRST))
        person = meeting.desk.person(FIRST)
        assert person is not None
        background = Background(homes=("凯旋会花园",), phone_mark="abcdef")
        secret = Person(id=person.id, name=person.name, roles=person.roles, background=background)
        with meeting.desk.transaction("save_person"):
            meeting.desk.store.panels.save_person(secret)
    meeting.sit(SECRETARY)
    text = (meeting.pack() / "pack.meihao").read_text("utf-8")
    assert "姐姐住在该小区" not in text
    assert "abcdef" not in text
    seat = meeting.seat(FIRST)
    assert [r.basis for r in seat.store.panels.recusals()] == ["姐姐住在该小区"]
    box = seat.store.keys.box_key()
    assert box is not None
    assert box == meeting.desk.store.keys.box_key()
    own = seat.person(FIRST)
    assert own is not None
    assert own.background == background
    other = meeting.seat(EXPERTS[2])
    assert other.store.panels.recusals() == ()


def test_the_same_content_keeps_its_number_on_every_stick(meeting: StickMeeting) -> None:
    first = meeting.pack()
    data = (first / "pack.meihao").read_bytes()
    meeting.stick = meeting.place / "second stick"
    meeting.stick.mkdir()
    second = meeting.pack()
    assert second.name == first.name
    assert (second / "pack.meihao").read_bytes() == data
    assert [pack.serial for pack in packs(meeting)] == [1]


def test_a_change_makes_the_next_number_and_takes_the_old_pack_s_place(
    meeting: StickMeeting,
) -> None:
    old = meeting.pack()
    meeting.sit(FIRST)
    with meeting.secretary():
        declare_interests.declare_all(meeting.desk, (), open_pin(FIRST))
    meeting.sit(SECRETARY)
    new = meeting.pack()
    assert new.name.endswith("-2")
    assert not old.exists()
    assert [pack.serial for pack in packs(meeting)] == [1, 2]
    (offer,) = take_seat.find_packs(meeting.stick)
    assert offer.serial == 2


def test_a_stick_pulled_while_the_pack_is_written_offers_nothing_and_is_gone_on_with(
    meeting: StickMeeting,
) -> None:
    with meeting.secretary():
        prepared = make_packs.prepare_pack(meeting.desk, meeting.stick)
        for step in (3, 8, 15, 22, 30):
            with (
                faults(FaultPlan(step, errno.EIO, lasting=True)),
                pytest.raises((fsops.StorageError, Refused)),
            ):
                make_packs.write_prepared(prepared, Watch())
            assert not any(o.experts for o in take_seat.find_packs(meeting.stick))
    assert packs(meeting) == ()
    meeting.pack()
    (offer,) = take_seat.find_packs(meeting.stick)
    assert offer.experts


def test_an_unfinished_pack_says_what_to_do(meeting: StickMeeting) -> None:
    folder = meeting.pack()
    (folder / "正在写入-请勿拔出").write_bytes(b"")
    (offer,) = take_seat.find_packs(meeting.stick)
    assert "再导出一次即可续写" in offer.fault


def test_a_file_too_many_in_the_pack_is_refused(meeting: StickMeeting) -> None:
    folder = meeting.pack()
    (folder / "materials" / "autorun.inf").write_bytes(b"")
    (offer,) = take_seat.find_packs(meeting.stick)
    assert "autorun.inf" in offer.fault


def test_without_any_pin_there_is_nobody_to_make_a_pack_for(meeting: StickMeeting) -> None:
    with meeting.secretary():
        with meeting.desk.transaction("forget_pins"):
            for expert in EXPERTS:
                meeting.desk.store.panels._journal.remove("pin", expert)
        with pytest.raises(RuleViolation, match="发放 PIN"):
            make_packs.prepare_pack(meeting.desk, meeting.stick)


def test_experts_without_a_token_are_named(meeting: StickMeeting) -> None:
    with meeting.secretary():
        with meeting.desk.transaction("forget_pins"):
            meeting.desk.store.panels._journal.remove("pin", FIRST)
        prepared = make_packs.prepare_pack(meeting.desk, meeting.stick)
    assert [person.id for person in prepared.left_out] == [FIRST]


def test_another_machine_without_the_key_of_the_round_makes_no_pack(meeting: StickMeeting) -> None:
    with meeting.laptop("elsewhere"), pytest.raises(RuleViolation, match="密钥"):
        make_packs.make_pack(meeting.desk, meeting.stick)


def test_only_the_secretary_makes_packs_and_only_once_the_round_is_sealed(
    meeting: StickMeeting,
) -> None:
    prepared_by = meeting.desk.actor
    meeting.sit(FIRST)
    with pytest.raises(RuleViolation, match="只有秘书"):
        make_packs.prepare_pack(meeting.desk, meeting.stick)
    assert prepared_by is not None
    assert prepared_by.roles == frozenset({Role.SECRETARY})


def test_packs_of_another_round_on_the_stick_are_left_alone(
    meeting: StickMeeting, tmp_path: Path
) -> None:
    other = meeting.stick / "评审包-2025年度玉林市_美好家园_小区评审-0"
    other.mkdir()
    (other / "正在写入-请勿拔出").write_bytes("另一次评审".encode())
    meeting.pack()
    assert other.exists()
    found = review_pack.find_packs(meeting.stick)
    assert [each.pack is not None for each in found] == [True, False]


def test_note_pack_is_what_enters_it_in_the_records(meeting: StickMeeting) -> None:
    with meeting.secretary():
        prepared = make_packs.prepare_pack(meeting.desk, meeting.stick)
        make_packs.write_prepared(prepared, Watch())
        assert packs(meeting) == ()
        make_packs.note_pack(meeting.desk, prepared)
    (pack,) = packs(meeting)
    assert (pack.made_by, pack.place) == (PersonId("P01"), str(meeting.stick))
    assert begin_round.overview(meeting.desk).phase is Phase.SCORING


def test_gather_pack_reads_the_records_and_compose_pack_needs_them_no_more(
    meeting: StickMeeting,
) -> None:
    with meeting.secretary():
        draft = make_packs.gather_pack(meeting.desk, meeting.stick)
    meeting.close()
    first, second = make_packs.compose_pack(draft), make_packs.compose_pack(draft)
    assert (first.record.serial, first.folder) == (second.record.serial, second.folder)
    assert first.record.content == second.record.content
    assert first.total_size == sum(file.stat().st_size for file in first.sources.values())
