"""What can still be read of a damaged file of a round: the events after a backup."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from meihao_desktop import fsops
from meihao_desktop.db.connection import FILE_NAME
from meihao_desktop.db.errors import Unreadable
from meihao_desktop.db.event_chain import LoggedEvent, logged


def events_after(folder: Path, seq: int) -> tuple[LoggedEvent, ...]:
    """The events above ``seq`` that a copy of the damaged file still gives, in order."""
    with TemporaryDirectory(prefix="meihao-") as place:
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            if (folder / name).is_file():
                with (folder / name).open("rb") as stream:
                    fsops.copy_hashing(stream, Path(place) / name)
        return tuple(_read(Path(place) / FILE_NAME, seq))


def _read(file: Path, seq: int) -> Iterator[LoggedEvent]:
    with closing(sqlite3.connect(file)) as conn:
        try:
            rows = conn.execute(
                "SELECT seq, hash, body FROM event WHERE seq > ? ORDER BY seq", [seq]
            )
            for row in rows:
                yield logged(*row)
        except (sqlite3.Error, Unreadable, TypeError, UnicodeDecodeError):
            return
