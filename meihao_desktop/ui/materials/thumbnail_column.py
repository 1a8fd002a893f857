"""All pages of a document in small beside it; each is drawn when it first comes into view."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.materials.drawn_pages import DrawnPages
from meihao_desktop.ui.materials.page_layout import Size
from meihao_desktop.ui.materials.page_source import PageSource
from meihao_desktop.ui.materials.page_tiles import PageKey

WIDTH_CHARACTERS = 6.5
KEPT_BYTES = 24 * 2**20
AHEAD = 4
_Index = QModelIndex | QPersistentModelIndex


class _Pages(QAbstractListModel):
    """As many rows as there are pages."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.count = 0

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.count

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        is_text = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return f"第 {index.row() + 1} 页" if is_text else None

    def show_count(self, count: int) -> None:
        self.beginResetModel()
        self.count = count
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    """A small page over its number; the current page has a frame."""

    def __init__(self, column: "ThumbnailColumn") -> None:
        super().__init__(column)
        self._column = column

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return self._column.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        line = theme.metrics().small + 8
        box = self._column.box_in(index.row(), cell.adjusted(8, 8, -8, -line))
        painter.fillRect(box, Qt.GlobalColor.white)
        image = self._column.pages.image(self._column.key(index.row()))
        if image is not None:
            painter.drawImage(QRectF(box), image)
        painter.setPen(
            QPen(QColor(colours.ACCENT), 3) if is_current else QPen(QColor(colours.HAIRLINE), 1)
        )
        painter.drawRect(box.adjusted(-2, -2, 1, 1) if is_current else box.adjusted(-1, -1, 0, 0))
        painter.setFont(theme.font(theme.metrics().small, is_strong=is_current))
        painter.setPen(QColor(colours.ACCENT if is_current else colours.SOFT_INK))
        number = QRect(cell.left(), cell.bottom() - line + 2, cell.width(), line - 2)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        painter.restore()


class ThumbnailColumn(QListView):
    """Hidden until asked for; arrow keys and clicks choose a page."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = DrawnPages(self, KEPT_BYTES, priority=-1)
        self.pages.drawn.connect(self.viewport().update)
        self._rows = _Pages(self)
        self._sizes: tuple[Size, ...] = ()
        self.cell = QSize()
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(self.Shape.NoFrame)
        self.setAccessibleName("缩略图")
        self.selectionModel().currentChanged.connect(self._tell)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._ask_for_pages)
        theme.follow(self._adapt)
        self.hide()

    def open(self, source: PageSource, sizes: tuple[Size, ...]) -> None:
        self.pages.open(source)
        self._sizes = sizes
        self._rows.show_count(len(sizes))

    def close_document(self) -> None:
        self.pages.close()
        self._sizes = ()
        self._rows.show_count(0)

    def show_current(self, page: int) -> None:
        """The page being read was changed elsewhere."""
        index = self._rows.index(page)
        if index != self.currentIndex():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(index)
            self.selectionModel().blockSignals(False)
            self.scrollTo(index)
            self.viewport().update()

    def box_in(self, page: int, room: QRect) -> QRect:
        """The small page as large as the room allows, in its middle."""
        width, height = self._sizes[page]
        scale = min(room.width() / width, room.height() / height)
        box = QRect(0, 0, max(4, round(width * scale)), max(4, round(height * scale)))
        box.moveCenter(room.center())
        return box

    def key(self, page: int) -> PageKey:
        line = theme.metrics().small + 8
        box = self.box_in(page, QRect(0, 0, self.cell.width() - 16, self.cell.height() - 8 - line))
        ratio = self.devicePixelRatioF()
        return PageKey(page, round(box.width() * ratio), round(box.height() * ratio), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._settle.start()

    def _ask_for_pages(self) -> None:
        """What is in view, then a few below."""
        if not self._sizes or not self.isVisible():
            return
        first = max(0, self.verticalScrollBar().value() // max(self.cell.height(), 1))
        count = self.viewport().height() // max(self.cell.height(), 1) + 2 + AHEAD
        self.pages.want([self.key(p) for p in range(first, min(first + count, len(self._sizes)))])

    def _tell(self, current: QModelIndex) -> None:
        self.viewport().update()
        if current.isValid():
            self.chosen.emit(current.row())

    def _adapt(self) -> None:
        width = round(theme.metrics().text * WIDTH_CHARACTERS)
        bar = self.verticalScrollBar().sizeHint().width()
        self.cell = QSize(width, round((width - 16) * 1.42) + theme.metrics().small + 16)
        self.setFixedWidth(width + bar)
        self.scheduleDelayedItemsLayout()
