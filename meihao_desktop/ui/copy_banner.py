"""The banner of a round that is open to be read only, with the acts that are left."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from meihao_desktop.operations import adopt_copy, back_up_round, begin_round
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.asking import ReasonDialog, WitnessDialog, is_accepted

ADOPTING = (
    "从此以这份数据继续评审，本机今后只认这一份；写入记录，不能撤销。"
    "请先确认原来的电脑或原来的数据确实不再使用。"
)


class CopyBanner(QWidget):
    """Hidden while all is well; looked at anew after every change, and when the disk fails."""

    disk_failed = Signal()

    def __init__(self, context: Context, announcer: Announcer, services: Services) -> None:
        super().__init__()
        self._context = context
        self._announcer = announcer
        self._services = services
        self.notice = Notice(Tone.BLOCKING, "lock")
        self.warning = Notice(Tone.WARNING, "warning", begin_round.warning(context))
        self.adopt_button = buttons.plain("启用这份数据…", self.adopt, "shield")
        self.export_button = buttons.plain("导出当前已确认数据…", self.ask_target, "save")
        for button in (self.adopt_button, self.export_button):
            self.notice.acts.addWidget(button)
        unit = theme.metrics().unit
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit // 2, unit, 0)
        column.setSpacing(unit // 2)
        column.addWidget(self.notice)
        column.addWidget(self.warning)
        self._heed(context.store.heeding)
        self.show_state()

    def show_state(self) -> None:
        """The sentence in force, and who may lift it."""
        restriction = self._context.store.restriction
        self.notice.say(restriction.sentence if restriction else "")
        self.adopt_button.setVisible(adopt_copy.may_adopt(self._context))
        self.export_button.setVisible(restriction is not None and not restriction.is_liftable)
        self.setVisible(bool(self.notice.sentence or self.warning.sentence))

    def _heed(self, heeding: list[Callable[[], None]]) -> None:
        """Every desk shuts once the act that failed has come to its end."""
        told = self.disk_failed.emit
        heeding.append(told)
        self.destroyed.connect(lambda: heeding.remove(told))
        everything = Change.everything()
        self.disk_failed.connect(
            lambda: self._announcer.tell(everything), Qt.ConnectionType.QueuedConnection
        )

    def adopt(self) -> None:
        """The secretary, and the chair or the observer once there is one."""
        people = adopt_copy.witnesses(self._context)
        heading, witness = "启用这份数据", None
        if people:
            dialog = WitnessDialog(heading, ADOPTING, people, self.window())
            if not is_accepted(dialog):
                return
            reason, witness = dialog.reason, dialog.witness
        else:
            asking = ReasonDialog(heading, ADOPTING, self.window())
            if not is_accepted(asking):
                return
            reason = asking.reason
        self._announcer.tell(adopt_copy.adopt(self._context, reason, witness))
        self._services.say("这份数据已启用，可以继续评审。")

    def ask_target(self) -> None:
        """Another disk or a stick for what was confirmed so far."""
        chosen = QFileDialog.getExistingDirectory(self, "导出到另一块磁盘或 U 盘")
        if chosen:
            self.export(Path(chosen))

    def export(self, target: Path) -> None:
        kept = back_up_round.export_confirmed(self._context, target)
        self._services.say(f"已导出并核对：{kept}")
