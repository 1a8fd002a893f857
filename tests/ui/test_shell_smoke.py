"""The self-test of the frozen build leaves a picture and a paper."""

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from meihao_desktop import app
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round
from meihao_desktop.ui import main_window, round_door
from tests.support.rounds import a_round_in
from tests.ui.plain_desks import PLAIN_DESKS


def test_the_self_test_leaves_a_picture_and_a_paper(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window.MainWindow.__init__, "__defaults__", (PLAIN_DESKS,))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    folder = tmp_path / "smoke"
    folder.mkdir()
    begin_round.close_round(a_round_in(Phase.COLLATING, folder / round_door.SAMPLE_FOLDER))
    assert app.main(["smoke", str(folder)]) == 0
    picture = QImage(str(folder / "smoke.png"))
    assert picture.width() > 600
    assert (folder / "smoke.pdf").read_bytes().startswith(b"%PDF-")
