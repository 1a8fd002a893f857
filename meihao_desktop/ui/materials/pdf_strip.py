"""The pages of a pdf as one strip, drawn by Qt's renderer beside the window's thread."""

from pathlib import Path

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from meihao_desktop.ui import colours
from meihao_desktop.ui.materials.page_layout import (
    MARGIN,
    ZOOM_MAX,
    ZOOM_MIN,
    ZOOM_STEP,
    Fit,
    PageBox,
    Strip,
    fitting_zoom,
    lay_out,
    turned,
)
from meihao_desktop.ui.materials.pdf_pages import PdfPages
from meihao_desktop.ui.materials.pdf_source import PageKey

KEPT_BYTES = 96 * 2**20


class PdfStrip(QAbstractScrollArea):
    """Continuous pages with zoom and rotation; a page not drawn yet shows white."""

    page_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = PdfPages(self)
        self.pages.drawn.connect(self.viewport().update)
        self.fit = Fit.WIDTH
        self.zoom = 1.0
        self._turns = 0
        self._strip = Strip()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.viewport().setBackgroundRole(self.backgroundRole())
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.page_changed.emit())
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._ask_for_pages)

    def open(self, path: Path) -> QPdfDocument.Error:
        """Show another document from its first page."""
        self.close_document()
        error = self.pages.open(path)
        self._turns = 0
        self.fit = Fit.WIDTH
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.page_changed.emit()
        return error

    def close_document(self) -> None:
        self.pages.close()
        self._strip = Strip()
        self.viewport().update()

    @property
    def page(self) -> int:
        """The page being read, from 0."""
        if self.verticalScrollBar().value() >= self.verticalScrollBar().maximum() > 0:
            return self._strip.visible(self.verticalScrollBar().value(), self.viewport().height())[
                -1
            ]
        return self._strip.page_at(self.verticalScrollBar().value() + self.viewport().height() // 3)

    def show_page(self, page: int) -> None:
        if self._strip.boxes:
            box = self._strip.boxes[min(max(page, 0), len(self._strip.boxes) - 1)]
            self.verticalScrollBar().setValue(box.top - MARGIN)

    def set_fit(self, fit: Fit) -> None:
        self.fit = fit
        self._lay_out_keeping_page()

    def zoom_by(self, steps: int) -> None:
        self.fit = Fit.FREE
        self.zoom = min(max(self.zoom * ZOOM_STEP**steps, ZOOM_MIN), ZOOM_MAX)
        self._lay_out_keeping_page()

    def turn(self) -> None:
        """A quarter turn clockwise."""
        self._turns = (self._turns + 1) % 4
        self._lay_out_keeping_page()

    def _lay_out_keeping_page(self) -> None:
        page = self.page
        self._lay_out()
        self.show_page(page)
        self.page_changed.emit()

    def _lay_out(self) -> None:
        sizes = [
            turned((size.width(), size.height()), self._turns)
            for size in map(
                self.pages.document.pagePointSize, range(self.pages.document.pageCount())
            )
        ]
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
        self._lay_out_keeping_page()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        del dx, dy
        self.viewport().update()

    def _key(self, page: int) -> PageKey:
        box = self._strip.boxes[page]
        ratio = self.devicePixelRatioF()
        return (page, round(box.width * ratio), round(box.height * ratio), self._turns)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter.fillRect(event.rect(), QColor(colours.SUNKEN))
        for page in self._strip.visible(self.verticalScrollBar().value(), self.viewport().height()):
            box = _rect(self._strip.boxes[page], across, down)
            painter.fillRect(box, Qt.GlobalColor.white)
            image = self.pages.image(self._key(page))
            if image is not None:
                painter.drawImage(box, image)
            else:
                painter.setPen(QColor(colours.SOFT_INK))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "正在显示…")
            painter.setPen(QColor(colours.HAIRLINE))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.end()
        self._settle.start()

    def _ask_for_pages(self) -> None:
        """What is in view first, then the page after and the page before."""
        visible = self._strip.visible(self.verticalScrollBar().value(), self.viewport().height())
        if not visible:
            return
        pages = (*visible, visible[-1] + 1, visible[0] - 1)
        self.pages.ask_for(self._key(p) for p in pages if 0 <= p < len(self._strip.boxes))


def _rect(box: PageBox, across: int, down: int) -> QRect:
    """A page where the scroll bars have brought it."""
    return QRect(box.left - across, box.top - down, box.width, box.height)
