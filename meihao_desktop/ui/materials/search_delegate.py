"""Draws one line of a search: where it stands, and the words marked among their neighbours."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from meihao_desktop.operations.search_materials import Hit
from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.materials.search_rows import HeadingRow, HitRow, SearchRow, WordlessRow

PAD = 10
EDGE = 4
WIDE = 36
"""From so many characters on, one line is enough for a hit and its neighbours."""
SHARE_BEFORE = 0.4
MARK_GROUND = "#FFE08A"  # as a marker pen leaves it; ink on it has 12:1

Index = QModelIndex | QPersistentModelIndex


def excerpt(hit: Hit, characters: int) -> tuple[str, int, int]:
    """The words among as many neighbours as fit; the text, where the words begin, how long."""
    room = max(0, characters - len(hit.match))
    ahead = max(round(room * SHARE_BEFORE), room - len(hit.after))
    before = hit.before if len(hit.before) <= ahead else f"…{hit.before[len(hit.before) - ahead :]}"
    behind = max(0, room - len(before))
    after = hit.after if len(hit.after) <= behind else f"{hit.after[:behind]}…"
    return f"{before}{hit.match}{after}", len(before), len(hit.match)


class SearchDelegate(QStyledItemDelegate):
    """Headings in bold, hits with their place above the words, all as high as the text needs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = theme.metrics()
        row = _row(index)
        if not isinstance(row, HitRow):
            return QSize(metrics.text, metrics.target)
        lines = _lines(_width(option)) * metrics.line + round(metrics.small * 1.4)
        return QSize(metrics.text, max(metrics.target, lines + metrics.unit))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = _row(index)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if isinstance(row, HeadingRow):
            _paint_heading(painter, rect, row)
        else:
            _paint_ground(painter, rect, option.state)  # type: ignore[attr-defined]
            inner = rect.adjusted(PAD + EDGE, 0, -PAD, 0)
            if isinstance(row, WordlessRow):
                painter.setFont(theme.font())
                _draw_line(painter, inner, row.material.file_name)
            else:
                _paint_hit(painter, inner, row)
        painter.restore()


def _row(index: Index) -> SearchRow:
    return index.model().rows[index.row()]  # type: ignore[attr-defined]


def _width(option: QStyleOptionViewItem) -> int:
    """The list's own width; Qt asks for the size before it knows the place."""
    widget = option.widget  # type: ignore[attr-defined]
    return widget.viewport().width() if widget is not None else option.rect.width()  # type: ignore[attr-defined]


def _lines(width: int) -> int:
    return 1 if width >= WIDE * theme.metrics().text else 2


def _paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(colours.ACCENT_SOFT))
        painter.fillRect(rect.adjusted(0, 0, EDGE - rect.width(), 0), QColor(colours.ACCENT))
    painter.fillRect(rect.adjusted(PAD, rect.height() - 1, -PAD, 0), QColor(colours.HAIRLINE))
    painter.setPen(QColor(colours.INK))


def _paint_heading(painter: QPainter, rect: QRect, row: HeadingRow) -> None:
    small = theme.metrics().small
    painter.fillRect(rect, QColor(colours.SUNKEN))
    inner = rect.adjusted(PAD, 0, -PAD, 0)
    painter.setFont(theme.font(small))
    painter.setPen(QColor(colours.SOFT_INK))
    counted = painter.fontMetrics().horizontalAdvance(row.count) if row.count else 0
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.count)
    painter.setFont(theme.font(small, is_strong=True))
    painter.setPen(QColor(colours.INK))
    _draw_line(painter, inner.adjusted(0, 0, -counted - PAD, 0), row.text)


def _draw_line(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _paint_hit(painter: QPainter, inner: QRect, row: HitRow) -> None:
    metrics = theme.metrics()
    place_height = round(metrics.small * 1.4)
    lines = _lines(inner.width() + 2 * PAD + EDGE)
    top = inner.top() + (inner.height() - place_height - lines * metrics.line) // 2
    painter.setFont(theme.font(metrics.small))
    painter.setPen(QColor(colours.SOFT_INK))
    _draw_line(painter, QRect(inner.left(), top, inner.width(), place_height), row.place)
    painter.setPen(QColor(colours.INK))
    text, at, length = excerpt(row.hit, lines * (inner.width() // metrics.text) - lines)
    layout = QTextLayout(text, theme.font())
    layout.setTextOption(_anywhere())
    layout.setFormats([_marked(at, length)])
    layout.beginLayout()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(inner.width())
        line.setPosition(QPointF(0, number * metrics.line))
    layout.endLayout()
    clip = QRectF(inner.left(), top, inner.width(), inner.height())
    layout.draw(painter, QPointF(inner.left(), top + place_height), [], clip)


def _anywhere() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _marked(at: int, length: int) -> QTextLayout.FormatRange:
    marked = QTextLayout.FormatRange()
    look = QTextCharFormat()
    look.setFontWeight(700)
    look.setBackground(QColor(MARK_GROUND))
    marked.start, marked.length, marked.format = at, length, look  # type: ignore[attr-defined]
    return marked
