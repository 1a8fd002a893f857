"""What reading in a child costs: its start, one call, and the way of the pixels of a page.

Yardsticks of the same run: an empty Python process, the same reading in our own process, and the
drawing itself. Run: python -m benchmarks.bench_child
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake.child.limits import ORDINARY
from meihao_desktop.intake.child.pool import ChildPool
from meihao_desktop.intake.text_file import read_text
from tests.support import mock_readers

ROUNDS, CALLS = 7, 300
PAGE_BYTES = 1240 * 1754 * 4  # A4 at 150 dpi


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median of single goes."""
    taken: list[float] = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return statistics.median(taken)


def an_empty_python() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def a_fresh_child(path: Path) -> None:
    pool = ChildPool()
    pool.read(read_text, path, ORDINARY, Watch())
    pool.close()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="meihao-bench-") as name:
        path = Path(name) / "a.txt"
        path.write_text("朗悦花园", encoding="utf-8")
        empty = milliseconds(an_empty_python, ROUNDS)
        fresh = milliseconds(partial(a_fresh_child, path), ROUNDS)
        pool = ChildPool(readers_from=("meihao_desktop.intake", "tests.support"))
        ask = partial(pool.read, path=path, limits=ORDINARY, watch=Watch())
        ask(read_text)
        own = milliseconds(partial(read_text, path), CALLS)
        call = milliseconds(partial(ask, read_text), CALLS)
        pixels = partial(mock_readers.too_long_an_answer, size=PAGE_BYTES)
        made = milliseconds(partial(pixels, path), ROUNDS * 3)
        page = milliseconds(partial(ask, pixels), ROUNDS * 3)
        pool.close()
    print(f"empty Python process          {empty:8.1f} ms")
    print(f"fresh child, first answer     {fresh:8.1f} ms  {fresh / empty:6.2f} x")
    print(f"small text, own process       {own:8.3f} ms")
    print(f"small text, kept child        {call:8.3f} ms  (+{call - own:.3f} ms a call)")
    print(f"{PAGE_BYTES / 1e6:.1f} MB of pixels, made     {made:8.2f} ms")
    print(f"the same from the child       {page:8.2f} ms")


if __name__ == "__main__":
    main()
