"""The pages of a document as one strip, drawn beside the window's thread."""

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.picture import PageHit
from meihao_desktop.ui import colours
from meihao_desktop.ui.materials.drawn_pages import DrawnPages
from meihao_desktop.ui.materials.page_area import PageArea
from meihao_desktop.ui.materials.page_layout import Size, placed
from meihao_desktop.ui.materials.page_marks import PageMarks
from meihao_desktop.ui.materials.page_painting import paint_mark, paint_part, paint_waiting
from meihao_desktop.ui.materials.page_source import PageSource
from meihao_desktop.ui.materials.page_tiles import PageKey, keys_for


class PageStrip(PageArea):
    """Continuous pages; one not drawn yet shows its last drawing stretched, or white."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = DrawnPages(self, priority=1)
        self.pages.drawn.connect(self.viewport().update)
        self.marks = PageMarks(self)
        self.marks.changed.connect(self.viewport().update)
        self.marks.current_changed.connect(self._show_current_hit)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._ask_for_pages)

    def open(self, source: PageSource, sizes: tuple[Size, ...]) -> None:
        """Show another document from its first page."""
        self.pages.open(source)
        self.show_sizes(sizes)
        self.marks.open(source, len(sizes))

    def close_document(self) -> None:
        self.marks.close()
        self.pages.close()
        self.show_sizes(())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(colours.SUNKEN))
        for page in self.visible():
            self._paint_page(painter, page)
        painter.end()
        self._settle.start()

    def _paint_page(self, painter: QPainter, page: int) -> None:
        box = self.box(page)
        painter.fillRect(box, Qt.GlobalColor.white)
        keys = self._keys(page)
        first = self.pages.image(keys[0]) or self.pages.any_image(page, self.turns)
        if first is not None:
            painter.drawImage(QRectF(box), first)
        else:
            paint_waiting(painter, box & self.viewport().rect(), self.pages.refused.get(page, ""))
        for key in keys[1:]:
            paint_part(painter, box, key, self.pages.image(key))
        for hit in self.marks.on_page(page):
            paint_mark(painter, self._rects(hit), is_current=hit is self.marks.current)
        painter.setPen(QColor(colours.HAIRLINE))
        painter.drawRect(box.adjusted(-1, -1, 0, 0))

    def _keys(self, page: int) -> tuple[PageKey, ...]:
        """The drawings that a page needs on this screen."""
        box, ratio = self.box(page), self.devicePixelRatioF()
        width, height = (max(1, round(edge * ratio)) for edge in (box.width(), box.height()))
        whole = PageKey(page, width, height, self.turns)
        seen = box.intersected(self.viewport().rect()).translated(-box.topLeft())
        edges = (seen.left(), seen.top(), seen.width(), seen.height())
        left, top, across, down = (round(edge * ratio) for edge in edges)
        return keys_for(whole, (left, top, across, down))

    def _rects(self, hit: PageHit) -> list[QRect]:
        """Where a hit is in the window."""
        corner, size = self.box(hit.page).topLeft(), self.sizes[hit.page]
        boxes = (placed(box, size, self.turns, self.scale(hit.page)) for box in hit.boxes)
        return [QRectF(*box).toAlignedRect().translated(corner) for box in boxes]

    def _show_current_hit(self) -> None:
        """Bring the current hit into the middle of the window, unless it is in view."""
        hit = self.marks.current
        rects = self._rects(hit) if hit is not None else []
        if rects and not self.viewport().rect().contains(rects[0]):
            middle = rects[0].center() - self.viewport().rect().center()
            for bar, by in (
                (self.verticalScrollBar(), middle.y()),
                (self.horizontalScrollBar(), middle.x()),
            ):
                bar.setValue(bar.value() + by)
        self.viewport().update()

    def _ask_for_pages(self) -> None:
        """What is in view first, then the page after and the page before."""
        visible = self.visible()
        if not visible:
            return
        beside = (visible[-1] + 1, visible[0] - 1)
        pages = (*visible, *(page for page in beside if 0 <= page < len(self.sizes)))
        self.pages.want([key for page in pages for key in self._keys(page)])
