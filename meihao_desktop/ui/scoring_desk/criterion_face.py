"""How one line of the rubric looks: its parts, what is shown in them, and which line is current."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Criterion
from meihao_desktop.domain.score_sheet import ScoreCell, needs_reason
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.scoring_desk.cell_entry import EMPTY, reason_hint
from meihao_desktop.ui.scoring_desk.entries import entry_for
from meihao_desktop.ui.scoring_desk.growing_row import GAP, LEFT, RIGHT, GrowingRow
from meihao_desktop.ui.scoring_desk.pin_bar import PinBar
from meihao_desktop.ui.scoring_desk.points_field import PointsField
from meihao_desktop.ui.scoring_desk.reason_box import ReasonBox
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import body, caption, strong

HELD = "还没有保存，内容仍在屏幕上。"


class CriterionFace(GrowingRow):
    """Number, name, entry, points, expected evidence, reason and pins; it saves nothing."""

    pin_asked = Signal()

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        self.criterion = criterion
        self.cell = EMPTY
        self.is_read_only = False
        self.wants_reason = False
        self.is_held = False
        self.entry = entry_for(criterion)
        self.field = PointsField()
        self.field.setAccessibleName(f"{criterion.number} {criterion.name} 得分")
        self.fault = body()
        self.fault.setProperty("tone", Tone.BLOCKING.value)
        self.fault.hide()
        self._said = ""
        self.reason = ReasonBox(self)
        self.pins = PinBar(self)
        self._lay_out()
        self.hold((self.reason, lambda: self.reason.wanted_height), (self.pins, self._pins_height))
        self.reason.height_asked.connect(self.fit)

    def _lay_out(self) -> None:
        criterion = self.criterion
        mark = caption(f"{criterion.kind.value} · {plain(criterion.max_points)} 分")
        mark.setWordWrap(False)
        number_label = strong(criterion.number)
        number_label.setWordWrap(False)
        name = strong(criterion.name)
        name.setToolTip(criterion.guidance)
        expected = caption(f"应有：{criterion.evidence}" if criterion.evidence else "")
        expected.setToolTip(criterion.guidance)
        self.reason_button = buttons.icon_only("score", "写理由", self.ask_reason)
        self.pin_button = buttons.icon_only(
            "pin", "把材料中正在看的位置作为依据（Ctrl+E）", self.ask_pin
        )
        for button in (self.reason_button, self.pin_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self.top)
        column.setContentsMargins(LEFT, 8, RIGHT, GAP)
        column.setSpacing(GAP)
        column.addLayout(_line(number_label, name, mark, wide=name))
        entering = _line(self.entry, self.field, wide=self.entry)
        entering.setAlignment(self.field, Qt.AlignmentFlag.AlignTop)
        column.addLayout(entering)
        column.addWidget(self.fault)
        column.addLayout(_line(expected, self.reason_button, self.pin_button, wide=expected))
        QWidget.setTabOrder(self.field, self.reason)

    @property
    def has_fault(self) -> bool:
        """Whether what was typed cannot stand; what only waits for the disk is no fault."""
        return bool(self._said) and not self.is_held

    def set_read_only(self, *, is_read_only: bool) -> None:
        if is_read_only == self.is_read_only:
            return
        self.is_read_only = is_read_only
        self.field.setReadOnly(is_read_only)
        self.reason.setReadOnly(is_read_only)
        self.entry.set_read_only(is_read_only=is_read_only)
        self.reason_button.setEnabled(not is_read_only)
        self.pin_button.setEnabled(not is_read_only)

    def begin_typing(self, text: str) -> None:
        """A digit typed elsewhere on the desk begins the points of this criterion."""
        self.field.setFocus()
        if not self.field.isReadOnly():
            self.field.selectAll()
            self.field.insert(text)
            self.field.textEdited.emit(self.field.text())

    def show_values(self, cell: ScoreCell) -> None:
        has_pins = bool(cell.pins or self.cell.pins)
        self.cell = cell
        self.entry.show_cell(cell)
        self.pins.show_pins(cell.pins, is_read_only=self.is_read_only)
        if has_pins:
            self.fit()
        is_asked = needs_reason(self.criterion, cell)
        is_wanted = is_asked or bool(cell.reason) or self.wants_reason
        self.reason.set_open(is_open=is_wanted)
        if is_wanted and self.reason.placeholderText() != (
            hint := reason_hint(self.criterion, cell)
        ):
            self.reason.setPlaceholderText(hint)

    def show_waiting(self, cell: ScoreCell, *, is_held: bool) -> None:
        """What was entered and waits for the disk, or, once it is kept, what is kept."""
        self.is_held = is_held
        self.say(HELD if is_held else "")
        self.show_values(cell)
        self.field.show_value("" if cell.points is None else plain(cell.points))
        self.reason.note_kept(cell.reason)

    def say(self, sentence: str) -> None:
        """Why the last entry cannot stand; empty where it can."""
        if sentence != self._said:
            self._said = sentence
            self.fault.setText(sentence)
            self.fault.setVisible(bool(sentence))
            self.fit_anew()

    def ask_reason(self) -> None:
        self.wants_reason = True
        self.reason.set_open(is_open=True)
        self.reason.setFocus()

    def ask_pin(self) -> None:
        self.take_up()
        self.pin_asked.emit()

    def take_up(self) -> None:
        """Somebody works here now."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.field.setFocus()

    def _pins_height(self) -> int:
        return self.pins.sizeHint().height() if self.cell.pins else 0


def _line(*parts: QWidget, wide: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part, 1 if part is wide else 0)
    return line
