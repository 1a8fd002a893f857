"""The window while a backup is put in the place of a round, which nobody has open meanwhile."""

import threading

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Cancelled, Watch
from meihao_desktop.operations import restore_round
from meihao_desktop.operations.restore_round import RestoreOrder
from meihao_desktop.ui import background, theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.text import body, caption, headline
from meihao_desktop.ui.widgets.work_line import WorkLine

UNDER_WAY = "先备份现在的数据，再校验并恢复。请不要关闭程序，也不要拔出 U 盘。"
AS_BEFORE = "已取消，没有恢复，原来的数据没有改动。"


class RestorePane(QWidget):
    """Begins by itself; ``ended`` when the round may be opened again, whatever came of it."""

    ended = Signal()

    def __init__(self, ordered: RestoreOrder) -> None:
        super().__init__()
        self._ordered = ordered
        self._stop = threading.Event()
        self.work = WorkLine(self)
        self.told = Notice(Tone.BLOCKING, "blocking")
        self.again = buttons.primary("重新打开评审", self.ended.emit, "go")
        self.again.hide()
        unit = theme.metrics().unit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addWidget(headline("恢复备份"))
        column.addWidget(body(UNDER_WAY))
        column.addWidget(caption(f"{ordered.backup.name} → {ordered.folder}"))
        column.addSpacing(unit)
        for part in (self.work, self.told, self.again):
            column.addWidget(part)
        column.addStretch(1)
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        self.work.begin("正在恢复", self._stop.set)
        background.run(
            self._carry_out,
            owner=self,
            on_done=self._done,
            on_progress=self.work.show_progress,
            on_failed=self._failed,
        )

    def _carry_out(self, watch: Watch) -> bool:
        """In the background; a stop is an answer here, for the round is opened again after it."""
        asked = Watch(
            on_progress=watch.on_progress,
            is_cancelled=lambda: self._stop.is_set() or watch.is_cancelled(),
        )
        return _is_carried_out(self._ordered, asked)

    def _done(self, is_restored: bool) -> None:
        self.work.end()
        if is_restored:
            self.ended.emit()
        else:
            self._say(AS_BEFORE)

    def _failed(self, error: MeihaoError) -> None:
        self.work.end()
        self._say(f"没有恢复成功：{error}")

    def _say(self, sentence: str) -> None:
        self.told.say(sentence)
        self.again.show()


def _is_carried_out(ordered: RestoreOrder, watch: Watch) -> bool:
    try:
        restore_round.carry_out(ordered, watch)
    except Cancelled:
        return False
    return True
