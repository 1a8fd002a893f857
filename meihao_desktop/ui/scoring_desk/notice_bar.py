"""异常评分通知 above the desk: which estate it is about and what is asked of the expert."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.domain.hearing import HearingStep
from meihao_desktop.operations.settle_outlier import NoticeRow
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice

WAITING = {
    HearingStep.REVISION: "您已申请修改，等待组长和监督员确认重新打开",
    HearingStep.VOTE: "您的书面说明已提交，等待评审小组表决",
    HearingStep.DECISION: "评审小组已表决，等待登记决定",
}


class NoticeBar(QWidget):
    """One notice at a time, those to be answered first; hidden where there is none."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        unit = theme.metrics().unit
        self._first: NoticeRow | None = None
        self._ask = Notice(Tone.WARNING, "letter")
        self._wait = Notice(Tone.NOTE, "clock")
        self._ask.acts.addWidget(buttons.primary("查看并答复", self._open, "score"))
        self._wait.acts.addWidget(buttons.plain("查看", self._open, "eye"))
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit // 2, unit, unit // 2)
        column.addWidget(self._ask)
        column.addWidget(self._wait)
        self.hide()

    @property
    def sentence(self) -> str:
        return self._ask.sentence or self._wait.sentence

    def show_notices(self, notices: Sequence[NoticeRow]) -> None:
        asked = [row for row in notices if row.hearing.step is HearingStep.ANSWER]
        self._first = next(iter(asked or notices), None)
        self._ask.say(_asked(asked))
        self._wait.say("" if asked or self._first is None else _waiting(self._first))
        self.setVisible(self._first is not None)

    def _open(self) -> None:
        if self._first is not None:
            self.opened.emit(self._first)


def _asked(rows: Sequence[NoticeRow]) -> str:
    if not rows:
        return ""
    names = "、".join(dict.fromkeys(row.estate_name for row in rows))
    return f"您有 {len(rows)} 份异常评分通知待答复：{names}。通知只有您本人看得到。"


def _waiting(row: NoticeRow) -> str:
    return f"“{row.estate_name}”的异常评分通知：{WAITING.get(row.hearing.step, '')}。"
