"""The one style of table: rows as high as a target, whole rows chosen, columns in characters."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.rows_model import Column, Row, RowsModel

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TableView(QTableView):
    """Rows of one kind; ``chosen`` follows the cursor, ``opened`` is Enter or a double click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self, columns: Sequence[Column], parent: QWidget | None = None, *, lines: int = 1
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self.rows_model = RowsModel(columns)
        self.rows_model.setParent(self)
        self.setModel(self.rows_model)
        self._set_behaviour()
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.doubleClicked.connect(self._tell_opened)
        theme.follow(self._adapt)

    @property
    def rows(self) -> tuple[Any, ...]:
        return self.rows_model.rows

    @property
    def current(self) -> Row:
        """The row under the cursor, or ``None``."""
        at = self.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows and keep the cursor where it was."""
        at = max(0, self.currentIndex().row())
        if tuple(rows) != self.rows:
            self.rows_model.show_rows(rows)
            self.choose_at(min(at, len(self.rows) - 1))

    def show_columns(self, columns: Sequence[Column], rows: Sequence[Any]) -> None:
        """Show other columns too, as for a matrix whose columns are people."""
        self.rows_model.show_columns(columns, rows)
        self._adapt()

    def choose(self, is_wanted: Callable[[Any], bool]) -> bool:
        """Put the cursor on the first row that fits and bring it into view."""
        at = next((at for at, row in enumerate(self.rows) if is_wanted(row)), None)
        if at is None:
            return False
        self.choose_at(at)
        return True

    def choose_at(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            self.selectRow(at)
            self.scrollTo(self.rows_model.index(at, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING and self.current is not None:
            self.opened.emit(self.current)
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as its rows, up to about eight of them."""
        shown = min(max(len(self.rows), 2), 8)
        height = self._row_height * shown + self.horizontalHeader().sizeHint().height() + 4
        return QSize(super().sizeHint().width(), height)

    @property
    def _row_height(self) -> int:
        metrics = theme.metrics()
        return max(metrics.target, metrics.line * self._lines + metrics.unit)

    def _set_behaviour(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(self._lines > 1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)

    def _adapt(self) -> None:
        metrics = theme.metrics()
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(self._row_height)
        rows.setDefaultSectionSize(self._row_height)
        self.setIconSize(QSize(metrics.text, metrics.text))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(metrics.text * 2)
        for at, column in enumerate(self.rows_model.columns):
            if column.width:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(at, column.width * metrics.text + 3 * metrics.unit)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def _tell_chosen(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.rows):
            self.chosen.emit(self.rows[index.row()])

    def _tell_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows[index.row()])
