"""An expert's laptop in the window: the pack is found, a name chosen, the materials brought."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.progress import Watch
from meihao_desktop.operations import take_seat
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.take_seat import PackOffer
from meihao_desktop.ui import sticks
from meihao_desktop.ui.pack_finder import PackFinder, packs_on
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.seat_pane import SeatPane, seat_folder
from meihao_desktop.ui.start_window import StartWindow
from tests.support.rounds import EXPERTS
from tests.support.sticks import StickMeeting, at

FIRST = EXPERTS[1]
WAIT_MS = 10_000


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[StickMeeting]:
    made = StickMeeting(tmp_path / "meeting")
    made.pack()
    yield made
    made.close()


def offer(meeting: StickMeeting) -> PackOffer:
    return take_seat.find_packs(meeting.stick)[0]


def test_sticks_are_the_folders_under_the_usual_places(tmp_path: Path) -> None:
    (tmp_path / "U盘").mkdir()
    (tmp_path / "file").write_bytes(b"")
    assert sticks.mounted([tmp_path, tmp_path / "gone"]) == (tmp_path / "U盘",)


def test_a_pack_is_found_by_itself_and_told_once(qtbot: QtBot, meeting: StickMeeting) -> None:
    window = StartWindow(Preferences(meeting.place / "home"))
    qtbot.addWidget(window)
    finder = PackFinder(window, lambda: (meeting.stick,))
    told: list[tuple[PackOffer, ...]] = []
    finder.found.connect(told.append)
    finder.look()
    qtbot.waitUntil(lambda: len(told) == 1, timeout=WAIT_MS)
    window.show_packs(told[0])
    assert told[0][0].title.startswith("2025年度玉林市")
    assert packs_on((meeting.stick,), Watch()) == told[0]


def test_nothing_is_looked_for_while_nobody_wants_it(qtbot: QtBot, meeting: StickMeeting) -> None:
    window = StartWindow(Preferences(meeting.place / "home"))
    qtbot.addWidget(window)
    asked: list[str] = []
    finder = PackFinder(window, lambda: asked.append("places") or (), lambda: False)
    finder.look()
    assert asked == []


def taken(qtbot: QtBot, meeting: StickMeeting, home: Path) -> Context:
    pane = SeatPane(offer(meeting), home)
    qtbot.addWidget(pane)
    with qtbot.waitSignal(pane.taken, timeout=WAIT_MS) as caught:
        pane.choose(FIRST)
    assert caught.args is not None
    context = caught.args[0]
    assert isinstance(context, Context)
    return context


def test_choosing_one_s_name_makes_the_seat(qtbot: QtBot, meeting: StickMeeting) -> None:
    home = meeting.place / "home"
    with at(home):
        context = taken(qtbot, meeting, home)
    assert context.folder == seat_folder(home, offer(meeting), FIRST)
    assert take_seat.is_seat(context)
    assert context.actor is None
    context.store.close()


def test_a_seat_that_is_there_already_is_opened_again(qtbot: QtBot, meeting: StickMeeting) -> None:
    home = meeting.place / "home"
    with at(home):
        taken(qtbot, meeting, home).store.close()
        again = taken(qtbot, meeting, home)
    assert take_seat.seat_desk(again).pack_serial == 1
    again.store.close()


def test_a_spoilt_pack_is_told_where_the_person_looks(qtbot: QtBot, meeting: StickMeeting) -> None:
    good = offer(meeting)
    victim = next((good.folder / "materials").iterdir())
    victim.write_bytes(b"x" * victim.stat().st_size)
    pane = SeatPane(good, meeting.place / "home")
    qtbot.addWidget(pane)
    pane.choose(FIRST)
    qtbot.waitUntil(lambda: bool(pane.fault), timeout=WAIT_MS)
    assert "内容与清单不符" in pane.fault
