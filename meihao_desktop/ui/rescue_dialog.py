"""A round that cannot be opened: its last good backup, and what happened after it."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from meihao_desktop.operations import restore_round
from meihao_desktop.operations.context import Context, SystemClock
from meihao_desktop.operations.restore_round import Rescue
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.asking import is_accepted
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, caption, strong

LEAST_LINES, MOST_LINES = 3, 7
NOTHING_LOST = "损坏的文件里没有读到更晚的记录；如有记忆或纸质记录，请与最近的评分表核对。"


class RescueDialog(Dialog):
    """Says what is wrong and what would be missing; opening it changes nothing."""

    def __init__(self, rescue: Rescue, parent: QWidget | None = None) -> None:
        super().__init__("评审数据没有通过校验", parent, confirm="只读打开备份", width=44)
        self.mark(Tone.BLOCKING, "blocking")
        self.add(body(rescue.reason))
        backup = rescue.backup
        moment = f"{backup.at.astimezone():%Y-%m-%d %H:%M}" if backup.at else ""
        self.add(
            strong(f"最近一份通过校验的备份：{moment}，{backup.phase}，第 {backup.seq} 号记录")
        )
        self.add(caption(str(backup.path), is_selectable=True))
        lines = rescue.lost.lines
        if not lines:
            self.add(body(NOTHING_LOST))
            return
        self.add(body(f"备份之后还有 {len(lines)} 条记录（备份里没有，可凭它们补录）："))
        self.lost = QPlainTextEdit("\n".join(lines))
        self.lost.setReadOnly(True)
        shown = min(max(len(lines) + 1, LEAST_LINES), MOST_LINES)
        self.lost.setFixedHeight(theme.metrics().line * shown)
        self.add(self.lost)


def ask(rescue: Rescue, parent: QWidget | None = None) -> Context | None:
    """The backup to be looked at, or nothing where the person declined."""
    if not is_accepted(RescueDialog(rescue, parent)):
        return None
    return restore_round.view(rescue, SystemClock())
