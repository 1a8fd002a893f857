"""Workbooks inside the window: worksheets as tabs, merged cells as they were."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QTabBar, QTableView, QWidget

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import Preview, WorkbookPreview, Worksheet
from meihao_desktop.domain.wording import Wording
from meihao_desktop.ui import theme
from meihao_desktop.ui.materials.previewed import PreviewedViewer
from meihao_desktop.ui.materials.viewer import column, notice_label
from meihao_desktop.ui.materials.worksheet_table import WorksheetTable, cell_at, column_name
from meihao_desktop.ui.widgets.text import body

WIDEST_CHARACTERS = 18
SAMPLED_ROWS = 60
CELL_EDGES = 20
Hit = tuple[int, int, int]  # worksheet, row, column


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
        self.whole_cell = body()
        self.whole_cell.setContentsMargins(12, 6, 12, 6)
        self.whole_cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole_cell.hide()
        column(content, self.tabs, self.cut_notice, self.whole_cell, self.view)
        self._marks = CellMarks(self)
        super().__init__(content, self._marks, parent)
        self.worksheets: tuple[Worksheet, ...] = ()
        self.tabs.currentChanged.connect(self._show_worksheet)
        self.view.selectionModel().currentChanged.connect(self._show_whole_cell)
        theme.follow(self._adapt)

    def fill(self, preview: Preview) -> None:
        if not isinstance(preview, WorkbookPreview):
            return
        self.worksheets = preview.worksheets
        for sheet in self.worksheets:
            self.tabs.addTab(sheet.name)
        self.tabs.setVisible(len(self.worksheets) > 1)

    def empty(self) -> None:
        self.worksheets = ()
        self._marks.forget()
        while self.tabs.count():
            self.tabs.removeTab(0)
        self.view.clearSpans()
        self.table.show_worksheet(Worksheet(name=""))
        self.whole_cell.hide()

    def place(self) -> str:
        if not self.worksheets:
            return ""
        index = self.view.currentIndex()
        name = self.worksheets[self.tabs.currentIndex()].name
        cell = f"{column_name(index.column())}{index.row() + 1}" if index.isValid() else ""
        return f"{name}!{cell}" if cell else name

    def show_now(self, place: str) -> None:
        name, _, cell = place.rpartition("!") if "!" in place else (place, "", "")
        names = [sheet.name for sheet in self.worksheets]
        if name in names:
            self.tabs.setCurrentIndex(names.index(name))
        elif not cell:
            cell = place  # of a workbook with one worksheet people name the cell alone
        if cell:
            self.show_cell(*cell_at(cell))

    def show_cell(self, row: int, at: int) -> None:
        """Bring a cell of the worksheet in view into the middle."""
        index = self.table.index(row, at)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index, QTableView.ScrollHint.PositionAtCenter)

    def _show_worksheet(self, at: int) -> None:
        if not 0 <= at < len(self.worksheets):
            return
        sheet = self.worksheets[at]
        self.view.clearSpans()
        self.table.show_worksheet(sheet)
        self.whole_cell.hide()
        for merged in sheet.merged:
            self.view.setSpan(
                merged.first_row,
                merged.first_column,
                merged.last_row - merged.first_row + 1,
                merged.last_column - merged.first_column + 1,
            )
        self._fit_columns()
        self._marks.show_worksheet()
        self.cut_notice.setVisible(sheet.is_cut)

    def _show_whole_cell(self, index: QModelIndex) -> None:
        """A text that its column cuts off is read above the table."""
        words = str(index.data() or "") if index.isValid() else ""
        room = self.view.visualRect(index).width() - CELL_EDGES
        is_cut = "\n" in words or self.view.fontMetrics().horizontalAdvance(words) > room
        self.whole_cell.setText(words)
        self.whole_cell.setVisible(bool(words) and is_cut)

    def _adapt(self) -> None:
        self.view.verticalHeader().setDefaultSectionSize(
            theme.metrics().line + theme.metrics().unit
        )
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Widths from the first rows only: measuring all of a long table would take seconds."""
        metrics = self.view.fontMetrics()
        widest = WIDEST_CHARACTERS * theme.metrics().text
        rows = range(min(self.table.rowCount(), SAMPLED_ROWS))
        for at in range(self.table.columnCount()):
            cells = (self.table.index(row, at) for row in rows if not self.table.is_wide(row, at))
            width = max((metrics.horizontalAdvance(str(cell.data())) for cell in cells), default=0)
            self.view.setColumnWidth(at, min(max(width + 28, 64), widest))


class CellMarks:
    """The cells of all worksheets that hold a searched text."""

    def __init__(self, viewer: WorkbookViewer) -> None:
        self._viewer = viewer
        self._hits: tuple[Hit, ...] = ()

    def mark(self, wording: Wording) -> int:
        """Mark every cell that holds the words; how many there are."""
        self._hits = tuple(
            (sheet, row, at)
            for sheet, worksheet in enumerate(self._viewer.worksheets)
            for row, cells in enumerate(worksheet.rows)
            for at, cell in enumerate(cells)
            if cell and wording.is_in(cell)
        )
        self.show_worksheet()
        return len(self._hits)

    def forget(self) -> None:
        """No hit is known any more."""
        self._hits = ()

    def show_worksheet(self) -> None:
        """Mark the hits of the worksheet in view."""
        shown = self._viewer.tabs.currentIndex()
        self._viewer.table.mark((row, at) for sheet, row, at in self._hits if sheet == shown)

    def nearest(self, *, is_placed: bool) -> int:
        """The first hit at or after the current cell; the first of all where there is none."""
        del is_placed  # the current cell is the place gone to
        index = self._viewer.view.currentIndex()
        here = (self._viewer.tabs.currentIndex(), max(index.row(), 0), max(index.column(), 0))
        return next((at for at, hit in enumerate(self._hits) if hit >= here), 0)

    def show(self, at: int) -> None:
        """Go to the worksheet and the cell of a hit."""
        sheet, row, column_at = self._hits[at]
        self._viewer.tabs.setCurrentIndex(sheet)
        self._viewer.show_cell(row, column_at)
