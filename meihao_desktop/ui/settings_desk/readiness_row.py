"""One item of the check: how it came out, what was found, what can be done, and the reason."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.self_check import CheckItem, CheckResult, Outcome
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import hairline
from meihao_desktop.ui.widgets.asking import line_field
from meihao_desktop.ui.widgets.badge import Badge
from meihao_desktop.ui.widgets.text import soft, strong

MARKS = {
    Outcome.PASSED: (Tone.GOOD, "check"),
    Outcome.FAILED: (Tone.BLOCKING, "blocking"),
    Outcome.HINT: (Tone.NOTE, "note"),
    Outcome.WAITING: (Tone.WARNING, "ring-plain"),
}
ACTS: dict[CheckItem, tuple[tuple[str, str], ...]] = {
    CheckItem.CLOCK: (("same", "与手表一致"), ("differs", "不一致")),
    CheckItem.PRINTER: (("trial", "打印测试页…"), ("sharp", "打印清楚"), ("blurred", "不清楚")),
    CheckItem.STICK: (("stick", "测试 U 盘…"),),
    CheckItem.BACKUPS: (("place", "选择位置…"),),
}
"""What a person can do about an item: its word for the page, and what the button says."""
BADGE_CHARACTERS, TITLE_CHARACTERS = 5, 7


class ReadinessRow(QWidget):
    """``act_asked`` names the act; the page carries it out."""

    act_asked = Signal(str)
    reason_changed = Signal()

    def __init__(self, item: CheckItem) -> None:
        super().__init__()
        self.item = item
        self._badge = Badge("未检查", Tone.PLAIN, "ring-plain")
        self._title = strong(item.value)
        self._title.setWordWrap(False)
        self._told = soft()
        self.reason = line_field(hint="不合格仍要开会的，写明理由（将印在自检表上）")
        self.reason.setAccessibleName(f"{item.value}的理由")
        self.reason.textChanged.connect(lambda _text: self.reason_changed.emit())
        self.reason.hide()
        self.acts = {word: self._button(word, text) for word, text in ACTS.get(item, ())}
        self._lay_out()
        theme.follow(self._adapt)

    def show_result(self, result: CheckResult, reason: str, *, may_act: bool) -> None:
        """What was found; what failed or waits asks for its reason."""
        tone, icon_name = MARKS[result.outcome]
        self._badge.show_mark(result.outcome.value, tone, icon_name)
        self._told.setText(result.told)
        if reason and not self.reason.text():
            self.reason.setText(reason)
        is_wanted = result.needs_reason and (may_act or bool(reason))
        self.reason.setVisible(is_wanted)
        self.reason.setReadOnly(not may_act)
        for button in self.acts.values():
            button.setVisible(may_act)

    def show_waiting(self, told: str) -> None:
        """While the item is looked at, or before that."""
        self._badge.show_mark("检查中" if told else "未检查", Tone.PLAIN, "ring-plain")
        self._told.setText(told)
        self.reason.hide()
        for button in self.acts.values():
            button.hide()

    def _button(self, word: str, text: str) -> buttons.Button:
        button = buttons.plain(text, lambda: self.act_asked.emit(word))
        button.hide()
        return button

    def _adapt(self) -> None:
        text = theme.metrics().text
        self._first.setFixedWidth(text * BADGE_CHARACTERS)
        self._title.setFixedWidth(text * TITLE_CHARACTERS)
        indent = text * (BADGE_CHARACTERS + TITLE_CHARACTERS) + 2 * theme.metrics().unit
        self._reason_row.setContentsMargins(indent, 0, 0, 0)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._first = QWidget()
        mark = QHBoxLayout(self._first)
        mark.setContentsMargins(0, 0, 0, 0)
        mark.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(unit)
        row.addWidget(self._first)
        row.addWidget(self._title)
        row.addWidget(self._told, 1)
        for button in self.acts.values():
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit // 2)
        column.addLayout(row)
        self._reason_row = QHBoxLayout()
        self._reason_row.addWidget(self.reason)
        column.addLayout(self._reason_row)
        column.addWidget(hairline())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())
