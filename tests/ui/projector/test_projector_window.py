"""The window for the room: led by keys, black when asked, closed when the time is over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import colours
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.projector.projector_window import (
    KEYS,
    NEXT,
    ProjectorWindow,
    pick_screen,
)
from meihao_desktop.ui.projector.slides import Name, Slide
from meihao_desktop.ui.projector.stage import Stage, fitted
from tests.support.rounds import EXPERTS, OBSERVER, SECRETARY, a_round_in, sit
from tests.ui.plain_desks import PLAIN_DESKS


@pytest.fixture
def window_of(qtbot: QtBot, opened: list[Context]) -> Callable[..., ProjectorWindow]:
    def make(context: Context, what: str = "reveal") -> ProjectorWindow:
        opened.append(context)
        window = ProjectorWindow(context, what)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        return window

    return make


@pytest.fixture
def reveal(window_of: Callable[..., ProjectorWindow], tmp_path: Path) -> ProjectorWindow:
    return window_of(a_round_in(Phase.COLLATING, tmp_path / "round"))


def press(qtbot: QtBot, window: ProjectorWindow, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(window, key)


def test_space_and_arrows_lead_through_the_places(qtbot: QtBot, reveal: ProjectorWindow) -> None:
    assert reveal.slide.call == "名次公布"
    for at, key in enumerate(NEXT[:3]):
        press(qtbot, reveal, key)
        assert reveal.slide.call == f"第 {3 - at} 名"
    press(qtbot, reveal, Qt.Key.Key_Left)
    assert reveal.slide.call == "第 2 名"
    press(qtbot, reveal, Qt.Key.Key_Home, Qt.Key.Key_Left)
    assert reveal.slide.call == "名次公布"
    press(qtbot, reveal, Qt.Key.Key_End, Qt.Key.Key_Space)
    assert reveal.slide.call == "名次公布完毕"


def test_the_mouse_leads_too(qtbot: QtBot, reveal: ProjectorWindow) -> None:
    qtbot.mouseClick(reveal.stage, Qt.MouseButton.LeftButton)
    assert reveal.slide.call == "第 3 名"
    qtbot.mouseClick(reveal.stage, Qt.MouseButton.RightButton)
    assert reveal.slide.call == "名次公布"


def test_b_makes_the_wall_black_and_the_next_key_brings_it_back(
    qtbot: QtBot, reveal: ProjectorWindow
) -> None:
    press(qtbot, reveal, Qt.Key.Key_Space, Qt.Key.Key_B)
    assert reveal.stage.grab().toImage().pixelColor(640, 360) == QColor(Qt.GlobalColor.black)
    press(qtbot, reveal, Qt.Key.Key_Space)
    assert reveal.slide.call == "第 3 名"
    assert reveal.stage.grab().toImage().pixelColor(5, 5) == QColor(colours.PAPER)


def test_escape_ends_it(qtbot: QtBot, reveal: ProjectorWindow) -> None:
    press(qtbot, reveal, Qt.Key.Key_Escape)
    assert not reveal.isVisible()


def test_drafts_and_rehearsals_say_so_and_the_first_slide_names_the_keys(
    qtbot: QtBot, reveal: ProjectorWindow
) -> None:
    assert (reveal.stage.mark, reveal.stage.position) == ("演练 草稿", KEYS)
    press(qtbot, reveal, Qt.Key.Key_Space)
    assert reveal.stage.position == "2/5"
    assert "第 3 名 凯旋会花园 演练 草稿" in reveal.stage.accessibleName()


def test_before_collating_there_is_an_agenda_and_no_place(
    window_of: Callable[..., ProjectorWindow], tmp_path: Path
) -> None:
    context = a_round_in(Phase.SCORING, tmp_path / "round")
    assert window_of(context, "agenda").slide.call == "会议议程"
    with pytest.raises(RuleViolation, match="在大屏上公布名次"):
        ProjectorWindow(context, "reveal")
    QApplication.processEvents()


@pytest.mark.parametrize("person", [EXPERTS[1], OBSERVER])
def test_others_than_secretary_and_chair_open_nothing(
    opened: list[Context], qtbot: QtBot, tmp_path: Path, person: str
) -> None:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    opened.append(context)
    sit(context, person)
    with pytest.raises(RuleViolation, match="只有秘书、组长"):
        ProjectorWindow(context, "reveal")


def test_what_may_no_longer_be_shown_goes(reveal: ProjectorWindow) -> None:
    reveal.refresh(Change())
    assert reveal.isVisible()
    reveal.refresh(Change.everything())
    assert reveal.isVisible()
    sit(reveal._context, OBSERVER)
    reveal.refresh(Change.everything())
    assert not reveal.isVisible()


def test_the_other_screen_is_taken_where_there_is_one(qapp: QApplication) -> None:
    (own,) = QGuiApplication.screens()
    assert pick_screen([own], own) is own
    other = object()
    assert pick_screen([own, other], own) is other


def test_the_main_window_opens_it_and_logging_out_closes_it(
    qtbot: QtBot, opened: list[Context], own_home: Path, tmp_path: Path
) -> None:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    opened.append(context)
    sit(context, SECRETARY)
    window = MainWindow(context, Preferences(own_home), PLAIN_DESKS)
    qtbot.addWidget(window)
    window.show()
    window.show_wall("reveal")
    projector = window.findChild(ProjectorWindow)
    assert projector.isVisible()
    assert projector.isFullScreen()
    window.log_out()
    assert not projector.isVisible()


def test_words_shrink_to_their_room_and_never_leave_it(qtbot: QtBot) -> None:
    room = QSize(400, 120)
    for text in ("朗悦花园", "玉林市福绵区绿地城市之光国际花园二期"):
        face = fitted(text, room, is_strong=True)
        metrics = QFontMetrics(face)
        assert metrics.horizontalAdvance(text) <= room.width() * 1.02
    assert fitted("朗悦花园", room).pixelSize() > 60


def test_a_slide_of_eight_estates_fills_both_columns(qtbot: QtBot) -> None:
    stage = Stage()
    qtbot.addWidget(stage)
    stage.resize(1280, 720)
    stage.show_slide(
        Slide(
            heading="会议议程", call="全体评审专家在场", note="请回到会场：专家02",
            names=tuple(Name(name=f"小区{at}", detail="第1县") for at in range(8)),
        ),
        mark="", position="2/3",
    )  # fmt: skip
    image = stage.grab().toImage()
    dark = [x for x in range(0, 1280, 2) for y in range(160, 600, 6)
            if image.pixelColor(x, y).lightness() < 100]  # fmt: skip
    assert min(dark) < 200
    assert max(dark) > 640
