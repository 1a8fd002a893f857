"""The audit log is checked from the folder alone, and any edit behind its back shows."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, verify_log
from tests.support.rounds import a_round_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    context = a_round_in(Phase.COLLATING, tmp_path / "评审")
    begin_round.close_round(context)
    return context.folder


def test_an_untouched_round_is_sound_and_stays_untouched(folder: Path) -> None:
    before = (folder / "round.db").read_bytes()
    report = verify_log.verify(folder)
    assert (report.is_sound, report.count > 50, len(report.head)) == (True, True, 64)
    assert (folder / "round.db").read_bytes() == before


def test_points_of_a_sealed_sheet_cannot_even_be_changed_with_another_tool(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "round.db")) as db, pytest.raises(sqlite3.Error):
        db.execute("UPDATE score_cell SET points = 6000 WHERE expert = 'P03'")
    assert verify_log.verify(folder).is_sound


def test_what_was_changed_with_another_tool_is_found(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "round.db")) as db:
        db.execute("UPDATE estate SET name = '别的小区' WHERE id = 'C01-E01'")
        db.commit()
    report = verify_log.verify(folder)
    assert not report.is_sound
    assert report.faults


def test_a_folder_without_a_round_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="不是"):
        verify_log.verify(tmp_path)
