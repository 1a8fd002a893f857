"""An expert's laptop in the window: the pack is found, a name chosen, the materials brought."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop.app import Program
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.signature import grouped
from meihao_desktop.operations import take_seat
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.take_seat import PackOffer
from meihao_desktop.ui import sticks
from meihao_desktop.ui.login_pane import LoginPane
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.pack_finder import PackFinder, packs_on
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.seat_dialog import SeatDialog
from meihao_desktop.ui.seat_pane import SeatPane, seat_folder
from meihao_desktop.ui.start_window import StartWindow
from tests.support.rounds import CHAIR, EXPERTS
from tests.support.sticks import StickMeeting, at

FIRST = EXPERTS[1]
WAIT_MS = 10_000


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


@pytest.mark.parametrize("expert", [CHAIR, FIRST])
def test_at_a_seat_there_is_only_the_own_work_even_for_the_chair(
    qtbot: QtBot, meeting: StickMeeting, expert: PersonId
) -> None:
    seat = meeting.seat(expert)
    with meeting.laptop(meeting.machine_of(seat)):
        window = MainWindow(seat, Preferences(meeting.place / "home"))
        qtbot.addWidget(window)
        assert window.desk_names == ("scoring", "settings")
        told = window._header.phase_button.toolTip()
        machine = take_seat.seat_desk(seat).machine
        assert told == f"专家席位 · 评审包第 1 号 · 电脑 {machine[:8]}"


def test_the_head_of_a_seat_leads_to_what_it_works_from(
    qtbot: QtBot, meeting: StickMeeting
) -> None:
    seat = meeting.seat(FIRST)
    with meeting.laptop(meeting.machine_of(seat)):
        dialog = SeatDialog(take_seat.seat_desk(seat))
        qtbot.addWidget(dialog)
        told = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "专家02的席位" in told
        assert "还没有提交：朗悦花园" in told
        assert str(seat.folder) in told
        assert grouped(take_seat.find_packs(meeting.stick)[0].fingerprint) in told


def test_leaving_a_seat_leads_back_to_its_login(qtbot: QtBot, meeting: StickMeeting) -> None:
    home = meeting.place / "home"
    with at(home):
        context = taken(qtbot, meeting, home)
        program = Program(Preferences(home))
        program.show_login(context)
        pane = program.start_window.pane
        assert isinstance(pane, LoginPane)
        assert list(pane.tiles) == [FIRST]
        pane.field.setText(open_pin(FIRST))
        pane._log_in()
        QApplication.processEvents()
        assert program.main_window is not None
        program.main_window.log_out()
        again = program.start_window.pane
        assert isinstance(again, LoginPane)
        assert again.tiles[FIRST].isChecked()
        (recent,) = program._preferences.recent_rounds
        assert recent.title.endswith("专家02的席位")
        program.end()
        program.deleteLater()


def test_a_spoilt_pack_is_told_where_the_person_looks(qtbot: QtBot, meeting: StickMeeting) -> None:
    good = offer(meeting)
    victim = next((good.folder / "materials").iterdir())
    victim.write_bytes(b"x" * victim.stat().st_size)
    pane = SeatPane(good, meeting.place / "home")
    qtbot.addWidget(pane)
    pane.choose(FIRST)
    qtbot.waitUntil(lambda: bool(pane.fault), timeout=WAIT_MS)
    assert "内容与清单不符" in pane.fault
