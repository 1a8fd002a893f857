"""处理意见: a decision out of those that fit the finding, and its reason."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Decision
from meihao_desktop.operations.collate_sheets import CHANGES_RESULT, Verdict, decisions_for
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.secretary_desk.tie_order import TieOrder
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.asking import reason_field
from meihao_desktop.ui.widgets.text import caption, soft

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
        self._reason.clear()
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
        self._tie.setVisible(self._decision is Decision.ORDERED)

    def _confirm(self) -> None:
        decision, reason = self._decision, self._reason.toPlainText().strip()
        if decision is None or not reason:
            missing = (
                "请选择一种处理。" if decision is None else "请写明理由，理由会写入记录并打印。"
            )
            self._fault.say(missing)
            self._reason.setFocus()
            return
        self._fault.say("")
        is_order = decision is Decision.ORDERED
        self.confirmed.emit(
            Verdict(
                decision=decision,
                reason=reason,
                order=self._tie.order if is_order else (),
                votes=self._tie.votes if is_order else {},
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
        column.addWidget(self._tie)
        column.addWidget(soft("理由（将写入记录并打印）"))
        column.addWidget(self._reason)
        column.addWidget(self._fault)
        column.addWidget(confirm, 0, Qt.AlignmentFlag.AlignRight)
