"""The pictures of the README and the manual, taken from the running window on the sample round.

Usage: python scripts/make_manual_pictures.py   (needs a display; Xvfb will do)
"""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer

from make_screenshots import Studio
from meihao_desktop import rehearsal
from meihao_desktop.app import start_qt
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import EvidencePin
from meihao_desktop.operations import begin_round, collate_sheets, identify_person, score_estate
from meihao_desktop.operations.context import Context, SystemClock
from meihao_desktop.ui import theme
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.materials.material_pane import MaterialPane
from meihao_desktop.ui.smoke import sit_down

OUT = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
SIZE, POINTS = QSize(1366, 768), 18
EXPERT, ESTATE, REPORT = "专家02", "华发世纪城", "居民满意度测评报告.pdf"
PINNED = ("1.1", "1.2")
DRAWING_MS = 1000


class ManualStudio(Studio):
    """Keeps one picture of each desk, and the scoring desk with a material open."""

    def take(self, desks: str) -> None:
        """The secretary's desks of this round."""
        sit_down(self._context, Role.SECRETARY)
        self.only = frozenset(desks.split(","))
        self._take_desks(SIZE, tuple(desks.split(",")))
        identify_person.log_out(self._context)

    def take_login(self) -> None:
        self._take_start(SIZE)

    def take_scoring(self) -> None:
        """The expert's desk while a report lies open beside the rubric."""
        sit_down_as(self._context, EXPERT)
        window = self._window_at("scoring", the_estate(self._context).id)
        window.findChild(MaterialPane).show_pin(evidence(self._context))
        self._keep_when_drawn(window, "scoring")

    def take_findings(self) -> None:
        """The secretary's desk with the finding that holds the round."""
        sit_down(self._context, Role.SECRETARY)
        rows = collate_sheets.secretary_desk(self._context).findings
        outlier = next(row.finding.key for row in rows if row.finding.code == "outlier")
        self._keep_when_drawn(self._window_at("secretary", outlier), "secretary")

    def _window_at(self, desk: str, target: str) -> MainWindow:
        window = MainWindow(self._context, self._preferences)
        self._show(window, SIZE)
        window.show_desk(desk, target)
        return window

    def _keep_when_drawn(self, window: MainWindow, name: str) -> None:
        """Qt draws the pages of a pdf in a thread of its own."""
        pause = QEventLoop()
        QTimer.singleShot(DRAWING_MS, pause.quit)
        pause.exec()
        self._keep(window, name)
        window.close()
        identify_person.log_out(self._context)

    def _file(self, name: str) -> Path:
        return self._out / f"{name}.png"


def main() -> int:
    """Two rounds: one being scored, one being collated."""
    app = start_qt(sys.argv[:1])
    theme.begin(app, POINTS)
    theme.load_later_fonts()
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        scoring, collating = home / "scoring", home / "collating"
        rehearsal.prepare(scoring, Phase.SCORING)
        begin_scoring(scoring)
        studio = ManualStudio(scoring, home / "first", OUT)
        studio.take_login()
        studio.take_scoring()
        studio.take("import,panel,settings")
        studio.end()
        rehearsal.prepare(collating, Phase.COLLATING)
        studio = ManualStudio(collating, home / "second", OUT)
        studio.take_findings()
        studio.take("ranking")
        studio.end()
    return 0


def begin_scoring(folder: Path) -> None:
    """The expert whose sheet is still open has pinned evidence to two criteria."""
    context = begin_round.open_round(folder, SystemClock())
    sit_down_as(context, EXPERT)
    estate = the_estate(context)
    sheet = score_estate.open_sheet(context, estate.id)
    for number in PINNED:
        cell = replace(sheet.cells[CriterionId(number)], pins=(evidence(context),))
        score_estate.set_cell(context, estate.id, CriterionId(number), cell)
    identify_person.log_out(context)
    begin_round.close_round(context)


def sit_down_as(context: Context, name: str) -> None:
    person = next(row.person for row in identify_person.people(context) if row.person.name == name)
    identify_person.log_in(context, person.id, identify_person.rehearsal_pins(context)[person.id])


def the_estate(context: Context) -> Estate:
    return next(estate for estate in context.dossier().estates if estate.name == ESTATE)


def evidence(context: Context) -> EvidencePin:
    """The report's first page."""
    report = next(m for m in the_estate(context).materials if m.file_name == REPORT)
    return EvidencePin(material=report.digest, file_name=report.file_name, place="第 1 页")


if __name__ == "__main__":
    sys.exit(main())
