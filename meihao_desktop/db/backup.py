"""Backups: a whole copy of the records in one file, opened again and checked before it counts."""

import re
from pathlib import Path

from sqlite_utils import Database

from meihao_desktop import fsops
from meihao_desktop.db.connection import connect, pragma, version
from meihao_desktop.db.errors import Damaged, damaged, explaining

_UNSAFE = re.compile(r"[^\w-]+")


def back_up(db: Database, folder: Path, reason: str, head: tuple[int, str]) -> Path:
    """Copy the records to ``backups/<event number>-<reason>.db``; the materials stay in place."""
    place = fsops.make_folder(folder / "backups")
    target = place / f"{head[0]:06d}-{_UNSAFE.sub('-', reason).strip('-') or 'backup'}.db"
    draft = target.with_suffix(".part")
    fsops.remove_file(draft)
    try:
        with explaining(folder):
            db.execute("VACUUM INTO ?", [str(draft)])
        _check(draft, version(db), head)
        fsops.replace_file(draft, target)
    except BaseException:
        fsops.remove_file(draft)
        raise
    return target


def _check(draft: Path, wanted_version: int, head: tuple[int, str]) -> None:
    """Read the copy back; the live file is left alone when it cannot stand in for it."""
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
