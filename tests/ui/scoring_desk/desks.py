"""A scoring desk over a real round in a temporary folder."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.rubric import CriterionId, Rubric
from meihao_desktop.domain.score_sheet import ScoreCell, ScoreSheet
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.scoring_desk.scoring_page import ScoringPage
from tests.support import rounds
from tests.support.builders import a_rubric

EXPERT = rounds.EXPERTS[1]
PIN = open_pin(EXPERT)
NUMBERS = tuple(CriterionId(number) for number in ("1.1", "1.2", "6.1", "6.5", "9.1"))


class Said:
    """What the window was asked to say or show."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.desks: list[tuple[str, str]] = []

    def services(self) -> Services:
        return Services(
            show_desk=lambda desk, target: self.desks.append((desk, target)),
            say=self.sentences.append,
        )


class DeskStory:
    """One expert at the desk; the store behind it is read past the page."""

    def __init__(
        self, qtbot: QtBot, folder: Path, rubric: Rubric | None = None,
        phase: Phase = Phase.SCORING,
    ) -> None:  # fmt: skip
        plan = rounds.with_rubric(rounds.a_plan(), rubric or a_rubric())
        self.context: Context = rounds.a_round_in(phase, folder, plan)
        rounds.sit(self.context, EXPERT)
        self.qtbot = qtbot
        self.said = Said()
        self.announcer = Announcer()
        self.estates = rounds.estates(self.context)

    def open(self, *, previews: bool = False) -> ScoringPage:
        self.page = ScoringPage(self.context, self.announcer, self.said.services())
        if not previews:
            self.page.print_asked.disconnect()
        self.announcer.changed.connect(self.page.refresh)
        self.qtbot.addWidget(self.page)
        self.page.resize(1366, 700)
        with self.qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()
        self.page.setFocus()
        return self.page

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def types(self, text: str) -> None:
        """Type into whatever has the focus, and Enter."""
        self.qtbot.keyClicks(self.focus, text)
        self.qtbot.keyClick(self.focus, Qt.Key.Key_Return)

    def press(self, key: Qt.Key, *, control: bool = True) -> None:
        none, held = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
        self.qtbot.keyClick(self.focus, key, held if control else none)

    def kept(self, estate: EstateId | None = None) -> ScoreSheet | None:
        """The sheet as it is in the store."""
        wanted = estate or self.page.estate
        assert wanted is not None
        return self.context.store.score_sheets.get(EXPERT, wanted)

    def kept_points(self, estate: EstateId | None = None) -> dict[str, Decimal | None]:
        sheet = self.kept(estate)
        return {n: cell.points for n, cell in sheet.cells.items()} if sheet else {}

    def kept_cell(self, number: str, estate: EstateId | None = None) -> ScoreCell:
        sheet = self.kept(estate)
        return sheet.cells.get(CriterionId(number), ScoreCell()) if sheet else ScoreCell()

    def fill(self) -> None:
        """A whole sheet by keyboard, no full marks and no zero."""
        self.page.room.rubric.rows.go_to(NUMBERS[0])
        for text in ("93%", "9.6", "5", "5", "60"):
            self.types(text)
