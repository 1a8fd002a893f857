"""The private notice of a far-off score: what was found, and the expert's own answer."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from meihao_desktop.domain.hearing import Answer
from meihao_desktop.operations.settle_outlier import NoticeRow
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.asking import reason_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, soft, strong

PRIVATE = "本通知只给您本人看，由您本人答复。"
WORDS = {
    Answer.REVISE: "申请修改评分",
    Answer.STAND: "坚持原评分，书面说明",
}
MEANING = {
    Answer.REVISE: (
        "写明修改的理由。组长和监督员两人确认后，评分表作为下一版重新打开，"
        "由您修改、提交、重新签字；原表撤回存档。"
    ),
    Answer.STAND: (
        "写明坚持的理由。其余专家表决，您不参加；过半数仍认为异常的，"
        "以其他专家的均值替换，您的原评分保留在表上并划去。"
    ),
}


class AnswerDialog(Dialog):
    """An answer already given is shown; it can be changed until the next step was taken."""

    def __init__(self, notice: NoticeRow, parent: QWidget | None = None) -> None:
        may = notice.may_answer
        super().__init__(
            f"异常评分通知：{notice.estate_name}", parent,
            confirm="提交答复" if may else "知道了", cancel="以后再答复" if may else "", width=34,
        )  # fmt: skip
        self._may = may
        self._choices = QButtonGroup(self)
        self._meaning = soft()
        self._statement = reason_field()
        self.mark(Tone.WARNING, "letter")
        self.add(strong(notice.hearing.sentence))
        self.add(soft(PRIVATE))
        both = QHBoxLayout()
        for number, answer in enumerate(Answer):
            button = QRadioButton(WORDS[answer])
            button.setEnabled(may)
            self._choices.addButton(button, number)
            both.addWidget(button)
        both.addStretch(1)
        self.add(both)
        self._choices.idToggled.connect(lambda _id, _on: self._show_meaning())
        self.add(self._meaning)
        self.add(body("理由或书面说明（将写入记录并打印）"))
        self.add(self._statement)
        self._show_given(notice)

    @property
    def choice(self) -> Answer:
        return list(Answer)[self._choices.checkedId()]

    @property
    def statement(self) -> str:
        return self._statement.toPlainText().strip()

    def fault(self) -> str:
        if not self._may:
            return ""
        if self._choices.checkedId() < 0:
            return "请选择修改评分，或坚持原评分。"
        return "" if self.statement else "请写明理由，或书面说明。"

    def _show_given(self, notice: NoticeRow) -> None:
        hearing = notice.hearing
        if hearing.answer is not None:
            self._choices.button(list(Answer).index(hearing.answer)).setChecked(True)
            self._statement.setPlainText(hearing.statement)
        self._statement.setReadOnly(not self._may)
        self._show_meaning()

    def _show_meaning(self) -> None:
        chosen = self._choices.checkedId()
        self._meaning.setText(MEANING[list(Answer)[chosen]] if chosen >= 0 else "")
        self._meaning.setVisible(chosen >= 0)
        if self.isVisible():
            self.fit()
