"""Writing rows: one SQLite transaction, and one event at its end that carries every change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from meihao_desktop import fsops
from meihao_desktop.db.codec import Json
from meihao_desktop.db.errors import (
    REFUSALS,
    DiskFailed,
    ReadOnlyRound,
    WriteOutsideTransaction,
    disk_failed,
    explained,
    relieved,
)
from meihao_desktop.db.event_chain import (
    GENESIS,
    Change,
    Heading,
    Key,
    body_of,
    chain_hash,
    schema_entry,
)
from meihao_desktop.db.migrations import schema_digest
from meihao_desktop.db.replay import Tables, difference, tables_now
from meihao_desktop.db.table_shapes import Scalar, TableShapes
from meihao_desktop.domain.errors import StorageError


@dataclass(frozen=True, slots=True)
class Restriction:
    """Why nothing may be written now, but for the events that are still taken down.

    One that ``is_liftable`` can be lifted by two people, as for a copy from another computer.
    """

    sentence: str
    still: frozenset[str] = frozenset()
    is_liftable: bool = False


class Journal:
    """The one connection: reads rows, and writes them inside ``recording`` only.

    ``heeding`` hears when the disk failed and nothing more is written.
    """

    def __init__(self, db: Database, folder: Path) -> None:
        self._db = db
        self._conn = db.conn
        self._folder = folder
        self._changes: list[Change] | None = None
        self._schema: Json = None
        self.restriction: Restriction | None = None
        self.heeding: list[Callable[[], None]] = []
        self._shapes = TableShapes(db)
        self.head = self._read_head()

    @contextmanager
    def recording(self, heading: Heading) -> Iterator[None]:
        """All or nothing: what is written inside, and the event that tells of it."""
        if self._changes is not None:
            raise WriteOutsideTransaction("a transaction stands inside another one")
        if self.restriction is not None and heading.event not in self.restriction.still:
            raise ReadOnlyRound(self.restriction.sentence)
        self._changes, self._schema = [], None
        try:
            with self._explaining():
                self._conn.execute("BEGIN IMMEDIATE")
                yield
                head = self._append(heading)
                self._conn.execute("COMMIT")
            self.head = head
        finally:
            self._changes = None
            if self._conn.in_transaction:
                self._conn.rollback()

    def select(self, sql: str, parameters: Sequence[Scalar] = ()) -> list[tuple[Any, ...]]:
        """Rows as plain tuples; a disk that fails at reading is trusted no more than at writing."""
        with self._explaining():
            return self._conn.execute(sql, parameters).fetchall()

    def put(self, table: str, row: Mapping[str, Scalar]) -> None:
        """Write a row unless it already stands there just so."""
        key = self._shapes.key(table, row)
        if self._current(table, key, row) != tuple(row.values()):
            self.write(table, row)

    def write(self, table: str, row: Mapping[str, Scalar]) -> None:
        """Write a row that is known to be new or changed."""
        changes = self._open_changes()
        self._conn.execute(self._shapes.upsert(table, tuple(row)), tuple(row.values()))
        changes.append(self._shapes.change(table, row))

    def write_all(self, table: str, rows: Sequence[Mapping[str, Scalar]]) -> None:
        """Write many rows with the same columns in one go."""
        changes = self._open_changes()
        if rows:
            upsert = self._shapes.upsert(table, tuple(rows[0]))
            self._conn.executemany(upsert, [tuple(row.values()) for row in rows])
            changes.extend(self._shapes.change(table, row) for row in rows)

    def remove(self, table: str, *key: str | int) -> None:
        """Remove the row under this key; an absent one is no fault."""
        changes = self._open_changes()
        where = self._shapes.where(table)
        cursor = self._conn.execute(f'DELETE FROM "{table}" WHERE {where}', key)  # noqa: S608
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
        self._shapes = TableShapes(self._db)

    def _append(self, heading: Heading) -> tuple[int, str]:
        last, prev_hash = self.head
        body = body_of(last + 1, heading, self._open_changes(), self._schema)
        row = (last + 1, prev_hash, chain_hash(prev_hash, body), body)
        self._conn.execute(
            "INSERT INTO event (seq, prev_hash, hash, body) VALUES (?, ?, ?, ?)", row
        )
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
        except REFUSALS as error:
            known = explained(error, self._folder)
            if known is None:
                raise
            if isinstance(known, DiskFailed):
                self.stop_writing(known)
            if isinstance(known, fsops.DiskFull) and fsops.release(self._folder / fsops.BALLAST):
                known = relieved(self._folder)
            raise known from error
        except (fsops.DiskFull, fsops.DeviceFailed) as error:
            if not _is_within(self._folder, error):
                raise
            if isinstance(error, fsops.DeviceFailed):
                known = disk_failed(self._folder)
                self.stop_writing(known)
                raise known from error
            if fsops.release(self._folder / fsops.BALLAST):
                raise relieved(self._folder) from error
            raise

    def stop_writing(self, failure: StorageError) -> None:
        """Never go on with a suspect disk: nothing more is written, and who listens hears of it."""
        self.restriction = Restriction(str(failure))
        for heed in self.heeding:
            heed()

    def _current(
        self, table: str, key: Key, row: Mapping[str, Scalar]
    ) -> tuple[Scalar, ...] | None:
        listed = ", ".join(f'"{column}"' for column in row)
        sql = f'SELECT {listed} FROM "{table}" WHERE {self._shapes.where(table)}'  # noqa: S608
        return self._conn.execute(sql, key).fetchone()


def _is_within(folder: Path, error: StorageError) -> bool:
    """Whether a file beside the records was refused, as that of a bundle that came in."""
    named = str(getattr(error.__cause__, "filename", "") or "")
    return bool(named) and folder.absolute() in Path(named).absolute().parents
