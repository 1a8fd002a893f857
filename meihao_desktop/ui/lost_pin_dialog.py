"""A locked or lost PIN at the login window: two people stand for a fresh one."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.pin import IssuedPin
from meihao_desktop.operations import renew_pin
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.renew_pin import WayBack
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.pin_field import PinField
from meihao_desktop.ui.widgets.text import body, strong
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

EVERY_MS = 1000
ORDINALS = ("第一人", "第二人")


class LostPinDialog(Dialog):
    """Says what can be done; where something can, asks for those who stand for it."""

    def __init__(self, context: Context, person: PersonId, parent: QWidget | None = None) -> None:
        self._context = context
        self._person = person
        self.way: WayBack = renew_pin.way_back(context, person)
        may_act = self.way.is_by_two or self.way.lone_seconds is not None
        super().__init__(
            "PIN 已锁定或遗失",
            parent,
            confirm="重新发放" if may_act else "知道了",
            cancel="取消" if may_act else "",
            width=30,
        )
        self.mark(Tone.WARNING, "lock")
        self.add(body(self.way.sentence))
        self.left = strong()
        self.people: list[ChoiceBox] = []
        self.pins: list[PinField] = []
        if may_act:
            self._ask()
        if self.way.lone_seconds is not None:
            self.add(self.left)
            self._timer = QTimer(self)
            self._timer.timeout.connect(self.count)
            self._timer.start(EVERY_MS)
            self.count()

    def count(self) -> None:
        """How long is still to be waited; the button waits with it."""
        seconds = renew_pin.way_back(self._context, self._person).lone_seconds or 0
        self.left.setText(
            f"还须等待 {seconds // 60} 分 {seconds % 60:02} 秒，请不要关闭程序。"
            if seconds
            else "等待已满，可以重新发放。"
        )
        self.confirm_button.setEnabled(not seconds)

    def renew(self) -> IssuedPin | None:
        """Carry out what was confirmed; nothing where the dialog only told something."""
        witnesses = [
            Witness(person=PersonId(who.currentData()), pin=field.text())
            for who, field in zip(self.people, self.pins, strict=True)
        ]
        if self.way.is_by_two:
            return renew_pin.renew_by_two(self._context, self._person, *witnesses)[0]
        if self.way.lone_seconds is not None:
            witness = witnesses[0] if witnesses else None
            return renew_pin.renew_alone(self._context, self._person, witness)[0]
        return None

    def fault(self) -> str:
        if any(not field.text() for field in self.pins):
            return "请到场的人分别输入自己的 PIN。"
        return ""

    def _ask(self) -> None:
        rows = FieldRows()
        for at, ordinal in enumerate(ORDINALS[: len(self.way.keepers)]):
            who, field = ChoiceBox(), PinField()
            for keeper in self.way.keepers:
                who.addItem(f"{keeper.name}（{keeper.roles_text}）", keeper.id)
            who.setCurrentIndex(at)
            who.setAccessibleName(ordinal)
            field.setAccessibleName(f"{ordinal}的 PIN")
            self.people.append(who)
            self.pins.append(field)
            rows.add(ordinal, who)
            rows.add("其 PIN", field)
        self.add(rows)
