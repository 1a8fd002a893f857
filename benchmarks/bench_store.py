"""Figures of the store as ratios in one run: python -m benchmarks.bench_store [events]."""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from sqlite_utils import Database

from meihao_desktop.db.connection import connect, use_wal
from meihao_desktop.db.migrations import LADDER
from meihao_desktop.db.store import Store
from meihao_desktop.domain.county import County, CountyId
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.review_round import ReviewRound
from meihao_desktop.domain.rubric import Criterion, CriterionId, CriterionKind, Rubric, Section
from meihao_desktop.domain.score_sheet import ScoreCell, ScoreSheet

AT = datetime(2025, 9, 10, 9, 0, tzinfo=UTC)
COUNTIES, ESTATES, EXPERTS, CRITERIA = 10, 5, 9, 40
SAVES = 400
BLOCK = bytes(4096)


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        root = Path(place)
        with _a_store(root / "round") as store:
            _bulk(store, root)
            _loading(store)
            _one_save(store, root)
            _checking(store, events)


def _bulk(store: Store, root: Path) -> None:
    sheets = list(_sheets())
    began = perf_counter()
    with store.transaction("bench", actor="P01", at=AT):
        for sheet in sheets:
            store.score_sheets.save(sheet)
    ours = perf_counter() - began
    bare = min(_executemany(root / f"bare{n}.db", sheets) for n in range(3))
    _show("18,000 score cells, one transaction with its event", ours, bare, "executemany")


def _executemany(file: Path, sheets: list[ScoreSheet]) -> float:
    rows = [
        (s.expert, s.estate, s.revision, number, 150, "", "", "")
        for s in sheets
        for number in s.cells
    ]
    db = connect(file, mode="rwc")
    with closing(db.conn):
        use_wal(db, file.parent)
        LADDER.climb(db)
        db.execute("PRAGMA foreign_keys = OFF")
        began = perf_counter()
        db.execute("BEGIN")
        db.conn.executemany("INSERT INTO score_cell VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        db.execute("COMMIT")
        return perf_counter() - began


def _loading(store: Store) -> None:
    bare = _fastest(lambda: store._db.execute("SELECT * FROM score_cell").fetchall())  # noqa: SLF001
    _show("dossier of 18,000 score cells", _fastest(store.dossier), bare, "SELECT * alone")


def _one_save(store: Store, root: Path) -> None:
    sheet = next(_sheets())
    criterion = CriterionId("1.1")

    def save(number: int) -> None:
        cell = ScoreCell(points=Decimal(number % 200) / 100, reason="现场查看")
        changed = replace(sheet, cells={**sheet.cells, criterion: cell})
        with store.transaction("bench", actor="P01", at=AT, subject=sheet.key):
            store.score_sheets.save(changed)

    handle = os.open(root / "append", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def append(_number: int) -> None:
        os.write(handle, BLOCK)
        os.fdatasync(handle)

    pairs = [(_timed(save, n), _timed(append, n)) for n in range(SAVES)]
    os.close(handle)
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    _show("one saved score, durable", ours, bare, "append 4 KiB + fdatasync")


def _checking(store: Store, events: int) -> None:
    sheet = next(_sheets())
    db: Database = store._db  # noqa: SLF001
    db.execute("PRAGMA synchronous = OFF")  # only filling; what is measured does not write
    for number in range(events - store.audit_log.head()[0]):
        cells = {**sheet.cells, CriterionId("1.1"): ScoreCell(points=Decimal(number % 200) / 100)}
        with store.transaction("bench", actor="P01", at=AT, subject=sheet.key):
            store.score_sheets.save(
                ScoreSheet(expert=sheet.expert, estate=sheet.estate, cells=cells)
            )
    began = perf_counter()
    report = store.audit_log.verify()
    print(f"{report.count:,} events verified in {perf_counter() - began:.2f} s: {report.faults}")


def _a_store(folder: Path) -> Store:
    criteria = tuple(
        Criterion(
            number=CriterionId(f"1.{n}"), name=f"评分项{n}", max_points=Decimal("2.5"),
            kind=CriterionKind.POINTS,
        )
        for n in range(1, CRITERIA + 1)
    )  # fmt: skip
    rubric = Rubric(
        title="基准",
        edition="2025",
        sections=(Section(number="1", name="全部", criteria=criteria),),
    )
    review_round = ReviewRound(title="基准", year=2025, bureau="市住建局")
    store = Store.create(folder, review_round, rubric, actor="P00", at=AT)
    with store.transaction("bench", actor="P00", at=AT):
        for n in range(1, EXPERTS + 1):
            store.panels.save_person(
                Person(
                    id=PersonId(f"P{n:02d}"), name=f"专家{n:02d}", roles=frozenset({Role.EXPERT})
                )
            )
        for c in range(1, COUNTIES + 1):
            county = CountyId(f"C{c:02d}")
            store.submissions.save_county(County(id=county, name=f"第{c}县"))
            store.submissions.save_estates(
                [
                    Estate(id=EstateId(f"{county}-E{e:02d}"), county=county, name=f"小区{e}")
                    for e in range(1, ESTATES + 1)
                ]
            )
    return store


def _sheets() -> Iterator[ScoreSheet]:
    cells = {
        CriterionId(f"1.{n}"): ScoreCell(points=Decimal("1.5"), reason="" if n % 3 else "见台账")
        for n in range(1, CRITERIA + 1)
    }
    for c in range(1, COUNTIES + 1):
        for e in range(1, ESTATES + 1):
            for n in range(1, EXPERTS + 1):
                yield ScoreSheet(
                    expert=PersonId(f"P{n:02d}"), estate=EstateId(f"C{c:02d}-E{e:02d}"), cells=cells
                )


def _timed(call: Callable[[int], None], number: int) -> float:
    began = perf_counter()
    call(number)
    return perf_counter() - began


def _fastest(call: Callable[[], object]) -> float:
    return min(_timed(lambda _n: call() and None, n) for n in range(7))


def _show(what: str, ours: float, bare: float, against: str) -> None:
    print(f"{what}: {ours * 1000:.2f} ms, {against} {bare * 1000:.2f} ms, x {ours / bare:.2f}")


if __name__ == "__main__":
    main()
