"""A ruling on an interest: one of a few decisions, and the reason that goes on paper."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QRadioButton, QWidget

from meihao_desktop.domain.recusal import RecusalStatus
from meihao_desktop.operations.convene_panel import RecusalRow
from meihao_desktop.operations.weigh_hints import HintRow
from meihao_desktop.ui.widgets.asking import reason_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, soft

DECISIONS = {
    RecusalStatus.CONFIRMED: "认定：应当回避，已有评分保留、划去、不计入",
    RecusalStatus.DISMISSED: "不成立：可以评分，依据写在理由中",
    RecusalStatus.WITHDRAWN: "撤销：误报，恢复原有评分",
}
ANSWERS = {
    RecusalStatus.HINT: "请本人申报：本人登录后须先答复",
    RecusalStatus.CONFIRMED: "认定：应当回避该小区",
    RecusalStatus.DISMISSED: "不成立：写明依据，此后不再提示",
}


class RulingDialog(Dialog):
    """What it is about, the decisions to choose from, and the reason where one is needed."""

    def __init__(
        self,
        heading: str,
        about: str,
        meanings: Mapping[RecusalStatus, str],
        parent: QWidget | None = None,
        *,
        bases: Sequence[str] = (),
    ) -> None:
        super().__init__(heading, parent, confirm="记录", width=30)
        self.add(body(about))
        for basis in bases:
            self.add(soft(f"· {basis}"))
        self._choices = {status: QRadioButton(words) for status, words in meanings.items()}
        for choice in self._choices.values():
            self.add(choice)
        self._reason = reason_field(lines=2)
        self._reason.setPlaceholderText("理由或依据，将写入回避登记表")
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
            return f"请选择如何{self.windowTitle()}。"
        is_question = self.status is RecusalStatus.HINT
        return "" if self.reason or is_question else "请写明理由或依据。"


class DecisionDialog(RulingDialog):
    """On a recusal that was declared or decided before."""

    def __init__(self, row: RecusalRow, parent: QWidget | None = None) -> None:
        recusal = row.recusal
        about = f"{row.expert_name}对“{row.estate_name}”：{recusal.interest.value}。{recusal.basis}"
        super().__init__("认定回避", about, DECISIONS, parent)


class HintDialog(RulingDialog):
    """On a hint; only experts who were not asked yet can be asked to declare."""

    def __init__(self, row: HintRow, parent: QWidget | None = None) -> None:
        may_ask = row.is_expert and not row.is_asked
        meanings = {
            status: words
            for status, words in ANSWERS.items()
            if status is not RecusalStatus.HINT or may_ask
        }
        about = f"{row.person_name}（{row.roles_text}）与“{row.estate_name}”：{row.interest.value}"
        super().__init__("处理提示", about, meanings, parent, bases=row.bases)
