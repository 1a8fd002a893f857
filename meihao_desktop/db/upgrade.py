"""Bringing the file of an earlier version up to the newest schema, after a checked backup."""

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from meihao_desktop.db.audit_log import replayed
from meihao_desktop.db.backup import back_up
from meihao_desktop.db.connection import version
from meihao_desktop.db.event_chain import Heading, logged
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.migrations import Ladder


def migrate(db: Database, folder: Path, ladder: Ladder) -> None:
    """Take the missing steps in one transaction; the file before them stays under ``backups/``."""
    before = version(db)
    journal = Journal(db, folder)
    seq, _ = journal.head
    back_up(db, folder, f"{seq:06d}-before-version-{ladder.version}.db", journal.head)
    heading = Heading(
        event="migrate",
        actor="",
        at=_last_moment(db),
        detail={"from": before, "to": ladder.version},
    )
    with journal.recording(heading):
        told = replayed(db)
        ladder.climb(db)
        journal.note_schema(ladder.version, told)


def _last_moment(db: Database) -> datetime:
    """The moment of the event before: opening has no clock, and sqlite-utils notes its own."""
    row = db.execute("SELECT seq, hash, body FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    return logged(*row).at
