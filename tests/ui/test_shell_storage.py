"""What the window says and does about copies, damage, backups and a second start."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from meihao_desktop.app import ALREADY_RUNNING, Program
from meihao_desktop.db.journal import Restriction
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.operations import (
    adopt_copy,
    back_up_round,
    begin_round,
    identify_person,
    restore_round,
)
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.restore_round import Consent
from meihao_desktop.ui import background, copy_banner
from meihao_desktop.ui.login_pane import LoginPane
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.rescue_dialog import RescueDialog
from meihao_desktop.ui.restore_dialog import RestoreDialog
from meihao_desktop.ui.restore_pane import RestorePane
from meihao_desktop.ui.settings_desk.backups_pane import BackupsPane
from meihao_desktop.ui.widgets.dialog import Dialog
from tests.db.rounds import meddle
from tests.support.rounds import SECRETARY, SteppingClock, a_plan, a_round_in

PATIENCE = 20_000


@pytest.fixture
def program(qtbot: QtBot, own_home: Path) -> Iterator[Program]:
    made = Program(Preferences(own_home))
    yield made
    made.end()
    made.deleteLater()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """A formal round that came from another computer, the secretary at it."""
    context, pin = begin_round.create_round(
        tmp_path / "round", a_plan(mode=RoundMode.FORMAL), SteppingClock()
    )
    begin_round.close_round(context)
    monkeypatch.setenv("MEIHAO_HOME", str(tmp_path / "another-home"))
    context = begin_round.open_round(tmp_path / "round", SteppingClock())
    identify_person.log_in(context, SECRETARY, pin)
    yield context
    begin_round.close_round(context)


@pytest.fixture
def window(qtbot: QtBot, own_home: Path, copy: Context) -> MainWindow:
    made = MainWindow(copy, Preferences(own_home))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_copy_shows_its_banner_on_every_desk_and_its_way_on_is_shut(
    window: MainWindow,
) -> None:
    assert "来自其他电脑" in window.banner.notice.sentence
    for name in window.desk_names:
        window.show_desk(name)
        assert window.banner.notice.isVisible()
    assert window.banner.adopt_button.isVisible()
    assert not window.banner.export_button.isVisible()
    assert "›" not in window._header.phase_button.toolTip()


def test_the_banner_goes_once_the_copy_was_adopted(
    window: MainWindow, copy: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_banner, "is_accepted", lambda _dialog: True)
    monkeypatch.setattr(copy_banner.ReasonDialog, "reason", "换新电脑")
    assert adopt_copy.witnesses(copy) == ()
    window.banner.adopt_button.click()
    assert not window.banner.isVisible()
    assert copy.store.restriction is None
    assert "›" in window._header.phase_button.toolTip()


def test_a_disk_that_failed_offers_to_export_what_was_confirmed(
    qtbot: QtBot, own_home: Path, tmp_path: Path
) -> None:
    context = a_round_in(Phase.RECEIVING, tmp_path / "r")
    window = MainWindow(context, Preferences(own_home))
    qtbot.addWidget(window)
    window.show()
    assert not window.banner.isVisible()
    context.store.restrict(Restriction("磁盘读写出错，暂停写入。"))
    window.banner.show_state()
    assert window.banner.export_button.isVisible()
    (tmp_path / "U盘").mkdir()
    window.banner.export(tmp_path / "U盘")
    assert len(list((tmp_path / "U盘").rglob("*.db"))) == 1
    begin_round.close_round(context)


def test_a_seal_is_followed_by_a_backup_beside_the_window(
    qtbot: QtBot, own_home: Path, tmp_path: Path
) -> None:
    context = a_round_in(Phase.RECEIVING, tmp_path / "r")
    window = MainWindow(context, Preferences(own_home))
    qtbot.addWidget(window)
    with context.transaction("submit_sheet"):
        pass
    window._announcer.tell(begin_round.Change(is_findings=True))
    qtbot.waitUntil(lambda: window.backups.last is not None, timeout=PATIENCE)
    assert window.backups.last is not None
    assert window.backups.last.path.name.endswith("-收件-封存.db")
    qtbot.waitUntil(lambda: not background.is_busy(), timeout=PATIENCE)
    begin_round.close_round(context)


def test_leaving_a_round_backs_it_up(program: Program, tmp_path: Path) -> None:
    begin_round.close_round(a_round_in(Phase.RECEIVING, tmp_path / "r"))
    program.open_folder(tmp_path / "r")
    program.close_round()
    assert [f for f in (tmp_path / "r" / "backups").iterdir() if f.name.endswith("-关闭.db")]


def test_a_second_window_on_the_same_data_says_so_and_opens_nothing(
    program: Program, own_home: Path
) -> None:
    assert program.is_alone()
    assert program.is_alone()
    second = Program(Preferences(own_home))
    assert not second.is_alone()
    assert second.start_window._rounds.state.text() == ALREADY_RUNNING
    assert not second.start_window._rounds.new.isEnabled()
    second.end()
    second.deleteLater()
    program.end()
    third = Program(Preferences(own_home))
    assert third.is_alone()
    third.end()
    third.deleteLater()


def test_a_damaged_round_offers_its_last_good_backup_to_be_read(
    program: Program, tmp_path: Path
) -> None:
    context = a_round_in(Phase.RECEIVING, tmp_path / "r")
    back_up_round.back_up(context, "手动")
    with context.transaction("submit_sheet", subject="P03 C01-E01"):
        pass
    begin_round.close_round(context)
    meddle(tmp_path / "r", "UPDATE person SET name = '改名'")
    seen: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RescueDialog)
        seen.append(dialog.lost.lines.toPlainText())
        dialog.view_button.click()

    QTimer.singleShot(0, answer)
    program.open_folder(tmp_path / "r")
    assert "秘书：提交评分表　专家01 C01-E01" in seen[0]
    assert program.context is not None
    restriction = program.context.store.restriction
    assert restriction is not None
    assert "只能查看" in restriction.sentence


def answering(dialog_class: type[Dialog], answer: Callable[[Dialog], None]) -> None:
    """Once a dialog of this kind stands in front, answer it."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, dialog_class):
            answer(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def consenting(dialog: Dialog) -> None:
    assert isinstance(dialog, RestoreDialog)
    dialog.try_accept()
    assert dialog.isVisible()
    dialog.reason.setText("误删了报送材料")
    dialog.pin.setText(open_pin(SECRETARY))
    dialog.second_pin.setText(open_pin(dialog.second.currentData() or "P02"))
    dialog.try_accept()


def test_a_backup_takes_the_place_of_the_round_and_the_login_comes_back(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    context = a_round_in(Phase.SCORING, tmp_path / "r")
    back_up_round.back_up(context, "手动")
    with context.transaction("set_remark", subject="P04/C01-E01"):
        pass
    begin_round.close_round(context)
    program.open_folder(tmp_path / "r")
    assert program.context is not None
    seq = program.context.store.audit_log.head()[0]
    identify_person.log_in(program.context, SECRETARY, open_pin(SECRETARY))
    program.show_desks()
    assert program.main_window is not None
    program.main_window.show_desk("settings", "backups")
    pane = program.main_window.findChild(BackupsPane)
    assert isinstance(pane, BackupsPane)
    pane.table.choose(lambda row: row.reason == "手动")
    seen: list[str] = []

    def answer(dialog: Dialog) -> None:
        assert isinstance(dialog, RestoreDialog)
        seen.append(dialog.loss.lines.toPlainText())
        consenting(dialog)

    answering(RestoreDialog, answer)
    pane.ask_here()
    qtbot.waitUntil(lambda: bool(seen), timeout=PATIENCE)
    assert "朗悦花园" in seen[0]
    qtbot.waitUntil(
        lambda: (
            isinstance(program.start_window.pane, LoginPane)
            and program.main_window is None
            and program.context is not None
            and not program.context.store.is_closed
        ),
        timeout=PATIENCE,
    )
    assert program.context.store.restriction is None
    last = program.context.store.audit_log.events()[-1]
    assert last.event == "restore_round"
    assert last.detail["lost_seq"] >= seq


def test_a_damaged_round_is_restored_from_the_start_window(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    context = a_round_in(Phase.SCORING, tmp_path / "r")
    back_up_round.back_up(context, "手动")
    begin_round.close_round(context)
    meddle(tmp_path / "r", "UPDATE person SET name = '改名'")
    answering(RescueDialog, lambda dialog: dialog.try_accept())
    answering(RestoreDialog, consenting)
    program.open_folder(tmp_path / "r")
    qtbot.waitUntil(lambda: program.context is not None, timeout=PATIENCE)
    assert isinstance(program.start_window.pane, LoginPane)
    assert program.context is not None
    last = program.context.store.audit_log.events()[-1]
    assert (last.event, last.detail["damaged"]) == ("restore_round", True)


def test_who_stops_a_restoring_finds_the_round_as_it_was(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = a_round_in(Phase.RECEIVING, tmp_path / "r")
    back_up_round.back_up(context, "手动")
    row = restore_round.list_backups(context.folder)[0]
    loss = restore_round.loss_job(context, row)(Watch())
    consent = Consent(person=SECRETARY, pin=open_pin(SECRETARY), reason="试")
    ordered = restore_round.order(context, row, consent, loss)
    begin_round.close_round(context)

    def stopped(_ordered: object, watch: Watch) -> None:
        while True:
            watch.check()

    monkeypatch.setattr(restore_round, "carry_out", stopped)
    program.restore(ordered)
    pane = program.start_window.pane
    assert isinstance(pane, RestorePane)
    qtbot.waitUntil(lambda: pane.work.is_busy, timeout=PATIENCE)
    pane.work.stop.click()
    qtbot.waitUntil(lambda: bool(pane.told.sentence), timeout=PATIENCE)
    assert "没有改动" in pane.told.sentence
    pane.again.click()
    assert isinstance(program.start_window.pane, LoginPane)
