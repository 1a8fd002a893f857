"""核查发现: the list by weight on the left, the chosen finding in full on the right."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from meihao_desktop.domain.finding import FindingKey, Severity
from meihao_desktop.domain.hearing import HearingStep
from meihao_desktop.operations.collate_sheets import SecretaryDesk, decisions_for
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.secretary_desk.finding_detail import FindingDetail
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import EmptyState
from meihao_desktop.ui.widgets.asking import confirmed
from meihao_desktop.ui.widgets.badge import SEVERITY_MARKS
from meihao_desktop.ui.widgets.rows_model import Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView

CLEAR = "没有核查发现。"
NOTHING = "这一类核查发现都已处理。"
FILTERS: Mapping[str, Callable[[FindingRow], bool]] = {
    "全部": lambda _row: True,
    "阻断": lambda row: row.finding.severity is Severity.BLOCKING,
    "未处理": lambda row: not row.is_settled,
}


class FindingsPane(QWidget):
    """The filter is part of the list; going to one finding drops it where it hides that one."""

    settle_asked = Signal(object, object)
    way_asked = Signal(str, str)
    notice_asked = Signal(object)
    revision_asked = Signal(object)
    vote_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._desk: SecretaryDesk | None = None
        self._filter = "全部"
        self._filters = {name: self._filter_button(name) for name in FILTERS}
        self._table = TableView(_columns(), lines=3)
        self._detail = FindingDetail()
        self._nothing = EmptyState(CLEAR, "check")
        self._stack = QStackedWidget()
        self._table.chosen.connect(self._choose_row)
        self._detail.settle_asked.connect(self.settle_asked)
        self._detail.way_asked.connect(self.way_asked)
        self._detail.notice_asked.connect(self.notice_asked)
        self._detail.revision_asked.connect(self.revision_asked)
        self._detail.vote_asked.connect(self.vote_asked)
        self._notify_all = buttons.plain("", self._ask_all_notices, "letter")
        self._lay_out()

    @property
    def filter_counts(self) -> Mapping[str, int]:
        rows = self._desk.findings if self._desk else ()
        return {name: sum(map(fits, rows)) for name, fits in FILTERS.items()}

    def show_desk(self, desk: SecretaryDesk) -> None:
        self._desk = desk
        for name, count in self.filter_counts.items():
            self._filters[name].setText(f"{name} {count}")
        waiting = len(self._unnotified)
        self._notify_all.setText(f"通知全部专家（{waiting}）")
        self._notify_all.setVisible(waiting > 1 and desk.may_settle)
        self._show_rows()

    @property
    def _unnotified(self) -> tuple[FindingKey, ...]:
        rows = self._desk.findings if self._desk else ()
        return tuple(row.finding.key for row in rows if row.step is HearingStep.NOTICE)

    def _ask_all_notices(self) -> None:
        self.notice_asked.emit(self._unnotified)

    def show_filter(self, name: str) -> None:
        self._filter = name
        self._filters[name].setChecked(True)
        self._show_rows()

    def choose(self, key: str) -> bool:
        """Bring the finding with this key into view."""
        if self._desk is None or not any(r.finding.key == key for r in self._desk.findings):
            return False
        if not self._pick(key):
            self.show_filter("全部")
            self._pick(key)
        return True

    def may_leave(self) -> bool:
        """A reason that was typed but not confirmed is asked about."""
        if not self._detail.has_unsaved_reason:
            return True
        if not confirmed(
            "处理意见还没有确认", "已填写的理由还没有确认，离开后不会保留。", self, confirm="离开"
        ):
            return False
        self._detail.forget_reason()
        return True

    def take_focus(self) -> None:
        self._table.setFocus()

    def _pick(self, key: str) -> bool:
        return self._table.choose(lambda row: row.finding.key == key)

    def _show_rows(self) -> None:
        rows = [row for row in self._desk.findings if FILTERS[self._filter](row)] \
            if self._desk else []  # fmt: skip
        before = self._detail.row
        self._nothing.say(NOTHING if self._desk and self._desk.findings else CLEAR)
        self._stack.setCurrentIndex(1 if rows else 0)
        self._table.show_rows(rows)
        if before is not None and self._table.current != before:
            self._pick(before.finding.key)
        self._choose_row(self._table.current)

    def _choose_row(self, row: FindingRow | None) -> None:
        if row is not None and self._desk is not None:
            self._detail.show_row(row, self._desk)

    def _filter_button(self, name: str) -> buttons.Button:
        button = buttons.plain(name, lambda: self.show_filter(name))
        button.setCheckable(True)
        return button

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        group = QButtonGroup(self)
        for button in self._filters.values():
            group.addButton(button)
            head.addWidget(button)
        head.addStretch(1)
        head.addWidget(self._notify_all)
        self._filters[self._filter].setChecked(True)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._table)
        split.addWidget(self._detail)
        split.setSizes([560, 640])
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 6)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(split)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 2, unit, unit * 2, unit)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self._stack, 1)


def _columns() -> list[Column]:
    return [
        Column(
            heading="程度", text=lambda row: row.finding.severity.value, width=4, mark=_severity
        ),
        Column(heading="核查发现", text=_words, hint=lambda row: row.finding.sentence),
        Column(heading="处理", text=_state, width=4, mark=_state_mark),
    ]


def _severity(row: FindingRow) -> Mark:
    return SEVERITY_MARKS[row.finding.severity]


def _words(row: FindingRow) -> str:
    return row.finding.sentence


def _state(row: FindingRow) -> str:
    if row.is_settled:
        return "已处理"
    if row.step is not None:
        return row.step.value
    return "未处理" if decisions_for(row) else "须更正"


def _state_mark(row: FindingRow) -> Mark:
    if row.is_settled:
        return (Tone.GOOD, "")
    return (Tone.BLOCKING if row.is_blocking else Tone.PLAIN, "")
