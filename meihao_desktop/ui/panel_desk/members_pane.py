"""The members of the round with seat, attendance, pledge and PIN, and what is done with them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from meihao_desktop.operations.convene_panel import MemberRow, PanelDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.panel_desk.member_columns import member_columns
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.table_view import TableView

SEALED = "评审已封存：可以登记后备专家；更换、递补须组长或监督员见证。"
LOCKED = "名单已锁定，不能再变动；如确需调整，请由组长和监督员退回到收件阶段。"


class MembersPane(QWidget):
    """A table, above it what concerns the whole list, below it what concerns one member."""

    enter_asked = Signal()
    change_asked = Signal(object)
    remove_asked = Signal(object)
    elect_asked = Signal()
    pins_asked = Signal(object)
    seat_asked = Signal(object)
    presence_asked = Signal(object)
    pledge_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._desk: PanelDesk | None = None
        self._locked = Notice(Tone.NOTE, "lock")
        self._warnings = Notice(Tone.WARNING, "warning")
        self._table = TableView(member_columns())
        self._table.chosen.connect(self._offer)
        self._table.opened.connect(self._open)
        self._enter = buttons.primary("登记成员", self.enter_asked.emit, "plus")
        self.list_button = buttons.plain("名单", None, "table")
        self.papers_button = buttons.plain("文书", None, "print")
        self._elect = buttons.plain("推选组长", self.elect_asked.emit, "star")
        self._pins = buttons.plain("补发全部 PIN", self._ask_pins)
        self._change = buttons.plain("修改", lambda: self._ask(self.change_asked))
        self._presence = buttons.plain("登记到会", lambda: self._ask(self.presence_asked))
        self._pledge = buttons.plain("承诺书已交", lambda: self._ask(self.pledge_asked))
        self._pin = buttons.plain("发放 PIN", self._ask_pin)
        self._seat = buttons.plain("更换", lambda: self._ask(self.seat_asked))
        self._remove = buttons.danger("移除", lambda: self._ask(self.remove_asked))
        self._lay_out()

    def add_menu(self, button: buttons.Button, acts: Mapping[str, Callable[[], object]]) -> None:
        """Let a button open a menu of acts."""
        menu = QMenu(self)
        for text, act in acts.items():
            menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
        button.setMenu(menu)

    def show_desk(self, desk: PanelDesk) -> None:
        self._desk = desk
        sealed = SEALED if desk.may_enter_reserve or desk.may_replace else LOCKED
        self._locked.say("" if desk.may_convene else sealed)
        self._warnings.say(_in_short(desk.warnings))
        self._warnings.setToolTip("\n".join(desk.warnings))
        self._table.show_rows(desk.members)
        is_reserve = not desk.may_convene and desk.may_enter_reserve
        self._enter.setText("登记后备" if is_reserve else "登记成员")
        self._enter.setEnabled(desk.may_convene or desk.may_enter_reserve)
        self.list_button.setVisible(desk.may_list)
        self._elect.setEnabled(desk.may_elect and any(r.person.is_expert for r in desk.members))
        self._pins.setEnabled(desk.may_issue_pins and any(not row.has_pin for row in desk.members))
        self._offer(self._table.current)

    @property
    def current(self) -> MemberRow | None:
        return self._table.current

    def choose(self, person: str) -> None:
        self._table.choose(lambda row: row.person.id == person)

    def _offer(self, row: MemberRow | None) -> None:
        desk = self._desk
        if desk is None or row is None:
            for button in self._of_one:
                button.setEnabled(False)
            return
        person, seat = row.person, row.person.seat
        for button in (self._change, self._remove):
            button.setEnabled(desk.may_convene)
        self._pin.setText("解锁 PIN" if row.is_locked else "发放 PIN")
        self._pin.setEnabled(desk.may_issue_pins and not seat.replaced_by)
        self._presence.setText("登记离会" if seat.is_present else "登记到会")
        self._presence.setEnabled(desk.may_note_presence and not seat.replaced_by)
        self._pledge.setText("收回承诺" if seat.pledged_at else "承诺书已交")
        self._pledge.setEnabled(desk.may_note_presence and person.is_expert)
        self._seat.setText("递补" if seat.is_reserve else "更换")
        self._seat.setEnabled(desk.may_replace and person.is_expert and not seat.replaced_by)

    @property
    def _of_one(self) -> tuple[buttons.Button, ...]:
        """The acts on the member under the cursor, as they stand from left to right."""
        noted = (self._presence, self._pledge)
        return (self._remove, self._seat, self._change, *noted, self._pin)

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
        head = _row(
            self._enter, self.list_button, self.papers_button, None, self._elect, self._pins
        )
        foot = _row(self._remove, self._seat, None, *self._of_one[2:])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, unit, 0, 0)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self._locked)
        column.addWidget(self._warnings)
        column.addWidget(self._table, 1)
        column.addLayout(foot)


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Buttons beside each other; ``None`` takes the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(theme.metrics().unit)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row


def _in_short(warnings: tuple[str, ...]) -> str:
    """The first two and how many more, so that the table keeps its room."""
    more = f"（另有 {len(warnings) - 2} 条）" if len(warnings) > 2 else ""
    return "".join(warnings[:2]) + more
