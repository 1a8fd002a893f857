"""Backups: a whole copy of the records in one file, read back and checked before it counts.

The copy is taken in memory from the one connection, in milliseconds; writing and checking it needs
no connection of the round and may go on beside the window.
"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from meihao_desktop import fsops
from meihao_desktop.db.audit_log import LogReport, verified
from meihao_desktop.db.connection import connect, pragma, require_round, version
from meihao_desktop.db.errors import Damaged, damaged, explaining
from meihao_desktop.db.event_chain import LoggedEvent, logged
from meihao_desktop.db.migrations import LADDER
from meihao_desktop.domain.backup_name import BackupName, to_thin_out
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.review_round import Phase

REPLACED = "replaced"
"""Below the backups: those of a state that was given up when an earlier one was restored."""
_JOURNAL_MODE = slice(18, 20)
_ROLLED_BACK = b"\x01\x01"  # a file written ahead would look for its log


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The records of one moment as the bytes of a file; ``name`` is the file's."""

    data: bytes
    name: str
    head: tuple[int, str]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBackup:
    """A backup as it lies on the disk; ``last`` is its last event, ``None`` where unreadable."""

    path: Path
    name: BackupName
    last: LoggedEvent | None = None
    phase: Phase | None = None

    @property
    def is_readable(self) -> bool:
        return self.last is not None


def snapshot(db: Database, folder: Path, name: str, head: tuple[int, str]) -> Snapshot:
    """The records as they are now; takes milliseconds and writes nothing."""
    with explaining(folder):
        data = bytearray(db.conn.serialize())
    data[_JOURNAL_MODE] = _ROLLED_BACK
    return Snapshot(data=bytes(data), name=name, head=head, version=version(db))


def keep_snapshot(taken: Snapshot, place: Path) -> Path:
    """Write a snapshot into a folder, read it back and check it; touches no open round."""
    target = fsops.make_folder(place) / taken.name
    draft = target.with_suffix(".part")
    fsops.remove_file(draft)
    try:
        fsops.write_atomically(draft, taken.data)
        _check(draft, taken.version, taken.head)
        fsops.replace_file(draft, target)
    except BaseException:
        fsops.remove_file(draft)
        raise
    return target


def back_up(db: Database, folder: Path, name: str, head: tuple[int, str]) -> Path:
    """Copy the records to ``backups/``; the materials stay in place."""
    return keep_snapshot(snapshot(db, folder, name, head), folder / "backups")


def thin_out(place: Path) -> tuple[str, ...]:
    """Remove the backups that are neither recent nor the last of their phase."""
    gone = to_thin_out(file.name for file in place.iterdir()) if place.is_dir() else ()
    for name in gone:
        fsops.remove_file(place / name)
    return gone


def set_apart(place: Path, head: tuple[int, str], *, is_last: bool = False) -> tuple[Path, ...]:
    """Put backups aside that are of a state that was given up, and give their new places.

    They are those that are as late as ``head`` and do not hold it, and where it ``is_last`` all
    that are later. Left among the others they would pass for the newest.
    """
    moved: list[Path] = []
    for kept in backups_in(place):
        seq = kept.name.seq
        is_later = is_last and seq > head[0]
        if is_later or (seq >= head[0] and _hash_at(kept.path, head[0]) != head[1]):
            target = _free(fsops.make_folder(place / REPLACED) / kept.path.name)
            fsops.rename_into_place(kept.path, target)
            moved.append(target)
    return tuple(moved)


def is_of_seat(file: Path) -> bool:
    """Whether a verified backup is one of an expert's laptop."""
    with closing(connect(file, is_exclusive=False).conn) as conn, explaining(file.parent):
        known = conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'seat'").fetchone()
        return bool(known and conn.execute("SELECT 1 FROM seat").fetchone())


def backups_in(place: Path) -> tuple[KeptBackup, ...]:
    """Every backup in a folder, the newest first; what cannot be read says so."""
    named = (
        (file, name)
        for file in (place.iterdir() if place.is_dir() else ())
        if (name := BackupName.read(file.name)) is not None
    )
    return tuple(
        _looked_into(file, name)
        for file, name in sorted(named, key=lambda at: (at[1].seq, at[0].name), reverse=True)
    )


def verify_backup(file: Path) -> LogReport:
    """Check chain, schema and replay of a backup without changing anything."""
    try:
        with closing(connect(file, is_exclusive=False).conn) as conn:
            db = Database(conn, execute_plugins=False)
            require_round(db, file.parent, LADDER)
            return verified(db, file.parent)
    except StorageError as error:
        return LogReport(count=0, head="", faults=(str(error),))


def _looked_into(file: Path, name: BackupName) -> KeptBackup:
    try:
        with closing(connect(file, is_exclusive=False).conn) as conn, explaining(file.parent):
            row = conn.execute("SELECT seq, hash, body FROM event ORDER BY seq DESC LIMIT 1")
            phase = conn.execute("SELECT phase FROM review_round").fetchone()
            last = logged(*row.fetchone())
    except (StorageError, TypeError):
        return KeptBackup(path=file, name=name)
    known = {each.name: each for each in Phase}
    return KeptBackup(path=file, name=name, last=last, phase=known.get(phase[0]))


def _hash_at(file: Path, seq: int) -> str:
    try:
        with closing(connect(file, is_exclusive=False).conn) as conn, explaining(file.parent):
            row = conn.execute("SELECT hash FROM event WHERE seq = ?", [seq]).fetchone()
    except StorageError:
        return ""
    return row[0] if row else ""


def _free(path: Path) -> Path:
    """A name beside it that nothing has yet."""
    names = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000))
    return path if not path.exists() else next(name for name in names if not name.exists())


def _check(draft: Path, wanted_version: int, head: tuple[int, str]) -> None:
    """Open what was written; the live file is left alone when it cannot stand in for it."""
    copy = connect(draft, is_exclusive=False)
    try:
        with explaining(draft.parent):
            if pragma(copy, "integrity_check") != "ok" or version(copy) != wanted_version:
                raise damaged(draft.parent, "备份未通过检查")
            last = copy.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        if last != head:
            raise Damaged(f"备份“{draft.name}”与现有记录不一致，没有保留。请检查磁盘后再试。")
    finally:
        copy.conn.close()
