"""What can still be read of a damaged file of a round: the events after a backup.

What was entered goes with its event, so that it can be entered again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from meihao_desktop import fsops
from meihao_desktop.db.codec import Json, loads
from meihao_desktop.db.connection import FILE_NAME, connect
from meihao_desktop.db.errors import Unreadable
from meihao_desktop.db.event_chain import LoggedEvent, logged
from meihao_desktop.domain.fact import plain

CELL = "score_cell"
CELL_KEYS = 4


def events_after(folder: Path, seq: int) -> tuple[LoggedEvent, ...]:
    """The events above ``seq`` that a copy of the damaged file still gives, in order."""
    with TemporaryDirectory(prefix="meihao-") as place:
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            if (folder / name).is_file():
                with (folder / name).open("rb") as stream:
                    fsops.copy_hashing(stream, Path(place) / name)
        return tuple(_read(Path(place) / FILE_NAME, seq))


def names_in(backup: Path) -> dict[str, str]:
    """The people and estates of a verified backup, by their ids."""
    with closing(connect(backup, is_exclusive=False).conn) as conn:
        return dict(conn.execute("SELECT id, name FROM person UNION SELECT id, name FROM estate"))


def _read(file: Path, seq: int) -> Iterator[LoggedEvent]:
    with closing(sqlite3.connect(file)) as conn:
        try:
            rows = conn.execute(
                "SELECT seq, hash, body FROM event WHERE seq > ? ORDER BY seq", [seq]
            )
            for row in rows:
                yield _with_cells(logged(*row), loads(row[2])["changes"])
        except (sqlite3.Error, Unreadable, KeyError, TypeError, ValueError):
            return


def _with_cells(event: LoggedEvent, changes: list[Json]) -> LoggedEvent:
    """The event with what was entered in each cell that it changed."""
    cells = [
        _entered(keys[-1], row)
        for table, keys, row in changes
        if table == CELL and len(keys) == CELL_KEYS and row
    ]
    return replace(event, detail={**event.detail, "cells": cells}) if cells else event


def _entered(criterion: str, row: Json) -> str:
    points = row["points"]
    given = "不打分" if points is None else f"{plain(Decimal(points).scaleb(-2))} 分"
    return f"{criterion} 项 {given}" + (f"，{row['reason']}" if row["reason"] else "")
