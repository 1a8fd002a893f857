"""Start-up: process start to first frame, against a bare QMainWindow, in turn and in one run.

Processor time decides: on a quiet machine the clock says the same, on a busy one nothing of use.

Usage: python benchmarks/bench_startup.py [--runs N]    (goal: ratio of the medians ≤ 1.5)
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOAL = 1.5
BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.quit)

app = QApplication(sys.argv)
window = Bare()
window.resize(1200, 720)
window.show()
app.exec()
"""
WHAT = ("clock", "processor")
OURS = ("-m", "meihao_desktop", "--first-frame-modules")


def main() -> int:
    """Print both medians, their ratio, and whether the goal is met."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--runs", type=int, default=15)
    runs = reader.parse_args().runs
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"MEIHAO_HOME": home}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
        environment["PYTHONPYCACHEPREFIX"] = f"{home}/compiled"
        for arguments in (("-c", BARE), OURS):
            milliseconds(arguments, environment)  # warms the file cache
        pairs = [
            (milliseconds(("-c", BARE), environment), milliseconds(OURS, environment))
            for _ in range(runs)
        ]
    bare, ours = zip(*pairs, strict=True)
    ratios = [compared(what, column(bare, at), column(ours, at)) for at, what in enumerate(WHAT)]
    return 0 if ratios[-1] <= GOAL else 1


def column(starts: Sequence[tuple[float, float]], at: int) -> float:
    return statistics.median(start[at] for start in starts)


def compared(what: str, bare: float, ours: float) -> float:
    ratio = ours / bare
    told = (
        f"{what}: bare QMainWindow {bare:.0f} ms, meihao_desktop {ours:.0f} ms, ratio {ratio:.2f}"
    )
    print(f"{told} (goal ≤ {GOAL}): {'met' if ratio <= GOAL else 'MISSED'}")
    return ratio


def milliseconds(arguments: tuple[str, ...], environment: dict[str, str]) -> tuple[float, float]:
    """One start of the interpreter, to the first frame and out again: clock and processor."""
    began, spent = time.perf_counter(), processor_time()
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    return (time.perf_counter() - began) * 1000, (processor_time() - spent) * 1000


def processor_time() -> float:
    """Seconds that children of this process, ended by now, have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
