"""Pictures of every desk from the running window: two screens, two text sizes.

Usage: python scripts/make_screenshots.py [--out FOLDER] [--round FOLDER]
Without ``--round`` a rehearsal round is prepared for it. Needs a display (Xvfb will do).
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QTabWidget

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from meihao_desktop.app import start_qt
from meihao_desktop.domain.panel import PersonId, Role
from meihao_desktop.operations import begin_round, identify_person
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.roles import people_with
from meihao_desktop.ui import background, round_door, theme
from meihao_desktop.ui.login_pane import LoginPane
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.phase_dialog import PhaseDialog
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.settings_desk.readiness_pane import ReadinessPane
from meihao_desktop.ui.smoke import sit_down
from meihao_desktop.ui.start_window import StartWindow

SIZES = (QSize(1366, 768), QSize(1920, 1080))
POINTS = (18, 24)
SEATS = ((Role.SECRETARY, ()), (Role.EXPERT, ("scoring",)))
TABS = {
    "secretary": {"signing": "签署", "exchange": "交接"},
    "archive": {"check": "核验文件"},
    "settings": {"readiness": "会前自检"},
}
"""Tabs of desks that have pictures of their own, beside the one that comes up first."""
SETTLING_ROUNDS = 40


def main() -> int:
    """Take all pictures and print where they lie."""
    reader = argparse.ArgumentParser(description="为每个台面截图")
    reader.add_argument("--out", type=Path, default=Path("screenshots"))
    reader.add_argument("--round", type=Path, help="要打开的演练评审目录；不写则临时准备一个")
    reader.add_argument("--size", help="只截这一种屏幕，例如 1366x768")
    reader.add_argument("--points", type=int, help="只截这一种字号")
    reader.add_argument("--desks", help="只截这些台面，用逗号分开，例如 import,panel")
    options = reader.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    app = start_qt(sys.argv[:1])
    theme.begin(app)
    theme.load_later_fonts()
    sizes = [s for s in SIZES if options.size in (None, f"{s.width()}x{s.height()}")]
    points = [p for p in POINTS if options.points in (None, p)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.round or Path(scratch) / "round"
        studio = Studio(folder, Path(scratch), options.out)
        studio.only = frozenset((options.desks or "").split(",")) - {""}
        for size in sizes:
            for text in points:
                studio.take_all(size, text)
        studio.end()
    return 0


class Studio:
    """One round and the windows that are photographed on it."""

    def __init__(self, folder: Path, scratch: Path, out: Path) -> None:
        self._preferences = Preferences(scratch)
        self._out = out
        self._suffix = ""
        self.only: frozenset[str] = frozenset()
        copy = scratch / "copy"  # looking must not change the round that was given
        if folder.is_dir():
            shutil.copytree(folder, copy)
        self._context = round_door.open_sample(copy)

    def take_all(self, size: QSize, points: int) -> None:
        theme.scale(points)
        self._suffix = f"{size.width()}x{size.height()}-{points}pt"
        self._take_start(size)
        for role, only in SEATS:
            sit_down(self._context, role)
            self._take_desks(size, only)
            identify_person.log_out(self._context)

    def end(self) -> None:
        background.stop_all()
        begin_round.close_round(self._context)

    def _take_start(self, size: QSize) -> None:
        window = StartWindow(self._preferences)
        self._show(window, size)
        self._keep(window, "start")
        pane = LoginPane(self._context)
        window.show_pane(pane, round_door.title(self._context))
        pane.choose(_first_expert(self._context))
        self._keep(window, "login")
        _put_away(window)

    def _take_desks(self, size: QSize, only: tuple[str, ...]) -> None:
        window = MainWindow(self._context, self._preferences)
        self._show(window, size)
        wanted = self.only or frozenset(window.desk_names)
        for name in (name for name in only or window.desk_names if name in wanted):
            window.show_desk(name)
            self._keep(window, name)
            if not only:
                self._take_tabs(window, name)
        if not only:
            dialog = PhaseDialog(begin_round.overview(self._context), window)
            dialog.show()
            self._keep(dialog, "phases")
            _put_away(dialog)
        _put_away(window)

    def _take_tabs(self, window: MainWindow, desk: str) -> None:
        for name, label in TABS.get(desk, {}).items():
            for tabs in window.findChildren(QTabWidget):
                labels = [tabs.tabText(at) for at in range(tabs.count())]
                if label in labels and tabs.isVisible():
                    tabs.setCurrentIndex(labels.index(label))
                    self._look_at_machine(window)
                    self._keep(window, f"{desk}-{name}")

    @staticmethod
    def _look_at_machine(window: MainWindow) -> None:
        for pane in window.findChildren(ReadinessPane):
            if pane.begin.isVisible():  # not once the round is past it
                pane.begin.click()

    def _show(self, window: StartWindow | MainWindow, size: QSize) -> None:
        window.setGeometry(0, 0, size.width(), size.height())
        window.show()

    def _keep(self, window: StartWindow | MainWindow | PhaseDialog, name: str) -> None:
        for _ in _settled():
            QApplication.processEvents()
        file = self._file(name)
        window.grab().save(str(file))
        print(file)

    def _file(self, name: str) -> Path:
        return self._out / f"{name}-{self._suffix}.png"


def _settled() -> Iterator[int]:
    """Rounds of events until nothing is under way, and a few more."""
    quiet = 0
    while quiet < SETTLING_ROUNDS:
        quiet = 0 if background.is_busy() else quiet + 1
        yield quiet


def _put_away(window: StartWindow | MainWindow | PhaseDialog) -> None:
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def _first_expert(context: Context) -> PersonId:
    return people_with(context, Role.EXPERT)[0].id


if __name__ == "__main__":
    sys.exit(main())
