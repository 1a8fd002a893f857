"""The expert's own points side by side: criteria in rows, estates in columns."""

from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.score_sheet import points_text
from meihao_desktop.operations.score_estate import Comparison
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import caption, title

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
SHARE = 0.94


class ComparisonTable(QAbstractTableModel):
    """Number and name of the criterion, its maximum, then a column for each estate."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self._comparison = comparison
        self._strong = theme.font(is_strong=True)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._comparison.rows) + 2

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._comparison.estates) + 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.FontRole and index.row() < 2:
            return self._strong
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        heads = ("评分项", "分值", *(estate.name for estate in self._comparison.estates))
        return heads[section]

    def _text(self, row: int, column: int) -> str:
        """Totals and states stand above, where they are seen without scrolling."""
        shown = self._comparison
        at = column - 2
        if row == 0:
            full = sum((line.criterion.max_points for line in shown.rows), start=Decimal(0))
            return ("合计", plain(full))[column] if at < 0 else plain(shown.totals[at])
        if row == 1:
            return ("状态", "")[column] if at < 0 else shown.states[at].value
        line = shown.rows[row - 2]
        if at < 0:
            name = f"{line.criterion.number}　{line.criterion.name}"
            return (name, plain(line.criterion.max_points))[column]
        return points_text(line.points[at])


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
        self.view.verticalHeader().hide()
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
        self.view.setColumnWidth(0, metrics.text * 15)
        self.view.setColumnWidth(1, metrics.text * 3)
        for at in range(2, self.table.columnCount()):
            name = self.table.headerData(at, Qt.Orientation.Horizontal) or ""
            self.view.setColumnWidth(at, max(metrics.text * 5, self._width_of(name)))
        owner = self.parentWidget()
        if owner is not None:
            self.resize(owner.window().size() * SHARE)

    def _width_of(self, name: str) -> int:
        strong: QFont = theme.font(theme.metrics().small, is_strong=True)
        self.view.horizontalHeader().setFont(strong)
        return self.view.horizontalHeader().fontMetrics().horizontalAdvance(name) + 32
