"""The picture of the ranking; imported when it is first looked at, as pyqtgraph is heavy."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.ranking_desk.chart_legend import ChartLegend, sign_of
from meihao_desktop.ui.ranking_desk.chart_values import ChartLine, ChartValues
from meihao_desktop.ui.ranking_desk.place_rows import Rule
from meihao_desktop.ui.ranking_desk.places_table import pen_of
from meihao_desktop.ui.ranking_desk.plot_ground import bare_plot, filling, label_axis
from meihao_desktop.ui.widgets.areas import scrolled

GAP = 16
MEAN_HALF = 0.4
LANES = 0.56


class PointsChart(QFrame):
    """A line an estate; shapes tell the experts apart, an upright bar is the mean."""

    def __init__(self) -> None:
        super().__init__()
        self._values = ChartValues()
        self._legend = ChartLegend()
        self._item, self._plot = bare_plot()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        self.head = QHBoxLayout()
        self.head.addWidget(self._legend, 1)
        column.addLayout(self.head)
        column.addWidget(scrolled(filling(self._plot)), 1)
        self.setProperty("area", "card")
        theme.follow(self._adapt)

    @property
    def values(self) -> ChartValues:
        return self._values

    def show_values(self, values: ChartValues) -> None:
        """Draw other values; the same ones stay as they are."""
        if values != self._values:
            self._values = values
            self._legend.show_experts(values.experts, has_dropped=values.has_dropped)
            self._adapt()

    def picture_size(self) -> QSize:
        return QSize(self._plot.width(), self._legend.height() + GAP + self._plot.height())

    def draw_picture(self, painter: QPainter, at: QPoint) -> None:
        """Legend and chart, all of its lines."""
        plot, legend = self._plot, self._legend
        painter.save()
        painter.translate(at)
        legend.draw(painter)
        painter.restore()
        below = at + QPoint(0, legend.height() + GAP)
        plot.render(painter, QRect(below, plot.size()), plot.rect())

    def _adapt(self) -> None:
        """Sizes and fonts of the moment; everything is drawn anew, it is little."""
        metrics = theme.metrics()
        lines = self._values.lines
        step = round(metrics.small * 1.6)
        self._plot.setMinimumHeight(step * max(3, len(lines)) + metrics.text * 3)
        self._item.clear()
        self._label_axes(lines)
        self._draw_means(lines)
        for at in range(len(self._values.experts)):
            self._draw_expert(at)
        for rule in self._values.rules:
            self._draw_rule(rule)
        totals = [float(total) for total in self._values.totals]
        if totals:
            self._item.setXRange(min(totals), max(totals), padding=0.06)
            self._item.setYRange(-0.6, len(lines) - 0.4, padding=0)

    def _label_axes(self, lines: Sequence[ChartLine]) -> None:
        label_axis(self._item, "left", [(at, line.name) for at, line in enumerate(lines)])
        label_axis(self._item, "right", [(at, line.shown_mean) for at, line in enumerate(lines)])
        label_axis(self._item, "bottom", None)

    def _draw_means(self, lines: Sequence[ChartLine]) -> None:
        across = [float(line.mean) for line in lines for _ in (0, 1)]
        down = [at + half for at, _ in enumerate(lines) for half in (-MEAN_HALF, MEAN_HALF)]
        pen = QPen(QColor(colours.INK), 4)
        pen.setCosmetic(True)
        self._item.plot(across, down, connect="pairs", pen=pen)

    def _draw_expert(self, at: int) -> None:
        sign = sign_of(at)
        dots = [
            (row, dot)
            for row, line in enumerate(self._values.lines)
            for dot in line.dots
            if dot.expert == at
        ]
        name = self._values.experts[at]
        scatter = pg.ScatterPlotItem(
            x=[float(dot.total) for _, dot in dots],
            y=[row + self._lane(at) for row, _ in dots],
            symbol=sign.shape,
            size=round(theme.metrics().small * 0.62),
            pen=sign.pen,
            brush=[sign.brush(is_dropped=dot.is_dropped) for _, dot in dots],
            hoverable=True,
            tip=lambda x, y, data: f"{name}：{x:g}",  # noqa: ARG005 - pyqtgraph's names
        )
        self._item.addItem(scatter)

    def _lane(self, at: int) -> float:
        """Each expert has a lane of the line, so that equal totals do not hide each other."""
        count = len(self._values.experts)
        return LANES * (at - (count - 1) / 2) / max(1, count - 1)

    def _draw_rule(self, rule: Rule) -> None:
        pen = pen_of(rule)
        pen.setCosmetic(True)
        line = pg.InfiniteLine(
            pos=rule.after - 0.5, angle=0, pen=pen, label=rule.label,
            labelOpts={"position": 0.01, "color": pen.color(), "anchors": [(0, 1), (0, 1)]},
        )  # fmt: skip
        line.label.setFont(theme.font(round(theme.metrics().small * 0.9)))
        self._item.addItem(line)
