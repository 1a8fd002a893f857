"""Answering a hint of an interest: ask the person, confirm it, or dismiss it for good."""

from PySide6.QtWidgets import QRadioButton, QWidget

from meihao_desktop.domain.recusal import RecusalStatus
from meihao_desktop.operations.weigh_hints import HintRow
from meihao_desktop.ui.widgets.asking import reason_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, soft

MEANINGS = {
    RecusalStatus.HINT: "请本人申报：本人登录后须先答复",
    RecusalStatus.CONFIRMED: "认定：应当回避该小区",
    RecusalStatus.DISMISSED: "不成立：写明依据，此后不再提示",
}


class HintDialog(Dialog):
    """One of three answers; all but the question to the person need a reason."""

    def __init__(self, row: HintRow, parent: QWidget | None = None) -> None:
        super().__init__("处理提示", parent, confirm="确定", width=30)
        self.add(
            body(
                f"{row.person_name}（{row.roles_text}）与“{row.estate_name}”：{row.interest.value}"
            )
        )
        for basis in row.bases:
            self.add(soft(f"· {basis}"))
        self._choices = {
            status: QRadioButton(words)
            for status, words in MEANINGS.items()
            if status is not RecusalStatus.HINT or (row.is_expert and not row.is_asked)
        }
        for choice in self._choices.values():
            self.add(choice)
        self._reason = reason_field(lines=2)
        self._reason.setPlaceholderText("认定的理由，或不成立的依据；将写入回避登记表")
        self._reason.setAccessibleName("理由")
        self.add(self._reason)

    @property
    def status(self) -> RecusalStatus:
        return next(status for status, box in self._choices.items() if box.isChecked())

    @property
    def reason(self) -> str:
        return self._reason.toPlainText().strip()

    def fault(self) -> str:
        if not any(box.isChecked() for box in self._choices.values()):
            return "请选择如何处理。"
        if self.status is RecusalStatus.HINT or self.reason:
            return ""
        return "请写明理由或依据。"
