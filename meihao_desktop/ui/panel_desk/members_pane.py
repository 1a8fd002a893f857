"""The members of the round with their roles, units and PINs."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.panel import Role
from meihao_desktop.operations.convene_panel import MemberRow, PanelDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView

LOCKED = "评审已封存，成员不能再增减；如确需调整，请由组长和监督员退回到收件阶段。"


class MembersPane(QWidget):
    """A table and what may be done with the member under the cursor."""

    enter_asked = Signal()
    change_asked = Signal(object)
    remove_asked = Signal(object)
    elect_asked = Signal(object)
    pins_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._desk: PanelDesk | None = None
        self._locked = Notice(Tone.NOTE, "lock")
        self._table = TableView(_columns())
        self._table.chosen.connect(self._offer)
        self._table.opened.connect(self._open)
        self._enter = buttons.primary("登记成员", self.enter_asked.emit, "plus")
        self._change = buttons.plain("修改", lambda: self._ask(self.change_asked))
        self._elect = buttons.plain("推选组长", lambda: self._ask(self.elect_asked))
        self._pin = buttons.plain("发放 PIN", self._ask_pin)
        self._pins = buttons.plain("补发全部 PIN", self._ask_pins)
        self._remove = buttons.danger("移除", lambda: self._ask(self.remove_asked))
        self._lay_out()

    def show_desk(self, desk: PanelDesk) -> None:
        self._desk = desk
        self._locked.say("" if desk.may_convene else LOCKED)
        self._table.show_rows(desk.members)
        self._enter.setEnabled(desk.may_convene)
        self._pins.setEnabled(desk.may_issue_pins and any(not row.has_pin for row in desk.members))
        self._offer(self._table.current)

    def choose(self, person: str) -> None:
        self._table.choose(lambda row: row.person.id == person)

    def _offer(self, row: MemberRow | None) -> None:
        desk = self._desk
        may_convene = desk is not None and desk.may_convene and row is not None
        for button in (self._change, self._remove):
            button.setEnabled(may_convene)
        self._elect.setEnabled(
            may_convene
            and row is not None
            and row.person.is_expert
            and Role.PANEL_CHAIR not in row.person.roles
        )
        self._pin.setEnabled(desk is not None and desk.may_issue_pins and row is not None)

    def _open(self, row: MemberRow) -> None:
        if self._change.isEnabled():
            self.change_asked.emit(row)

    def _ask(self, signal: SignalInstance) -> None:
        if self._table.current is not None:
            signal.emit(self._table.current)

    def _ask_pin(self) -> None:
        if self._table.current is not None:
            self.pins_asked.emit([self._table.current])

    def _ask_pins(self) -> None:
        if self._desk is not None:
            self.pins_asked.emit([row for row in self._desk.members if not row.has_pin])

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        acts = QHBoxLayout()
        acts.setSpacing(unit)
        for button in (self._remove, self._change, self._elect):
            acts.addWidget(button)
        acts.addStretch(1)
        for button in (self._pins, self._pin, self._enter):
            acts.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, unit, 0, 0)
        column.setSpacing(unit)
        column.addWidget(self._locked)
        column.addWidget(self._table, 1)
        column.addLayout(acts)


def _columns() -> list[Column]:
    return [
        Column(heading="姓名", text=lambda row: row.person.name, width=5),
        Column(heading="角色", text=lambda row: row.person.roles_text, width=5),
        Column(heading="PIN", text=_pin_text, width=5, mark=_pin_mark),
        Column(heading="回避", text=lambda row: str(row.recusal_count), width=2, align=RIGHT),
        Column(
            heading="单位及职务",
            text=lambda row: f"{row.person.unit}　{row.person.title}".strip("　"),
            hint=lambda row: f"{row.person.kind.value}　{row.person.unit}　{row.person.title}",
        ),
    ]


def _pin_text(row: MemberRow) -> str:
    if row.is_locked:
        return "已锁定"
    return "已发放" if row.has_pin else "未发放"


def _pin_mark(row: MemberRow) -> Mark:
    if row.is_locked:
        return (Tone.BLOCKING, "lock")
    return (Tone.GOOD, "check") if row.has_pin else (Tone.WARNING, "warning")
