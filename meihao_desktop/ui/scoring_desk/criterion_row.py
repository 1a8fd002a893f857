"""One line of the rubric: number, name, entry, points, expected evidence, reason and pins."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Criterion, CriterionKind
from meihao_desktop.domain.score_sheet import EvidencePin, ScoreCell, needs_reason
from meihao_desktop.ui import colours
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.scoring_desk.cell_entry import (
    EMPTY,
    is_rate,
    number,
    rate,
    reason_hint,
    with_pin,
    with_points,
    with_rate,
    without_pin,
)
from meihao_desktop.ui.scoring_desk.entries import entry_for
from meihao_desktop.ui.scoring_desk.pin_bar import PinBar
from meihao_desktop.ui.scoring_desk.points_field import PointsField
from meihao_desktop.ui.scoring_desk.reason_box import ReasonBox
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import body, caption, strong

NOT_KEPT = "这次输入没有保存成功，请重新输入。"
NOT_A_NUMBER = "请输入数字，例如 3 或 2.5。"
EDGE = 5


class CriterionRow(QWidget):
    """Kept for all estates; ``show_cell`` sets the values of another one."""

    entered = Signal(object, object, int)  # the criterion's number, its cell, the typing session
    moved = Signal(int)
    taken_up = Signal()
    grown = Signal()
    pin_asked = Signal()
    pin_opened = Signal(object)

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        self.criterion = criterion
        self.cell = EMPTY
        self._session = 0
        self._is_current = False
        self._is_read_only = False
        self._wants_reason = False
        self.entry = entry_for(criterion)
        self.field = PointsField()
        self.field.setAccessibleName(f"{criterion.number} {criterion.name} 得分")
        self.fault = body()
        self.fault.setProperty("tone", Tone.BLOCKING.value)
        self.fault.hide()
        self.reason = ReasonBox()
        self.pins = PinBar()
        self._lay_out()
        self._connect()
        self.show_cell(EMPTY)

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
        self.reason_button = buttons.icon_only("score", "写理由", self._ask_reason)
        self.pin_button = buttons.icon_only(
            "pin", "把材料中正在看的位置作为依据（Ctrl+E）", self._ask_pin
        )
        for button in (self.reason_button, self.pin_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 6)
        column.setSpacing(4)
        column.addLayout(_line(number_label, name, mark, wide=name))
        entering = _line(self.entry, self.field, wide=self.entry)
        entering.setAlignment(self.field, Qt.AlignmentFlag.AlignTop)
        column.addLayout(entering)
        column.addWidget(self.fault)
        column.addLayout(_line(expected, self.reason_button, self.pin_button, wide=expected))
        column.addWidget(self.reason)
        column.addWidget(self.pins)

    def _connect(self) -> None:
        self.field.entered.connect(self._take_points)
        self.entry.entered.connect(lambda cell: self._take_cell(cell))  # noqa: PLW0108 - one argument
        self.entry.refused.connect(self._refuse)
        self.reason.settled.connect(self._take_reason)
        self.pins.opened.connect(self.pin_opened)
        self.pins.removed.connect(self._remove_pin)
        for part in (self.field, self.entry, self.reason):
            part.moved.connect(self._move)
            part.focused.connect(self._take_up)

    @property
    def refused_text(self) -> str:
        """What was typed and cannot be kept; empty where everything is kept."""
        return self.field.text() if self.fault.text() else ""

    @property
    def has_fault(self) -> bool:
        return bool(self.fault.text())

    @property
    def _typing(self) -> int:
        return 2 * self._session + 1

    def show_cell(self, cell: ScoreCell) -> None:
        """Set the values of the kept widgets; what was being typed is given up."""
        self._session += 1
        self._wants_reason = False
        self._say("")
        self._show(cell)
        self.field.show_value("" if cell.points is None else plain(cell.points))
        self.reason.show_value(cell.reason)

    def show_refused(self, text: str) -> None:
        """Show again what had been typed here and could not be kept."""
        self.field.show_value(text)
        self._take_points(text)

    def update_cell(self, cell: ScoreCell) -> None:
        """The same cell after it was saved: a reason being typed stays."""
        self._show(cell)
        if not self.has_fault:
            self.field.show_value("" if cell.points is None else plain(cell.points))
        self.reason.note_kept(cell.reason)

    def set_read_only(self, *, is_read_only: bool) -> None:
        if is_read_only == self._is_read_only:
            return
        self._is_read_only = is_read_only
        self.field.setReadOnly(is_read_only)
        self.reason.setReadOnly(is_read_only)
        self.entry.set_read_only(is_read_only=is_read_only)
        self.reason_button.setEnabled(not is_read_only)
        self.pin_button.setEnabled(not is_read_only)

    def set_current(self, *, is_current: bool) -> None:
        if is_current != self._is_current:
            self._is_current = is_current
            self.update()

    def flush(self) -> None:
        """Tell everything that was typed and not told yet."""
        self.field.commit()
        self.entry.flush()
        self.reason.flush()

    def add_pin(self, pin: EvidencePin) -> None:
        self.reason.flush()
        self._tell(with_pin(self.cell, pin))

    def begin_typing(self, text: str) -> None:
        """A digit typed elsewhere on the desk begins the points of this criterion."""
        self.field.setFocus()
        if not self.field.isReadOnly():
            self.field.selectAll()
            self.field.insert(text)
            self.field.textEdited.emit(self.field.text())

    def _show(self, cell: ScoreCell) -> None:
        self.cell = cell
        self.entry.show_cell(cell)
        self.pins.show_pins(cell.pins, is_read_only=self._is_read_only)
        is_asked = needs_reason(self.criterion, cell)
        is_wanted = is_asked or bool(cell.reason) or self._wants_reason
        self.reason.set_open(is_open=is_wanted)
        if is_wanted:
            self.reason.setPlaceholderText(reason_hint(self.criterion, cell))

    def _take_points(self, text: str) -> None:
        if not text.strip():
            self._take_cell(with_points(self.cell, None), self._typing)
            return
        if self.criterion.kind is CriterionKind.RATE and is_rate(text):
            self._take_rate(text)
            return
        points = number(text)
        fault = NOT_A_NUMBER if points is None else self.criterion.fault(points)
        if fault:
            self._refuse(fault)
            self.field.mark_refused(is_refused=True)
        elif points != self.cell.points:
            self._take_cell(with_points(self.cell, points), self._typing)
        else:
            self._take_cell(self.cell)

    def _take_rate(self, text: str) -> None:
        measured = rate(text)
        if measured is None:
            self._refuse("百分比应在 0 至 100 之间，请核对测评报告后重新输入。")
        else:
            self._take_cell(with_rate(self.criterion, self.cell, measured), self._typing)

    def _take_cell(self, cell: ScoreCell, session: int = 0) -> None:
        """Points of an entry, with the reason and the pins as they are by now."""
        self._say("")
        self.reason.flush()
        whole = replace(cell, reason=self.cell.reason, pins=self.cell.pins)
        self._tell(whole, session)
        self._take_up()

    def _take_reason(self, text: str) -> None:
        self._tell(replace(self.cell, reason=text.strip()), 2 * self._session)

    def _remove_pin(self, pin: EvidencePin) -> None:
        self._tell(without_pin(self.cell, pin))

    def _tell(self, cell: ScoreCell, session: int = 0) -> None:
        if self._is_read_only or cell == self.cell:
            self.update_cell(self.cell)
            return
        self.entered.emit(self.criterion.number, cell, session)
        if self.cell != cell:
            self._show(self.cell)
            self._refuse(NOT_KEPT)

    def _move(self, step: int) -> None:
        """Enter and the arrows stay where something is refused."""
        if not self.has_fault:
            self.moved.emit(step)

    def _take_up(self) -> None:
        if not self._is_current:
            self._session += 1
        self.taken_up.emit()

    def _ask_reason(self) -> None:
        self._wants_reason = True
        self.reason.set_open(is_open=True)
        self.reason.setFocus()

    def _ask_pin(self) -> None:
        self._take_up()
        self.pin_asked.emit()

    def _refuse(self, sentence: str) -> None:
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        if sentence != self.fault.text():
            self.fault.setText(sentence)
            self.fault.setVisible(bool(sentence))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_current and event.size().height() > event.oldSize().height():
            self.grown.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.field.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = colours.SURFACE if self._is_current else colours.PAPER
        painter.fillRect(event.rect(), QColor(ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.HAIRLINE))
        if self._is_current:
            painter.fillRect(0, 0, EDGE, self.height(), QColor(colours.ACCENT))
        painter.end()


def _line(*parts: QWidget, wide: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part, 1 if part is wide else 0)
    return line
