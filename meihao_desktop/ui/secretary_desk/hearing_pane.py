"""畸高畸低的说明: where a hearing stands, what was said so far, and the next act."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.hearing import Hearing, HearingStep, Voice
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.operations.collate_sheets import SecretaryDesk
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.ui import theme
from meihao_desktop.ui.secretary_desk.hearing_track import HearingTrack
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.text import body

OWN = "涉及本人的评分，由秘书登录后办理。"
NEXT = {
    HearingStep.NOTICE: "通知只给本人看：写明本人的分和其他专家的均值，不写谁给了多少。",
    HearingStep.ANSWER: "已通知，请本人登录评分台答复：修改评分，或坚持原评分并书面说明。",
    HearingStep.REVISION: "本人申请修改，由组长和监督员两人确认后重新打开；确认之前本人可改答复。",
    HearingStep.VOTE: "请其余专家表决：该评分仍属异常，还是说明成立；本人不参加。",
    HearingStep.DECISION: "按表决结果登记决定，并写明理由。",
}


class HearingPane(QWidget):
    """What comes next is one button; the decision itself is confirmed in the settlement."""

    notice_asked = Signal()
    revision_asked = Signal()
    vote_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._track = HearingTrack()
        self._facts = FactTable()
        self._next = body()
        self._notify = buttons.primary("通知专家", self.notice_asked.emit, "letter")
        self._reopen = buttons.primary("两人确认，重新打开…", self.revision_asked.emit, "lock")
        self._record = buttons.primary("登记表决…", self.vote_asked.emit, "people")
        self._lay_out()

    def show_row(self, row: FindingRow, desk: SecretaryDesk) -> None:
        """The hearing of this finding; nothing at all where nobody is heard."""
        hearing, step = row.hearing, row.step
        self.setVisible(step is not None or hearing is not None)
        self._track.show_row(row)
        names = {person.id: person.name for person in desk.experts}
        self._facts.show_facts(list(_facts(hearing, names)) if hearing else [])
        self._facts.setVisible(hearing is not None)
        may = desk.may_decide(row)
        self._next.setText("" if step is None else NEXT.get(step, ""))
        if step is not None and not may and desk.may_settle:
            self._next.setText(OWN)
        self._next.setVisible(bool(self._next.text()))
        self._record.setVisible(step is HearingStep.VOTE and may)
        self._notify.setVisible(step is HearingStep.NOTICE and desk.may_settle)
        self._reopen.setVisible(step is HearingStep.REVISION and desk.may_reopen)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metrics().unit)
        for part in (self._track, self._facts, self._next):
            column.addWidget(part)
        for button in (self._notify, self._reopen, self._record):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)


def _facts(hearing: Hearing, names: Mapping[PersonId, str]) -> Iterator[tuple[str, str, str]]:
    told = f"{hearing.notified_by}　{hearing.notified_at:%m-%d %H:%M}"
    yield "通知", told, ""
    if hearing.answer is not None and hearing.answered_at is not None:
        when = f"{hearing.answered_at:%m-%d %H:%M}"
        yield "答复", f"{hearing.answer.value}　{when}", hearing.statement
    if hearing.revision:
        yield "修改", f"第 {hearing.revision} 版，确认人 {hearing.confirmed_by}", ""
    if hearing.votes:
        who = "、".join(
            names.get(person, person)
            for person, voice in hearing.votes.items()
            if voice is Voice.ABNORMAL
        )
        majority = "过半数" if hearing.outcome is Decision.REPLACED else "未过半数"
        named = f"仍属异常：{who}" if who else ""
        yield "表决", f"{majority}认为异常（{hearing.abnormal}/{len(hearing.votes)}）", named
