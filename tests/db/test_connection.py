"""Connecting: pragmas that do not read back are a bug, not a surprise during the meeting."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from meihao_desktop.db import connection
from meihao_desktop.db.connection import (
    connect,
    opened_for_reading,
    pragma,
    require_intact,
    round_file,
    use_wal,
)
from meihao_desktop.db.errors import Damaged
from meihao_desktop.db.migrations import LADDER
from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import StorageError
from tests.db.rounds import score


def test_a_pragma_that_does_not_read_back_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PRAGMAS", (("synchronous", "NORMAL", 2),))
    with pytest.raises(RuntimeError, match="synchronous reads back 1"):
        connect(tmp_path / "round.db", mode="rwc")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("locking_mode", "exclusive"),
        ("synchronous", 2),  # with 1 a power cut takes scores that were called saved
        ("journal_mode", "wal"),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
    ],
)
def test_an_open_round_is_set_as_the_safety_of_scores_asks(
    store: Store, name: str, wanted: str | int
) -> None:
    assert pragma(store._db, name) == wanted


def test_a_journal_that_cannot_write_ahead_is_refused() -> None:
    with closing(connection.Database(memory=True).conn) as conn:
        db = connection.Database(conn)
        with pytest.raises(RuntimeError, match="journal mode is 'memory'"):
            use_wal(db, Path())


def test_a_file_with_a_broken_structure_is_refused_before_anything_is_read(
    folder: Path, store: Store
) -> None:
    store.close()
    file = folder / "round.db"
    content = bytearray(file.read_bytes())
    content[39] ^= 4  # the number of free pages, in the head of the file
    file.write_bytes(content)
    with closing(connect(file).conn) as conn, pytest.raises(Damaged, match="数据文件已损坏"):
        require_intact(connection.Database(conn, execute_plugins=False), folder)


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="打不开评审目录"):
        connect(tmp_path / "round.db")
    assert list(tmp_path.iterdir()) == []


def test_reading_as_evidence_can_write_nothing(folder: Path, store: Store) -> None:
    store.close()
    with opened_for_reading(folder) as db:
        assert pragma(db, "user_version") == LADDER.version
        with pytest.raises(Exception, match="readonly"):
            db.execute("DELETE FROM pin")


def test_a_crashed_round_on_a_read_only_disk_is_copied_aside(
    folder: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    score(store, c1_1="8")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("round.db", "round.db-wal"):
        (crashed / name).write_bytes((folder / name).read_bytes())
    before = {place.name: place.read_bytes() for place in crashed.iterdir()}
    monkeypatch.setattr(os, "access", lambda *_: False)
    with opened_for_reading(crashed) as db:
        assert db.execute("SELECT points FROM score_cell").fetchall() == [(800,)]
    assert {place.name: place.read_bytes() for place in crashed.iterdir()} == before


def test_a_folder_that_may_not_be_entered_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(StorageError, match="权限"):
        round_file(tmp_path)
