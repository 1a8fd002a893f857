"""Folders of rounds for the tests of the archive, and ways to meddle with them."""

import gzip
import os
import sqlite3
import subprocess
import sys
from contextlib import AbstractContextManager, closing
from pathlib import Path

from meihao_desktop.db.connection import connect
from meihao_desktop.db.store import Store
from tests.support.builders import (
    NOON,
    a_county,
    a_panel,
    a_round,
    a_rubric,
    a_sheet,
    an_estate,
)

ROOT = Path(__file__).parents[2]


def a_store(folder: Path) -> Store:
    """Secretary, observer, three experts; counties 1 and 2 with two estates and one."""
    store = Store.create(folder, a_round(), a_rubric(), actor="P90", at=NOON)
    with writing(store, "fill"):
        for person in a_panel(3).people:
            store.panels.save_person(person)
        for number in (1, 2):
            store.submissions.save_county(a_county(number))
        store.submissions.save_estates([an_estate(1), an_estate(2), an_estate(3, county=2)])
    return store


def unpack_round(name: str, folder: Path) -> None:
    """A round that an earlier version of the program made, as it lies among the samples."""
    folder.mkdir(exist_ok=True)
    packed = (ROOT / "tests" / "samples" / "rounds" / f"{name}.db.gz").read_bytes()
    (folder / "round.db").write_bytes(gzip.decompress(packed))


def writing(store: Store, event: str = "test", **detail: object) -> AbstractContextManager[None]:
    return store.transaction(event, actor="P90", at=NOON, subject="测试", detail=detail)


def score(store: Store, **points: str) -> None:
    """One expert's points for the first estate; ``c1_1="8"`` is criterion 1.1."""
    given = {name[1:].replace("_", "."): value for name, value in points.items()}
    with writing(store, "score"):
        store.score_sheets.save(a_sheet(points=given))


def meddle(folder: Path, *statements: str) -> None:
    """What somebody with any SQLite tool can do: triggers off, then the statements."""
    with closing(sqlite3.connect(folder / "round.db", isolation_level=None)) as conn:
        guards = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = guards.fetchall()
        for name, _ in kept:
            conn.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            conn.execute(statement)
        for _, sql in kept:
            conn.execute(sql)


def faults_after(folder: Path, store: Store, *statements: str) -> tuple[str, ...]:
    """What the check says after the store was closed and somebody meddled."""
    store.close()
    meddle(folder, *statements)
    return report_of(folder)


def report_of(folder: Path) -> tuple[str, ...]:
    with closing(_opened_raw(folder)) as store:
        return store.audit_log.verify().faults


def _opened_raw(folder: Path) -> Store:
    return Store(connect(folder / "round.db"), folder)


def in_child(code: str, *arguments: str) -> str:
    """Run a few lines in another process; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=False, capture_output=True, text=True, cwd=ROOT, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
