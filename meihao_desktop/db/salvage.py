"""What the file of a round still tells beside a backup: the events that only one of them has.

The file may be damaged. What was entered goes with its event, so that it can be entered again.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.db.codec import Json, loads
from meihao_desktop.db.connection import FILE_NAME, connect, place_aside
from meihao_desktop.db.errors import Unreadable
from meihao_desktop.db.event_chain import LoggedEvent, logged
from meihao_desktop.domain.fact import plain

CELL = "score_cell"
CELL_KEYS = 4
_NAMES = "SELECT id, name FROM person UNION SELECT id, name FROM estate"
_EVENTS = "SELECT seq, hash, body FROM event WHERE seq > ? ORDER BY seq"
_BROKEN = (sqlite3.Error, Unreadable, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """Where a round and a backup part: what only the round has, and what only the backup has.

    ``is_whole`` is false where the round could not be read to its end; ``names`` are those of the
    people and estates in either; ``end`` is number and hash of the round's last readable event.
    """

    end: tuple[int, str]
    only_now: tuple[LoggedEvent, ...] = ()
    only_then: tuple[LoggedEvent, ...] = ()
    names: Mapping[str, str]
    is_whole: bool = True


def parting(backup: Path, present: Path | bytes) -> Parting:
    """Compare a verified backup with a round: its folder, or its file in memory while it is open.

    A file whose first event cannot be read says nothing: then the backup is taken for its past.
    """
    chain = _chain(backup)
    names = names_in(backup)
    with _copy(present) as file:
        events, is_whole = _read(file, 0)
        names = {**_names_as_far_as(file), **names}
    same = [event.seq for event in events if chain.get(event.seq) == event.hash]
    seq = max(same) if same else (0 if events else max(chain))
    return Parting(
        end=(events[-1].seq, events[-1].hash) if events else (0, ""),
        only_now=tuple(event for event in events if event.seq > seq),
        only_then=_read(backup, seq)[0],
        names=names,
        is_whole=is_whole,
    )


def events_after(folder: Path, seq: int) -> tuple[LoggedEvent, ...]:
    """The events above ``seq`` that a copy of the damaged file still gives, in order."""
    with _copy(folder) as file:
        return _read(file, seq)[0]


def names_in(backup: Path) -> dict[str, str]:
    """The people and estates of a verified backup, by their ids."""
    with closing(connect(backup, is_exclusive=False).conn) as conn:
        return dict(conn.execute(_NAMES))


@contextmanager
def _copy(present: Path | bytes) -> Iterator[Path]:
    """A file that may be opened as it likes; the round itself is not touched."""
    with place_aside() as place:
        file = place / FILE_NAME
        if isinstance(present, bytes):
            fsops.write_atomically(file, present)
        else:
            for name in (FILE_NAME, f"{FILE_NAME}-wal"):
                if (present / name).is_file():
                    with (present / name).open("rb") as stream:
                        fsops.copy_hashing(stream, place / name)
        yield file


def _chain(backup: Path) -> dict[int, str]:
    with closing(connect(backup, is_exclusive=False).conn) as conn:
        return dict(conn.execute("SELECT seq, hash FROM event"))


def _names_as_far_as(file: Path) -> dict[str, str]:
    with closing(sqlite3.connect(file)) as conn:
        try:
            return {str(key): str(name) for key, name in conn.execute(_NAMES)}
        except (sqlite3.Error, UnicodeDecodeError):
            return {}


def _read(file: Path, seq: int) -> tuple[tuple[LoggedEvent, ...], bool]:
    """The events above ``seq`` up to the first that cannot be read, and whether there was none."""
    events: list[LoggedEvent] = []
    with closing(sqlite3.connect(file)) as conn:
        try:
            rows = conn.execute(_EVENTS, [seq])
            events.extend(_with_cells(logged(*row), loads(row[2])["changes"]) for row in rows)
        except _BROKEN:
            return tuple(events), False
    return tuple(events), True


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
