"""The left pane: the expert's estates with state, progress and own points."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.operations.score_estate import EstateRow
from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.badge import STATE_MARKS
from meihao_desktop.ui.widgets.text import strong

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
SHUT_MARK = (Tone.WARNING, "clock")


def state_word(row: EstateRow) -> str:
    """The state as people say it."""
    if row.is_signed:
        return "已签字"
    if row.shut is not None:
        return row.shut.by.value
    return row.state.value


class EstateTable(QAbstractListModel):
    """One line for each estate."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[EstateRow, ...] = ()

    def show_rows(self, rows: Sequence[EstateRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def replace_row(self, row: EstateRow) -> None:
        at = next(i for i, kept in enumerate(self.rows) if kept.estate.id == row.estate.id)
        if self.rows[at] != row:
            self.rows = (*self.rows[:at], row, *self.rows[at + 1 :])
            self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            progress = "" if row.is_closed else f"，已评 {row.answered}/{row.criteria}"
            return f"{row.estate.name}，{row.county_name}，{state_word(row)}{progress}"
        if role == Qt.ItemDataRole.ToolTipRole:
            why = f"\n{row.shut.sentence}" if row.shut else ""
            return f"{row.estate.name}（{row.county_name}）{why}"
        return None


class EstateLine(QStyledItemDelegate):
    """Name above; state word, progress and points below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(120, round(theme.metrics().text * 3.1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = index.model()
        assert isinstance(table, EstateTable)  # noqa: S101 - this delegate serves no other
        row = table.rows[index.row()]
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.ACCENT_SOFT))
            painter.fillRect(rect.left(), rect.top(), 5, rect.height(), QColor(colours.ACCENT))
        _paint_name(painter, rect, row)
        _paint_state(painter, rect, row)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.HAIRLINE))
        painter.restore()


class EstatesPane(QWidget):
    """All estates of the expert; choosing one shows it."""

    chosen = Signal(str)
    hand_over_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = EstateTable()
        self.heading = strong()
        self.view = QListView(self)
        self.view.setModel(self.table)
        self.view.setItemDelegate(EstateLine(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.heading.setContentsMargins(12, 8, 8, 8)
        layout.addWidget(self.heading)
        layout.addWidget(self.view, 1)
        self.hand_over = buttons.primary("交回评分…", self.hand_over_asked.emit, "save")
        self.hand_over.hide()
        layout.addWidget(self.hand_over)
        self.view.clicked.connect(self._choose)
        theme.follow(self._adapt)

    def show_rows(self, rows: Sequence[EstateRow], current: EstateId | None) -> None:
        self.table.show_rows(rows)
        self._count()
        if current is not None:
            self.mark_current(current)

    def replace_row(self, row: EstateRow) -> None:
        self.table.replace_row(row)
        self._count()

    def mark_current(self, estate: EstateId) -> None:
        at = next((i for i, row in enumerate(self.table.rows) if row.estate.id == estate), None)
        if at is not None:
            self.view.setCurrentIndex(self.table.index(at, 0))

    def _count(self) -> None:
        done = (CellState.SUBMITTED, CellState.ABSTAINED)
        due = [row for row in self.table.rows if not row.is_recused]
        text = f"已交 {sum(row.state in done for row in due)}/{len(due)}"
        if self.heading.text() != text:
            self.heading.setText(text)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.table.rows[index.row()].estate.id)

    def _adapt(self) -> None:
        self.setMinimumWidth(round(theme.metrics().text * 7.5))
        self.view.doItemsLayout()


def _paint_name(painter: QPainter, rect: QRect, row: EstateRow) -> None:
    above = rect.adjusted(14, 4, -10, -rect.height() // 2)
    painter.setFont(theme.font(is_strong=True))
    painter.setPen(QColor(colours.SOFT_INK if row.is_closed else colours.INK))
    name = painter.fontMetrics().elidedText(
        row.estate.name, Qt.TextElideMode.ElideRight, above.width()
    )
    painter.drawText(above, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)


def _paint_state(painter: QPainter, rect: QRect, row: EstateRow) -> None:
    below = rect.adjusted(14, rect.height() // 2, -10, -6)
    painter.setFont(theme.font(theme.metrics().small))
    tone, icon_name = state_mark(row)
    colour = colours.SHADES[tone].text
    size = theme.metrics().small
    painter.drawPixmap(
        below.left(), below.center().y() - size // 2, picture(icon_name, colour, size)
    )
    painter.setPen(QColor(colour))
    left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    room = below.adjusted(size + 6, 0, 0, 0)
    elide = Qt.TextElideMode.ElideRight
    painter.drawText(
        room, left, painter.fontMetrics().elidedText(_progress(row), elide, room.width())
    )
    if row.answered and not row.is_closed:
        painter.setFont(theme.font(theme.metrics().small, is_strong=True))
        painter.setPen(QColor(colours.INK))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(below, right, plain(row.points))


def state_mark(row: EstateRow) -> tuple[Tone, str]:
    """Colour and icon of the state; an estate that is shut for now has a sign of its own."""
    if row.shut is not None and not row.is_recused:
        return SHUT_MARK
    return STATE_MARKS[row.state]


def _progress(row: EstateRow) -> str:
    if row.is_recused and row.recusal is not None:
        return f"{state_word(row)} · {row.recusal.interest.value}"
    if row.state is CellState.DRAFT:
        return f"{state_word(row)} {row.answered}/{row.criteria}"
    return state_word(row)
