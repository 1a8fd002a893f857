"""The way through the program: round, login, desks, log-out, another round, end."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from meihao_desktop import app
from meihao_desktop.app import Program
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.operations import begin_round, identify_person
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.ui import main_window
from meihao_desktop.ui.login_pane import LoginPane
from meihao_desktop.ui.new_round_dialog import FirstPinDialog, NewRoundDialog
from meihao_desktop.ui.preferences import Preferences
from tests.support.rounds import SECRETARY, SteppingClock, a_round_in
from tests.ui.plain_desks import PLAIN_DESKS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    context = a_round_in(Phase.RECEIVING, tmp_path / "round")
    begin_round.close_round(context)
    return tmp_path / "round"


@pytest.fixture
def program(qtbot: QtBot, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr(main_window.MainWindow.__init__, "__defaults__", (PLAIN_DESKS,))
    program = Program(Preferences(own_home))
    yield program
    program.end()
    program.deleteLater()


def _log_in(program: Program) -> None:
    pane = program.start_window.pane
    assert isinstance(pane, LoginPane)
    pane.choose(SECRETARY)
    pane.field.setText(open_pin(SECRETARY))
    pane._log_in()


def test_a_folder_leads_to_its_login_and_is_remembered(program: Program, folder: Path) -> None:
    program.open_folder(folder)
    assert isinstance(program.start_window.pane, LoginPane)
    assert [one.folder for one in program._preferences.recent_rounds] == [folder]


def test_login_and_logout_lead_to_the_desks_and_back(
    qtbot: QtBot, program: Program, folder: Path
) -> None:
    program.open_folder(folder)
    _log_in(program)
    assert program.main_window is not None
    assert program.main_window.isVisible()
    assert not program.start_window.isVisible()
    program.main_window.log_out()
    assert program.main_window is None
    assert isinstance(program.start_window.pane, LoginPane)
    assert program.start_window.isVisible()


def test_another_round_lets_go_of_the_folder(program: Program, folder: Path) -> None:
    program.open_folder(folder)
    program._another_round()
    assert program.context is None
    assert not isinstance(program.start_window.pane, LoginPane)
    program.open_folder(folder)
    assert program.context is not None


def test_a_folder_that_is_no_round_is_refused_and_the_choice_stays(
    program: Program, tmp_path: Path
) -> None:
    with pytest.raises(MeihaoError):
        program.open_folder(tmp_path)
    assert not isinstance(program.start_window.pane, LoginPane)


def test_the_sample_that_is_there_is_opened_as_it_is(
    program: Program, folder: Path, own_home: Path
) -> None:
    program.open_sample(folder)
    assert program.context is not None
    assert program.context.folder == folder


def test_a_new_round_is_planned_in_a_dialog_and_its_folder_is_free(
    qtbot: QtBot, own_home: Path
) -> None:
    dialog = NewRoundDialog(own_home)
    qtbot.addWidget(dialog)
    assert dialog.fault() == "请填写评审名称、主办单位、秘书姓名。"
    dialog.title_field.setText("玉林市2025年度“美好家园”小区评审")
    dialog.bureau_field.setText("玉林市住房和城乡建设局")
    dialog.secretary_field.setText("秘书01")
    assert dialog.fault() == ""
    assert dialog.plan.mode is RoundMode.FORMAL
    dialog.folder.mkdir()
    assert dialog.folder.name.endswith("-2")


def test_a_new_round_begins_with_the_secretarys_pin_shown_once(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[FirstPinDialog] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, NewRoundDialog):
            dialog.title_field.setText("演练2025")
            dialog.bureau_field.setText("玉林市住房和城乡建设局")
            dialog.secretary_field.setText("秘书01")
            dialog.rehearsal_box.setChecked(True)
            QTimer.singleShot(0, answer)
            dialog.try_accept()
        elif isinstance(dialog, FirstPinDialog):
            shown.append(dialog)
            dialog.try_accept()

    QTimer.singleShot(0, answer)
    program.begin_round()
    assert len(shown) == 1
    assert program.context is not None
    people = identify_person.people(program.context)
    assert [row.person.name for row in people] == ["秘书01"]


def test_the_program_opens_a_round_given_on_the_command_line_and_ends_cleanly(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(QApplication, "exec", lambda *_self: 0)
    assert app.main(["--round", str(folder)]) == 0
    again = begin_round.open_round(folder, SteppingClock())
    begin_round.close_round(again)
