"""A table model over a tuple of frozen rows: columns say how each row is shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPixmap

from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import SHADES, Tone
from meihao_desktop.ui.icons import picture

Index = QModelIndex | QPersistentModelIndex
Mark = tuple[Tone, str]
Row = Any
"""Whatever frozen value the table lists."""
Answer = Callable[[Any], object]

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading and how a row's cell is written.

    ``width`` counts Chinese characters; 0 takes what room is left. ``mark`` gives the tone and
    icon of a cell; ``hint`` its tooltip; ``struck`` and ``strong`` whether it is struck through or
    in bold.
    """

    heading: str
    text: Callable[[Any], str]
    width: int = 0
    align: Qt.AlignmentFlag = LEFT
    mark: Callable[[Any], Mark | None] | None = None
    hint: Callable[[Any], str] | None = None
    struck: Callable[[Any], bool] | None = None
    strong: Callable[[Any], bool] | None = None


class RowsModel(QAbstractTableModel):
    """Shows rows; it never changes them."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: tuple[Any, ...] = ()
        self._answers = _answers(self.columns)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the same rows are left as they are."""
        if tuple(rows) == self.rows:
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column], rows: Sequence[Any]) -> None:
        """Show other columns and rows at once."""
        self.beginResetModel()
        self.columns, self.rows = tuple(columns), tuple(rows)
        self._answers = _answers(self.columns)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A view asks for seven roles of every cell it paints: most are answered at once."""
        answers = self._answers.get(role)
        answer = answers[index.column()] if answers else None
        return answer(self.rows[index.row()]) if answer else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].align
        return None


def _answers(columns: Sequence[Column]) -> Mapping[int, tuple[Answer | None, ...]]:
    """What answers each role, column by column; roles that no column answers are left out."""
    found: dict[int, tuple[Answer | None, ...]] = {
        Qt.ItemDataRole.DisplayRole.value: tuple(column.text for column in columns),
        Qt.ItemDataRole.DecorationRole.value: tuple(
            partial(_picture, column.mark) if column.mark else None for column in columns
        ),
        Qt.ItemDataRole.ForegroundRole.value: tuple(
            partial(_brush, column.mark) if column.mark else None for column in columns
        ),
        Qt.ItemDataRole.ToolTipRole.value: tuple(column.hint for column in columns),
        Qt.ItemDataRole.FontRole.value: tuple(
            partial(_font, column) if column.struck or column.strong else None for column in columns
        ),
        Qt.ItemDataRole.TextAlignmentRole.value: tuple(
            None if column.align == LEFT else partial(_same, int(column.align))
            for column in columns
        ),
    }
    return {role: answers for role, answers in found.items() if any(answers)}


def _picture(mark_of: Callable[[Row], Mark | None], row: Row) -> QPixmap | None:
    mark = mark_of(row)
    if mark is None or not mark[1]:
        return None
    return picture(mark[1], SHADES[mark[0]].text, theme.metrics().text)


def _brush(mark_of: Callable[[Row], Mark | None], row: Row) -> QBrush | None:
    mark = mark_of(row)
    return _brush_of(mark[0]) if mark else None


def _font(column: Column, row: Row) -> QFont | None:
    is_struck = column.struck is not None and column.struck(row)
    is_strong = column.strong is not None and column.strong(row)
    if not (is_struck or is_strong):
        return None
    font = theme.font(is_strong=is_strong)
    font.setStrikeOut(is_struck)
    return font


def _same(value: int, _row: Row) -> int:
    return value


@lru_cache(maxsize=16)
def _brush_of(tone: Tone) -> QBrush:
    return QBrush(QColor(SHADES[tone].text))
