"""交回评分 in the window: what goes, what is missing, and the tick."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.progress import Progress
from meihao_desktop.operations import take_seat
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.scoring_desk import hand_over_dialog
from meihao_desktop.ui.scoring_desk.hand_over_dialog import HandedDialog, HandOverDialog
from meihao_desktop.ui.scoring_desk.scoring_page import ScoringPage
from meihao_desktop.ui.stick_dialog import StickDialog
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.pin_field import PinField
from meihao_desktop.ui.widgets.work_line import WorkLine
from tests.support.rounds import EXPERTS
from tests.support.sticks import StickMeeting

FIRST = EXPERTS[1]


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[StickMeeting]:
    made = StickMeeting(tmp_path)
    made.pack()
    yield made
    made.close()


@pytest.fixture
def seat(meeting: StickMeeting, monkeypatch: pytest.MonkeyPatch) -> Context:
    """An expert's laptop, the expert at it; the window runs there."""
    context = meeting.seat(FIRST)
    monkeypatch.setenv("MEIHAO_HOME", str(context.folder.parent / "home"))
    return context


def words(dialog: Dialog) -> str:
    return "".join(label.text() for label in dialog.findChildren(QLabel))


def test_what_is_missing_is_said_before_the_pin_is_asked(
    qtbot: QtBot, meeting: StickMeeting, seat: Context
) -> None:
    dialog = HandOverDialog(seat, meeting.stick, take_seat.seat_desk(seat))
    qtbot.addWidget(dialog)
    assert "还没有提交：朗悦花园、长城二花园、凯旋会花园" in words(dialog)
    assert dialog.fault() == "请输入 PIN。"


def test_a_wrong_pin_keeps_the_dialog_open_and_the_right_one_writes(
    qtbot: QtBot, meeting: StickMeeting, seat: Context
) -> None:
    dialog = HandOverDialog(seat, meeting.stick, take_seat.seat_desk(seat))
    qtbot.addWidget(dialog)
    (field,) = dialog.findChildren(PinField)
    field.setText("135790")
    assert "PIN 不正确" in dialog.fault()
    field.setText(open_pin(FIRST))
    assert dialog.fault() == ""
    assert dialog.handed is not None
    assert dialog.handed.path.is_file()
    tick = HandedDialog(dialog.handed)
    qtbot.addWidget(tick)
    assert "评分包第 1 号" in words(tick)
    assert str(dialog.handed.kept) in words(tick)


def test_the_whole_step_asks_for_the_stick_first(
    qtbot: QtBot, meeting: StickMeeting, seat: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def accept(dialog: Dialog) -> bool:
        qtbot.addWidget(dialog)
        shown.append(type(dialog).__name__)
        for field in dialog.findChildren(PinField):
            field.setText(open_pin(FIRST))
        return dialog.fault() == ""

    monkeypatch.setattr(hand_over_dialog, "is_accepted", accept)
    monkeypatch.setattr(hand_over_dialog, "ask_stick", lambda *_told: None)
    hand_over_dialog.hand_over(seat, Announcer())
    assert shown == []
    monkeypatch.setattr(hand_over_dialog, "ask_stick", lambda *_told: meeting.stick)
    hand_over_dialog.hand_over(seat, Announcer())
    assert shown == ["HandOverDialog", "HandedDialog"]


def test_only_a_laptop_with_a_seat_offers_to_hand_over(
    qtbot: QtBot, meeting: StickMeeting, seat: Context, services: Services
) -> None:
    page = ScoringPage(seat, Announcer(), services)
    qtbot.addWidget(page)
    assert not page.room.estates.hand_over.isHidden()
    meeting.sit(FIRST)
    shared = ScoringPage(meeting.desk, Announcer(), services)
    qtbot.addWidget(shared)
    assert shared.room.estates.hand_over.isHidden()


def test_the_stick_dialog_has_a_tile_for_each_stick_and_one_for_any_folder(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = StickDialog("交回评分", "请选择", [tmp_path])
    qtbot.addWidget(dialog)
    assert [tile.name for tile in dialog.tiles] == [tmp_path.name, "其他文件夹…"]
    dialog.tiles[0].click()
    assert dialog.chosen == tmp_path
    empty = StickDialog("交回评分", "请选择", [])
    qtbot.addWidget(empty)
    assert "没有发现 U 盘" in words(empty)


def test_long_work_tells_how_far_it_is_and_can_be_stopped(qtbot: QtBot) -> None:
    line = WorkLine()
    qtbot.addWidget(line)
    stopped: list[bool] = []
    line.begin("正在写评审包", lambda: stopped.append(True))
    assert line.told == "正在写评审包……"
    line.show_progress(Progress(done_bytes=50, total_bytes=200, done_files=1, total_files=4))
    assert "1/4 个文件" in line.told
    line.stop.click()
    assert stopped == [True]
    assert line.isHidden()
