"""The expert's own points side by side: criteria in rows, estates in columns."""

from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.score_sheet import points_text
from meihao_desktop.operations.score_estate import Comparison
from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import caption, title

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
SHARE = 0.94
NAMES = (
    f"QHeaderView::section:vertical {{ color: {colours.INK}; font-weight: 400;"
    f" background: {colours.SUNKEN}; }}"
)
"""The names of rows look as those of every grid."""


class ComparisonTable(QAbstractTableModel):
    """The criteria as names of the rows, their maximum, then a column for each estate."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self._comparison = comparison
        self._strong = theme.font(is_strong=True)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._comparison.rows) + 2

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._comparison.estates) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.FontRole and index.row() < 2:
            return self._strong
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._name(section)
        heads = ("分值", *(estate.name for estate in self._comparison.estates))
        return heads[section]

    def _name(self, row: int) -> str:
        """Stays in view, however many estates there are to the right."""
        if row < 2:
            return ("合计", "状态")[row]
        criterion = self._comparison.rows[row - 2].criterion
        return f"{criterion.number}　{criterion.name}"

    def _text(self, row: int, column: int) -> str:
        """Totals and states stand above, where they are seen without scrolling."""
        shown = self._comparison
        at = column - 1
        if row == 0:
            full = sum((line.criterion.max_points for line in shown.rows), start=Decimal(0))
            return plain(full) if at < 0 else plain(shown.totals[at])
        if row == 1:
            return "" if at < 0 else shown.states[at].value
        line = shown.rows[row - 2]
        return plain(line.criterion.max_points) if at < 0 else points_text(line.points[at])


class ComparisonDialog(QDialog):
    """As large as the window; closes with Esc."""

    def __init__(self, comparison: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("本人评分对比表")
        self.table = ComparisonTable(comparison)
        self.table.setParent(self)
        self.view = QTableView(self)
        self.view.setModel(self.table)
        self.view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.view.verticalHeader().setStyleSheet(NAMES)
        self.view.verticalHeader().setSectionsClickable(False)
        self.view.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setCornerButtonEnabled(False)
        column = QVBoxLayout(self)
        column.addWidget(title("本人评分对比表"))
        column.addWidget(caption("只有您本人各小区的评分；“—”表示尚未打分。"))
        column.addWidget(self.view, 1)
        close = buttons.primary("关闭", self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._size()

    def _size(self) -> None:
        metrics = theme.metrics()
        self.view.verticalHeader().setDefaultSectionSize(metrics.target)
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        names = [self.table.headerData(at, Qt.Orientation.Vertical) or "" for at in self._rows()]
        face = theme.font(metrics.small)
        self.view.verticalHeader().setFont(face)
        advance = QFontMetrics(face).horizontalAdvance
        longest = max(map(advance, names), default=0) + 3 * metrics.unit
        self.view.verticalHeader().setFixedWidth(min(longest, metrics.text * 15))
        self.view.setColumnWidth(0, metrics.text * 3)
        for at in range(1, self.table.columnCount()):
            name = self.table.headerData(at, Qt.Orientation.Horizontal) or ""
            self.view.setColumnWidth(at, max(metrics.text * 5, self._width_of(name)))
        owner = self.parentWidget()
        if owner is not None:
            self.resize(owner.window().size() * SHARE)

    def _rows(self) -> range:
        return range(self.table.rowCount())

    def _width_of(self, name: str) -> int:
        strong: QFont = theme.font(theme.metrics().small, is_strong=True)
        self.view.horizontalHeader().setFont(strong)
        return self.view.horizontalHeader().fontMetrics().horizontalAdvance(name) + 20
