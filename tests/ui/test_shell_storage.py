"""What the window says and does about copies, damage, backups and a second start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from meihao_desktop.app import ALREADY_RUNNING, Program
from meihao_desktop.db.journal import Restriction
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.operations import adopt_copy, back_up_round, begin_round, identify_person
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import background, copy_banner
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.rescue_dialog import RescueDialog
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
        seen.append(dialog.lost.toPlainText())
        dialog.try_accept()

    QTimer.singleShot(0, answer)
    program.open_folder(tmp_path / "r")
    assert "秘书：提交评分表　专家01 C01-E01" in seen[0]
    assert program.context is not None
    restriction = program.context.store.restriction
    assert restriction is not None
    assert "只能查看" in restriction.sentence
