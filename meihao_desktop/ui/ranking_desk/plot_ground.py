"""The ground of every pyqtgraph chart: no menus, no mouse, axes in the window's own type."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from meihao_desktop.ui import colours, theme

Ticks = Sequence[tuple[float, str]]


def bare_plot() -> tuple[Any, pg.PlotWidget]:
    """The plot and its item, whose methods come from its view box, unknown to types."""
    item: Any = pg.PlotItem(enableMenu=False)
    plot = pg.PlotWidget(background=colours.SURFACE, plotItem=item)
    # pyqtgraph leaves its menu a window without an owner, which nobody closes.
    item.ctrlMenu.setParent(plot, item.ctrlMenu.windowFlags())
    plot.setFrameShape(QFrame.Shape.NoFrame)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    item.hideButtons()
    item.setMouseEnabled(x=False, y=False)
    item.invertY(True)
    item.showGrid(x=True, alpha=0.25)
    item.showAxis("right")
    return item, plot


def label_axis(item: Any, side: str, ticks: Ticks | None) -> None:  # noqa: ANN401 - as above
    """Words at an axis, which gets as wide as they need; ``None`` leaves the numbers to it."""
    metrics = theme.metrics()
    axis = item.getAxis(side)
    axis.setStyle(tickFont=theme.font(metrics.small), tickTextOffset=metrics.unit)
    axis.setTextPen(QColor(colours.INK))
    axis.setPen(QColor(colours.HAIRLINE))
    axis.setTicks(None if ticks is None else [list(ticks)])
    if side in ("top", "bottom"):
        axis.setHeight(metrics.text + 2 * metrics.unit)
    else:
        longest = max((advance(words) for _, words in ticks or ()), default=0)
        axis.setWidth(longest + 3 * metrics.unit)


def advance(words: str) -> int:
    """The width of words in the type of the axes."""
    return QFontMetrics(theme.font(theme.metrics().small)).horizontalAdvance(words)


def filling(plot: QWidget) -> QWidget:
    """The plot in a frame that an area can scroll."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(plot)
    return inner
