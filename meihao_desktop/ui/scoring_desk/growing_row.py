"""A row whose lower parts come and go without anything else in it being laid out anew."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from meihao_desktop.ui import colours

EDGE = 5
LEFT, RIGHT, FOOT, GAP = 12, 10, 2, 4
_RESHAPING = (QEvent.Type.LayoutRequest, QEvent.Type.Show)


class GrowingRow(QWidget):
    """``top`` has a layout; what stands below it is put there by hand, each part in its height.

    A layout around all of it would stretch or squeeze every part first, and paint that, before
    the row has its new height. The row paints its own ground, so that its move is a mere copy.
    """

    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_current = False
        self.top = QWidget(self)
        self._below: tuple[tuple[QWidget, Callable[[], int]], ...] = ()
        self._top_height: int | None = None
        self._top_widths = (0, 0)
        self._shape: tuple[int, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def hold(self, *below: tuple[QWidget, Callable[[], int]]) -> None:
        """Put these parts below the top one, as high as each says; no height hides a part."""
        self._below = below
        self.fit()

    def set_current(self, *, is_current: bool) -> None:
        if is_current != self.is_current:
            self.is_current = is_current
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._top_widths[0], self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._top_widths[1], self.minimumHeight())

    def fit(self) -> None:
        """Take the height that the parts need now."""
        if self._top_height is None:
            self._top_height = self.top.heightForWidth(self.width())
            least = self.top.minimumSizeHint().width()
            self._top_widths = (self.top.sizeHint().width(), least)
        heights = [height() for _, height in self._below]
        shape = (self.width(), self._top_height, *heights)
        if shape != self._shape:
            self._shape = shape
            self._place(self._top_height, heights)

    def fit_anew(self) -> None:
        """The top part may have become higher or lower too."""
        self._top_height = None
        self.fit()

    def event(self, event: QEvent) -> bool:
        if event.type() in _RESHAPING:
            self.fit_anew()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_anew()
        if self.is_current and event.size().height() > event.oldSize().height():
            self.grown.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = colours.SURFACE if self.is_current else colours.PAPER
        painter.fillRect(event.rect(), QColor(ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.HAIRLINE))
        if self.is_current:
            painter.fillRect(0, 0, EDGE, self.height(), QColor(colours.ACCENT))
        painter.end()

    def _place(self, bottom: int, heights: list[int]) -> None:
        width = self.width()
        self.top.setGeometry(0, 0, width, bottom)
        for (part, _), height in zip(self._below, heights, strict=True):
            part.setGeometry(LEFT, bottom, width - LEFT - RIGHT, height)
            bottom += height + GAP if height else 0
        self.setFixedHeight(bottom + FOOT)
