"""Before a backup takes the place of a round: what would be lost, why, and whose PINs."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.operations.context import Witness
from meihao_desktop.operations.restore_round import (
    BackupRow,
    Consent,
    Gate,
    Loss,
    RestoreOrder,
)
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.asking import line_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.pin_field import PinField
from meihao_desktop.ui.widgets.text import caption, strong
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

LEAST_LINES, MOST_LINES = 2, 5
WHAT_FOLLOWS = (
    "恢复之前先把现在的数据自动备份并核对，恢复之后重新校验，然后回到登录窗口。"
    "谁在什么时候恢复了哪一份，写入记录。"
)


class LossView(QWidget):
    """What a restoring would cost: a sentence; who did how much, and then every record."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Notice(Tone.WARNING, "warning")
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName("备份之后的记录")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metrics().unit)
        for part in (self._words, self.lines):
            column.addWidget(part)

    @property
    def sentence(self) -> str:
        return self._words.sentence

    def show_loss(self, loss: Loss) -> None:
        self._words.say(loss.sentence)
        people = [f"{who}：{what}" for who, what in loss.by_person]
        told = [*people, "逐条列出：", *loss.lines] if loss.lines else people
        self.lines.setPlainText("\n".join(told))
        self.lines.setVisible(bool(told))
        shown = min(max(len(told) + 1, LEAST_LINES), MOST_LINES)
        self.lines.setFixedHeight(theme.metrics().line * shown)


class RestoreDialog(Dialog):
    """Stays open while a PIN is refused: ``order`` says so, and is kept once it is given."""

    def __init__(
        self,
        backup: BackupRow,
        loss: Loss,
        gate: Gate,
        order: Callable[[Consent], RestoreOrder],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("用备份顶替现在的数据", parent, confirm="备份现状并恢复", width=46)
        self.mark(Tone.WARNING, "warning")
        self._gate = gate
        self._order = order
        self.order: RestoreOrder | None = None
        self.loss = LossView()
        self.loss.show_loss(loss)
        self.reason = line_field(hint="例如：误删了报送材料；将写入记录")
        self.who, self.pin = _choice(gate.people), PinField()
        self.second, self.second_pin = _choice(gate.witnesses), PinField()
        self.second_pin.returnPressed.connect(self.try_accept)
        self.add(strong(f"恢复到：{named(backup)}"))
        self.add(self.loss)
        self.add(self._rows())
        self.add(caption(f"{gate.why}{WHAT_FOLLOWS}"))
        self.reason.setFocus()

    @property
    def consent(self) -> Consent:
        witness = None
        if self._gate.needs_witness and self.second.currentData() is not None:
            second = PersonId(self.second.currentData())
            witness = Witness(person=second, pin=self.second_pin.text())
        return Consent(
            person=PersonId(self.who.currentData()),
            pin=self.pin.text(),
            reason=self.reason.text(),
            witness=witness,
        )

    def fault(self) -> str:
        if not self.reason.text().strip():
            return "请写明理由。"
        if not self.pin.text():
            return f"请{self.who.currentText()}输入 PIN。"
        if not self._gate.needs_witness:
            return ""
        if self.second.currentIndex() < 0:
            return "没有可以作证的第二人，请先登记监督员或组长。"
        return "" if self.second_pin.text() else "请第二人输入自己的 PIN。"

    def accept(self) -> None:
        """A refused PIN is told over the dialog, which waits for the next try."""
        consent = self.consent
        for field in (self.pin, self.second_pin):
            field.clear()
        self.order = self._order(consent)
        super().accept()

    def _rows(self) -> FieldRows:
        rows = FieldRows()
        rows.add("理由", self.reason)
        self.pin.setAccessibleName("恢复人的 PIN")
        self.pin.setPlaceholderText("PIN")
        rows.add("恢复人", _side_by_side(self.who, self.pin))
        if self._gate.needs_witness:
            self.second_pin.setAccessibleName("第二人的 PIN")
            self.second_pin.setPlaceholderText("PIN")
            rows.add("第二人", _side_by_side(self.second, self.second_pin))
        return rows


def named(row: BackupRow) -> str:
    """When, in which phase, at which record and why a backup was made."""
    at = f"{row.at.astimezone():%Y-%m-%d %H:%M}" if row.at else "时间不明"
    told = f"{at}，{row.phase or '阶段不明'}，第 {row.seq} 号记录，{row.reason}"
    return f"{told}（已被恢复取代）" if row.is_replaced else told


def _side_by_side(left: QWidget, right: QWidget) -> QWidget:
    """A person and the PIN, so that both fit on a small screen."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.metrics().unit)
    row.addWidget(left, 1)
    row.addWidget(right, 1)
    return holder


def _choice(people: tuple[Person, ...]) -> ChoiceBox:
    box = ChoiceBox()
    for person in people:
        box.addItem(f"{person.name}（{person.roles_text}）", person.id)
    return box
