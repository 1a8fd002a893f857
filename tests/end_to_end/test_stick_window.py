"""A stick goes through the windows: found, activated, scored from, handed over, received.

With ``MEIHAO_SHOTS`` naming a folder, pictures of every step are left there.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.app import Program
from meihao_desktop.ui import background, sticks, theme
from meihao_desktop.ui.login_pane import LoginPane
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.scoring_desk.hand_over_dialog import HandedDialog, HandOverDialog
from meihao_desktop.ui.scoring_desk.scoring_page import ScoringPage
from meihao_desktop.ui.scoring_desk.seal_dialog import SealDialog
from meihao_desktop.ui.seat_pane import SeatPane
from meihao_desktop.ui.secretary_desk.secretary_page import SecretaryPage
from meihao_desktop.ui.stick_dialog import StickDialog
from meihao_desktop.ui.widgets.pin_field import PinField
from meihao_desktop.ui.widgets.tile import Tile
from tests.end_to_end.meeting import PATIENCE, answer, press, shown
from tests.support.forger import Forger
from tests.support.rounds import CHAIR, EXPERTS, SECRETARY
from tests.support.sticks import StickMeeting, open_pin

AT_WINDOW = EXPERTS[1]
"""Who does everything by hand; the others hand over beside it."""
EXCHANGE_TAB = 5
FIGURES = ("54", "33")
SIZES = ((1366, 768), (1920, 1080))


class Camera:
    """Takes pictures where somebody asked for them."""

    def __init__(self) -> None:
        self.folder = Path(os.environ["MEIHAO_SHOTS"]) if "MEIHAO_SHOTS" in os.environ else None

    def take(self, widget: QWidget, name: str) -> None:
        if self.folder is None:
            return
        for size in SIZES:
            if widget.isWindow() and not isinstance(widget, QDialog):
                widget.resize(*size)
                QApplication.processEvents()
            widget.grab().save(str(self.folder / f"{name}-{size[0]}.png"))


@pytest.fixture
def meeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StickMeeting]:
    """A round in scoring with a pack on the stick, which is plugged in at every machine."""
    made = StickMeeting(tmp_path / "meeting")
    made.stick = tmp_path / "media" / "U盘"
    made.stick.mkdir(parents=True)
    monkeypatch.setattr(sticks, "_usual_roots", lambda: (tmp_path / "media",))
    made.pack()
    yield made
    made.close()


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    """The programs that a test starts, closed at its end."""
    started: list[Program] = []
    yield started
    for program in started:
        program.end()
        program.deleteLater()


@pytest.fixture
def camera(qapp: QApplication) -> Camera:
    held = Camera()
    if held.folder is not None:
        theme.begin(qapp, 18)
    return held


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in shown(widget, QLabel))


def tiles_of(widget: QWidget, text: str) -> list[Tile]:
    return [tile for tile in shown(widget, Tile) if text in tile.accessibleName()]


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def log_in(program: Program, qtbot: QtBot, person: str) -> MainWindow:
    """The own tile and the PIN."""
    pane = program.start_window.pane
    assert isinstance(pane, LoginPane)
    click(pane.tiles[person])  # type: ignore[index]
    QTest.keyClicks(pane.field, open_pin(person))  # type: ignore[arg-type]
    QTest.keyClick(pane.field, Qt.Key.Key_Return)
    assert program.main_window is not None
    window = program.main_window
    window.resize(*SIZES[0])
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    return window


def take_seat(program: Program, qtbot: QtBot, camera: Camera) -> None:
    """The start window finds the pack by itself; the expert chooses the own name."""
    window = program.start_window
    window.show()
    qtbot.waitUntil(lambda: bool(tiles_of(window, "第 1 号评审包")), timeout=PATIENCE)
    camera.take(window, "1-找到评审包")
    click(tiles_of(window, "第 1 号评审包")[0])
    pane = window.pane
    assert isinstance(pane, SeatPane)
    camera.take(window, "2-选择姓名")
    click(tiles_of(pane, "专家02")[0])
    qtbot.waitUntil(lambda: isinstance(window.pane, LoginPane), timeout=PATIENCE)
    camera.take(window, "3-用PIN登录")


def score_all(page: ScoringPage, qtbot: QtBot, camera: Camera) -> None:
    """The declaration first, then every estate typed and sealed."""
    assert page.gate.pane is not None
    QTest.keyClicks(page.gate.pane.pin_field, open_pin(AT_WINDOW))
    press(page, "提交申报")
    for _ in range(3):
        assert page.row is not None
        rows = page.room.rubric.rows
        rows.go_to(next(iter(rows.rows)))
        for figure in FIGURES:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClicks(focus, figure)
            QTest.keyClick(focus, Qt.Key.Key_Return)

        def seal(dialog: QDialog) -> None:
            assert isinstance(dialog, SealDialog)
            QTest.keyClicks(dialog.pin_field, open_pin(AT_WINDOW))
            QTest.keyClick(dialog.pin_field, Qt.Key.Key_Return)

        answer(seal, lambda dialog: dialog.reject())
        qtbot.waitUntil(lambda: page.row is not None and page.row.answered == 2, timeout=PATIENCE)
        press(page, "提交封存…")
        page.window().activateWindow()
        qtbot.waitUntil(page.window().isActiveWindow, timeout=PATIENCE)
        focus = QApplication.focusWidget() or page
        QTest.keyClick(focus, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert {row.state.value for row in page._desk.estates} == {"已提交"}
    camera.take(page.window(), "4-评完")


def hand_over(page: ScoringPage, camera: Camera) -> str:
    """交回评分: which stick, the PIN, and the tick with the name of the file."""
    told: list[str] = []

    def choose_stick(dialog: QDialog) -> None:
        assert isinstance(dialog, StickDialog)
        camera.take(dialog, "5-选择U盘")
        click(dialog.tiles[0])

    def sign(dialog: QDialog) -> None:
        assert isinstance(dialog, HandOverDialog)
        camera.take(dialog, "6-交回评分")
        (field,) = dialog.findChildren(PinField)
        QTest.keyClicks(field, open_pin(AT_WINDOW))
        click(dialog.confirm_button)

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, HandedDialog)
        camera.take(dialog, "7-已写好")
        told.append(words(dialog))
        click(dialog.confirm_button)

    answer(choose_stick, sign, read)
    page.room.estates.hand_over.click()
    return told[0]


def test_a_laptop_finds_its_pack_activates_scores_and_hands_over_by_hand(
    qtbot: QtBot,
    meeting: StickMeeting,
    programs: list[Program],
    monkeypatch: pytest.MonkeyPatch,
    camera: Camera,
) -> None:
    home = meeting.place / "laptop" / "home"
    monkeypatch.setenv("MEIHAO_HOME", str(home))
    program = Program(Preferences(home))
    programs.append(program)
    take_seat(program, qtbot, camera)
    page = log_in(program, qtbot, AT_WINDOW).page
    assert isinstance(page, ScoringPage)
    score_all(page, qtbot, camera)
    told = hand_over(page, camera)
    assert "评分包第 1 号，评分表 3 份" in told
    (file,) = meeting.stick.glob("评分包-*.meihao")
    assert file.name in told


def at_desk(meeting: StickMeeting, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The secretary's machine, opened by its window."""
    home = meeting.place / "desk" / "home"
    monkeypatch.setenv("MEIHAO_HOME", str(home))
    folder = meeting.desk.folder
    meeting.close()
    meeting._opened.clear()
    program = Program(Preferences(home))
    program.open_folder(folder)
    return program


def test_the_secretary_sees_how_many_are_in_and_what_was_refused(
    qtbot: QtBot,
    meeting: StickMeeting,
    programs: list[Program],
    monkeypatch: pytest.MonkeyPatch,
    camera: Camera,
) -> None:
    forger = Forger(meeting, AT_WINDOW)
    good = forger.honest
    good.with_name("评分包-P09-1.meihao").write_bytes(good.read_bytes()[:-9])
    meeting.handed(CHAIR)
    program = at_desk(meeting, monkeypatch)
    programs.append(program)
    window = log_in(program, qtbot, SECRETARY)
    window.show_desk("secretary")
    page = window.page
    assert isinstance(page, SecretaryPage)
    page.show_tab(EXCHANGE_TAB)
    camera.take(window, "8-交接，还没有收")

    def choose_stick(dialog: QDialog) -> None:
        assert isinstance(dialog, StickDialog)
        click(dialog.tiles[0])

    answer(choose_stick)
    press(page, "接收评分包…")
    qtbot.waitUntil(
        lambda: "收到 2/3" in words(page) and not background.is_busy(), timeout=PATIENCE
    )
    camera.take(window, "9-交接，收到两份")
    rows = [
        str(view.model().index(row, at).data())
        for view in shown(page, QTableView)
        for row in range(view.model().rowCount())
        for at in range(view.model().columnCount())
    ]
    assert rows.count("新增") == 2
    assert rows.count("拒绝") == 1
    assert any("未收到" in cell for cell in rows)
    assert any("不完整" in cell for cell in rows)
