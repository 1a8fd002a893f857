"""One laptop at a meeting, as hands and eyes know it: buttons, tables, dialogs, PINs."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from meihao_desktop.app import Program
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.ui.login_pane import LoginPane
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.page import Page
from meihao_desktop.ui.phase_dialog import PhaseDialog
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.settings_desk.settings_page import SettingsPage
from meihao_desktop.ui.start_window import StartWindow
from meihao_desktop.ui.widgets.dialog import Dialog

PATIENCE = 30_000
ACROSS = Qt.Orientation.Horizontal
Part = TypeVar("Part", bound=QWidget)


def shown(widget: QWidget, kind: type[Part]) -> Iterator[Part]:
    return (part for part in widget.findChildren(kind) if part.isVisible())


def press(widget: QWidget, text: str) -> None:
    """Click the button with this text that is in view."""
    button = next(b for b in shown(widget, QAbstractButton) if b.text() == text)
    assert button.isEnabled(), f"{text} is not offered"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in shown(widget, QLabel))


def answer(*answers: Callable[[QDialog], None]) -> list[QDialog]:
    """Answer the dialogs that will open, one after the other."""
    waiting, seen = list(answers), []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not dialog.isVisible() or dialog in seen[-1:]:
            QTimer.singleShot(5, look)
            return
        seen.append(dialog)
        act = waiting.pop(0)
        if waiting:
            QTimer.singleShot(0, look)
        try:
            act(dialog)
        except BaseException:
            dialog.reject()
            raise

    QTimer.singleShot(0, look)
    return seen


def confirm(dialog: QDialog) -> None:
    assert isinstance(dialog, Dialog)
    QTest.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)


class Doorkeeper(QObject):
    """Notes every window that comes up and is neither the program's nor a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            is_known = isinstance(watched, QDialog | MainWindow | StartWindow)
            if watched.isWindow() and not is_known:
                self.strays.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


class Meeting:
    """The one laptop of the meeting, and who knows which PIN."""

    def __init__(self, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.qtbot = qtbot
        self.monkeypatch = monkeypatch
        self.program = Program(Preferences(home))
        self.pins: dict[str, str] = {}

    @property
    def window(self) -> MainWindow:
        assert self.program.main_window is not None
        return self.program.main_window

    @property
    def phase(self) -> Phase:
        assert self.program.context is not None
        return self.program.context.phase

    def desk(self, name: str) -> Page:
        """Go to a desk by its button in the head."""
        QTest.mouseClick(self.window._desk_bar.buttons[name], Qt.MouseButton.LeftButton)
        assert self.window.page is not None
        return self.window.page

    def sit(self, name: str) -> None:
        """Whoever sat here logs out; this one chooses the own tile and types the PIN."""
        if self.program.main_window is not None:
            QTest.mouseClick(
                next(
                    b
                    for b in shown(self.window, QAbstractButton)
                    if "退出登录" in (b.text(), b.accessibleName(), b.toolTip())
                ),
                Qt.MouseButton.LeftButton,
            )
        pane = self.program.start_window.pane
        assert isinstance(pane, LoginPane)
        QTest.mouseClick(pane.tiles[self.person(name)], Qt.MouseButton.LeftButton)
        QTest.keyClicks(pane.field, self.pins[name])
        QTest.keyClick(pane.field, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.program.main_window is not None, timeout=PATIENCE)
        self.window.resize(1366, 768)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow, timeout=PATIENCE)

    def person(self, name: str) -> PersonId:
        assert self.program.context is not None
        people = self.program.context.store.panels.people()
        return next(person.id for person in people if person.name == name)

    def go_on(self) -> None:
        """The secretary takes the round on by the button in the head."""
        before = self.phase
        answer(confirm)
        self.window._header.phase_button.click()
        assert self.phase is before.next

    def check_machine(self) -> None:
        """会前自检 on the settings desk; what cannot be tried here gets its reason."""
        self.desk("settings").show_target("readiness")
        page = self.window.page
        assert isinstance(page, SettingsPage)
        pane = page.readiness_pane
        press(page, "开始自检")
        self.qtbot.waitUntil(pane.keep.isVisible, timeout=PATIENCE)
        press(page, "与手表一致")
        for result in pane.results.values():
            if result.needs_reason:
                pane.rows[result.item].reason.setText("会场另备，开会前再试。")
        press(page, "保存自检结果")

    def blocked(self) -> list[str]:
        """What the head's dialog says stands in the way; its way on is shut."""
        told: list[str] = []

        def look(dialog: QDialog) -> None:
            assert isinstance(dialog, PhaseDialog)
            assert not dialog.confirm_button.isEnabled()
            told.extend(words(dialog).splitlines())
            press(dialog, "去处理")

        answer(look)
        self.window._header.phase_button.click()
        return told


def choose(page: QWidget, text: str) -> None:
    """Choose the row of the table in view in which this stands."""
    view = next(shown(page, QTableView))
    model = view.model()
    found = [
        row
        for row in range(model.rowCount())
        if any(text in str(model.index(row, at).data()) for at in range(model.columnCount()))
    ]
    view.selectRow(found[0])


def matrix(page: QWidget) -> Mapping[str, list[str]]:
    """What stands beside each name of the grid in view."""
    view = next(shown(page, QTableView))
    model = view.model()
    return {
        str(model.headerData(row, Qt.Orientation.Vertical)): [
            str(model.index(row, at).data()) for at in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    }


def cells(page: QWidget) -> set[str]:
    return {cell for row in matrix(page).values() for cell in row}


def pin_in(dialog: QDialog) -> str:
    return next(text.replace(" ", "") for text in words(dialog).splitlines() if is_pin(text))


def is_pin(text: str) -> bool:
    return len(text) == 7 and text.replace(" ", "").isdigit()


def settle(page: QWidget, reason: str) -> None:
    next(shown(page, QPlainTextEdit)).setPlainText(reason)
    press(page, "确认处理意见")
