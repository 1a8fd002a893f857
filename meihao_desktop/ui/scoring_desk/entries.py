"""What stands beside the points field: one kind of entry for each kind of criterion."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import (
    Component,
    Criterion,
    CriterionKind,
    DeductionPer,
    DeductionRule,
)
from meihao_desktop.domain.score_sheet import ScoreCell
from meihao_desktop.ui.scoring_desk.cell_entry import (
    RATE_LABEL,
    component_fault,
    number,
    rate,
    with_component,
    with_count,
    with_points,
    with_rate,
    without_deduction,
)
from meihao_desktop.ui.scoring_desk.level_bar import LevelBar
from meihao_desktop.ui.scoring_desk.points_field import PointsField
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import caption

ZERO = Decimal(0)


class Entry(QWidget):
    """Shows a cell and tells the cell that an entry makes of it, or why it cannot."""

    entered = Signal(object)
    refused = Signal(str)
    moved = Signal(int)
    focused = Signal()

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        self.criterion = criterion
        self.cell = ScoreCell()

    def show_cell(self, cell: ScoreCell) -> None:
        """Set the values of the kept widgets."""
        self.cell = cell

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Close or open the entry."""

    def flush(self) -> None:
        """Tell what was typed and not told yet."""


class LevelEntry(Entry):
    """档 and 有: one of the levels."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(criterion)
        self.bar = LevelBar(criterion.levels)
        _fill(self, self.bar)
        self.bar.chosen.connect(lambda points: self.entered.emit(with_points(self.cell, points)))

    def show_cell(self, cell: ScoreCell) -> None:
        super().show_cell(cell)
        self.bar.show_points(cell.points)

    def set_read_only(self, *, is_read_only: bool) -> None:
        self.bar.set_read_only(is_read_only=is_read_only)


class FreeEntry(Entry):
    """分: only the field; the range is told."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(criterion)
        step, most = plain(criterion.step), plain(criterion.max_points)
        _fill(self, caption(f"0 至 {most} 分，以 {step} 分为一档"))


class RateEntry(Entry):
    """率: the measured percentage, from which the points follow."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(criterion)
        self.field = PointsField(characters=4)
        self.field.setAccessibleName("测得百分比")
        self.field.entered.connect(self._take)
        self.field.moved.connect(self.moved)
        self.field.focused.connect(self.focused)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(QLabel("测得"))
        layout.addWidget(self.field)
        layout.addWidget(QLabel("%"))
        layout.addWidget(caption(_rate_text(criterion)), 1)

    def show_cell(self, cell: ScoreCell) -> None:
        super().show_cell(cell)
        measured = cell.counts.get(RATE_LABEL)
        self.field.show_value("" if measured is None else plain(measured))

    def set_read_only(self, *, is_read_only: bool) -> None:
        self.field.setReadOnly(is_read_only)

    def flush(self) -> None:
        self.field.commit()

    def _take(self, text: str) -> None:
        measured = rate(text)
        if not text.strip():
            self.entered.emit(with_points(self.cell, None))
        elif measured is None:
            self.field.mark_refused(is_refused=True)
            self.refused.emit("百分比应在 0 至 100 之间，请核对测评报告后重新输入。")
        else:
            self.entered.emit(with_rate(self.criterion, self.cell, measured))


class Counter(QWidget):
    """How often one deduction occurred: − n +."""

    counted = Signal(object)

    def __init__(self, rule: DeductionRule) -> None:
        super().__init__()
        self._rule = rule
        self._count = ZERO
        self.less = buttons.icon_only("minus", f"{rule.label}：少扣一次", lambda: self._step(-1))
        self.more = buttons.icon_only("plus", f"{rule.label}：多扣一次", lambda: self._step(1))
        self.shown = QLabel("0")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        text = f"{rule.label} {rule.per.value}扣 {plain(rule.amount)} 分"
        layout.addWidget(caption(text), 1)
        for part in (self.less, self.shown, self.more):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(part)
        self.shown.setMinimumWidth(self.shown.fontMetrics().horizontalAdvance("00") + 6)

    def show_count(self, count: Decimal, *, is_read_only: bool) -> None:
        self._count = count
        self.shown.setText(plain(count))
        self.less.setEnabled(count > 0 and not is_read_only)
        is_full = self._rule.per is DeductionPer.ONCE and count >= 1
        self.more.setEnabled(not is_full and not is_read_only)

    def _step(self, by: int) -> None:
        self.counted.emit(max(ZERO, self._count + by))


class DeductionEntry(Entry):
    """扣: a counter for each rule, and a button for nothing to deduct."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(criterion)
        self._is_read_only = False
        self.nothing = QPushButton(f"不扣分 {plain(criterion.max_points)}")
        self.nothing.setCheckable(True)
        self.nothing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing.clicked.connect(self._deduct_nothing)
        self.counters = {rule.label: Counter(rule) for rule in criterion.deductions}
        for label, counter in self.counters.items():
            counter.counted.connect(self._counter_of(label))
        _fill(self, self.nothing, *self.counters.values())

    def show_cell(self, cell: ScoreCell) -> None:
        super().show_cell(cell)
        self.nothing.setChecked(cell.points == self.criterion.max_points)
        for label, counter in self.counters.items():
            counter.show_count(cell.counts.get(label, ZERO), is_read_only=self._is_read_only)

    def set_read_only(self, *, is_read_only: bool) -> None:
        self._is_read_only = is_read_only
        self.nothing.setEnabled(not is_read_only)
        self.show_cell(self.cell)

    def _counter_of(self, label: str) -> Callable[[Decimal], None]:
        return lambda count: self.entered.emit(with_count(self.criterion, self.cell, label, count))

    def _deduct_nothing(self) -> None:
        self.nothing.setChecked(self.cell.points == self.criterion.max_points)
        self.entered.emit(without_deduction(self.criterion, self.cell))


class CompositeEntry(Entry):
    """合: a field, or levels, for each sub-part; the points are their sum."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(criterion)
        self.fields: dict[str, PointsField] = {}
        self.bars: dict[str, LevelBar] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        for row, component in enumerate(criterion.components):
            label = caption(f"{component.label}（{plain(component.max_points)} 分）")
            grid.addWidget(label, row, 0)
            grid.addWidget(self._part(component), row, 1)

    def _part(self, component: Component) -> QWidget:
        if component.levels:
            bar = self.bars[component.label] = LevelBar(component.levels)
            bar.chosen.connect(lambda points: self._put(component, points))
            return bar
        field = self.fields[component.label] = PointsField()
        field.entered.connect(lambda text: self._take(component, text))
        field.moved.connect(lambda step: self._move(component, step))
        field.focused.connect(self.focused)
        return field

    def show_cell(self, cell: ScoreCell) -> None:
        super().show_cell(cell)
        for label, field in self.fields.items():
            points = cell.counts.get(label)
            field.show_value("" if points is None else plain(points))
        for label, bar in self.bars.items():
            bar.show_points(cell.counts.get(label))

    def set_read_only(self, *, is_read_only: bool) -> None:
        for field in self.fields.values():
            field.setReadOnly(is_read_only)
        for bar in self.bars.values():
            bar.set_read_only(is_read_only=is_read_only)

    def flush(self) -> None:
        for field in self.fields.values():
            field.commit()

    def _take(self, component: Component, text: str) -> None:
        points = number(text)
        fault = component_fault(component, points) if points is not None else None
        if text.strip() and (points is None or fault):
            self.fields[component.label].mark_refused(is_refused=True)
            self.refused.emit(fault or f"“{component.label}”请输入数字，例如 2.5。")
            return
        self._put(component, points)

    def _put(self, component: Component, points: Decimal | None) -> None:
        self.entered.emit(with_component(self.criterion, self.cell, component.label, points))

    def _move(self, component: Component, step: int) -> None:
        """Down and up through the sub-parts before leaving the criterion."""
        labels = list(self.fields)
        at = labels.index(component.label) + step
        if 0 <= at < len(labels):
            self.fields[labels[at]].setFocus()
        else:
            self.moved.emit(step)


ENTRIES: Mapping[CriterionKind, type[Entry]] = {
    CriterionKind.GRADED: LevelEntry,
    CriterionKind.PRESENCE: LevelEntry,
    CriterionKind.POINTS: FreeEntry,
    CriterionKind.RATE: RateEntry,
    CriterionKind.DEDUCTION: DeductionEntry,
    CriterionKind.COMPOSITE: CompositeEntry,
}


def entry_for(criterion: Criterion) -> Entry:
    return ENTRIES[criterion.kind](criterion)


def _fill(owner: QWidget, *parts: QWidget) -> None:
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for part in parts:
        layout.addWidget(part)


def _rate_text(criterion: Criterion) -> str:
    return "；".join(
        f"{plain(rule.threshold)}% 及以上满分，{rule.per.value}扣 {plain(rule.amount)} 分"
        for rule in criterion.deductions
        if rule.threshold is not None
    )
