"""Archives from the command line: made, accepted, and refused after a change."""

from pathlib import Path

import pytest

from meihao_desktop import cli
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.pins import open_pin
from tests.support.rounds import SECRETARY, a_round_in

Out = pytest.CaptureFixture[str]


def test_an_archive_is_made_and_checked_and_a_changed_one_refused(
    tmp_path: Path, capsys: Out
) -> None:
    context = a_round_in(Phase.FINAL, tmp_path / "round")
    begin_round.close_round(context)
    words = ["archive", str(tmp_path / "round"), str(tmp_path), "--as", SECRETARY]
    assert cli.main([*words, "--pin", open_pin(SECRETARY)]) == cli.DONE
    told = capsys.readouterr().out
    assert "已归档并读回核对" in told
    assert "归档目录-" in told
    (folder,) = tmp_path.glob("归档-*")
    assert cli.main(["verify-archive", str(folder)]) == cli.DONE
    assert "结果重新计算一致" in capsys.readouterr().out
    (folder / "多余.txt").write_text("x", encoding="utf-8")
    assert cli.main(["verify-archive", str(folder)]) == cli.FAILED
    assert "多出了清单之外的“多余.txt”" in capsys.readouterr().err
