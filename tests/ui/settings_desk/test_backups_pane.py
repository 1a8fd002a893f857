"""备份与恢复 in the window: listed, made, verified, and restored into an empty folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from meihao_desktop.db.store import verify_folder
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import background
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.settings_desk.backups_pane import BackupsPane
from tests.support.rounds import EXPERTS, a_round_in, sit

PATIENCE = 20_000


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.SEALED, tmp_path / "round")
    yield context
    begin_round.close_round(context)


@pytest.fixture
def pane(qtbot: QtBot, context: Context) -> BackupsPane:
    pane = BackupsPane(context, Services(lambda _desk, _target: None, lambda _sentence: None))
    qtbot.addWidget(pane)
    return pane


def wait(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not background.is_busy(), timeout=PATIENCE)


def test_a_backup_made_now_stands_first_and_passes(
    qtbot: QtBot, pane: BackupsPane, context: Context
) -> None:
    pane.back_up()
    wait(qtbot)
    assert "已备份并核对" in pane.state.sentence
    first = pane.table.rows[0]
    assert (first.seq, first.head) == context.store.audit_log.head()
    assert first.reason == "手动"
    first.path.with_name("999999-评分-坏的.db").write_bytes(b"no")
    pane.show_backups()
    pane.verify_all()
    wait(qtbot)
    assert pane.verdicts[first.path] == "通过"
    assert "1 份没有通过校验" in pane.state.sentence


def test_a_backup_is_restored_into_an_empty_folder_and_into_no_other(
    qtbot: QtBot, pane: BackupsPane, tmp_path: Path
) -> None:
    row = pane.table.rows[0]
    pane.restore(row.path, tmp_path / "空")
    wait(qtbot)
    assert "恢复前后都通过了校验" in pane.state.sentence
    assert verify_folder(tmp_path / "空").head == row.head
    (tmp_path / "满").mkdir()
    (tmp_path / "满" / "别的.txt").write_text("x")
    pane.restore(row.path, tmp_path / "满")
    wait(qtbot)
    assert "不是空文件夹" in pane.state.sentence
    assert pane.restore_button.isEnabled()


def test_only_the_secretary_makes_and_restores(pane: BackupsPane, context: Context) -> None:
    sit(context, EXPERTS[0])
    pane.show_backups()
    assert pane.make.isHidden()
    assert pane.restore_button.isHidden()
    assert not pane.verify.isHidden()
