"""Hints of interests nobody has declared, and declarations that nothing hinted at."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QWidget

from meihao_desktop.domain.interests.hints import Strength
from meihao_desktop.operations.weigh_hints import HintRow, HintsDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.panel_desk.rows_pane import RowsPane
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import EmptyState
from meihao_desktop.ui.widgets.rows_model import Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import strong

EMPTY = "没有待处理的利害关系提示。登记成员的单位、经历、房产等信息越完整，提示越可靠。"
OPPOSITE = "已申报、但登记信息和材料中没有检出的（供核对，不影响回避）"
MARKS = {
    Strength.CERTAIN: (Tone.BLOCKING, "blocking"),
    Strength.LIKELY: (Tone.WARNING, "warning"),
    Strength.POSSIBLE: (Tone.NOTE, "note"),
}


class HintsPane(RowsPane[HintRow]):
    """The hints with all that was found of the chosen one; below them the opposite list."""

    answer_asked = Signal(object)

    def __init__(self, searched: QWidget) -> None:
        """``searched`` stands on top and says how far materials were searched for names."""
        super().__init__(_columns(), lines=2)
        self._searched = searched
        self._detail.setAccessibleName("提示依据")
        self._answer = buttons.primary("处理提示", self._ask, "check")
        self._opposite = strong(OPPOSITE)
        self._undetected = TableView(_undetected_columns())
        self._lay_out()

    def show_desk(self, desk: HintsDesk) -> None:
        self._undetected.show_rows(desk.undetected)
        for part in (self._opposite, self._undetected):
            part.setVisible(bool(desk.undetected))
        self._show_rows(desk.hints)

    def choose(self, target: str) -> bool:
        """Put the cursor on person/estate; whether such a hint is listed."""
        return self._table.choose(lambda row: f"{row.person}/{row.estate}" == target)

    def _show_row(self, row: HintRow | None) -> None:
        self._answer.setEnabled(row is not None and row.may_decide)
        if row is not None:
            asked = "已请本人申报，等待答复。\n" if row.is_asked else ""
            self._detail.setPlainText(asked + "\n".join(row.bases))

    def _decision_asked(self) -> SignalInstance:
        return self.answer_asked

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(theme.metrics().unit)
        acts.addWidget(self._detail, 1)
        acts.addWidget(self._answer, 0, Qt.AlignmentFlag.AlignBottom)
        self._fill_stack(EmptyState(EMPTY, "shield"), acts)
        column = self._column()
        column.addWidget(self._searched)
        column.addWidget(self._stack, 3)
        column.addWidget(self._opposite)
        column.addWidget(self._undetected, 1)


def _columns() -> list[Column]:
    return [
        Column(heading="人员", text=lambda row: row.person_name, width=4,
               hint=lambda row: f"{row.person_name}（{row.roles_text}）"),
        Column(heading="小区", text=lambda row: row.estate_name, width=7,
               hint=lambda row: f"{row.estate_name}（{row.county_name}）"),
        Column(heading="程度", text=lambda row: row.strength.value, width=5, mark=_mark),
        Column(heading="处理", text=_state, width=5),
        Column(heading="利害关系及依据", text=lambda row: f"{row.interest.value}：{row.basis}",
               hint=lambda row: "\n".join(row.bases)),
    ]  # fmt: skip


def _undetected_columns() -> list[Column]:
    return [
        Column(heading="人员", text=lambda row: row.person_name, width=4),
        Column(heading="小区", text=lambda row: row.estate_name, width=7),
        Column(heading="状态", text=lambda row: row.status.value, width=3),
        Column(
            heading="申报的情形",
            text=lambda row: f"{row.interest.value}：{row.basis}",
            hint=lambda row: row.basis,
        ),
    ]


def _state(row: HintRow) -> str:
    return "已请申报" if row.is_asked else "待处理"


def _mark(row: HintRow) -> Mark:
    return MARKS[row.strength]
