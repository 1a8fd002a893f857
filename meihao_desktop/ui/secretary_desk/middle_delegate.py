"""Draws a square with its icon and its word together in the middle."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

GAP = 8


class MiddleDelegate(QStyledItemDelegate):
    """Qt would put the icon at the left edge, far from its word."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        square = QStyleOptionViewItem(option)
        self.initStyleOption(square, index)
        if square.icon.isNull():  # type: ignore[attr-defined]
            self._draw_ground(painter, square)
            return
        icon, words = QIcon(square.icon), square.text  # type: ignore[attr-defined]
        square.icon, square.text = QIcon(), ""  # type: ignore[attr-defined]
        self._draw_ground(painter, square)
        self._draw_both(painter, square, icon, words)

    def _draw_ground(self, painter: QPainter, square: QStyleOptionViewItem) -> None:
        widget = square.widget  # type: ignore[attr-defined]
        style = widget.style() if widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, square, painter, widget)

    def _draw_both(
        self, painter: QPainter, square: QStyleOptionViewItem, icon: QIcon, words: str
    ) -> None:
        rect: QRect = square.rect  # type: ignore[attr-defined]
        side = square.decorationSize.width()  # type: ignore[attr-defined]
        wide = side + GAP + square.fontMetrics.horizontalAdvance(words)  # type: ignore[attr-defined]
        left = max(rect.left() + 4, rect.center().x() - wide // 2)
        top = rect.center().y() - side // 2
        painter.save()
        icon.paint(painter, QRect(left, top, side, side))
        painter.setFont(square.font)  # type: ignore[attr-defined]
        painter.setPen(square.palette.text().color())  # type: ignore[attr-defined]
        room = QRect(left + side + GAP, rect.top(), rect.right() - left - side - GAP, rect.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()
