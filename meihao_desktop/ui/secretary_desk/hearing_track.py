"""The four steps of a hearing in a row: done, next, still to come."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from meihao_desktop.domain.hearing import HearingStep
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.badge import Badge

STEPS = ("通知", "答复", "表决", "决定")
_AT = {
    HearingStep.NOTICE: 0, HearingStep.ANSWER: 1, HearingStep.REVISION: 1,
    HearingStep.REVISED: 2, HearingStep.VOTE: 2, HearingStep.DECISION: 3,
}  # fmt: skip


class HearingTrack(QWidget):
    """Each step is a word with a sign; colour alone says nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._badges = [Badge(step) for step in STEPS]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics().unit)
        for badge in self._badges:
            row.addWidget(badge)
        row.addStretch(1)

    def show_row(self, row: FindingRow) -> None:
        at = len(STEPS) if row.step is None else _AT[row.step]
        for number, badge in enumerate(self._badges):
            words = f"{number + 1} {STEPS[number]}"
            if number < at:
                badge.show_mark(words, Tone.GOOD, "check")
            elif number == at:
                badge.show_mark(words, Tone.WARNING, "right")
            else:
                badge.show_mark(words, Tone.PLAIN, "")
        self.setAccessibleName(row.step.value if row.step else "已处理")
