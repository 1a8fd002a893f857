"""A grid with names on both sides, as of estates and experts; every cell is written beforehand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPixmap

from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import SHADES, Tone
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.widgets.rows_model import CENTRE, Index, Mark

Orientation = Qt.Orientation
ItemRole = Qt.ItemDataRole


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """What stands in one square: a word with its mark; ``hint`` says it in full."""

    text: str
    mark: Mark | None = None
    hint: str = ""
    is_struck: bool = False
    is_strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The names of rows and columns, and the squares row by row."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[MatrixCell, ...], ...] = ()


class MatrixModel(QAbstractTableModel):
    """Shows a matrix; it never changes it."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix = Matrix()
        self._by_role: dict[int, Callable[[MatrixCell], object]] = {
            ItemRole.DisplayRole: lambda cell: cell.text,
            ItemRole.DecorationRole: _picture,
            ItemRole.ForegroundRole: _brush,
            ItemRole.ToolTipRole: lambda cell: cell.hint or None,
            ItemRole.FontRole: _font,
            ItemRole.TextAlignmentRole: lambda _cell: CENTRE,
        }

    def show_matrix(self, matrix: Matrix) -> None:
        """Show another matrix; where only squares changed the cursor stays."""
        before, self.matrix = self.matrix, matrix
        if (before.rows, before.columns) == (matrix.rows, matrix.columns):
            if before.cells != matrix.cells and matrix.cells:
                last = self.index(len(matrix.rows) - 1, len(matrix.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.matrix = before
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.matrix.columns)

    def data(self, index: Index, role: int = ItemRole.DisplayRole) -> object:
        draw = self._by_role.get(role)
        return draw(self.matrix.cells[index.row()][index.column()]) if draw else None

    def headerData(
        self, section: int, orientation: Orientation, role: int = ItemRole.DisplayRole
    ) -> object:
        names = _names(self.matrix, orientation)
        if role in (ItemRole.DisplayRole, ItemRole.ToolTipRole):
            return names[section] if section < len(names) else None
        if role == ItemRole.TextAlignmentRole and orientation is Orientation.Horizontal:
            return CENTRE
        return None


def _names(matrix: Matrix, orientation: Orientation) -> Sequence[str]:
    return matrix.columns if orientation is Orientation.Horizontal else matrix.rows


def _picture(cell: MatrixCell) -> QPixmap | None:
    if cell.mark is None or not cell.mark[1]:
        return None
    return picture(cell.mark[1], SHADES[cell.mark[0]].text, theme.metrics().text)


def _brush(cell: MatrixCell) -> QBrush | None:
    return _brush_of(cell.mark[0]) if cell.mark else None


@lru_cache(maxsize=16)
def _brush_of(tone: Tone) -> QBrush:
    return QBrush(QColor(SHADES[tone].text))


def _font(cell: MatrixCell) -> QFont | None:
    if not (cell.is_struck or cell.is_strong):
        return None
    font = theme.font(is_strong=cell.is_strong)
    font.setStrikeOut(cell.is_struck)
    return font
