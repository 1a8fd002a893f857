"""交回评分: what is sealed goes onto the stick as one signed file, and a copy stays here."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.operations import foresight, take_seat
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.take_seat import HandedOver, SeatDesk
from meihao_desktop.ui import pin_work
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.stick_dialog import ask_stick
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.asking import PinDialog, is_accepted
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, soft


class HandOverDialog(PinDialog):
    """Says what will be handed over; the PIN signs it when the dialog is confirmed."""

    def __init__(
        self, context: Context, stick: Path, desk: SeatDesk, parent: QWidget | None = None
    ) -> None:
        super().__init__("交回评分", _told(desk), parent)
        self._context = context
        self._stick = stick
        self._refusal = ""
        self.handed: HandedOver | None = None
        if desk.waiting:
            names = "、".join(estate.name for estate in desk.waiting)
            waiting = Notice(Tone.WARNING, "warning")
            waiting.say(f"还没有提交：{names}。现在也可以交回，补齐后再交一次。")
            self.add(waiting)

    def try_accept(self) -> None:
        """The slow parts of the PIN first, beside the window."""
        if not self.pin:
            super().try_accept()
            return
        self.setEnabled(False)
        pin_work.after(foresight.hand_over_ahead(self._context, self.pin), self, self._give)

    def reject(self) -> None:
        """Not between the PIN and the stick."""
        if self.isEnabled():
            super().reject()

    def _give(self) -> None:
        self.setEnabled(True)
        super().try_accept()

    def fault(self) -> str:
        """A refusal is told in the dialog, so that the PIN can be typed again."""
        if missing := super().fault():
            return missing
        try:
            self.handed = take_seat.hand_over(self._context, self._stick, self.pin)
        except MeihaoError as error:
            return str(error)
        return ""


class HandedDialog(Dialog):
    """The tick: written, read back, and where the copy lies."""

    def __init__(self, handed: HandedOver, parent: QWidget | None = None) -> None:
        super().__init__("已写好并读回核对", parent, confirm="知道了", cancel="", width=30)
        self.mark(Tone.GOOD, "check")
        self.add(
            body(
                f"评分包第 {handed.serial} 号，评分表 {handed.sheets} 份。"
                "请拔出 U 盘交给秘书，并等秘书屏幕上显示“已收到”。"
            )
        )
        self.add(soft(f"U 盘上的文件：{handed.path.name}"))
        self.add(soft(f"本机另存一份：{handed.kept}"))


def hand_over(context: Context, announcer: Announcer, parent: QWidget | None = None) -> None:
    """The whole step: which stick, the PIN, and the tick."""
    desk = take_seat.seat_desk(context)
    stick = ask_stick("交回评分", "请插上秘书的 U 盘并选择它。", parent)
    if stick is None:
        return
    dialog = HandOverDialog(context, stick, desk, parent)
    if is_accepted(dialog) and dialog.handed is not None:
        announcer.tell(dialog.handed.change)
        is_accepted(HandedDialog(dialog.handed, parent))


def _told(desk: SeatDesk) -> str:
    before = f"上次交回的是第 {desk.handed[-1].serial} 号。" if desk.handed else ""
    return (
        f"将交回已提交的评分表 {desk.sealed} 份和回避申报，用您的密钥签名。{before}请输入您的 PIN。"
    )
