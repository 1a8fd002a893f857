"""One finding in full: its sentence, its place, what was decided, and what can be decided."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.finding import FindingKey, Settlement
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations.collate_sheets import SecretaryDesk, Verdict, decisions_for
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.secretary_desk.hearing_pane import HearingPane
from meihao_desktop.ui.secretary_desk.settlement_form import SettlementForm
from meihao_desktop.ui.secretary_desk.way_on import way_on
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice, hairline, scrolled
from meihao_desktop.ui.widgets.badge import SEVERITY_MARKS, Badge
from meihao_desktop.ui.widgets.text import body, soft, strong

MEND = "此项不能以处理意见代替更正，更正之后自动消失。"
OBSERVE = "处理意见由组长或秘书作出。"
CLOSED = "定稿之后不能再作处理意见。"


class FindingDetail(QWidget):
    """``settle_asked`` carries key and verdict, ``way_asked`` a desk and its target.

    The acts of a hearing carry the key, the vote the whole row.
    """

    settle_asked = Signal(object, object)
    way_asked = Signal(str, str)
    notice_asked = Signal(object)
    revision_asked = Signal(object)
    vote_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row: FindingRow | None = None
        self._shown: tuple[FindingRow, bool, bool] | None = None
        self._badge = Badge()
        self._place = strong()
        self._sentence = body()
        self._go = buttons.plain("看交表情况", self._ask_way, "go")
        self._settled = Notice(Tone.GOOD, "check")
        self._change = buttons.quiet("修改处理意见", self._begin_change, "score")
        self._rest = soft()
        self._hearing = HearingPane()
        self._hearing.notice_asked.connect(lambda: self.notice_asked.emit((self._key,)))
        self._hearing.revision_asked.connect(lambda: self.revision_asked.emit(self._key))
        self._hearing.vote_asked.connect(lambda: self.vote_asked.emit(self._row))
        self._form = SettlementForm()
        self._form.confirmed.connect(self._ask_settle)
        self._lay_out()

    @property
    def row(self) -> FindingRow | None:
        return self._row

    @property
    def _key(self) -> FindingKey | None:
        return self._row.finding.key if self._row else None

    @property
    def has_unsaved_reason(self) -> bool:
        return self._form.isVisibleTo(self) and self._form.is_begun

    def forget_reason(self) -> None:
        self._form.clear()

    def show_row(self, row: FindingRow, desk: SecretaryDesk) -> None:
        """Show another finding; the same one in the same state keeps what is being typed."""
        shown = (row, desk.may_decide(row), desk.may_change_result(row))
        if shown == self._shown:
            return
        self._row, self._shown = row, shown
        finding = row.finding
        self._badge.show_mark(finding.severity.value, *SEVERITY_MARKS[finding.severity])
        self._place.setText(row.place or "本次评审")
        self._sentence.setText(finding.sentence)
        way = way_on(finding)
        self._go.setVisible(way is not None)
        self._go.setText(way.label if way else "")
        names = {estate.id: estate.name for estate in desk.estates}
        self._settled.say(told(row.settlement, names) if row.settlement else "")
        self._hearing.show_row(row, desk)
        self._show_form(row, desk, names)

    def _show_form(
        self, row: FindingRow, desk: SecretaryDesk, names: Mapping[EstateId, str]
    ) -> None:
        may = desk.may_decide(row) and bool(decisions_for(row))
        tied = [EstateId(part) for part in row.finding.where.estate.split("+") if part]
        self._form.show_row(
            row,
            [(estate, names.get(estate, estate)) for estate in tied],
            may_change_result=desk.may_change_result(row),
        )
        self._form.setVisible(may and not row.is_settled)
        self._change.setVisible(may and row.is_settled)
        self._rest.setText(_why_not(row, desk))
        self._rest.setVisible(bool(self._rest.text()))

    def _begin_change(self) -> None:
        self._change.hide()
        self._form.show()

    def _ask_settle(self, verdict: Verdict) -> None:
        if self._row is not None:
            self.settle_asked.emit(self._row.finding.key, verdict)

    def _ask_way(self) -> None:
        way = way_on(self._row.finding) if self._row else None
        if way is not None:
            self.way_asked.emit(way.desk, way.target)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(unit, 0, unit, unit)
        column.setSpacing(unit * 3 // 2)
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self._badge)
        head.addStretch(1)
        head.addWidget(self._go)
        column.addLayout(head)
        for part in (self._place, self._sentence, hairline(), self._settled, self._change):
            column.addWidget(part)
        column.addWidget(self._rest)
        column.addWidget(self._hearing)
        column.addWidget(self._form)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))


def told(settlement: Settlement, names: Mapping[EstateId, str]) -> str:
    """The settlement as one sentence: what, why, in which order, who and when."""
    parts = [f"{settlement.decision.value}。理由：{settlement.reason.rstrip('。')}。"]
    ordered = [names.get(EstateId(estate), estate) for estate in settlement.order]
    if ordered and not settlement.votes:
        parts.append(f"先后：{'、'.join(ordered)}。")
    if settlement.votes:
        counted = (
            f"{names.get(EstateId(estate), estate)} {settlement.votes.get(estate, 0)} 票"
            for estate in settlement.order or settlement.votes
        )
        parts.append(f"先后：{'、'.join(counted)}。")
    if settlement.agreed is not None:
        parts.append(f"统一为 {plain(settlement.agreed)} 分。")
    if settlement.approval:
        parts.append(f"批准：{settlement.approval}。")
    if settlement.seed:
        parts.append(f"抽签种子：{settlement.seed}，见证人：{settlement.witness}。")
    parts.append(f"{settlement.actor}，{settlement.settled_at:%Y-%m-%d %H:%M}")
    return "\n".join(parts)


def _why_not(row: FindingRow, desk: SecretaryDesk) -> str:
    if row.step is not None and not decisions_for(row):
        return ""
    if not decisions_for(row):
        return MEND
    if desk.may_settle or row.is_settled:
        return ""
    return OBSERVE if desk.phase.is_before(Phase.FINAL) else CLOSED
