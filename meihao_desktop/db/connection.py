"""Opening ``round.db``: one exclusive connection, its pragmas set and read back."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from meihao_desktop import fsops
from meihao_desktop.db.errors import damaged, explaining, not_a_round, too_new
from meihao_desktop.db.fault_words import structure_words
from meihao_desktop.db.migrations import APPLICATION_ID, Ladder

FILE_NAME = "round.db"
BUSY_MILLISECONDS = 200
PRAGMAS: tuple[tuple[str, str, str | int], ...] = (  # name, what is sent, what is read back
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("busy_timeout", str(BUSY_MILLISECONDS), BUSY_MILLISECONDS),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("mmap_size", "0", 0),
    ("synchronous", "FULL", 2),
    ("journal_size_limit", str(64 * 1024 * 1024), 64 * 1024 * 1024),
)


def connect(file: Path, *, mode: str = "rw", is_exclusive: bool = True) -> Database:
    """The one connection to the file of a round.

    ``mode`` is that of SQLite's URI (``rw``, ``rwc``, ``ro``); a file that nobody writes is read
    with ``is_exclusive=False`` and no lock at all.
    """
    query = f"mode={mode}" if is_exclusive else "mode=ro&immutable=1"
    with explaining(file.parent):
        conn = sqlite3.connect(
            f"{file.absolute().as_uri()}?{query}", uri=True, isolation_level=None
        )
    try:
        db = Database(conn, execute_plugins=False)
        with explaining(file.parent):
            _set_pragmas(db)
    except BaseException:
        conn.close()
        raise
    return db


@contextmanager
def closing_on_error(db: Database) -> Iterator[None]:
    """A connection that could not be made ready is not left open."""
    try:
        yield
    except BaseException:
        db.conn.close()
        raise


def round_file(folder: Path) -> Path:
    """The file of the round in this folder; refused where there is none to be seen."""
    file = folder / FILE_NAME
    try:
        is_there = file.is_file()
    except OSError as error:
        raise fsops.explained(error, folder) from error
    if not is_there:
        raise not_a_round(folder)
    return file


@contextmanager
def opened_for_reading(folder: Path) -> Iterator[Database]:
    """The file of a round as evidence: read without changing anything in its folder.

    Only what a crash left in the write-ahead log asks for more: the file is then opened as the
    program would, or copied aside where its folder is read-only.
    """
    file = round_file(folder)
    wal = file.with_name(f"{FILE_NAME}-wal")
    if not wal.is_file() or wal.stat().st_size == 0:
        db = connect(file, is_exclusive=False)
    elif os.access(file, os.W_OK) and os.access(folder, os.W_OK):
        db = connect(file)
    else:
        with place_aside() as place, _copied(place, file, wal) as db:
            yield db
        return
    with closing(db.conn):
        yield db


@contextmanager
def place_aside() -> Iterator[Path]:
    """A folder for copies that is gone afterwards; a disk that refuses it is told in a sentence."""
    try:
        place = tempfile.TemporaryDirectory(prefix="meihao-", ignore_cleanup_errors=True)
    except OSError as error:
        raise fsops.explained(error, Path(error.filename or tempfile.tempdir or "")) from error
    with place as name:
        yield Path(name)


@contextmanager
def _copied(place: Path, *files: Path) -> Iterator[Database]:
    for file in files:
        with file.open("rb") as stream:
            fsops.copy_hashing(stream, place / file.name)
    db = connect(place / FILE_NAME)
    with closing(db.conn):
        yield db


def use_wal(db: Database, folder: Path) -> None:
    """Write ahead; set on the still empty file, and again on one that came from a backup."""
    with explaining(folder):
        if (mode := pragma(db, "journal_mode = WAL")) != "wal":
            raise RuntimeError(f"the journal mode is {mode!r}")


def require_round(db: Database, folder: Path, ladder: Ladder) -> None:
    """Refuse what is not a round of this program or newer than it."""
    with explaining(folder):
        if pragma(db, "application_id") != APPLICATION_ID or version(db) < 1:
            raise not_a_round(folder)
        if version(db) > ladder.version:
            raise too_new(folder)


def require_intact(db: Database, folder: Path) -> None:
    """Refuse a file whose structure is broken, before anything is read from it."""
    with explaining(folder):
        if (fault := pragma(db, "quick_check")) != "ok":
            raise damaged(folder, structure_words(str(fault)))


def sqlite_version() -> str:
    """The SQLite that does the work."""
    return sqlite3.sqlite_version


def version(db: Database) -> int:
    return int(pragma(db, "user_version"))


def pragma(db: Database, name: str) -> str | int:
    """The first value that a pragma gives."""
    row = db.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else 0


def _set_pragmas(db: Database) -> None:
    for name, sent, read_back in PRAGMAS:
        db.execute(f"PRAGMA {name} = {sent}").fetchall()
        if (found := pragma(db, name)) != read_back:
            raise RuntimeError(f"PRAGMA {name} reads back {found!r} instead of {read_back!r}")
