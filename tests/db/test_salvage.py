"""What a damaged file still tells of the events after a backup."""

import errno
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from meihao_desktop.db.salvage import events_after, names_in
from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import StorageError
from tests.db.rounds import meddle, score


def test_the_events_after_a_backup_are_read_from_an_altered_file(
    folder: Path, store: Store
) -> None:
    seq, _ = store.audit_log.head()
    score(store, c1_1="8")
    score(store, c1_1="7")
    store.close()
    meddle(folder, "UPDATE score_cell SET points = 999")
    assert [event.event for event in events_after(folder, seq)] == ["score", "score"]
    assert events_after(folder, seq + 2) == ()


def test_a_file_that_is_no_database_any_more_tells_nothing(folder: Path, store: Store) -> None:
    store.close()
    (folder / "round.db").write_bytes(b"gone" * 4096)
    assert events_after(folder, 0) == ()


def test_reading_stops_at_the_first_event_that_cannot_be_read(folder: Path, store: Store) -> None:
    score(store, c1_1="8")
    store.close()
    with closing(sqlite3.connect(folder / "round.db", isolation_level=None)) as conn:
        conn.execute("DROP TRIGGER event_no_update")
        conn.execute("UPDATE event SET body = '{' WHERE seq = 2")
    assert [event.seq for event in events_after(folder, 0)] == [1]


def test_a_disk_without_room_for_a_copy_is_told_in_a_sentence(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()

    def refuse(*_: object) -> str:
        raise OSError(errno.EIO, "planned fault", "aside/meihao-1")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(StorageError, match="aside/meihao-1”时出错"):
        events_after(folder, 0)


def test_the_damaged_file_itself_is_not_touched(folder: Path, store: Store) -> None:
    store.close()
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    events_after(folder, 0)
    after = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    assert after == before


def test_what_was_entered_goes_with_its_event_and_names_come_from_the_backup(
    folder: Path, store: Store
) -> None:
    score(store, c1_1="7.5")
    people = {person.id: person.name for person in store.panels.people()}
    store.close()
    (told,) = [e.detail.get("cells") for e in events_after(folder, 0) if e.event == "score"]
    assert any("1.1 项 7.5 分" in cell for cell in told)
    assert names_in(folder / "round.db").items() >= people.items()
