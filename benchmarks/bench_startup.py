"""Start-up: process start to first frame, against a bare QMainWindow, in turn and in one run.

Usage: python benchmarks/bench_startup.py [--runs N]    (goal: ratio of the medians ≤ 1.5)
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
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
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = ours / bare
    print(f"bare QMainWindow {bare:.0f} ms, meihao_desktop {ours:.0f} ms")
    print(f"ratio {ratio:.2f} (goal ≤ {GOAL}): {'met' if ratio <= GOAL else 'MISSED'}")
    return 0 if ratio <= GOAL else 1


def milliseconds(arguments: tuple[str, ...], environment: dict[str, str]) -> float:
    """One start of the interpreter, up to the first frame and out again."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
