"""Recusals, their grounds, what was decided on them, and who stands in."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout

from meihao_desktop.domain.recusal import RecusalStatus
from meihao_desktop.operations.convene_panel import PanelDesk, RecusalRow
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.panel_desk.rows_pane import RowsPane
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import EmptyState, Notice
from meihao_desktop.ui.widgets.rows_model import Column, Mark

UNDECLARED = "您还没有作回避申报：秘书经办各小区之前须先申报，申报的小区由代办人经办。"
EMPTY = "还没有回避登记。专家在评分台申报，组长或监督员在这里认定。"
MARKS = {
    RecusalStatus.HINT: (Tone.WARNING, "warning"),
    RecusalStatus.DECLARED: (Tone.WARNING, "warning"),
    RecusalStatus.CONFIRMED: (Tone.REHEARSAL, "recused"),
    RecusalStatus.DISMISSED: (Tone.PLAIN, "minus"),
    RecusalStatus.WITHDRAWN: (Tone.PLAIN, "undo"),
}


class RecusalsPane(RowsPane[RecusalRow]):
    """A table, the whole of the chosen recusal below it, and the acts on it."""

    decide_asked = Signal(object)
    deputy_asked = Signal(object)
    unfilled_asked = Signal(object)
    print_asked = Signal()
    declare_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_columns(), lines=4)
        self._decide = buttons.primary("作出认定", self._ask, "check")
        self._deputy = buttons.plain("指定代办人", self._ask_deputy, "person")
        self._unfilled = buttons.plain("不补评…", self._ask_unfilled, "minus")
        self._print = buttons.plain("回避登记表", self.print_asked.emit, "print")
        self._declare = buttons.plain("申报本人的回避", self.declare_asked.emit, "recused")
        self._undeclared = Notice(Tone.WARNING, "warning")
        self._lay_out()

    def show_desk(self, desk: PanelDesk) -> None:
        shown = [row for row in desk.recusals if row.recusal.status is not RecusalStatus.HINT]
        self._declare.setVisible(desk.may_declare)
        is_due = desk.may_declare and not desk.has_declared
        self._undeclared.say(UNDECLARED if is_due else "")
        self._show_rows(shown)

    def choose(self, target: str) -> bool:
        """Put the cursor on expert/estate; whether such a recusal is listed."""
        return self._table.choose(
            lambda row: f"{row.recusal.expert}/{row.recusal.estate}" == target
        )

    def _show_row(self, row: RecusalRow | None) -> None:
        self._decide.setEnabled(row is not None and row.may_decide)
        self._deputy.setVisible(row is not None and (row.needs_deputy or row.may_appoint))
        self._deputy.setEnabled(row is not None and row.may_appoint)
        self._unfilled.setVisible(row is not None and row.may_leave_unfilled)
        self._detail.setVisible(row is not None)
        if row is None:
            return
        recusal = row.recusal
        self._detail.setPlainText(
            f"申报：{recusal.basis}（{recusal.declared_at:%Y-%m-%d %H:%M}）\n"
            f"{recusal.status.value}：{recusal.decision_reason or '尚未认定'}{_decided(row)}"
            f"{_in_place(row)}"
        )

    def _decision_asked(self) -> SignalInstance:
        return self.decide_asked

    def _ask_deputy(self) -> None:
        self._ask_with(self.deputy_asked)

    def _ask_unfilled(self) -> None:
        self._ask_with(self.unfilled_asked)

    def _lay_out(self) -> None:
        self._fill_stack(EmptyState(EMPTY, "recused"), self._detail)
        acts = QHBoxLayout()
        acts.setSpacing(theme.metrics().unit)
        acts.addWidget(self._print)
        acts.addWidget(self._declare)
        acts.addStretch(1)
        acts.addWidget(self._unfilled)
        acts.addWidget(self._deputy)
        acts.addWidget(self._decide)
        column = self._column()
        column.addWidget(self._undeclared)
        column.addWidget(self._stack, 1)
        column.addLayout(acts)


def _columns() -> list[Column]:
    return [
        Column(heading="专家", text=lambda row: row.expert_name, width=4),
        Column(heading="小区", text=lambda row: row.estate_name, width=7),
        Column(heading="状态", text=lambda row: row.recusal.status.value, width=4, mark=_mark),
        Column(heading="利害关系", text=lambda row: row.recusal.interest.value),
    ]


def _decided(row: RecusalRow) -> str:
    """Who decided, and when; empty before anybody has."""
    at = row.recusal.decided_at
    return f"（{row.decided_by_name} {at:%Y-%m-%d %H:%M}）" if at else ""


def _in_place(row: RecusalRow) -> str:
    """Who handles the estate instead, who was called up, or that nobody does yet."""
    told: list[str] = []
    if row.needs_deputy:
        told.append("尚未指定代办人，该小区的事项暂不能由本人经办")
    if row.deputy_name:
        told.append(f"代办人：{row.deputy_name}")
    if row.successor_name:
        how = "替评本小区" if row.is_substituted else "因此递补"
        told.append(f"{row.successor_name}{how}，此项回避不能再撤销")
    if row.recusal.unfilled:
        told.append(f"不补评：{row.recusal.unfilled}（{row.unfilled_by_name}确认）")
    return "\n" + "；".join(told) if told else ""


def _mark(row: RecusalRow) -> Mark:
    return MARKS[row.recusal.status]
