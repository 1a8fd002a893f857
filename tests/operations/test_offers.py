"""Bundles as they are read from a stick: all of them first, and none where the stick is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.exchange.key_home import KeyHome
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.operations import offers
from meihao_desktop.operations.letters import Boxes
from tests.support.rounds import EXPERTS
from tests.support.sticks import StickMeeting

NONE = Boxes(home=KeyHome(Path("nowhere")), round_id="ab" * 32, known=frozenset())
"""A machine that knows no round, and opens no letter."""


def files(stick: Path) -> list[Path]:
    stick.mkdir()
    made = [stick / f"评分包-P0{number}-1.meihao" for number in (3, 4)]
    for file in made:
        file.write_bytes(b"no bundle")
    return made


def test_an_unreadable_file_is_refused_alone(tmp_path: Path) -> None:
    first, second = files(tmp_path / "stick")
    first.unlink()
    found = offers.read_offers([first, second], NONE)
    assert [offer.refused and offer.refused.refusal for offer in found] == [
        Refusal.UNREADABLE, Refusal.NOT_OURS,
    ]  # fmt: skip


def test_a_stick_that_is_gone_refuses_everything_at_once(tmp_path: Path) -> None:
    made = files(tmp_path / "stick")
    (tmp_path / "stick").rename(tmp_path / "drawer")
    with pytest.raises(StorageError, match="评分包一个也没有接收"):
        offers.read_offers(made, NONE)
    with pytest.raises(StorageError, match="被拔出或断开"):
        offers.offers_on(tmp_path / "stick", NONE, Watch())


def test_a_stick_without_bundles_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="没有评分包"):
        offers.offers_on(tmp_path, NONE, Watch())


def test_reading_tells_how_far_it_is_and_stops_when_asked(tmp_path: Path) -> None:
    made, heard = files(tmp_path / "stick"), list[Progress]()
    offers.read_offers(made, NONE, Watch(on_progress=heard.append))
    assert [(each.done_files, each.total_files) for each in heard] == [(0, 2), (1, 2)]
    with pytest.raises(Cancelled):
        offers.read_offers(made, NONE, Watch(is_cancelled=lambda: True))


@pytest.fixture
def meeting(tmp_path: Path, own_home: Path) -> Iterator[StickMeeting]:
    made = StickMeeting(tmp_path / "会议")
    made.pack()
    yield made
    made.close()


def test_bytes_that_were_decoded_ahead_are_decoded_once(
    meeting: StickMeeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = meeting.inner(meeting.handed(EXPERTS[1]))
    plain = offers.bundle_in(inner, "评分包")
    offers.decode_ahead(inner, "评分包")
    with monkeypatch.context() as patched:
        patched.setattr(offers, "bundle_in", lambda *_told: pytest.fail("decoded again"))
        assert offers.decoded(inner, "评分包") == plain
    assert offers.decoded(inner, "评分包") == plain, "later on anew"


def test_other_bytes_find_nothing_decoded_and_nothing_stays(meeting: StickMeeting) -> None:
    inner = meeting.inner(meeting.handed(EXPERTS[1]))
    offers.decode_ahead(inner, "评分包")
    with pytest.raises(Refused) as refused:
        offers.decoded(inner[:-1], "评分包")
    assert refused.value.refusal is not None
    offers.forget_decoded()
    assert offers._decoded == {}
