"""Rows to decide on: a table, the whole of the chosen row, and a word where there are none."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.areas import EmptyState
from meihao_desktop.ui.widgets.asking import reason_field
from meihao_desktop.ui.widgets.rows_model import Column
from meihao_desktop.ui.widgets.table_view import TableView


class Decidable(Protocol):
    """A row on which the person at the machine may decide, or not."""

    @property
    def may_decide(self) -> bool: ...


Row = TypeVar("Row", bound=Decidable)


class RowsPane(QWidget, Generic[Row]):
    """A double click asks for a decision where one ``may_decide``."""

    def __init__(self, columns: Sequence[Column], *, lines: int) -> None:
        super().__init__()
        self._table = TableView(list(columns))
        self._detail = reason_field(lines=lines)
        self._detail.setReadOnly(True)
        self._stack = QStackedWidget()
        self._table.chosen.connect(self._show_row)
        self._table.opened.connect(self._open)

    def _show_rows(self, rows: Sequence[Row]) -> None:
        self._stack.setCurrentIndex(1 if rows else 0)
        self._table.show_rows(rows)
        self._show_row(self._table.current)

    def _show_row(self, row: Row | None) -> None:
        """What is known of the chosen row, and which acts it allows."""
        raise NotImplementedError

    def _decision_asked(self) -> SignalInstance:
        """What is sent when a decision on a row is asked for."""
        raise NotImplementedError

    def _open(self, row: Row) -> None:
        if row.may_decide:
            self._decision_asked().emit(row)

    def _ask(self) -> None:
        self._ask_with(self._decision_asked())

    def _ask_with(self, asked: SignalInstance) -> None:
        if self._table.current is not None:
            asked.emit(self._table.current)

    def _fill_stack(self, empty: EmptyState, detail: QWidget | QHBoxLayout) -> None:
        """The table above the detail, and what stands there instead of both."""
        filled = QWidget()
        inner = QVBoxLayout(filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.metrics().unit)
        inner.addWidget(self._table, 1)
        if isinstance(detail, QWidget):
            inner.addWidget(detail)
        else:
            inner.addLayout(detail)
        self._stack.addWidget(empty)
        self._stack.addWidget(filled)

    def _column(self) -> QVBoxLayout:
        """The column of the whole pane."""
        unit = theme.metrics().unit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, unit, 0, 0)
        column.setSpacing(unit)
        return column
