"""Backups by the command line: made, listed, restored."""

from pathlib import Path

import pytest

from meihao_desktop import cli
from meihao_desktop.db.store import verify_folder
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round
from tests.support.rounds import a_round_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    begin_round.close_round(a_round_in(Phase.RECEIVING, tmp_path / "评审"))
    return tmp_path / "评审"


def test_a_backup_is_made_listed_and_restored(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    assert cli.main(["backup", str(folder), "--to", str(stick)]) == cli.DONE
    assert "第二处备份在" in capsys.readouterr().out
    assert cli.main(["restore", str(folder)]) == cli.DONE
    listed = capsys.readouterr().out
    assert "-收件-手动.db" in listed
    assert "收件\t第" in listed
    (backup,) = stick.rglob("*.db")
    target = tmp_path / "恢复"
    assert cli.main(["restore", str(target), "--from", str(backup)]) == cli.DONE
    assert "较旧的副本" in capsys.readouterr().out
    assert verify_folder(target).is_sound


def test_a_folder_without_backups_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["restore", str(tmp_path)]) == cli.FOUND
    assert "没有找到备份" in capsys.readouterr().out


def test_what_is_no_backup_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "000001-评分-假的.db").write_bytes(b"no")
    code = cli.main(["restore", str(folder), "--from", str(tmp_path / "000001-评分-假的.db")])
    assert code == cli.FAILED
    assert "没有通过校验" in capsys.readouterr().err
    assert verify_folder(folder).is_sound
