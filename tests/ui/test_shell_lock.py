"""The locked seat: covered when nobody is there, opened by the same person, left to another."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.ui.lock_screen import Cover, LockScreen
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.widgets.asking import ReasonDialog
from tests.support.rounds import EXPERTS, SECRETARY, SteppingClock, a_round_in
from tests.ui.plain_desks import PLAIN_DESKS
from tests.ui.plain_page import PlainPage

PIN = open_pin(SECRETARY)


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.RECEIVING, tmp_path / "round")
    yield context
    begin_round.close_round(context)


@pytest.fixture
def window(qtbot: QtBot, context: Context, own_home: Path) -> Iterator[MainWindow]:
    window = MainWindow(context, Preferences(own_home), PLAIN_DESKS)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    yield window
    if window.seat.screen is not None:
        window.seat.screen.end()


def clock(window: MainWindow) -> SteppingClock:
    found = window._context.clock
    assert isinstance(found, SteppingClock)
    return found


def sit_still(window: MainWindow, minutes: int) -> None:
    clock(window).wait(minutes * 60)
    window.seat.watch.check()


def press_key(window: QWindow | None, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    assert window is not None
    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


def move_mouse(window: QWindow | None) -> None:
    assert window is not None
    at = QPointF(5, 5)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, event)


def the_lock(window: MainWindow) -> LockScreen:
    assert window.seat.screen is not None
    return window.seat.screen


def enter(window: MainWindow, pin: str) -> None:
    the_lock(window).field.setText(pin)
    the_lock(window).pad.entered.emit()


def a_dialog(qtbot: QtBot, window: MainWindow) -> ReasonDialog:
    dialog = ReasonDialog("理由", "", window)
    qtbot.addWidget(dialog)
    dialog.write("材料第三页")
    dialog.open()
    return dialog


def test_after_ten_minutes_without_input_the_seat_is_locked(window: MainWindow) -> None:
    sit_still(window, 9)
    assert window.seat.screen is None
    sit_still(window, 1)
    lock = the_lock(window)
    assert lock.isVisible()
    assert lock.name.text() == "秘书"
    assert lock.name.font().pixelSize() >= 32 or "font-size: 44px" in lock.name.styleSheet()
    assert lock.size().width() >= window.width()
    assert lock.size().height() >= window.height()


def test_whoever_types_or_moves_the_mouse_is_there(window: MainWindow) -> None:
    window.seat.watch.listen(window.windowHandle())
    for act in (
        lambda: press_key(window.windowHandle(), Qt.Key.Key_5, Qt.KeyboardModifier.NoModifier),
        lambda: move_mouse(window.windowHandle()),
    ):
        sit_still(window, 9)
        act()
        sit_still(window, 9)
        assert window.seat.screen is None
        act()


def test_turning_the_clock_on_the_wall_does_not_keep_a_seat_open(window: MainWindow) -> None:
    clock(window).moment = clock(window).moment.replace(year=2030)
    window.seat.watch.check()
    assert window.seat.screen is None
    clock(window).moment = clock(window).moment.replace(year=2020)
    sit_still(window, 10)
    assert window.seat.screen is not None


def test_the_minutes_are_a_rule_of_the_round(window: MainWindow, context: Context) -> None:
    from_rules = window.seat._limit()
    assert from_rules == context.store.settings.review_round().rules.idle_minutes * 60 == 600


def test_ctrl_l_locks_at_once_even_over_a_dialog(qtbot: QtBot, window: MainWindow) -> None:
    dialog = a_dialog(qtbot, window)
    window.seat.watch.listen(dialog.windowHandle())
    press_key(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert the_lock(window).isVisible()
    dialog.done(0)


def test_only_the_own_pin_opens_and_the_page_is_the_same(
    qtbot: QtBot, window: MainWindow, context: Context
) -> None:
    window.show_desk("panel")
    page = window.page
    window.seat.lock()
    with qtbot.captureExceptions() as caught:
        enter(window, open_pin(EXPERTS[1]))
    assert isinstance(caught[0][1], RuleViolation)
    assert the_lock(window).isVisible()
    assert the_lock(window).refusal.sentence
    enter(window, "")
    assert the_lock(window).refusal.sentence == "请输入 PIN。"
    enter(window, PIN)
    assert window.seat.screen is None
    assert window.page is page
    assert context.actor is not None
    assert not window.findChildren(Cover) or all(c.isHidden() for c in window.findChildren(Cover))
    sit_still(window, 9)
    assert window.seat.screen is None


def test_escape_and_closing_do_not_open_the_lock(window: MainWindow) -> None:
    window.seat.lock()
    the_lock(window).reject()
    the_lock(window).close()
    assert the_lock(window).isVisible()


def test_a_dialog_is_covered_and_keeps_what_was_typed(qtbot: QtBot, window: MainWindow) -> None:
    dialog = a_dialog(qtbot, window)
    window.seat.lock()
    (cover,) = dialog.findChildren(Cover)
    assert cover.size() == dialog.size()
    dialog.resize(dialog.width() + 100, dialog.height() + 50)
    assert cover.size() == dialog.size()
    enter(window, PIN)
    assert cover.isHidden()
    assert dialog.isVisible()
    assert dialog.reason == "材料第三页"
    dialog.done(0)


def while_choosing_a_file(
    qtbot: QtBot, window: MainWindow, act: Callable[[QFileDialog], None]
) -> str:
    """What comes of a file dialog when this happens while it stands open."""

    def soon() -> None:
        (found,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog))
        act(found)

    QTimer.singleShot(0, soon)
    return QFileDialog.getSaveFileName(window, "另存", "")[0]


def test_a_file_dialog_is_covered_and_goes_on_where_it_was(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    target = tmp_path / "名单.xlsx"

    def lock_and_open(dialog: QFileDialog) -> None:
        dialog.selectFile(str(target))
        window.seat.lock()
        (cover,) = dialog.findChildren(Cover)
        assert cover.size() == dialog.size()
        assert QApplication.activeModalWidget() is the_lock(window)
        enter(window, PIN)
        assert cover.isHidden()
        assert dialog.isVisible()
        dialog.accept()

    assert while_choosing_a_file(qtbot, window, lock_and_open) == str(target)


def test_a_file_dialog_is_left_without_a_file_when_another_person_sits_down(
    qtbot: QtBot, window: MainWindow, context: Context, tmp_path: Path
) -> None:
    def lock_and_leave(dialog: QFileDialog) -> None:
        dialog.selectFile(str(tmp_path / "名单.xlsx"))
        window.seat.lock()
        the_lock(window).switch.click()
        the_lock(window).switch.click()

    left: list[bool] = []
    window.logged_out.connect(lambda: left.append(True))
    assert while_choosing_a_file(qtbot, window, lock_and_leave) == ""
    qtbot.waitUntil(lambda: left == [True])
    assert context.actor is None
    assert list(tmp_path.glob("*.xlsx")) == []


def test_what_opens_while_the_seat_is_locked_goes_under_the_lock(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.seat.lock()
    dialog = a_dialog(qtbot, window)
    window.seat._hold(dialog.windowHandle())
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is the_lock(window))
    assert len(dialog.findChildren(Cover)) == 1
    dialog.done(0)


def test_a_menu_that_stands_open_is_closed(qtbot: QtBot, window: MainWindow) -> None:
    menu = QMenu(window)
    menu.addAction("文书")
    menu.popup(window.pos())
    qtbot.waitUntil(menu.isVisible)
    window.seat.lock()
    assert not menu.isVisible()


def test_input_is_kept_before_the_lock_and_the_lock_comes_even_if_that_fails(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[bool] = []
    page = window.page
    assert isinstance(page, PlainPage)

    def keep() -> None:
        order.append(window.seat.screen is None)
        raise RuleViolation("磁盘已满")

    monkeypatch.setattr(page, "keep_input", keep)
    with pytest.raises(RuleViolation):
        window.seat.lock()
    assert order == [True]
    assert the_lock(window).isVisible()


def test_another_person_may_sit_down_after_a_second_press(
    qtbot: QtBot, window: MainWindow, context: Context
) -> None:
    dialog = a_dialog(qtbot, window)
    window.seat.lock()
    lock = the_lock(window)
    lock.switch.click()
    assert "不保留" in lock.switch.text()
    assert context.actor is not None
    with qtbot.waitSignal(window.logged_out):
        lock.switch.click()
    assert context.actor is None
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()
    assert window.seat.screen is None


def test_nobody_else_sits_down_while_something_cannot_be_broken_off(
    window: MainWindow, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.page, "hindrance", lambda: "正在接收材料。")
    window.seat.lock()
    for _ in range(2):
        the_lock(window).switch.click()
    assert the_lock(window).refusal.sentence == "正在接收材料。"
    assert context.actor is not None


def test_nothing_is_locked_twice_or_with_nobody_there(window: MainWindow, context: Context) -> None:
    window.seat.lock()
    first = window.seat.screen
    window.seat.lock()
    assert window.seat.screen is first
    window.seat._end()
    actor, context.actor = context.actor, None
    window.seat.lock()
    assert window.seat.screen is None
    context.actor = actor


def test_the_wait_after_wrong_pins_is_counted_down(qtbot: QtBot, window: MainWindow) -> None:
    window.seat.lock()
    for _ in range(6):
        with qtbot.captureExceptions():
            enter(window, "000000")
    notice = the_lock(window).refusal
    notice.look()
    assert "请等待" in notice.sentence
    assert notice._timer.isActive()
    clock(window).wait(15)
    notice.look()
    assert notice.sentence == ""
    assert not notice._timer.isActive()
    enter(window, PIN)
    assert window.seat.screen is None


def test_a_round_closed_under_its_window_is_asked_for_nothing_more(
    qtbot: QtBot, own_home: Path, tmp_path: Path
) -> None:
    context = a_round_in(Phase.RECEIVING, tmp_path / "closed")
    window = MainWindow(context, Preferences(own_home), PLAIN_DESKS)
    qtbot.addWidget(window)
    begin_round.close_round(context)
    sit_still(window, 600)
    assert window.seat.screen is None
