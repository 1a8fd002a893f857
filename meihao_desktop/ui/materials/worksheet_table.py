"""The cells of one worksheet for a table view, with the marks of a searched text."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from meihao_desktop.domain.preview import Worksheet
from meihao_desktop.ui import colours

Index = QModelIndex | QPersistentModelIndex
Cell = tuple[int, int]
_NOWHERE = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole.value  # plain numbers, as the view asks by them
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole.value
_TOOLTIP = Qt.ItemDataRole.ToolTipRole.value
_BACKGROUND = Qt.ItemDataRole.BackgroundRole.value
_OF_HITS = frozenset({_BACKGROUND, Qt.ItemDataRole.ForegroundRole.value})
_FIGURE_ENDS = frozenset("0123456789% \t")
_FIGURE = re.compile(r"[-+]?[\d,]*\.?\d+\s*%?")


class WorksheetTable(QAbstractTableModel):
    """The cells as text: figures stand right, merged cells in the middle, words left."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._columns = 0
        self._merged: frozenset[Cell] = frozenset()
        self._hits: frozenset[Cell] = frozenset()
        self._hit_ground = QBrush(QColor(colours.HIT))  # one for all: data() is asked often
        self._hit_ink = QBrush(QColor(colours.INK))
        vertical = Qt.AlignmentFlag.AlignVCenter
        self._left = int(vertical | Qt.AlignmentFlag.AlignLeft)
        self._right = int(vertical | Qt.AlignmentFlag.AlignRight)
        self._middle = int(vertical | Qt.AlignmentFlag.AlignHCenter)

    def show_worksheet(self, worksheet: Worksheet) -> None:
        self.beginResetModel()
        self._rows = worksheet.rows
        self._columns = max(map(len, worksheet.rows), default=0)
        self._merged = frozenset(
            (merged.first_row, merged.first_column)
            for merged in worksheet.merged
            if merged.last_column > merged.first_column
        )
        self._hits = frozenset()
        self.endResetModel()

    def mark(self, cells: Iterable[Cell]) -> None:
        """Set these cells off from the others."""
        self._hits = frozenset(cells)
        if self._rows and self._columns:
            last = self.index(len(self._rows) - 1, self._columns - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.BackgroundRole])

    def is_wide(self, row: int, column: int) -> bool:
        """Whether the cell reaches over several columns."""
        return (row, column) in self._merged

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A view asks for seven roles of every cell it paints."""
        if role == _DISPLAY:
            return self._text(index)
        if role == _ALIGNMENT:
            return self._alignment(index)
        if role == _TOOLTIP:
            return self._text(index) or None
        if self._hits and role in _OF_HITS and (index.row(), index.column()) in self._hits:
            return self._hit_ground if role == _BACKGROUND else self._hit_ink
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            column_name(section) if orientation is Qt.Orientation.Horizontal else str(section + 1)
        )

    def _text(self, index: Index) -> str:
        row = self._rows[index.row()]
        return row[index.column()] if index.column() < len(row) else ""

    def _alignment(self, index: Index) -> int:
        if self._merged and (index.row(), index.column()) in self._merged:
            return self._middle
        text = self._text(index)
        is_figure = text[-1:] in _FIGURE_ENDS and _FIGURE.fullmatch(text)
        return self._right if is_figure else self._left


def column_name(at: int) -> str:
    """A, B … Z, AA … as spreadsheets name their columns."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_at(cell: str) -> Cell:
    """Row and column, from 0, of a cell such as "C5"; the first cell where it is no such name."""
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    if not (digits and letters.isalpha() and letters.isascii()):
        return 0, 0
    at = 0
    for letter in letters.upper():
        at = at * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, at - 1
