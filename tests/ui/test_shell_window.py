"""The window: who sees which desks, how they change, and that everything fits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, witness
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import theme
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.phase_dialog import PhaseDialog
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.return_dialog import ReturnDialog
from meihao_desktop.ui.widgets.dialog import Dialog
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, a_round_in, sit
from tests.ui.plain_desks import PLAIN_DESKS
from tests.ui.plain_page import PlainPage

ALL_DESKS = {
    SECRETARY: ("import", "panel", "secretary", "ranking", "archive", "settings"),
    CHAIR: ("scoring", "panel", "secretary", "ranking", "archive", "settings"),
    EXPERTS[1]: ("scoring", "settings"),
    OBSERVER: ("import", "panel", "secretary", "ranking", "archive", "settings"),
}


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.RECEIVING, tmp_path / "round")
    yield context
    begin_round.close_round(context)


@pytest.fixture
def window(qtbot: QtBot, context: Context, own_home: Path) -> MainWindow:
    return _window(qtbot, context, own_home)


def _window(qtbot: QtBot, context: Context, home: Path) -> MainWindow:
    window = MainWindow(context, Preferences(home), PLAIN_DESKS)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    return window


def _page(window: MainWindow) -> PlainPage:
    page = window.page
    assert isinstance(page, PlainPage)
    return page


@pytest.mark.parametrize("person", list(ALL_DESKS))
def test_everybody_sees_the_desks_of_their_role(
    qtbot: QtBot, context: Context, own_home: Path, person: PersonId
) -> None:
    sit(context, person)
    assert _window(qtbot, context, own_home).desk_names == ALL_DESKS[person]


def test_the_secretary_starts_where_there_is_something_to_do(window: MainWindow) -> None:
    assert window._shown_desk() == "import"


def test_pages_are_made_only_when_somebody_sits_down(window: MainWindow) -> None:
    assert set(window._pages) == {"import"}
    window.show_desk("ranking")
    assert set(window._pages) == {"import", "ranking"}


def test_a_jump_takes_its_target_along(window: MainWindow) -> None:
    window.show_desk("secretary", "tie:C01-E01")
    assert window._shown_desk() == "secretary"
    assert _page(window).targets == ["tie:C01-E01"]


def test_a_page_with_unsaved_input_is_not_left(window: MainWindow) -> None:
    first = _page(window)
    first.is_free = False
    window.show_desk("ranking")
    assert window.page is first
    assert window._desk_bar.buttons["import"].isChecked()
    assert not window.close()
    first.is_free = True


def test_an_expert_is_not_led_to_a_desk_of_others(
    qtbot: QtBot, context: Context, own_home: Path
) -> None:
    sit(context, EXPERTS[1])
    window = _window(qtbot, context, own_home)
    window.show_desk("secretary")
    assert window._shown_desk() == "scoring"
    assert "其他人员" in window._toast.text()


def test_a_change_reaches_every_page_that_was_made(window: MainWindow) -> None:
    window.show_desk("panel")
    change = Change(is_panel=True)
    _page(window).announcer.tell(change)
    for page in window._pages.values():
        assert isinstance(page, PlainPage)
        assert page.changes == [change]


@pytest.mark.parametrize("points", [18, 20, 22, 24])
@pytest.mark.parametrize("person", list(ALL_DESKS))
def test_nothing_of_the_head_is_cut_off_on_the_smallest_screen(
    qtbot: QtBot, context: Context, own_home: Path, person: PersonId, points: int
) -> None:
    theme.scale(points)
    sit(context, person)
    window = _window(qtbot, context, own_home)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1366, 768)
    for part in window._header.findChildren(QAbstractButton):
        if part.isVisible():
            left = part.mapTo(window, part.rect().topLeft())
            right = part.mapTo(window, part.rect().bottomRight())
            assert left.x() >= 0
            assert right.x() < 1366
            assert part.width() >= part.sizeHint().width()


@pytest.mark.parametrize("points", [18, 24, 30])
def test_every_button_of_the_head_is_a_target_large_enough(
    qtbot: QtBot, window: MainWindow, points: int
) -> None:
    theme.scale(points)
    QApplication.processEvents()
    parts = [p for p in window._header.findChildren(QAbstractButton) if p.isVisible()]
    assert len(parts) >= 8
    for part in parts:
        assert part.height() >= 44
        assert part.width() >= 44


def test_where_there_is_room_the_desks_stand_in_the_first_row(window: MainWindow) -> None:
    window.resize(1366, 768)
    QApplication.processEvents()
    two_rows = window._header.height()
    window.resize(2200, 900)
    QApplication.processEvents()
    assert window._header.height() < two_rows


def test_keys_make_the_text_larger_and_it_is_remembered(
    qtbot: QtBot, window: MainWindow, own_home: Path
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert theme.metrics().points == 20
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert theme.metrics().points == 18
    for _ in range(10):
        qtbot.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert theme.metrics().points == 30
    assert window._preferences.points == 30
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme.metrics().points == 18


def test_a_rehearsal_says_so_in_a_word(window: MainWindow) -> None:
    assert window._header._mode.isVisible()
    assert window._header._mode.text == "演练"


def test_logging_out_leaves_nobody_at_the_machine(
    qtbot: QtBot, window: MainWindow, context: Context
) -> None:
    with qtbot.waitSignal(window.logged_out):
        window.log_out()
    assert context.actor is None


def test_what_is_in_the_way_is_listed_and_one_click_leads_there(
    qtbot: QtBot, window: MainWindow
) -> None:
    overview = begin_round.overview(window._context)
    dialog = PhaseDialog(overview, window)
    assert not dialog.confirm_button.isEnabled()
    sentences = {label.text() for label in dialog.findChildren(QLabel)}
    assert overview.blockers[0].sentence in sentences
    go = next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "去处理")
    with qtbot.waitSignal(dialog.desk_asked) as asked:
        go.click()
    assert asked.args == [overview.blockers[0].desk, ""]
    dialog.deleteLater()


def test_a_rehearsal_is_told_which_papers_a_real_round_would_want_signed(
    qtbot: QtBot, tmp_path: Path, own_home: Path
) -> None:
    context = a_round_in(Phase.FINAL, tmp_path / "final")
    window = _window(qtbot, context, own_home)
    dialog = PhaseDialog(begin_round.overview(context), window)
    assert dialog.confirm_button.isEnabled()
    sentences = [label.text() for label in dialog.findChildren(QLabel)]
    assert "演练可以继续；正式评审须先办好下面的事：" in sentences
    assert any(each.startswith("《排名表》（校验码 ") for each in sentences)
    last = [b for b in dialog.findChildren(QAbstractButton) if b.text() == "去处理"][-1]
    with qtbot.waitSignal(dialog.desk_asked) as asked:
        last.click()
    assert asked.args == ["secretary", "signatures/RANKING"]
    dialog.deleteLater()
    begin_round.close_round(context)


def test_the_secretary_takes_the_round_on(qtbot: QtBot, tmp_path: Path, own_home: Path) -> None:
    context = a_round_in(Phase.SEALED, tmp_path / "sealed")
    window = _window(qtbot, context, own_home)
    QTimer.singleShot(0, _accept_open_dialog)
    window.show_phases()
    assert context.phase is Phase.SCORING
    assert "评分" in window._header.phase_button.text()
    assert "评分" in window._toast.text()
    begin_round.close_round(context)


def test_an_expert_may_look_at_the_phases_but_not_take_the_round_on(
    qtbot: QtBot, context: Context, own_home: Path
) -> None:
    sit(context, EXPERTS[1])
    window = _window(qtbot, context, own_home)
    dialog = PhaseDialog(begin_round.overview(context), window)
    dialog.show()
    assert not dialog.confirm_button.isVisible()
    dialog.close()
    dialog.deleteLater()


def test_going_back_asks_for_the_phase_a_reason_and_a_witness(qtbot: QtBot, tmp_path: Path) -> None:
    context = a_round_in(Phase.SCORING, tmp_path / "scoring")
    sit(context, CHAIR)
    dialog = ReturnDialog(begin_round.overview(context), witness.seconds_of_pair(context))
    qtbot.addWidget(dialog)
    assert dialog.phase is Phase.SEALED
    assert dialog.fault() == "请写明理由。"
    dialog._reason.setPlainText("补收一个县的材料")
    assert "PIN" in dialog.fault()
    qtbot.keyClicks(dialog._field, "123456")
    assert dialog.fault() == ""
    assert dialog.witness.person == OBSERVER
    begin_round.close_round(context)


def test_f1_lists_the_keys_of_the_page_and_of_the_window(qtbot: QtBot, window: MainWindow) -> None:
    read: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        read.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    QTimer.singleShot(0, look)
    window.show_keys()
    assert "标注依据" in read
    assert "放大 / 缩小全部文字" in read


def test_a_sentence_lies_inside_the_window_and_goes_away(qtbot: QtBot, window: MainWindow) -> None:
    window._services.say("评审规则已保存。" * 20)
    assert window._toast.isVisible()
    assert window.rect().contains(window._toast.geometry())
    window._services.say("")
    assert not window._toast.isVisible()


def _accept_open_dialog() -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    dialog.try_accept()


def test_without_an_observer_the_secretary_stands_witness_to_going_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    context = a_round_in(Phase.SCORING, tmp_path / "scoring")
    with context.transaction("nobody observes"):
        context.store.panels.remove_person(OBSERVER)
    sit(context, CHAIR)
    dialog = ReturnDialog(begin_round.overview(context), witness.seconds_of_pair(context))
    qtbot.addWidget(dialog)
    assert dialog.witness.person == SECRETARY
    begin_round.close_round(context)
