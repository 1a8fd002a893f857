"""Memory of the program while much comes in, and with a whole round's materials at hand.

Five counties with seven estates each bring 2 GB apiece (sparse files, each different). Watched: the
growth of this process' peak over what it needs with one small county, and the longest time that
another thread had to wait, which is how long a window would have stood still.
Goals: growth within 64 MiB, no gap above 200 ms. Run: python -m benchmarks.bench_memory [MiB]
"""

import gc
import resource
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.intake.child.untrusted import close_children
from meihao_desktop.operations import begin_round, import_submission
from meihao_desktop.operations.context import Context
from tests.support import rounds, submissions
from tests.support.submissions import a_form, a_summary

COUNTIES = ("玉州区", "福绵区", "北流市", "容县", "陆川县")
ESTATES = ("朗悦花园", "长城二花园", "凯旋会花园", "保利花园", "华发世纪城", "环宇花园", "兴业花园")
FILES = 40
MEBIBYTE = 1024 * 1024
TICK = 0.005


class Pulse:
    """A thread that wants to act every few milliseconds, as a window does."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def _beat(self) -> None:
        before = perf_counter()
        while not self._is_over.wait(TICK):
            now = perf_counter()
            self.longest = max(self.longest, now - before - TICK)
            before = now

    @contextmanager
    def beating(self) -> Iterator[None]:
        self._thread.start()
        yield
        self._is_over.set()
        self._thread.join()


def peak_mebibytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def make_county(folder: Path, county: str, mebibytes: int) -> None:
    """Papers as in life, and large files of zeros that differ in their first bytes."""
    names = [f"{county}{estate}" for estate in ESTATES]
    files = {"推荐汇总表.xlsx": a_summary(*names, county=county)}
    files |= {f"{name}/申报表.docx": a_form(name) for name in names}
    submissions.a_folder(folder, files)
    size = mebibytes * MEBIBYTE // (len(ESTATES) * FILES)
    for name in names:
        for number in range(FILES):
            with (folder / name / f"视频{number}.mp4").open("wb") as stream:
                stream.write(b"\0\0\0\x18ftypmp42" + f"{name}{number}".encode())
                stream.truncate(size)


def take_in(context: Context, source: Path) -> None:
    staging = import_submission.new_staging(context)
    received = import_submission.inspect(source, staging, Watch())
    import_submission.shelving(context, received)(Watch())
    import_submission.accept(context, received)


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 2040
    with tempfile.TemporaryDirectory(prefix="meihao-bench-") as name:
        folder = Path(name)
        context = rounds.a_round_in(Phase.RECEIVING, folder / "round")
        make_county(folder / "small", "兴业县", 20)
        take_in(context, folder / "small")
        gc.collect()
        small = peak_mebibytes()
        print(f"one small county              peak {small:7.1f} MiB")
        for county in COUNTIES:
            source = folder / county
            make_county(source, county, size)
            pulse, start = Pulse(), perf_counter()
            with pulse.beating():
                take_in(context, source)
            taken, gap = perf_counter() - start, pulse.longest * 1000
            peak = peak_mebibytes()
            print(
                f"{county}: {size} MiB in {taken:6.1f} s  "
                f"peak {peak:7.1f} MiB (+{peak - small:.1f})  longest gap {gap:5.0f} ms"
            )
        dossier = context.dossier()
        count = sum(len(estate.materials) for estate in dossier.estates)
        print(f"{len(dossier.estates)} estates, {count} materials, peak {peak_mebibytes():.1f} MiB")
        begin_round.close_round(context)
        close_children()


if __name__ == "__main__":
    main()
