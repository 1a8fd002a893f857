"""Marks: a word, an icon and a colour, so that colour is never the only cue."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from meihao_desktop.domain.finding import Severity
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import SHADES, Tone
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.widgets.buttons import repolish

SEVERITY_MARKS = {
    Severity.BLOCKING: (Tone.BLOCKING, "blocking"),
    Severity.WARNING: (Tone.WARNING, "warning"),
    Severity.NOTE: (Tone.NOTE, "note"),
}
STATE_MARKS = {
    CellState.NOT_SCORED: (Tone.PLAIN, "ring-plain"),
    CellState.DRAFT: (Tone.WARNING, "score"),
    CellState.SUBMITTED: (Tone.GOOD, "lock"),
    CellState.ABSTAINED: (Tone.NOTE, "minus"),
    CellState.RECUSED: (Tone.REHEARSAL, "recused"),
    CellState.VOID: (Tone.PLAIN, "close"),
    CellState.REPLACED: (Tone.NOTE, "refresh"),
    CellState.NOT_ASKED: (Tone.PLAIN, ""),
}


class Badge(QWidget):
    """A short word on a tinted ground with its icon."""

    def __init__(self, text: str = "", tone: Tone = Tone.PLAIN, icon_name: str = "") -> None:
        super().__init__()
        self._icon_name = icon_name
        self._tone = tone
        self._sign = QLabel()
        self._word = QLabel(text)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addWidget(self._word)
        self.setObjectName("badge")
        theme.follow(self._adapt)

    @property
    def text(self) -> str:
        return self._word.text()

    def show_mark(self, text: str, tone: Tone, icon_name: str = "") -> None:
        self._icon_name, self._tone = icon_name, tone
        self._word.setText(text)
        self._adapt()

    def _adapt(self) -> None:
        colour = SHADES[self._tone].text
        self._sign.setVisible(bool(self._icon_name))
        if self._icon_name:
            self._sign.setPixmap(picture(self._icon_name, colour, theme.metrics().small))
        self._word.setFont(theme.font(theme.metrics().small, is_strong=True))
        self.setProperty("tone", self._tone.value)
        self._word.setProperty("ink", self._tone.value)
        repolish(self)
        repolish(self._word)


def severity_badge(severity: Severity) -> Badge:
    tone, icon_name = SEVERITY_MARKS[severity]
    return Badge(severity.value, tone, icon_name)


def state_badge(state: CellState) -> Badge:
    tone, icon_name = STATE_MARKS[state]
    return Badge(state.value, tone, icon_name)
