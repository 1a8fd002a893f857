"""One fresh PIN for the person who stands at the machine, shown this once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.pin import IssuedPin
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, figure, soft


class NewPinDialog(Dialog):
    """Not hidden: nobody else is there to hand over a slip."""

    def __init__(self, issued: IssuedPin, parent: QWidget | None = None) -> None:
        super().__init__(
            f"{issued.person.name}的新 PIN", parent, confirm="已经记下", cancel="", width=24
        )
        self.mark(Tone.WARNING, "lock")
        self.add(body("只显示这一次，请本人记下，其他人回避。原来的 PIN 已作废。"))
        digits = figure(f"{issued.pin[:3]} {issued.pin[3:]}")
        digits.setProperty("level", "pin")
        digits.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add(digits)
        self.add(soft(f"发放编号 {issued.slip}，办理情况已写入记录。"))
