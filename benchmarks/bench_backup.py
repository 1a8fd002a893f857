"""How long a backup holds up the window, and all of it: python -m benchmarks.bench_backup [events].

The copy is taken on the main thread; writing, flushing and checking it go on beside the window.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from time import process_time

from meihao_desktop.db.backup import keep_snapshot, verify_backup
from meihao_desktop.db.store import Store
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell, ScoreSheet
from tests.db.rounds import a_store
from tests.support.builders import a_sheet

AT = datetime(2025, 9, 10, 9, 0, tzinfo=UTC)


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        with a_store(Path(place) / "round") as store:
            _fill(store, events)
            opened = _timed(store.audit_log.verify)
            taken = min(_timed(lambda: store.snapshot("bench")) for _ in range(5))
            snapshot = store.snapshot("bench")
            kept = _timed(lambda: keep_snapshot(snapshot, Path(place) / "second"))
            file = Path(place) / "second" / snapshot.name
            verified = _timed(lambda: verify_backup(file))
        size = len(snapshot.data) / 1024**2
        print(f"{events:,} events, {size:.1f} MB")
        print(f"verified at opening: {opened * 1000:.0f} ms")
        print(f"taken on the main thread: {taken * 1000:.1f} ms, x {taken / opened:.3f} of opening")
        print(f"written, flushed and checked beside the window: {kept * 1000:.0f} ms")
        print(f"fully verified, as before restoring: {verified * 1000:.0f} ms")


def _fill(store: Store, events: int) -> None:
    sheet: ScoreSheet = a_sheet()
    for number in range(events - store.audit_log.head()[0]):
        cell = ScoreCell(points=Decimal(number % 200) / 100, reason="现场查看，与材料一致")
        with store.transaction("bench", actor="P01", at=AT, subject=sheet.key):
            store.score_sheets.save(
                ScoreSheet(
                    expert=sheet.expert, estate=sheet.estate, cells={CriterionId("1.1"): cell}
                )
            )


def _timed(act: Callable[[], object]) -> float:
    began = process_time()
    act()
    return process_time() - began


if __name__ == "__main__":
    main()
