"""Before a sheet is sealed: its total, what has no reason yet, and the PIN."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Criterion, CriterionId, Rubric
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.operations.foresight import Work
from meihao_desktop.ui import pin_work
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.scoring_desk.notices import REOPENING
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.pin_field import PinField
from meihao_desktop.ui.widgets.text import body, soft, strong

NAMED = 4


class SealDialog(Dialog):
    """Hands the sheet in while it is still open, so that a wrong PIN can be typed again.

    ``wanted`` is the criterion to go to where the expert would rather write a reason first;
    ``ahead`` gives the slow part of the PIN.
    """

    def __init__(
        self, name: str, sheet: ScoreSheet, rubric: Rubric,
        submit: Callable[[str], None], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(f"提交封存：{name}", parent, confirm="提交封存")
        self.wanted: CriterionId | None = None
        self._submit = submit
        self.ahead: Callable[[str], Work | None] = lambda _pin: None
        self.pin_field = PinField()
        self.pin_field.returnPressed.connect(self.try_accept)
        self.add(strong(what_is_sealed(sheet, rubric)))
        lacking = () if sheet.is_abstained else sheet.missing_reasons(rubric)
        if lacking:
            self._ask_for_reasons(lacking)
        self.add(body(f"提交后评分表锁定，不能再修改。{REOPENING}"))
        self.add(soft("请输入您的 PIN"))
        self.add(self.pin_field)
        self.pin_field.setFocus()

    def fault(self) -> str:
        return "" if self.pin_field.text() else "请输入 PIN。"

    def accept(self) -> None:
        """A refusal flies to the window's handler and leaves the dialog open."""
        pin = self.pin_field.text()
        self.pin_field.clear()
        self.setEnabled(False)
        pin_work.after(self.ahead(pin), self, lambda: self._seal(pin))

    def _seal(self, pin: str) -> None:
        self.setEnabled(True)
        self.pin_field.setFocus()
        self._submit(pin)
        super().accept()

    def reject(self) -> None:
        """Not between the PIN and the seal."""
        if self.isEnabled():
            super().reject()

    def _ask_for_reasons(self, lacking: tuple[Criterion, ...]) -> None:
        notice = Notice(Tone.WARNING, "warning", lacking_sentence(lacking))
        self.go_button = buttons.plain("去写理由", lambda: self._go(lacking[0].number), "go")
        notice.acts.addWidget(self.go_button)
        self.add(notice)

    def _go(self, number: CriterionId) -> None:
        self.wanted = number
        self.reject()


def what_is_sealed(sheet: ScoreSheet, rubric: Rubric) -> str:
    if sheet.is_abstained:
        return f"弃权，理由：{sheet.abstain_reason}"
    return (
        f"{len(rubric.by_number)} 个评分项已全部打分，"
        f"合计 {plain(sheet.total)} 分（满分 {plain(rubric.max_points)} 分）。"
    )


def lacking_sentence(lacking: tuple[Criterion, ...]) -> str:
    """Which criteria still want a reason; all of them where they are few."""
    named = "、".join(f"{criterion.number} {criterion.name}" for criterion in lacking[:NAMED])
    more = f"等 {len(lacking)} 项" if len(lacking) > NAMED else ""
    return f"以下评分项给了满分、零分或扣分，还没有写理由：{named}{more}。"


def sealed_dialog(name: str, check_code: str, parent: QWidget | None = None) -> Dialog:
    """The sheet is sealed; offer its print."""
    dialog = Dialog("已提交封存", parent, confirm="打印评分表", cancel="以后再打印")
    dialog.mark(Tone.GOOD, "check")
    dialog.add(body(f"“{name}”的评分表已封存，校验码 {check_code}。"))
    dialog.add(body("请打印后核对并签字，交给秘书。"))
    return dialog
