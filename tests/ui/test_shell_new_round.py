"""A real round is begun in the window: planned, put somewhere, its PIN shown once, logged in to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop.app import Program
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.operations.begin_round import SECRETARY_ID
from meihao_desktop.ui import main_window, theme
from meihao_desktop.ui.login_pane import LoginPane
from meihao_desktop.ui.new_round_dialog import FirstPinDialog, NewRoundDialog
from meihao_desktop.ui.preferences import Preferences
from tests.ui.plain_desks import PLAIN_DESKS

TITLE = "玉林市2025年度“美好家园”小区评审"
WRONG = "000001"


@pytest.fixture
def dialog(qtbot: QtBot, own_home: Path) -> NewRoundDialog:
    dialog = NewRoundDialog(own_home)
    qtbot.addWidget(dialog)
    return dialog


@pytest.fixture
def program(qtbot: QtBot, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr(main_window.MainWindow.__init__, "__defaults__", (PLAIN_DESKS,))
    program = Program(Preferences(own_home))
    yield program
    program.end()
    program.deleteLater()


def fill(dialog: NewRoundDialog) -> None:
    dialog.title_field.setText(TITLE)
    dialog.year_box.setValue(2025)
    dialog.bureau_field.setText("玉林市住房和城乡建设局")
    dialog.secretary_field.setText("秘书01")


def words(dialog: NewRoundDialog | FirstPinDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def begin(program: Program) -> list[str]:
    """Fill in what is asked; what the PIN dialog said."""
    told: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, NewRoundDialog):
            fill(dialog)
            QTimer.singleShot(0, answer)
            dialog.try_accept()
        elif isinstance(dialog, FirstPinDialog):
            told.extend(words(dialog))
            dialog.try_accept()

    QTimer.singleShot(0, answer)
    program.begin_round()
    return told


def test_a_real_round_is_begun_and_its_secretary_logs_in_with_the_pin_that_was_shown(
    program: Program, own_home: Path
) -> None:
    told = begin(program)
    pin = next(text for text in told if text.replace(" ", "").isdigit()).replace(" ", "")
    pane = program.start_window.pane
    assert isinstance(pane, LoginPane)
    pane.choose(SECRETARY_ID)
    pane.field.setText(WRONG)
    with pytest.raises(MeihaoError, match="PIN 不正确"):
        pane._log_in()
    assert program.main_window is None
    pane.field.setText(pin)
    pane._log_in()
    assert program.main_window is not None
    assert program.context is not None
    review_round = program.context.store.settings.review_round()
    assert (review_round.title, review_round.year) == (TITLE, 2025)
    assert review_round.mode is RoundMode.FORMAL
    assert review_round.phase is Phase.PREPARING
    assert program.context.folder == own_home / TITLE


def test_the_pin_of_a_formal_round_is_never_shown_at_the_login(program: Program) -> None:
    told = begin(program)
    pin = next(text for text in told if text.replace(" ", "").isdigit())
    pane = program.start_window.pane
    assert isinstance(pane, LoginPane)
    pane.choose(SECRETARY_ID)
    shown = "".join(label.text() for label in pane.findChildren(QLabel))
    assert pin.replace(" ", "") not in shown.replace(" ", "")


def test_the_pin_is_larger_than_any_other_word(qtbot: QtBot) -> None:
    dialog = FirstPinDialog("秘书01", "635188")
    qtbot.addWidget(dialog)
    dialog.show()
    heights = {label.text(): label.fontInfo().pixelSize() for label in dialog.findChildren(QLabel)}
    assert heights.pop("635 188") > max(heights.values())


def test_closing_the_dialog_begins_nothing(program: Program, own_home: Path) -> None:
    QTimer.singleShot(0, _close)
    program.begin_round()
    assert program.context is None
    assert not [path for path in own_home.iterdir() if path.is_dir() and path.name != "logs"]


def test_a_rehearsal_is_planned_when_asked_for(dialog: NewRoundDialog) -> None:
    fill(dialog)
    assert dialog.formal_box.isChecked()
    dialog.rehearsal_box.setChecked(True)
    assert not dialog.formal_box.isChecked()
    assert dialog.plan.mode is RoundMode.REHEARSAL


def test_the_place_is_told_while_typing_and_can_be_another(
    dialog: NewRoundDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(dialog)
    assert f"评审目录将建在 {dialog._home / TITLE}" in words(dialog)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: "")
    before = dialog.folder
    dialog._choose_home()
    assert dialog.folder == before
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path))
    dialog._choose_home()
    assert dialog.folder == tmp_path / TITLE
    assert f"评审目录将建在 {tmp_path / TITLE}" in words(dialog)


def test_what_no_folder_may_be_called_is_left_out_of_its_name(dialog: NewRoundDialog) -> None:
    dialog.title_field.setText('玉林市 2025/2026: "美好家园"?')
    assert dialog.folder.name == "玉林市 20252026 美好家园"


def test_a_place_that_takes_no_folder_is_refused_before_anything_is_lost(
    dialog: NewRoundDialog, tmp_path: Path
) -> None:
    fill(dialog)
    taken = tmp_path / "不是文件夹"
    taken.touch()
    dialog._home = taken
    dialog.try_accept()
    assert dialog.result() != NewRoundDialog.DialogCode.Accepted
    assert "请换一个位置" in dialog.fault()
    assert dialog.title_field.text() == TITLE


def test_a_fault_goes_away_with_the_next_word(dialog: NewRoundDialog) -> None:
    dialog.try_accept()
    assert not dialog._fault.isHidden()
    dialog.title_field.setText(TITLE)
    assert dialog._fault.isHidden()


@pytest.mark.parametrize("points", [18, 24])
def test_all_fields_are_in_view_without_scrolling(dialog: NewRoundDialog, points: int) -> None:
    theme.scale(points)
    dialog.show()
    QApplication.processEvents()
    if dialog.height() < dialog._room().height():
        assert dialog._scroll.verticalScrollBar().maximum() == 0
    assert dialog.rect().contains(dialog.confirm_button.geometry())


def _close() -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewRoundDialog)
    dialog.reject()
