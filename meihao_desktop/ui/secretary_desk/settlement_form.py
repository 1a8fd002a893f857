"""处理意见: a decision out of those that fit the finding, and its reason."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import ORDERING, Decision
from meihao_desktop.operations.collate_sheets import CHANGES_RESULT, Verdict, decisions_for
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.secretary_desk.tie_order import TieOrder
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.asking import line_field, reason_field
from meihao_desktop.ui.widgets.text import caption, soft

LOT = "确认之后由各方当场报出种子、见证人输入 PIN，程序算出先后；可用 sha256sum 复核。"
CHAIR_ONLY = "标有“组长”的处理会改变评审结果，须由组长登录后作出。"


class SettlementForm(QWidget):
    """``confirmed`` carries the verdict; what is typed stays until another finding is shown."""

    confirmed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._choices = QButtonGroup(self)
        self._choice_rows = QVBoxLayout()
        self._chair_only = caption(CHAIR_ONLY)
        self._tie = TieOrder()
        self._approval = line_field(hint="监督员姓名，或批准文号")
        self._approval_row = _named("批准（必填）", self._approval)
        self._agreed = line_field(hint="各专家一致认定的得分")
        self._agreed_row = _named("统一为（分）", self._agreed)
        self._lot = caption(LOT)
        self._reason = reason_field()
        self._fault = Notice(Tone.BLOCKING, "blocking")
        self._choices.buttonToggled.connect(lambda _button, _is_on: self._show_tie())
        self._lay_out()

    @property
    def is_begun(self) -> bool:
        """Whether a reason was typed that is not confirmed yet."""
        return bool(self._reason.toPlainText().strip())

    def show_row(self, row: FindingRow, estates: Sequence[tuple[EstateId, str]], *,
                 may_change_result: bool) -> None:  # fmt: skip
        """Offer the decisions on this finding; ``estates`` are the tied ones with their names."""
        for field in (self._reason, self._approval, self._agreed):
            field.clear()
        self._fault.say("")
        for old in self._choices.buttons():
            self._choices.removeButton(old)
            self._choice_rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        decisions = decisions_for(row)
        for decision in decisions:
            self._offer(decision, may=may_change_result or decision not in CHANGES_RESULT)
        kept = {d for d in decisions if d in CHANGES_RESULT}
        self._chair_only.setVisible(bool(kept) and not may_change_result)
        settlement = row.settlement
        order = settlement.order if settlement else ()
        ranked = sorted(estates, key=lambda one: order.index(one[0]) if one[0] in order else 0)
        self._tie.show_estates(ranked, settlement.votes if settlement else None)
        first = next((b for b in self._choices.buttons() if b.isEnabled()), None)
        if first is not None:
            first.setChecked(True)
        self._show_tie()

    def clear(self) -> None:
        self._reason.clear()

    @property
    def _decision(self) -> Decision | None:
        chosen = self._choices.checkedButton()
        return Decision[chosen.objectName()] if chosen is not None else None

    def _offer(self, decision: Decision, *, may: bool) -> None:
        words = decision.value if may else f"{decision.value}（组长）"
        choice = QRadioButton(words)
        choice.setObjectName(decision.name)
        choice.setEnabled(may)
        self._choices.addButton(choice)
        self._choice_rows.addWidget(choice)

    def _show_tie(self) -> None:
        decision = self._decision
        self._tie.setVisible(decision in ORDERING)
        self._tie.ask_votes_only(votes_only=decision is Decision.DRAWN)
        self._lot.setVisible(decision is Decision.DRAWN)
        self._approval_row.setVisible(decision is Decision.BOTH_ADMITTED)
        self._agreed_row.setVisible(decision is Decision.UNIFIED)
        self._fault.say("")

    def _missing(self, decision: Decision | None) -> tuple[str, QWidget] | None:
        """The first thing still to be entered, and where."""
        if decision is None:
            return "请选择一种处理。", self._reason
        if decision is Decision.BOTH_ADMITTED and not self._approval.text().strip():
            return "请写明批准人或批准文号。", self._approval
        if decision is Decision.UNIFIED and points_typed(self._agreed.text()) is None:
            return "请填写统一后的得分，例如 3 或 2.5。", self._agreed
        if not self._reason.toPlainText().strip():
            return "请写明理由，理由会写入记录并打印。", self._reason
        return None

    def _confirm(self) -> None:
        decision = self._decision
        missing = self._missing(decision)
        if missing is not None or decision is None:
            sentence, field = missing or ("", self._reason)
            self._fault.say(sentence)
            field.setFocus()
            return
        self._fault.say("")
        is_approved, is_agreed = decision is Decision.BOTH_ADMITTED, decision is Decision.UNIFIED
        self.confirmed.emit(
            Verdict(
                decision=decision,
                reason=self._reason.toPlainText().strip(),
                order=self._tie.order if decision is Decision.ORDERED else (),
                votes=self._tie.votes if decision in ORDERING else {},
                approval=self._approval.text().strip() if is_approved else "",
                agreed=points_typed(self._agreed.text()) if is_agreed else None,
            )
        )

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._choice_rows.setSpacing(0)
        confirm = buttons.primary("确认处理意见", self._confirm, "check")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addLayout(self._choice_rows)
        column.addWidget(self._chair_only)
        for part in (self._tie, self._lot, self._approval_row, self._agreed_row):
            column.addWidget(part)
        column.addWidget(soft("理由（将写入记录并打印）"))
        column.addWidget(self._reason)
        column.addWidget(self._fault)
        column.addWidget(confirm, 0, Qt.AlignmentFlag.AlignRight)


def points_typed(text: str) -> Decimal | None:
    """Points as typed, also with full-width digits; ``None`` where it is no number."""
    clean = text.strip().replace("。", ".").replace("．", ".")
    try:
        points = Decimal(clean)
    except InvalidOperation:
        return None
    return points if points.is_finite() else None


def _named(words: str, field: QWidget) -> QWidget:
    """A field under its name, shown and hidden together."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.metrics().unit // 2)
    field.setAccessibleName(words)
    column.addWidget(soft(words))
    column.addWidget(field)
    return both
