"""A verdict in large type: the answer, what to do next, and every point that was looked at."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from meihao_desktop.domain.verdict import Outcome, Point, Verdict, Weight
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import SHADES, Tone
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.widgets.areas import Card, Inner
from meihao_desktop.ui.widgets.buttons import repolish
from meihao_desktop.ui.widgets.text import body, caption, headline, soft, strong

MARKS = {
    Outcome.CURRENT: (Tone.GOOD, "check"),
    Outcome.OUTDATED: (Tone.WARNING, "clock"),
    Outcome.MISMATCH: (Tone.BLOCKING, "blocking"),
    Outcome.UNKNOWN: (Tone.NOTE, "note"),
}
WEIGHTS = {
    Weight.AGREES: (Tone.GOOD, "check"),
    Weight.SOUND: (Tone.GOOD, "shield"),
    Weight.OLD: (Tone.WARNING, "clock"),
    Weight.WRONG: (Tone.BLOCKING, "blocking"),
    Weight.NOTE: (Tone.NOTE, "note"),
}
ONWARD = "下一步"


class VerdictView(Inner):
    """Shows one verdict at a time."""

    def __init__(self) -> None:
        super().__init__()
        unit = theme.metrics().unit
        self._outcome = Outcome.UNKNOWN
        self._answer = QFrame()
        self._sign = QLabel()
        self.word = headline()
        self.sentence = strong()
        self.title = caption()
        self.onward = Card()
        self._steps = body()
        self.onward.content.addWidget(soft(ONWARD))
        self.onward.content.addWidget(self._steps)
        self._points = Card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(unit * 2)
        self._grid.setVerticalSpacing(unit)
        self._grid.setColumnStretch(2, 1)
        self._points.content.addWidget(soft("逐项核对"))
        self._points.content.addLayout(self._grid)
        words = QVBoxLayout()
        words.setSpacing(unit // 2)
        for label in (self.word, self.sentence, self.title):
            words.addWidget(label)
        row = QHBoxLayout(self._answer)
        row.setContentsMargins(unit * 2, unit * 2, unit * 2, unit * 2)
        row.setSpacing(unit * 2)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit * 2)
        for part in (self._answer, self.onward, self._points):
            column.addWidget(part)
        column.addStretch(1)
        theme.follow(self._adapt)

    @property
    def steps(self) -> str:
        return self._steps.text()

    def show_verdict(self, verdict: Verdict) -> None:
        self._outcome = verdict.outcome
        first, *others = verdict.sentences
        self.word.setText(verdict.outcome.value)
        self.sentence.setText(first.partition("：")[2] or first)
        self.title.setText(verdict.title)
        self._steps.setText("\n".join(others))
        self.onward.setVisible(bool(others))
        tone = MARKS[verdict.outcome][0]
        self._answer.setProperty("tone", tone.value)
        for label in (self.word, self.sentence):
            label.setProperty("ink", tone.value)
            repolish(label)
        repolish(self._answer)
        self._show_points(verdict.details)
        self._adapt()

    def _show_points(self, points: tuple[Point, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, point in enumerate(points):
            tone, icon_name = WEIGHTS[point.weight]
            sign = QLabel()
            sign.setPixmap(picture(icon_name, SHADES[tone].text, theme.metrics().text))
            sign.setContentsMargins(0, theme.metrics().unit // 2, 0, 0)
            sign.setToolTip(point.weight.value)
            sign.setAccessibleName(point.weight.value)
            name = soft(point.name)
            name.setWordWrap(False)
            told = body(point.told)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for column, label in enumerate((sign, name, told)):
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._points.setVisible(bool(points))

    def _adapt(self) -> None:
        tone, icon_name = MARKS[self._outcome]
        size = theme.metrics().headline * 2
        self._sign.setPixmap(picture(icon_name, SHADES[tone].text, size))
