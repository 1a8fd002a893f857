"""Dialogs that ask for one thing: a yes, a reason, a PIN, or a second person."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.operations.context import Witness
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.pin_field import PinField
from meihao_desktop.ui.widgets.text import body, soft
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox


class ConfirmDialog(Dialog):
    """A question with its consequence."""

    def __init__(
        self, heading: str, sentence: str, parent: QWidget | None = None, *, confirm: str = "确定"
    ) -> None:
        super().__init__(heading, parent, confirm=confirm)
        self.mark(Tone.NOTE, "note")
        self.add(body(sentence))


class ReasonDialog(Dialog):
    """Asks for a reason, which will be printed."""

    def __init__(
        self, heading: str, sentence: str, parent: QWidget | None = None, *, confirm: str = "确定"
    ) -> None:
        super().__init__(heading, parent, confirm=confirm)
        self._reason = reason_field()
        if sentence:
            self.add(body(sentence))
        self.add(soft("理由（将写入记录并打印）"))
        self.add(self._reason)
        self._reason.setFocus()

    @property
    def reason(self) -> str:
        return self._reason.toPlainText().strip()

    def write(self, reason: str) -> None:
        self._reason.setPlainText(reason)

    def fault(self) -> str:
        return "" if self.reason else "请写明理由。"


class PinDialog(Dialog):
    """Asks the person at the machine for their own PIN."""

    def __init__(self, heading: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self._field = PinField()
        self._field.returnPressed.connect(self.try_accept)
        self.add(body(sentence))
        self.add(self._field)
        self._field.setFocus()

    @property
    def pin(self) -> str:
        return self._field.text()

    def fault(self) -> str:
        return "" if self.pin else "请输入 PIN。"


class WitnessDialog(Dialog):
    """A two-person act: a reason, and a second person with their own PIN."""

    def __init__(
        self, heading: str, sentence: str, witnesses: Sequence[Person],
        parent: QWidget | None = None, *, asks_reason: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(heading, parent, width=32)
        self._reason = reason_field(lines=2) if asks_reason else None
        self._who = ChoiceBox()
        self._field = PinField()
        for person in witnesses:
            self._who.addItem(f"{person.name}（{person.roles_text}）", person.id)
        self._field.setAccessibleName("第二人的 PIN")
        rows = FieldRows()
        if self._reason is not None:
            self._reason.setPlaceholderText("将写入记录并打印")
            rows.add("理由", self._reason)
        rows.add("第二人", self._who)
        rows.add("其 PIN", self._field)
        self.add(body(sentence))
        self.add(rows)
        self._field.returnPressed.connect(self.try_accept)

    @property
    def reason(self) -> str:
        return self._reason.toPlainText().strip() if self._reason is not None else ""

    @property
    def witness(self) -> Witness:
        return Witness(person=PersonId(self._who.currentData()), pin=self._field.text())

    def fault(self) -> str:
        if self._reason is not None and not self.reason:
            return "请写明理由。"
        if self._who.currentIndex() < 0:
            return "没有可以作证的第二人，请先登记监督员或组长。"
        return "" if self._field.text() else "请第二人输入自己的 PIN。"


def reason_field(lines: int = 3) -> QPlainTextEdit:
    """Some lines for a reason, which scrolls when there is more; Tab goes on."""
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setFixedHeight(theme.metrics().line * lines + theme.metrics().unit * 2)
    field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return field


def confirmed(
    heading: str, sentence: str, parent: QWidget | None = None, *, confirm: str = "确定"
) -> bool:
    """Ask, and say whether the answer was yes."""
    return is_accepted(ConfirmDialog(heading, sentence, parent, confirm=confirm))


def is_accepted(dialog: Dialog) -> bool:
    """Run a dialog to its end; its values can be read until the next event."""
    answer = dialog.exec() == Dialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer


def line_field(text: str = "", hint: str = "") -> QLineEdit:
    """One line of text."""
    field = QLineEdit(text)
    field.setPlaceholderText(hint)
    return field
