"""The longest time the window does not answer while a large submission comes in.

A timer of the event loop wants to run every 5 ms while the real import desk inspects and takes over
2 GB; what it is late by is how long the window stood still. Goal: at most 200 ms.
Run: python -m benchmarks.bench_calm [MiB]
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from benchmarks.bench_memory import make_county, peak_mebibytes
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.intake.child.untrusted import close_children
from meihao_desktop.operations import begin_round
from meihao_desktop.ui import background, theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.import_desk.import_page import ImportPage
from meihao_desktop.ui.page import Services
from tests.support import rounds

TICK_MS, PATIENCE = 5, 600.0


class Pulse:
    """How late the event loop is at most."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._before = perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(TICK_MS)

    def _beat(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, (now - self._before) * 1000 - TICK_MS)
        self._before = now

    def taken(self) -> float:
        """The longest gap since the last question."""
        longest, self.longest = self.longest, 0.0
        return longest


def button(page: ImportPage, text: str) -> QPushButton | None:
    buttons = page.findChildren(QPushButton)
    return next((b for b in buttons if b.text() == text and b.isVisible()), None)


def wait_until(app: QApplication, is_done: Callable[[], bool]) -> None:
    until = perf_counter() + PATIENCE
    while not is_done():
        app.processEvents()
        if perf_counter() > until:
            raise TimeoutError


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 2040
    app = QApplication.instance() or QApplication([])
    theme.begin(app, 18)
    with tempfile.TemporaryDirectory(prefix="meihao-bench-") as name:
        folder = Path(name)
        context = rounds.a_round_in(Phase.RECEIVING, folder / "round")
        make_county(folder / "county", "玉州区", size)
        announcer = Announcer()
        page = ImportPage(context, announcer, Services(lambda _desk, _target: None, print))
        page.resize(1366, 640)
        page.show()
        app.processEvents()
        before, pulse = peak_mebibytes(), Pulse()
        page.inspect(folder / "county")
        wait_until(app, lambda: button(page, "确认接收") is not None)
        inspecting = pulse.taken()
        found = button(page, "确认接收")
        if found is not None:
            found.click()
        wait_until(app, lambda: button(page, "确认接收") is None and not background.is_busy())
        print(f"{size} MiB: longest gap while inspecting {inspecting:.0f} ms")
        print(f"while taking over {pulse.taken():.0f} ms")
        print(f"memory growth {peak_mebibytes() - before:.1f} MiB")
        page.close()
        background.stop_all()
        begin_round.close_round(context)
        close_children()


if __name__ == "__main__":
    main()
