"""A round that cannot be opened: its good backups, what each would cost, and the way back."""

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.operations import begin_round, restore_round
from meihao_desktop.operations.context import Clock, Context, SystemClock
from meihao_desktop.operations.restore_round import BackupRow, Loss, Rescue, RestoreOrder
from meihao_desktop.ui import background
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.restore_dialog import LossView, RestoreDialog, named
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.asking import is_accepted
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, caption, strong
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

NEXT = (
    "“只读打开”先看一看，什么也不改动；“恢复这份备份”要输入 PIN，损坏的文件原样保留在 "
    "backups/damaged 里。"
)
LOOKING = "正在校验这份备份并比较……"


class RescueDialog(Dialog):
    """Says what is wrong and what would be missing; only what is asked for is done."""

    def __init__(self, rescue: Rescue, parent: QWidget | None = None) -> None:
        super().__init__("评审数据没有通过校验", parent, confirm="恢复这份备份…", width=46)
        self.mark(Tone.BLOCKING, "blocking")
        self._rescue = rescue
        self.is_view_asked = False
        self.loss: Loss | None = rescue.lost
        self.backups = ChoiceBox()
        self.backups.setAccessibleName("选择备份")
        for row in rescue.others:
            if row.is_readable:
                self.backups.addItem(named(row), row)
        self.backups.setCurrentIndex(self.backups.findText(named(rescue.backup)))
        self._state = caption()
        self.lost = LossView()
        self.view_button = buttons.plain("只读打开", self._view)
        self._foot.insertWidget(self._foot.indexOf(self.confirm_button), self.view_button)
        self.add(body(rescue.reason))
        self.add(strong("选一份备份（选中后先校验），最新的在最前"))
        for part in (self.backups, self._state, self.lost):
            self.add(part)
        self.add(caption(NEXT))
        self._show(rescue.lost)
        self.backups.currentIndexChanged.connect(self._compare)

    @property
    def backup(self) -> BackupRow:
        row: BackupRow = self.backups.currentData()
        return row

    def fault(self) -> str:
        return "" if self.loss is not None else "这份备份不能用来恢复，请换一份。"

    def _compare(self) -> None:
        """The chosen backup is verified before its difference is told."""
        self.loss = None
        self.lost.hide()
        self._say(LOOKING)
        self.confirm_button.setEnabled(False)
        row = self.backup
        background.run(
            lambda _watch: restore_round.loss_when_damaged(self._rescue, row),
            owner=self,
            on_done=lambda loss: self._compared(row, loss),
            on_failed=lambda error: self._refused(row, error),
        )

    def _compared(self, row: BackupRow, loss: Loss) -> None:
        if row == self.backup:
            self.confirm_button.setEnabled(True)
            self._show(loss)

    def _refused(self, row: BackupRow, error: MeihaoError) -> None:
        if row == self.backup:
            self._say(str(error))

    def _show(self, loss: Loss) -> None:
        self.loss = loss
        self._say(str(self.backup.path))
        self.lost.show_loss(loss)
        self.lost.show()

    def _say(self, sentence: str) -> None:
        self._state.setText(sentence)

    def _view(self) -> None:
        self.is_view_asked = True
        self.accept()


def ask(
    rescue: Rescue, parent: QWidget | None = None, clock: Clock | None = None
) -> Context | RestoreOrder | None:
    """The newest good backup to be looked at, a restoring that was ordered, or nothing."""
    clock = clock or SystemClock()
    dialog = RescueDialog(rescue, parent)
    if not is_accepted(dialog):
        return None
    if dialog.is_view_asked or dialog.loss is None:
        return restore_round.view(rescue, clock)
    return order(rescue, dialog.backup, dialog.loss, clock, parent)


def order(
    rescue: Rescue, backup: BackupRow, loss: Loss, clock: Clock, parent: QWidget | None
) -> RestoreOrder | None:
    """PINs are checked against the newest good backup, which is let go of afterwards."""
    standing, gate = restore_round.stand_in_for(rescue, clock)
    dialog = RestoreDialog(
        backup,
        loss,
        gate,
        lambda consent: restore_round.order_for_damaged(standing, rescue, backup, consent, loss),
        parent,
    )
    is_accepted(dialog)
    begin_round.let_go(standing)
    return dialog.order
