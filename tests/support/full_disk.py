"""Disks that are full, or that fail, under the records of an open round."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from meihao_desktop.db.connection import pragma
from meihao_desktop.db.store import Store

ROOM = 1_000_000


@contextmanager
def full_disk(store: Store) -> Iterator[None]:
    """The records may not grow by a single page inside the block."""
    fill(store)
    try:
        yield
    finally:
        clear(store)


def fill(store: Store) -> None:
    store._db.execute(f"PRAGMA max_page_count = {pragma(store._db, 'page_count')}")


def clear(store: Store) -> None:
    """Somebody made room."""
    store._db.execute(f"PRAGMA max_page_count = {ROOM}")


class FailingDisk:
    """A connection whose disk fails when it commits."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    def __getattr__(self, name: str) -> object:
        return getattr(self._conn, name)

    def execute(self, sql: str, *parameters: object) -> object:
        if sql == "COMMIT":
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
            raise error
        return self._conn.execute(sql, *parameters)


def fail(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every commit meets an error of the disk."""
    monkeypatch.setattr(store._journal, "_conn", FailingDisk(store._db.conn))
