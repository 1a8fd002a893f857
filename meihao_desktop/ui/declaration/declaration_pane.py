"""回避申报: all estates on one form, filled in by the expert before any of them is opened."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from meihao_desktop.operations.declare_interests import DeclarationDesk, DeclarationLine, Told
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.declaration.declaration_row import DeclarationRow
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, Notice, scrolled
from meihao_desktop.ui.widgets.pin_field import PinField
from meihao_desktop.ui.widgets.text import body, title

Submit = Callable[[Sequence[Told], str], None]
FIRST = (
    "请逐个核对下列小区：有亲属、任职、持股、业主、辅导等利害关系的，勾选并写明；没有的不必填写。"
    "提交后才能查看材料和评分。"
)
SECRETARY_FIRST = (
    "秘书经办每一个小区，也须申报：与下列小区有亲属、任职、持股、业主、辅导等利害关系的，勾选并写明；"
    "没有的不必填写。申报的小区由指定的代办人经办。"
)
AGAIN = "您上次申报之后又有新的小区或程序提示，请补充申报。"


class DeclarationPane(QWidget):
    """The form; questions of the program stand first, the PIN and the way on below."""

    def __init__(
        self, desk: DeclarationDesk, submit: Submit, leave: Callable[[], None] | None = None
    ) -> None:
        """``leave`` is the way out where the form need not be handed in now."""
        super().__init__()
        self.desk = desk
        self._submit = submit
        self._leave = leave
        self.rows = tuple(DeclarationRow(line) for line in _in_order(desk))
        self.summary = body()
        self.fault = Notice(Tone.BLOCKING, "blocking")
        self.pin_field = PinField()
        self.pin_field.returnPressed.connect(self.press)
        self.button = buttons.primary("提交申报", self.press, "check")
        self._lay_out()
        for row in self.rows:
            row.changed.connect(self._count)
        self._count()
        theme.follow(self._adapt)

    def press(self) -> None:
        """Go to what is missing, or hand the form in with the PIN."""
        lacking = next((row for row in self.rows if row.fault()), None)
        if lacking is not None:
            self.fault.say(lacking.fault())
            self._area.ensureWidgetVisible(lacking)
            lacking.take_focus()
            return
        if not self.pin_field.text():
            self.fault.say("请输入您的 PIN，确认申报。")
            self.pin_field.setFocus()
            return
        self.fault.say("")
        pin = self.pin_field.text()
        self.pin_field.clear()
        self._submit([row.told for row in self.rows if row.told is not None], pin)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        head = QVBoxLayout()
        head.setContentsMargins(unit * 2, unit, unit * 2, unit)
        head.setSpacing(0)
        head.addWidget(title("回避申报"))
        head.addWidget(body(self._request()))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)
        self._area: QScrollArea = scrolled(inner)
        foot = Bar(is_foot=True)
        foot.content.addWidget(self.summary, 1)
        foot.content.addWidget(self.pin_field)
        if self._leave is not None:
            foot.content.addWidget(buttons.plain("暂不申报", self._leave))
        foot.content.addWidget(self.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._area, 1)
        whole.addWidget(self.fault)
        whole.addWidget(foot)

    def _request(self) -> str:
        first = FIRST if self.desk.expert.is_expert else SECRETARY_FIRST
        return first if self.desk.is_first or not self.desk.is_due else AGAIN

    def _count(self) -> None:
        told = [row.told for row in self.rows if row.told is not None]
        recused = sum(each.interest is not None for each in told)
        known = sum(row.line.is_recused for row in self.rows)
        asked = sum(row.line.question is not None and row.told is None for row in self.rows)
        free = len(self.rows) - len(told) - known - asked
        parts = (
            (asked, f"{asked} 条提示待答复"),
            (recused, f"{recused} 个小区申报回避"),
            (len(told) - recused, f"{len(told) - recused} 条提示已说明"),
            (known, f"{known} 个小区已登记回避"),
        )
        said = "，".join(words for count, words in parts if count)
        rest = "其余" if said else "全部"
        self.summary.setText(
            f"{said}{'；' if said else ''}本人声明与{rest} {free} 个小区无利害关系。"
        )
        if self.fault.sentence and not any(row.fault() for row in self.rows):
            self.fault.say("")

    def _adapt(self) -> None:
        self.pin_field.setFixedWidth(theme.metrics().text * 6)


def _in_order(desk: DeclarationDesk) -> list[DeclarationLine]:
    """What the program asks comes first; otherwise the order of receipt."""
    return sorted(desk.lines, key=lambda line: line.question is None)
