"""Dots with intervals, a line a name; imported when first looked at, as pyqtgraph is heavy."""

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.ranking_desk.advice_values import RangeRow, RangeValues
from meihao_desktop.ui.ranking_desk.plot_ground import bare_plot, filling, label_axis
from meihao_desktop.ui.widgets.areas import scrolled

CAP = 0.16
OTHER = 0.3
TOP, LABEL = -0.7, 0.55


class RangeChart(QWidget):
    """Severity, place intervals and the profile: names left, words right, all of them whole."""

    def __init__(self) -> None:
        super().__init__()
        self._values = RangeValues()
        self._item, self._plot = bare_plot()
        self._item.showAxis("top")
        self._item.hideAxis("bottom")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(filling(self._plot)))
        theme.follow(self._adapt)

    @property
    def values(self) -> RangeValues:
        return self._values

    def show_values(self, values: RangeValues) -> None:
        """Draw other values; the same ones stay as they are."""
        if values != self._values:
            self._values = values
            self._adapt()

    def picture_size(self) -> QSize:
        return self._plot.size()

    def draw_picture(self, painter: QPainter, at: QPoint) -> None:
        """The whole chart, also what is scrolled out of view."""
        self._plot.render(painter, QRect(at, self._plot.size()), self._plot.rect())

    def _adapt(self) -> None:
        metrics, values = theme.metrics(), self._values
        rows = values.rows
        step = round(metrics.small * 1.9)
        self._plot.setMinimumHeight(
            round(step * (max(3, len(rows)) - self._top)) + metrics.text * 2
        )
        self._item.clear()
        label_axis(self._item, "left", [(at, row.label) for at, row in enumerate(rows)])
        label_axis(self._item, "right", [(at, row.told) for at, row in enumerate(rows)])
        label_axis(self._item, "top", values.ticks or None)
        self._draw_references()
        self._draw_intervals(rows)
        self._draw_marks(rows)
        self._item.setXRange(values.least, values.most, padding=0)
        self._item.setYRange(self._top, max(len(rows), 1) - 0.4, padding=0)

    @property
    def _top(self) -> float:
        """Room above the first row for the words of the references, one under the other."""
        return TOP - LABEL * min(2, len(self._values.references))

    def _draw_references(self) -> None:
        pen = _pen(colours.ACCENT, 2, Qt.PenStyle.DashLine)
        for at, (figure, words) in enumerate(self._values.references):
            self._item.addItem(pg.InfiniteLine(pos=figure, angle=90, pen=pen))
            told = pg.TextItem(words, color=colours.ACCENT, anchor=(0, 0.5))
            told.setFont(theme.font(theme.metrics().small))
            told.setPos(figure, self._top + LABEL * (0.5 + at % 2))
            self._item.addItem(told)

    def _draw_intervals(self, rows: tuple[RangeRow, ...]) -> None:
        across: list[float] = []
        down: list[float] = []
        for at, row in enumerate(rows):
            if row.low is None or row.high is None:
                continue
            across += [row.low, row.high, row.low, row.low, row.high, row.high]
            down += [at, at, at - CAP, at + CAP, at - CAP, at + CAP]
        self._item.plot(across, down, connect="pairs", pen=_pen(colours.INK, 2))

    def _draw_marks(self, rows: tuple[RangeRow, ...]) -> None:
        pairs = [(at, row.other) for at, row in enumerate(rows) if row.other is not None]
        across = [other for _, other in pairs for _ in (0, 1)]
        down = [at + half for at, _ in pairs for half in (-OTHER, OTHER)]
        self._item.plot(across, down, connect="pairs", pen=_pen(colours.INK, 5))
        between = [end for at, row in enumerate(rows) if row.other is not None
                   for end in (row.middle, row.other)]  # fmt: skip
        levels = [at for at, _ in pairs for _ in (0, 1)]
        self._item.plot(between, levels, connect="pairs", pen=_pen(colours.BORDER, 2))
        dots = pg.ScatterPlotItem(
            x=[row.middle for row in rows],
            y=list(range(len(rows))),
            symbol="o",
            size=round(theme.metrics().small * 0.62),
            pen=_pen(colours.SURFACE, 1),
            brush=QColor(colours.ACCENT),
        )
        self._item.addItem(dots)


def _pen(colour: str, width: int, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    return pen
