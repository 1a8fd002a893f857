"""会前自检 on the settings desk: every item in a row, the acts above, the outcome in one line."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from meihao_desktop.domain.self_check import CheckItem, CheckResult, SelfCheck
from meihao_desktop.operations.check_readiness import ReadinessDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.settings_desk.readiness_row import ReadinessRow
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Card, Notice, scrolled
from meihao_desktop.ui.widgets.text import caption, title

WHAT_FOR = "开会前在评审用的电脑上做一遍，打印后与监督员核对；不合格的项目写明理由后才能进入评分。"
LOOKING = "正在检查，请稍候……"


class ReadinessPane(QWidget):
    """Shows results and asks; ``ReadinessActs`` looks at the machine."""

    begin_asked = Signal()
    keep_asked = Signal()
    print_asked = Signal()
    act_asked = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.begin = buttons.primary("开始自检", self.begin_asked.emit, "refresh")
        self.keep = buttons.primary("保存自检结果", self.keep_asked.emit, "check")
        self.print = buttons.plain("打印自检表…", self.print_asked.emit, "print")
        self._good = Notice(Tone.GOOD, "check")
        self._bad = Notice(Tone.WARNING, "warning")
        self.rows = {item: ReadinessRow(item) for item in CheckItem}
        self.results: dict[CheckItem, CheckResult] = {}
        self._desk: ReadinessDesk | None = None
        self._is_fresh = False
        for row in self.rows.values():
            row.act_asked.connect(lambda word, item=row.item: self.act_asked.emit(item, word))
            row.reason_changed.connect(self._show_state)
        self._area = self._lay_out()

    @property
    def reasons(self) -> Mapping[CheckItem, str]:
        return {item: row.reason.text().strip() for item, row in self.rows.items()}

    @property
    def is_changed(self) -> bool:
        """Whether there is something that was found and not kept."""
        return self._is_fresh and bool(self.results)

    def show_desk(self, desk: ReadinessDesk) -> None:
        """The check in force, unless a new one is under way."""
        self._desk = desk
        if not self._is_fresh and desk.latest is not None:
            self._show_kept(desk.latest)
        self._show_state()

    def begin_anew(self) -> None:
        """Everything is looked at again; reasons that were given stay."""
        self._is_fresh = True
        self.results = {}
        for row in self.rows.values():
            row.show_waiting(LOOKING)
        self._show_state()

    def show_results(self, results: Iterable[CheckResult]) -> None:
        """More of what is being looked at."""
        self._is_fresh = True
        for result in results:
            self.results[result.item] = result
            self.rows[result.item].show_result(result, "", may_act=True)
        self._show_state()

    def show_looking(self, items: Iterable[CheckItem], told: str) -> None:
        for item in items:
            self.rows[item].show_waiting(told)

    def is_kept(self) -> None:
        """What was found stands in the records now."""
        self._is_fresh = False

    def show_item(self, name: str) -> None:
        """Bring one item into view and, where a reason is wanted, its field."""
        row = self.rows.get(CheckItem[name]) if name in CheckItem.__members__ else None
        if row is not None:
            self._area.ensureWidgetVisible(row)
            row.reason.setFocus()

    def _show_kept(self, check: SelfCheck) -> None:
        self.results = {result.item: result for result in check.items}
        for result in check.items:
            row = self.rows[result.item]
            may_act = self._desk is not None and self._desk.may_check
            row.show_result(result, check.reason(result.item), may_act=may_act)

    def _show_state(self) -> None:
        desk = self._desk
        if desk is None:
            return
        is_whole = len(self.results) == len(CheckItem)
        latest = desk.latest
        self.begin.setVisible(desk.may_check)
        self.begin.set_look("plain" if is_whole else "primary")
        self.begin.setText("重新自检" if self.results else "开始自检")
        self.begin.setEnabled(is_whole or not self._is_fresh)
        is_new = self._is_fresh or self._reasons_differ(latest)
        self.keep.setVisible(desk.may_check and is_whole and is_new)
        self.print.setVisible(latest is not None and not is_new)
        told = self._told(latest, is_whole=is_whole, is_new=is_new)
        is_bad = is_new or latest is None or bool(latest.open_items)
        self._bad.say(told if is_bad else "")
        self._good.say("" if is_bad else told)

    def _told(self, latest: SelfCheck | None, *, is_whole: bool, is_new: bool) -> str:
        if self._is_fresh and not is_whole:
            return LOOKING
        lacking = [
            result.item.value
            for result in self.results.values()
            if result.needs_reason and not self.reasons[result.item]
        ]
        rest = f"未通过又没有理由的 {len(lacking)} 项：{'、'.join(lacking)}。" if lacking else ""
        if is_new:
            return f"检查完毕，还没有保存。{rest}"
        if latest is None:
            return "还没有做会前自检。" + (
                "正式评审要先做自检才能进入评分。" if self._desk and self._desk.is_asked_for else ""
            )
        made = f"第 {latest.number} 次自检，{self._desk.made_by if self._desk else ''}"
        moment = latest.made_at.astimezone()
        return f"{made}，{moment:%Y-%m-%d %H:%M}，{latest.verdict}。{rest}"

    def _reasons_differ(self, latest: SelfCheck | None) -> bool:
        if latest is None:
            return False
        return any(
            result.needs_reason and self.reasons[result.item] != latest.reason(result.item)
            for result in latest.items
        )

    def _lay_out(self) -> QScrollArea:
        unit = theme.metrics().unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(title("会前自检"), 1)
        for button in (self.print, self.begin, self.keep):
            head.addWidget(button)
        card = Card()
        card.content.setContentsMargins(unit * 2, unit, unit * 2, unit)
        card.content.setSpacing(unit // 2)
        for row in self.rows.values():
            card.content.addWidget(row)
        ground = QWidget()
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(0, 0, unit, 0)
        whole.addWidget(card)
        area = scrolled(ground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, unit, 0, unit)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(caption(WHAT_FOR))
        column.addWidget(self._good)
        column.addWidget(self._bad)
        column.addWidget(area, 1)
        return area
