"""Workbooks inside the window: worksheets as tabs, merged cells as they were."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTabBar, QTableView, QWidget

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import Preview, WorkbookPreview, Worksheet
from meihao_desktop.ui.materials.previewed import PreviewedViewer
from meihao_desktop.ui.materials.viewer import column, notice_label

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
WIDEST = 420


class WorksheetTable(QAbstractTableModel):
    """The cells of one worksheet as text."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._columns = 0

    def show_rows(self, rows: tuple[tuple[str, ...], ...]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._columns = max(map(len, rows), default=0)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            row = self._rows[index.row()]
            return row[index.column()] if index.column() < len(row) else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.data(index) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            column_name(section) if orientation is Qt.Orientation.Horizontal else str(section + 1)
        )


class WorkbookViewer(PreviewedViewer):
    """A workbook; a place is a cell of a worksheet ("收缴率!C5")."""

    kind = MaterialKind.WORKBOOK

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        self.tabs = QTabBar(content)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.table = WorksheetTable()
        self.view = QTableView(content)
        self.view.setModel(self.table)
        self.view.setFrameShape(QTableView.Shape.NoFrame)
        self.view.setWordWrap(False)
        self.cut_notice = notice_label("工作表较长，以下部分请在系统程序中打开查看。")
        column(content, self.tabs, self.cut_notice, self.view)
        super().__init__(content, parent)
        self._worksheets: tuple[Worksheet, ...] = ()
        self.tabs.currentChanged.connect(self._show_worksheet)

    def fill(self, preview: Preview) -> None:
        if not isinstance(preview, WorkbookPreview):
            return
        self._worksheets = preview.worksheets
        for sheet in self._worksheets:
            self.tabs.addTab(sheet.name)
        self.tabs.setVisible(len(self._worksheets) > 1)

    def empty(self) -> None:
        self._worksheets = ()
        while self.tabs.count():
            self.tabs.removeTab(0)
        self.view.clearSpans()
        self.table.show_rows(())

    def place(self) -> str:
        if not self._worksheets:
            return ""
        index = self.view.currentIndex()
        name = self._worksheets[self.tabs.currentIndex()].name
        cell = f"{column_name(index.column())}{index.row() + 1}" if index.isValid() else ""
        return f"{name}!{cell}" if cell else name

    def show_now(self, place: str) -> None:
        name, _, cell = place.rpartition("!") if "!" in place else (place, "", "")
        names = [sheet.name for sheet in self._worksheets]
        if name in names:
            self.tabs.setCurrentIndex(names.index(name))
        if cell:
            row, at = cell_at(cell)
            index = self.table.index(row, at)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index, QTableView.ScrollHint.PositionAtCenter)

    def _show_worksheet(self, at: int) -> None:
        if not 0 <= at < len(self._worksheets):
            return
        sheet = self._worksheets[at]
        self.view.clearSpans()
        self.table.show_rows(sheet.rows)
        for merged in sheet.merged:
            self.view.setSpan(
                merged.first_row,
                merged.first_column,
                merged.last_row - merged.first_row + 1,
                merged.last_column - merged.first_column + 1,
            )
        self._fit_columns()
        self.cut_notice.setVisible(sheet.is_cut)

    def _fit_columns(self) -> None:
        """Widths from the first rows only: measuring all of a long table would take seconds."""
        metrics = self.view.fontMetrics()
        sheet = self._worksheets[self.tabs.currentIndex()]
        wide = {
            (m.first_row, m.first_column) for m in sheet.merged if m.last_column > m.first_column
        }
        for at in range(self.table.columnCount()):
            rows = (row for row in range(self._sampled) if (row, at) not in wide)
            texts = (self.table.data(self.table.index(row, at)) or "" for row in rows)
            widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            self.view.setColumnWidth(at, min(max(widest + 24, 64), WIDEST))

    @property
    def _sampled(self) -> int:
        return min(self.table.rowCount(), 60)


def column_name(at: int) -> str:
    """A, B … Z, AA … as spreadsheets name their columns."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_at(cell: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell such as "C5"; the first cell where it is no such name."""
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    if not (digits and letters.isalpha() and letters.isascii()):
        return 0, 0
    at = 0
    for letter in letters.upper():
        at = at * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, at - 1
