"""The figures that were read; a double click shows the original at its place."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.fact import FactSource
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.ui import theme
from meihao_desktop.ui.import_desk.plan_columns import figure_columns
from meihao_desktop.ui.import_desk.plan_rows import (
    FigureRow,
    figures,
    needs_a_look,
    source_material,
)
from meihao_desktop.ui.import_desk.source_dialog import SourceDialog
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.asking import is_accepted
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import caption

Original = tuple[Material, Path]
OriginalOf = Callable[[FactSource], Original | None]


class FiguresPane(QWidget):
    """``opened`` tells which figure's original was asked for."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._original_of: OriginalOf = lambda _source: None
        self.table = TableView(figure_columns())
        self._told = caption()
        self._open = buttons.plain("打开出处", self._ask, "eye")
        self.table.opened.connect(self._show_source)
        self._lay_out()

    def show_figures(self, received: ReceivedSubmission) -> int:
        """Those of a submission in staging; how many there are."""

        def staged(source: FactSource) -> Original | None:
            material = source_material(received.materials, source)
            return (material, Path(received.staging) / material.digest) if material else None

        return self.show_rows(figures(received.estates), staged)

    def show_rows(self, told: Iterable[FigureRow], original_of: OriginalOf) -> int:
        """Show figures whose originals ``original_of`` knows; how many there are."""
        self._original_of = original_of
        rows = tuple(told)
        doubtful = sum(needs_a_look(row.fact) for row in rows)
        self.table.show_rows(rows)
        self._open.setEnabled(bool(rows))
        self._told.setText(
            f"{doubtful} 项未能读出或为推定，请对照出处核对。" if doubtful else "全部按原文读出。"
        )
        return len(rows)

    def _ask(self) -> None:
        if self.table.current is not None:
            self._show_source(self.table.current)

    def _show_source(self, row: FigureRow) -> None:
        original = self._original_of(row.fact.source)
        if original is None:
            return
        self.opened.emit(row)
        dialog = SourceDialog(*original, row.fact.source.place, self)
        dialog.compare(f"{row.estate}的{row.fact.name.value}", row.fact)
        is_accepted(dialog)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        foot = QHBoxLayout()
        foot.setContentsMargins(unit, 0, unit, 0)
        foot.setSpacing(unit)
        foot.addWidget(self._told, 1)
        foot.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, unit)
        column.setSpacing(unit)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
