"""Deciding on a declared or hinted recusal."""

from PySide6.QtWidgets import QRadioButton, QWidget

from meihao_desktop.domain.recusal import RecusalStatus
from meihao_desktop.operations.convene_panel import DECISIONS, RecusalRow
from meihao_desktop.ui.widgets.asking import reason_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body

MEANINGS = {
    RecusalStatus.CONFIRMED: "认定：应当回避，已有评分保留、划去、不计入",
    RecusalStatus.DISMISSED: "不成立：可以评分，依据写在理由中",
    RecusalStatus.WITHDRAWN: "撤销：误报，恢复原有评分",
}


class DecisionDialog(Dialog):
    """One of three decisions with its reason."""

    def __init__(self, row: RecusalRow, parent: QWidget | None = None) -> None:
        super().__init__("认定回避", parent, confirm="作出认定")
        recusal = row.recusal
        self.add(
            body(
                f"{row.expert_name}对“{row.estate_name}”：{recusal.interest.value}。{recusal.basis}"
            )
        )
        self._choices = {status: QRadioButton(MEANINGS[status]) for status in DECISIONS}
        for choice in self._choices.values():
            self.add(choice)
        self._reason = reason_field(lines=2)
        self._reason.setPlaceholderText("理由，将写入回避登记表")
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
            return "请选择认定结果。"
        return "" if self.reason else "请写明理由。"
