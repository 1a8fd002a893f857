"""Packs, bundles and archives held against the records of a round."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.verdict import Outcome, Point, outcome_of
from meihao_desktop.operations import archive_round, declare_interests, exchange_sheets
from meihao_desktop.operations.deliveries import (
    archive_points,
    bundle_points,
    letter_points,
    pack_points,
)
from meihao_desktop.operations.examining import examine
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.reference import reference_of
from tests.operations.conftest import RoundIn
from tests.support.forger import Forger
from tests.support.rounds import EXPERTS, SECRETARY, sit
from tests.support.sticks import StickMeeting

FIRST = EXPERTS[1]


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[StickMeeting]:
    made = StickMeeting(tmp_path / "meeting")
    made.pack()
    yield made
    made.close()


def of_bundle(meeting: StickMeeting, file: Path) -> tuple[Point, ...]:
    found = examine(file)
    assert found.letter is not None
    with meeting.secretary():
        return tuple(letter_points(found.letter, found.name, reference_of(meeting.desk)))


def plain(meeting: StickMeeting, file: Path) -> Path:
    """The bundle as it lies in an archive, out of its letter."""
    bare = file.with_name(f"open-{file.name}")
    bare.write_bytes(meeting.inner(file))
    return bare


def test_a_bundle_is_first_unknown_then_received_and_later_overtaken(
    meeting: StickMeeting,
) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    first = meeting.hand_over(seat, FIRST).path
    kept = first.rename(first.with_name("first.meihao"))
    assert outcome_of(of_bundle(meeting, kept)) is Outcome.UNKNOWN
    with meeting.secretary():
        exchange_sheets.receive(meeting.desk, [kept])
    assert "接收，" in of_bundle(meeting, kept)[-1].told
    found = examine(plain(meeting, kept))
    assert found.bundle is not None
    known = reference_of(meeting.desk)
    (handover,) = known.dossier.handovers
    newer = replace(handover, serial=2, digest="0" * 64)
    vars(known)["dossier"] = replace(known.dossier, handovers=(handover, newer))
    told = tuple(bundle_points(found.bundle, found.name, known))
    assert outcome_of(told) is Outcome.OUTDATED
    assert "更新的第 2 号" in told[-1].told


def test_a_laptop_knows_the_bundle_it_handed_over(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    meeting.score(seat, FIRST)
    found = examine(meeting.hand_over(seat, FIRST).path)
    assert found.letter is not None
    with meeting.laptop(meeting.machine_of(seat)):
        (point,) = letter_points(found.letter, found.name, reference_of(seat))
    assert "本机交出的第 1 号" in point.told
    assert "只有秘书的电脑能打开" in point.told
    assert outcome_of([point]) is Outcome.CURRENT


def test_another_laptop_of_the_round_cannot_look_inside(meeting: StickMeeting) -> None:
    found = examine(meeting.handed(FIRST))
    assert found.letter is not None
    other = meeting.seat(EXPERTS[2])
    with meeting.laptop(meeting.machine_of(other)):
        (point,) = letter_points(found.letter, found.name, reference_of(other))
    assert "本机没有拆封密钥" in point.told
    assert "秘书电脑上打开那次评审" in point.advice
    assert outcome_of([point]) is Outcome.UNKNOWN


def test_a_changed_letter_is_told_at_the_machine_of_the_round(meeting: StickMeeting) -> None:
    file = meeting.handed(FIRST)
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    (point,) = of_bundle(meeting, file)
    assert "已损坏或被改动" in point.told
    assert outcome_of([point]) is Outcome.MISMATCH


def test_a_bundle_that_contradicts_the_records_names_the_estate(meeting: StickMeeting) -> None:
    forger = Forger(meeting)
    with meeting.secretary():
        exchange_sheets.receive(meeting.desk, [forger.honest])
    told = of_bundle(meeting, forger.write(forger.changed_points))
    assert outcome_of(told) is Outcome.MISMATCH
    assert "朗悦花园" in told[-1].told


def test_a_bundle_of_another_round_is_said_to_be_one(meeting: StickMeeting, tmp_path: Path) -> None:
    other = StickMeeting(tmp_path / "other")
    try:
        other.pack()
        told = of_bundle(meeting, other.handed(FIRST))
    finally:
        other.close()
    assert "不是交给“" in told[-1].told
    assert outcome_of(told) is Outcome.MISMATCH


def test_without_records_a_bundle_is_only_whole(meeting: StickMeeting) -> None:
    file = meeting.handed(FIRST)
    sealed = examine(file)
    assert sealed.letter is not None
    (point,) = letter_points(sealed.letter, sealed.name, None)
    assert "只有制作评审包的秘书电脑能打开" in point.told
    assert outcome_of([point]) is Outcome.UNKNOWN
    found = examine(plain(meeting, file))
    assert found.bundle is not None
    (point,) = bundle_points(found.bundle, found.name, None)
    assert "3 份评分表的签名都有效" in point.told
    assert outcome_of([point]) is Outcome.UNKNOWN


def test_an_older_pack_is_overtaken_by_the_next(meeting: StickMeeting) -> None:
    old = examine(meeting.stick / "评审包-2025年度玉林市_美好家园_小区评审-1").pack
    assert old is not None
    with meeting.secretary():
        assert outcome_of(pack_points(old, reference_of(meeting.desk))) is Outcome.CURRENT
        sit(meeting.desk, FIRST)
        declare_interests.declare_all(meeting.desk, (), open_pin(FIRST))
        sit(meeting.desk, SECRETARY)
    meeting.pack()
    with meeting.secretary():
        told = tuple(pack_points(old, reference_of(meeting.desk)))
    assert "这是第 1 号，已有第 2 号" in told[-1].told


def test_a_pack_of_another_round_names_the_key_it_should_have(
    meeting: StickMeeting, round_in: RoundIn
) -> None:
    pack = examine(meeting.stick / "评审包-2025年度玉林市_美好家园_小区评审-1").pack
    assert pack is not None
    elsewhere = reference_of(round_in(Phase.SCORING))
    told = tuple(pack_points(pack, elsewhere))
    assert outcome_of(told) is Outcome.MISMATCH
    assert elsewhere.shown_key in told[-1].told


def test_an_archive_agrees_until_the_round_goes_on(round_in: RoundIn, tmp_path: Path) -> None:
    context = round_in(Phase.FINAL)
    made = archive_round.archive(context, tmp_path, lambda _watch: ())
    found = examine(Path(made.place))
    assert outcome_of(archive_points(found, reference_of(context))) is Outcome.CURRENT
    with context.transaction("save_rules"):
        context.store.settings.save_round(context.store.settings.review_round())
    told = tuple(archive_points(found, reference_of(context)))
    assert outcome_of(told) is Outcome.OUTDATED
    assert "请重新归档" in told[-1].advice


def test_an_archive_of_another_round_is_no_archive_of_this_one(
    round_in: RoundIn, tmp_path: Path
) -> None:
    made = archive_round.archive(round_in(Phase.FINAL), tmp_path, lambda _watch: ())
    told = tuple(archive_points(examine(Path(made.place)), reference_of(round_in(Phase.FINAL))))
    assert outcome_of(told) is Outcome.MISMATCH
    assert tuple(archive_points(examine("0" * 16), None)) == ()
