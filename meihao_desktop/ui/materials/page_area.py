"""A window over pages that stand below each other: scrolled, zoomed, turned, fitted."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from meihao_desktop.ui.materials.page_layout import (
    MARGIN,
    ZOOM_MAX,
    ZOOM_MIN,
    ZOOM_STEP,
    Fit,
    Size,
    Strip,
    evened,
    fitting_zoom,
    lay_out,
    turned,
)

WHEEL_STEP = 120


class PageArea(QAbstractScrollArea):
    """Knows where every page stands; what is on the pages is painted by ``PageStrip``."""

    page_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fit = Fit.WIDTH
        self.zoom = 1.0
        self.turns = 0
        self.sizes: tuple[Size, ...] = ()
        self._strip = Strip()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.page_changed.emit())

    def show_sizes(self, sizes: tuple[Size, ...]) -> None:
        """Other pages, upright and from the first."""
        self.sizes = sizes
        self.turns = 0
        self.fit = Fit.WIDTH
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.page_changed.emit()

    @property
    def page(self) -> int:
        """The page being read, from 0."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if bar.value() >= bar.maximum() > 0:
            return self._strip.visible(bar.value(), height)[-1]
        return self._strip.page_at(bar.value() + height // 3)

    def show_page(self, page: int) -> None:
        if self._strip.boxes:
            box = self._strip.boxes[min(max(page, 0), len(self._strip.boxes) - 1)]
            self.verticalScrollBar().setValue(box.top - MARGIN)

    def set_fit(self, fit: Fit) -> None:
        page = self.page
        self.fit = fit
        self._lay_out()
        self.show_page(page)
        self.page_changed.emit()

    def zoom_by(self, steps: float, at_height: int = 0) -> None:
        """Nearer or farther, while what is at this height of the window stays there."""
        bar = self.verticalScrollBar()
        anchor = self._strip.anchor(bar.value() + at_height)
        across = self.horizontalScrollBar().value() + self.viewport().width() / 2
        before, self.fit = self.zoom, Fit.FREE
        self.zoom = min(max(self.zoom * ZOOM_STEP**steps, ZOOM_MIN), ZOOM_MAX)
        self._lay_out()
        bar.setValue(self._strip.height_of(anchor) - at_height)
        middle = across * self.zoom / before - self.viewport().width() / 2
        self.horizontalScrollBar().setValue(round(middle))
        self.page_changed.emit()

    def turn(self) -> None:
        """A quarter turn clockwise."""
        page = self.page
        self.turns = (self.turns + 1) % 4
        self._lay_out()
        self.show_page(page)
        self.page_changed.emit()

    def scale(self, page: int) -> float:
        """Pixels of the window for one point of this page."""
        return self._strip.boxes[page].width / turned(self.sizes[page], self.turns)[0]

    def _lay_out(self) -> None:
        sizes = evened([turned(size, self.turns) for size in self.sizes])
        room = self.viewport().size()
        if self.fit is not Fit.FREE:
            self.zoom = fitting_zoom(
                sizes, (room.width(), room.height()), self.fit, self.logicalDpiX()
            )
        self._strip = lay_out(sizes, self.zoom, self.logicalDpiX(), room.width())
        self.verticalScrollBar().setRange(0, max(0, self._strip.height - room.height()))
        self.verticalScrollBar().setPageStep(max(1, room.height() - MARGIN))
        self.verticalScrollBar().setSingleStep(60)
        self.horizontalScrollBar().setRange(0, max(0, self._strip.width - room.width()))
        self.horizontalScrollBar().setPageStep(room.width())
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        anchor = self._strip.anchor(self.verticalScrollBar().value() + MARGIN)
        self._lay_out()
        self.verticalScrollBar().setValue(self._strip.height_of(anchor) - MARGIN)
        self.page_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        del dx, dy
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(event.angleDelta().y() / WHEEL_STEP, round(event.position().y()))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.show_page(0)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        else:
            super().keyPressEvent(event)

    def box(self, page: int) -> QRect:
        """A page where the scroll bars have brought it."""
        box = self._strip.boxes[page]
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QRect(box.left - across, box.top - down, box.width, box.height)

    def visible(self) -> range:
        """The pages in view."""
        return self._strip.visible(self.verticalScrollBar().value(), self.viewport().height())
