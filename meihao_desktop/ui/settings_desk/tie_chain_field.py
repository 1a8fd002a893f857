"""The tie chain: steps that are added, removed, moved up and down, each with what it compares."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.review_round import TieStep, TieStepKind
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.ui import theme
from meihao_desktop.ui.settings_desk.rule_fields import RuleField
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import body, soft
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

UP, DOWN = -1, 1
NO_STEPS = "没有步骤：得分相同即为并列，由评审小组表决。"
Sections = Mapping[str, str]


class TieChainField(RuleField):
    """The whole chain as one field of the rules."""

    is_wide = True

    def made(self) -> QWidget:
        self._list = StepList()
        self._list.changed.connect(self.changed)
        return self._list

    def value(self) -> tuple[TieStep, ...]:
        return self._list.steps

    def show_value(self, value: Sequence[TieStep]) -> None:
        self._list.show_steps(tuple(value))

    def use_rubric(self, rubric: Rubric) -> None:
        self._list.use_sections({section.number: section.name for section in rubric.sections})


class StepList(QWidget):
    """One row for each step, and a button that adds one more."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.steps: tuple[TieStep, ...] = ()
        self.rows: list[StepRow] = []
        self._sections: Sections = {}
        self._nothing = soft(NO_STEPS)
        self.add_button = buttons.plain("增加一步", self._add, "plus")
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.metrics().unit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.metrics().unit)
        whole.addWidget(self._nothing)
        whole.addLayout(self._column)
        whole.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def use_sections(self, sections: Sections) -> None:
        """The rubric's sections, whose points a step may compare."""
        self._sections = sections

    def show_steps(self, steps: tuple[TieStep, ...]) -> None:
        self.steps = steps
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(at, step) for at, step in enumerate(steps)]
        self._nothing.setVisible(not steps)

    def _row(self, at: int, step: TieStep) -> "StepRow":
        row = StepRow(at, step, self._sections)
        row.changed.connect(lambda new: self._replace(at, new))
        row.removed.connect(lambda: self._keep(self.steps[:at] + self.steps[at + 1 :]))
        row.moved.connect(lambda by: self._move(at, by))
        row.up.setEnabled(at > 0)
        row.down.setEnabled(at + 1 < len(self.steps))
        self._column.addWidget(row)
        return row

    def _add(self) -> None:
        used = {step.section for step in self.steps}
        free = next((number for number in self._sections if number not in used), "")
        kind = TieStepKind.SECTION if free else TieStepKind.HEAD_TO_HEAD
        self._keep((*self.steps, TieStep(kind=kind, section=free)))

    def _replace(self, at: int, step: TieStep) -> None:
        """The row itself already shows it; making it anew would take the focus away."""
        self.steps = (*self.steps[:at], step, *self.steps[at + 1 :])
        self.changed.emit()

    def _move(self, at: int, by: int) -> None:
        steps = list(self.steps)
        steps.insert(at + by, steps.pop(at))
        self._keep(tuple(steps))
        self.rows[at + by].kind.setFocus()

    def _keep(self, steps: tuple[TieStep, ...]) -> None:
        self.show_steps(steps)
        self.changed.emit()


class StepRow(QWidget):
    """One step: what it compares, of which section, and where it stands in the chain."""

    changed = Signal(object)
    removed = Signal()
    moved = Signal(int)

    def __init__(self, at: int, step: TieStep, sections: Sections) -> None:
        super().__init__()
        self.kind = _choice(f"第 {at + 1} 步比较什么")
        self.section = _choice(f"第 {at + 1} 步比较哪个指标")
        for kind in TieStepKind:
            self.kind.addItem(kind.value, kind)
        offered = dict.fromkeys((step.section,), "评分标准中没有") if step.section else {}
        for number, name in {**offered, **sections}.items():
            self.section.addItem(f"{number}　{name}", number)
        self.kind.setCurrentIndex(self.kind.findData(step.kind))
        self.section.setCurrentIndex(max(self.section.findData(step.section), 0))
        if step.kind is not TieStepKind.SECTION:
            self.section.hide()
        self.up = buttons.icon_only("up", f"第 {at + 1} 步上移", lambda: self.moved.emit(UP))
        self.down = buttons.icon_only("down", f"第 {at + 1} 步下移", lambda: self.moved.emit(DOWN))
        self.remove = buttons.icon_only("trash", f"删去第 {at + 1} 步", self.removed.emit)
        self.kind.currentIndexChanged.connect(lambda _at: self._tell())
        self.section.currentIndexChanged.connect(lambda _at: self._tell())
        number = body(f"{at + 1}.")
        number.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics().unit)
        row.addWidget(number)
        row.addWidget(self.kind, 5)
        row.addWidget(self.section, 4)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)

    @property
    def step(self) -> TieStep:
        """The step as chosen now."""
        kind = self.kind.currentData()
        is_section = kind is TieStepKind.SECTION
        return TieStep(kind=kind, section=self.section.currentData() or "" if is_section else "")

    def _tell(self) -> None:
        self.section.setVisible(self.step.kind is TieStepKind.SECTION)
        self.changed.emit(self.step)


def _choice(name: str) -> ChoiceBox:
    """It may be narrower than its longest choice, which the opened list shows whole."""
    box = ChoiceBox()
    box.setAccessibleName(name)
    box.setMinimumContentsLength(6)
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
