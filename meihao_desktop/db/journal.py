"""Writing rows: one SQLite transaction, and one event at its end that carries every change."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlite_utils import Database
from sqlite_utils.db import Table

from meihao_desktop.db.codec import Json
from meihao_desktop.db.errors import (
    DiskFailed,
    WriteOutsideTransaction,
    disk_failed,
    explained,
    explaining,
)
from meihao_desktop.db.event_chain import (
    GENESIS,
    Change,
    Heading,
    Key,
    Row,
    body_of,
    chain_hash,
    schema_entry,
)
from meihao_desktop.db.migrations import schema_digest
from meihao_desktop.db.replay import Tables, difference, tables_now

Scalar = str | int | None


class Journal:
    """The one connection: reads rows, and writes them inside ``recording`` only."""

    def __init__(self, db: Database, folder: Path) -> None:
        self._db = db
        self._folder = folder
        self._changes: list[Change] | None = None
        self._schema: Json = None
        self._has_failed = False
        self._keys: dict[str, tuple[str, ...]] = {}
        self._upserts: dict[tuple[str, ...], str] = {}
        self.head = self._read_head()

    @contextmanager
    def recording(self, heading: Heading) -> Iterator[None]:
        """All or nothing: what is written inside, and the event that tells of it."""
        if self._changes is not None:
            raise WriteOutsideTransaction("a transaction stands inside another one")
        if self._has_failed:
            raise disk_failed(self._folder)
        self._changes, self._schema = [], None
        try:
            with self._explaining():
                self._db.execute("BEGIN IMMEDIATE")
                yield
                head = self._append(heading)
                self._db.execute("COMMIT")
            self.head = head
        finally:
            self._changes = None
            self._roll_back()

    def select(self, sql: str, parameters: Sequence[Scalar] = ()) -> list[tuple[Any, ...]]:
        """Rows as plain tuples."""
        with explaining(self._folder):
            return self._db.execute(sql, parameters).fetchall()

    def put(self, table: str, row: Mapping[str, Scalar]) -> None:
        """Write a row unless it already stands there just so."""
        key = self._key(table, row)
        if self._current(table, key, row) != tuple(row.values()):
            self.write(table, row)

    def write(self, table: str, row: Mapping[str, Scalar]) -> None:
        """Write a row that is known to be new or changed."""
        changes = self._open_changes()
        self._db.execute(self._upsert(table, tuple(row)), tuple(row.values()))
        changes.append((table, self._key(table, row), self._rest(table, row)))

    def write_all(self, table: str, rows: Sequence[Mapping[str, Scalar]]) -> None:
        """Write many rows with the same columns in one go."""
        changes = self._open_changes()
        if rows:
            upsert = self._upsert(table, tuple(rows[0]))
            self._db.conn.executemany(upsert, [tuple(row.values()) for row in rows])
            changes.extend((table, self._key(table, r), self._rest(table, r)) for r in rows)

    def remove(self, table: str, *key: str | int) -> None:
        """Remove the row under this key; an absent one is no fault."""
        changes = self._open_changes()
        where = self._where(table)
        cursor = self._db.execute(f'DELETE FROM "{table}" WHERE {where}', key)  # noqa: S608
        if cursor.rowcount:
            changes.append((table, key, None))

    def position(self, table: str, row_id: str) -> int:
        """Where a row stands in the order of entry: its own place, or the one after the last."""
        sql = (
            f'SELECT coalesce((SELECT position FROM "{table}" WHERE id = ?), '  # noqa: S608
            f'(SELECT coalesce(max(position), 0) + 1 FROM "{table}"))'
        )
        return self.select(sql, [row_id])[0][0]

    def note_schema(self, version: int, before: Tables) -> None:
        """After a migration: the event carries the new schema and every row that it changed."""
        self._open_changes()[:] = difference(before, tables_now(self._db))
        self._schema = schema_entry(version, schema_digest(self._db))
        self._keys.clear()

    def _append(self, heading: Heading) -> tuple[int, str]:
        last, prev_hash = self.head
        body = body_of(last + 1, heading, self._open_changes(), self._schema)
        row = (last + 1, prev_hash, chain_hash(prev_hash, body), body)
        self._db.execute("INSERT INTO event (seq, prev_hash, hash, body) VALUES (?, ?, ?, ?)", row)
        return row[0], row[2]

    def _read_head(self) -> tuple[int, str]:
        if "event" not in self._db.table_names():
            return 0, GENESIS
        last = self.select("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
        return last[0] if last else (0, GENESIS)

    def _open_changes(self) -> list[Change]:
        if self._changes is None:
            raise WriteOutsideTransaction("nothing is written outside Store.transaction")
        return self._changes

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            known = explained(error, self._folder)
            self._has_failed = isinstance(known, DiskFailed)
            if known is None:
                raise
            raise known from error

    def _roll_back(self) -> None:
        if self._db.conn.in_transaction:
            self._db.conn.rollback()

    def _current(
        self, table: str, key: Key, row: Mapping[str, Scalar]
    ) -> tuple[Scalar, ...] | None:
        listed = ", ".join(f'"{column}"' for column in row)
        sql = f'SELECT {listed} FROM "{table}" WHERE {self._where(table)}'  # noqa: S608
        return self._db.execute(sql, key).fetchone()

    def _key_columns(self, table: str) -> tuple[str, ...]:
        if table not in self._keys:
            self._keys[table] = tuple(cast("Table", self._db[table]).pks)
        return self._keys[table]

    def _key(self, table: str, row: Mapping[str, Scalar]) -> Key:
        return tuple(cast("str | int", row[column]) for column in self._key_columns(table))

    def _rest(self, table: str, row: Mapping[str, Scalar]) -> Row:
        keys = self._key_columns(table)
        return {column: value for column, value in row.items() if column not in keys}

    def _where(self, table: str) -> str:
        return " AND ".join(f'"{column}" = ?' for column in self._key_columns(table))

    def _upsert(self, table: str, columns: tuple[str, ...]) -> str:
        """Never ``OR REPLACE``: that would remove the old row behind the back of the triggers."""
        signature = (table, *columns)
        if signature not in self._upserts:
            keys = self._key_columns(table)
            listed = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            named = ", ".join(f'"{column}"' for column in keys)
            rest = ", ".join(f'"{c}" = excluded."{c}"' for c in columns if c not in keys)
            self._upserts[signature] = (
                f'INSERT INTO "{table}" ({listed}) VALUES ({marks}) '  # noqa: S608
                f"ON CONFLICT ({named}) DO UPDATE SET {rest}"
            )
        return self._upserts[signature]
