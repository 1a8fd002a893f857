"""The totals of all sections beside the rubric; a click goes to the section."""

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Section
from meihao_desktop.ui import colours, theme

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class SectionState:
    """How far one section is: points given so far and criteria without any."""

    section: Section
    points: Decimal = Decimal(0)
    unanswered: int = 0

    @property
    def is_whole(self) -> bool:
        return self.unanswered == 0

    @property
    def text(self) -> str:
        return f"{plain(self.points)} / {plain(self.section.max_points)}"


class SectionRail(QWidget):
    """One cell for each section: its number, a tick when it is whole, its points."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.states: tuple[SectionState, ...] = ()
        self._current = 0
        self._room = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.follow(self._adapt)

    def show_states(self, states: tuple[SectionState, ...]) -> None:
        changed = [at for at, state in enumerate(states) if state not in self.states[at : at + 1]]
        is_new = len(states) != len(self.states)
        self.states = states
        if is_new:
            self._adapt()
        for at in changed:
            self.update(self.cell(at))

    def set_current(self, at: int) -> None:
        if at != self._current:
            self.update(self.cell(self._current))
            self.update(self.cell(at))
            self._current = at

    def cell(self, at: int) -> QRect:
        return QRect(0, at * self._high, self.width(), self._high)

    def set_room(self, height: int) -> None:
        """As high as there is room, between a target and two easy lines."""
        if height != self._room:
            self._room = height
            self._adapt()

    def _cell_height(self) -> int:
        metrics = theme.metrics()
        shared = self._room // max(1, len(self.states))
        return max(metrics.target, min(shared, round(metrics.small * 2.6)))

    def _adapt(self) -> None:
        metrics = theme.metrics()
        self._high = self._cell_height()
        self._fonts = theme.font(metrics.small), theme.font(metrics.small, is_strong=True)
        self.setFixedSize(round(metrics.text * 2.7), max(1, self._high * len(self.states)))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y()) // self._high
        if 0 <= at < len(self.states):
            self.chosen.emit(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        """All of one colour and face together: to change them takes longer than to write."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours.SUNKEN))
        region = event.region()
        shown = [at for at in range(len(self.states)) if region.intersects(self.cell(at))]
        if self._current in shown:
            self._mark_cell(painter, self.cell(self._current))
        for at in shown:
            edge = QRect(0, (at + 1) * self._high - 1, self.width(), 1)
            painter.fillRect(edge, QColor(colours.HAIRLINE))
        painter.setFont(self._fonts[0])
        painter.setPen(QColor(colours.SOFT_INK))
        half = self._high // 2
        for at in shown:
            state = self.states[at]
            text = f"{state.section.number}{' ✓' if state.is_whole else ''}"
            painter.drawText(self.cell(at).adjusted(8, 2, -4, -half), _CENTRE, text)
        painter.setFont(self._fonts[1])
        for at in shown:
            painter.setPen(QColor(colours.ACCENT if at == self._current else colours.INK))
            below = self.cell(at).adjusted(8, half - 2, -4, -2)
            painter.drawText(below, _CENTRE, plain(self.states[at].points))
        painter.end()

    def _mark_cell(self, painter: QPainter, cell: QRect) -> None:
        painter.fillRect(cell, QColor(colours.SURFACE))
        painter.fillRect(cell.left(), cell.top(), 4, cell.height(), QColor(colours.ACCENT))


class RailArea(QScrollArea):
    """The rail where all its cells do not fit above each other."""

    def __init__(self, rail: SectionRail) -> None:
        super().__init__()
        self._rail = rail
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setWidget(rail)
        theme.follow(self._adapt)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rail.set_room(event.size().height())

    def sizeHint(self) -> QSize:
        return QSize(self._rail.width(), 100)

    def _adapt(self) -> None:
        self.setFixedWidth(round(theme.metrics().text * 2.7))
