"""Confirmed facts that bar an estate from the ranking."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.operations.convene_panel import PanelDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import EmptyState
from meihao_desktop.ui.widgets.rows_model import Column
from meihao_desktop.ui.widgets.table_view import TableView

EMPTY = "没有登记一票否决。登记后该小区不参加排名，专家的评分仍然保留。"


class VetoesPane(QWidget):
    """A table and the act that enters one more."""

    enter_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        unit = theme.metrics().unit
        self._table = TableView(_columns(), lines=2)
        self._enter = buttons.plain("登记一票否决", self.enter_asked.emit, "plus")
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState(EMPTY, "shield"))
        self._stack.addWidget(self._table)
        acts = QHBoxLayout()
        acts.addStretch(1)
        acts.addWidget(self._enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, unit, 0, 0)
        column.setSpacing(unit)
        column.addWidget(self._stack, 1)
        column.addLayout(acts)

    def show_desk(self, desk: PanelDesk) -> None:
        self._enter.setEnabled(desk.may_veto and bool(desk.estates))
        self._stack.setCurrentIndex(1 if desk.vetoes else 0)
        self._table.show_rows(desk.vetoes)


def _columns() -> list[Column]:
    return [
        Column(heading="小区", text=lambda row: row.estate_name, width=7),
        Column(heading="发生日期", text=lambda row: f"{row.veto.happened_on:%Y-%m-%d}", width=5),
        Column(heading="登记人", text=lambda row: row.confirmed_by_name, width=4),
        Column(
            heading="事由及依据",
            text=lambda row: f"{row.veto.ground}（{row.veto.document}）",
            hint=lambda row: f"{row.veto.ground}（{row.veto.document}）",
        ),
    ]
