"""Factors and deductions of single estates: the list of all, and entering one by two people."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QDate, QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.recorded_term import TermKind
from meihao_desktop.operations.record_terms import TermDraft, TermRow, TermsDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.asking import WitnessDialog, line_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.rows_model import Column
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import body, soft
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox, DayBox

HEADING = "系数和扣分"
NONE_YET = "还没有登记任何系数或扣分。"
_AMOUNT = QRegularExpression(r"\d{1,3}(\.\d{0,2})?")
_LEAST_ROWS, _MOST_ROWS = 2, 4


class TermsDialog(Dialog):
    """All that is recorded; the acts are left out for whoever may only look."""

    def __init__(
        self, record: Callable[[], None], withdraw: Callable[[TermRow], None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(HEADING, parent, confirm="关闭", cancel="", width=48)
        self._withdraw_row = withdraw
        self._rules = body()
        self._told = soft()
        self.table = TableView(_columns(), lines=3)
        self.record_button = buttons.plain("登记一项", record, "plus")
        self.withdraw_button = buttons.plain("撤销这一项", self._withdraw, "undo")
        acts = QHBoxLayout()
        acts.addStretch(1)
        acts.addWidget(self.withdraw_button)
        acts.addWidget(self.record_button)
        self.table.chosen.connect(self._offer)
        for part in (self._rules, self.table, self._told, acts):
            self.add(part)

    def show_desk(self, desk: TermsDesk) -> None:
        self._rules.setText(rules_text(desk))
        self.table.setVisible(bool(desk.rows))
        self.table.show_rows(desk.rows)
        rows = min(_MOST_ROWS, max(_LEAST_ROWS, len(desk.rows)))
        self.table.setMinimumHeight(rows * theme.metrics().line * 3 + theme.metrics().target)
        self._told.setText("" if desk.rows else NONE_YET)
        self._told.setVisible(not desk.rows)
        self.record_button.setVisible(desk.may_record)
        self.record_button.setEnabled(bool(desk.kinds and desk.estates))
        self.withdraw_button.setVisible(desk.may_record and bool(desk.rows))
        self._offer(self.table.current)

    def _offer(self, row: TermRow | None) -> None:
        self.withdraw_button.setEnabled(row is not None and row.term.is_in_force)

    def _withdraw(self) -> None:
        if self.table.current is not None:
            self._withdraw_row(self.table.current)


class TermEntryDialog(WitnessDialog):
    """What is recorded of which estate, what it rests on, and the chair's own PIN."""

    def __init__(self, desk: TermsDesk, today: date, parent: QWidget | None = None) -> None:
        super().__init__("登记系数或扣分", f"{rules_text(desk)}登记由组长输入本人的 PIN 确认。",
                         desk.seconds, parent)  # fmt: skip
        self._estate, self._kind = ChoiceBox(), ChoiceBox()
        self._amount = line_field(hint="例如 1.05，或 2")
        self._amount.setValidator(QRegularExpressionValidator(_AMOUNT, self._amount))
        self._document = line_field(hint="文号或材料名称")
        self._day = DayBox()
        named = ((self._kind, "项目"), (self._amount, "数值"), (self._document, "依据文件"),
                 (self._day, "文件日期"))  # fmt: skip
        for field, what in named:
            field.setAccessibleName(what)
        self._day.setDate(QDate(today.year, today.month, today.day))
        self._day.setMaximumDate(self._day.date())
        for estate in desk.estates:
            self._estate.addItem(estate.name, estate.id)
        for kind in desk.kinds:
            self._kind.addItem(kind.value, kind)
        rows = FieldRows()
        for label, field in (
            ("小区", self._estate),
            ("项目", _beside(self._kind, self._amount)),
            ("依据", _beside(self._document, self._day)),
        ):
            rows.add(label, field)
        self.content.insertLayout(1, rows)
        self.confirm_button.setText("登记")

    @property
    def draft(self) -> TermDraft:
        day = self._day.date()
        return TermDraft(
            estate=EstateId(self._estate.currentData()),
            kind=self._kind.currentData(),
            amount=Decimal(self._amount.text().rstrip(".")),
            reason=self.reason,
            document=self._document.text().strip(),
            dated_on=date(day.year(), day.month(), day.day()),
        )

    def write(self, estate: EstateId, kind: TermKind, amount: str, *, document: str) -> None:
        """Fill in, as typing would."""
        self._estate.setCurrentIndex(self._estate.findData(estate))
        self._kind.setCurrentIndex(self._kind.findData(kind))
        self._amount.setText(amount)
        self._document.setText(document)

    def fault(self) -> str:
        if not self._amount.hasAcceptableInput():
            return "请填写数值，最多两位小数。"
        return super().fault() if self._document.text().strip() else "请填写依据文件。"


class TermWithdrawalDialog(WitnessDialog):
    """Why one is taken out of force, again with the chair's own PIN."""

    def __init__(self, row: TermRow, desk: TermsDesk, parent: QWidget | None = None) -> None:
        sentence = (
            f"撤销“{row.estate_name}”的“{row.term.text}”：不再计入得分，原登记保留备查。"
            "由组长输入本人的 PIN 确认。"
        )
        super().__init__("撤销系数或扣分", sentence, desk.seconds, parent)
        self.confirm_button.setText("撤销")


def _beside(*fields: QWidget) -> QWidget:
    """Two short fields in one line."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.metrics().unit)
    for field in fields:
        row.addWidget(field, 1)
    return both


def rules_text(desk: TermsDesk) -> str:
    """What the rules of the round allow, and until when."""
    limits = desk.limits
    told = (
        f"扣分每个小区合计至多 {plain(limits.deduction_max)} 分，汇总阶段结束之前登记。"
        if limits.allow_deductions
        else "",
        f"系数在 {plain(limits.factor_min)} 至 {plain(limits.factor_max)} 之间，评分开始之前登记。"
        if limits.allow_factors
        else "",
    )
    return "".join(told) or "本轮规则没有规定系数和扣分。"


def _columns() -> list[Column]:
    return [
        Column(heading="小区", text=lambda row: row.estate_name, width=6),
        Column(
            heading="系数或扣分", text=lambda row: row.term.text, width=5,
            struck=lambda row: not row.term.is_in_force,
        ),
        Column(heading="理由及依据", text=_grounds, hint=_grounds),
        Column(
            heading="登记、确认", width=7,
            text=lambda row: f"{row.recorded_by_name}、{row.confirmed_by_name}",
        ),
    ]  # fmt: skip


def _grounds(row: TermRow) -> str:
    term = row.term
    late = "（登记时得分已经公开）" if term.came_after_scores else ""
    gone = "" if term.is_in_force else f"已撤销：{term.withdrawal_reason}。"
    return f"{gone}{term.grounds}{late}"
