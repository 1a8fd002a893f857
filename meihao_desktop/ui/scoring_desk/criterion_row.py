"""One line of the rubric at work: what is typed, counted, explained and pinned becomes a cell."""

from dataclasses import replace

from PySide6.QtCore import Signal

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Criterion, CriterionKind
from meihao_desktop.domain.score_sheet import EvidencePin, ScoreCell
from meihao_desktop.ui.scoring_desk.cell_entry import (
    EMPTY,
    is_rate,
    number,
    rate,
    with_pin,
    with_points,
    with_rate,
    without_pin,
)
from meihao_desktop.ui.scoring_desk.criterion_face import CriterionFace

NOT_KEPT = "这次输入没有保存成功，请重新输入。"
NOT_A_NUMBER = "请输入数字，例如 3 或 2.5。"


class CriterionRow(CriterionFace):
    """Kept for all estates; ``show_cell`` sets the values of another one."""

    entered = Signal(object, object, int)  # the criterion's number, its cell, the typing session
    moved = Signal(int)
    taken_up = Signal()
    pin_opened = Signal(object)

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(criterion)
        self._session = 0
        self._connect()
        self.show_cell(EMPTY)

    def _connect(self) -> None:
        self.field.entered.connect(self._take_points)
        self.entry.entered.connect(lambda cell: self._take_cell(cell))  # noqa: PLW0108 - one argument
        self.entry.refused.connect(self.say)
        self.reason.settled.connect(self._take_reason)
        self.pins.opened.connect(self.pin_opened)
        self.pins.removed.connect(lambda pin: self._tell(without_pin(self.cell, pin)))
        for part in (self.field, self.entry, self.reason):
            part.moved.connect(self._move)
            part.focused.connect(self.take_up)

    @property
    def refused_text(self) -> str:
        """What was typed and cannot be kept; empty where everything is kept."""
        return self.field.text() if self.has_fault else ""

    def show_cell(self, cell: ScoreCell) -> None:
        """Set the values of the kept widgets; what was being typed is given up."""
        self._session += 1
        self.wants_reason = self.is_held = False
        self.say("")
        self.show_values(cell)
        self.field.show_value("" if cell.points is None else plain(cell.points))
        self.reason.show_value(cell.reason)

    def show_refused(self, text: str) -> None:
        """Show again what had been typed here and could not be kept."""
        self.field.show_value(text)
        self._take_points(text)

    def update_cell(self, cell: ScoreCell) -> None:
        """The same cell after it was saved: a reason being typed stays."""
        self.show_values(cell)
        if not self.has_fault:
            self.field.show_value("" if cell.points is None else plain(cell.points))
        self.reason.note_kept(cell.reason)

    def flush(self) -> None:
        """Tell everything that was typed and not told yet."""
        self.field.commit()
        self.entry.flush()
        self.reason.flush()

    def add_pin(self, pin: EvidencePin) -> None:
        self.reason.flush()
        self._tell(with_pin(self.cell, pin))

    def _take_points(self, text: str) -> None:
        if not text.strip():
            self._take_cell(with_points(self.cell, None), 2 * self._session + 1)
            return
        if self.criterion.kind is CriterionKind.RATE and is_rate(text):
            self._take_rate(text)
            return
        points = number(text)
        fault = NOT_A_NUMBER if points is None else self.criterion.fault(points)
        if fault:
            self.say(fault)
            self.field.mark_refused(is_refused=True)
        elif points != self.cell.points:
            self._take_cell(with_points(self.cell, points), 2 * self._session + 1)
        else:
            self._take_cell(self.cell)

    def _take_rate(self, text: str) -> None:
        measured = rate(text)
        if measured is None:
            self.say("百分比应在 0 至 100 之间，请核对测评报告后重新输入。")
        else:
            self._take_cell(with_rate(self.criterion, self.cell, measured), 2 * self._session + 1)

    def _take_cell(self, cell: ScoreCell, session: int = 0) -> None:
        """Points of an entry, with the reason and the pins as they are by now."""
        if not self.is_held:
            self.say("")
        self.reason.flush()
        whole = replace(cell, reason=self.cell.reason, pins=self.cell.pins)
        self._tell(whole, session)
        self.take_up()

    def _take_reason(self, text: str) -> None:
        self._tell(replace(self.cell, reason=text.strip()), 2 * self._session)

    def _tell(self, cell: ScoreCell, session: int = 0) -> None:
        if self.is_read_only or cell == self.cell:
            if not self.is_held:
                self.update_cell(self.cell)
            return
        self.entered.emit(self.criterion.number, cell, session)
        if self.cell != cell:
            self.show_values(self.cell)
            self.say(NOT_KEPT)

    def _move(self, step: int) -> None:
        """Enter and the arrows stay where something is refused."""
        if not self.has_fault:
            self.moved.emit(step)

    def take_up(self) -> None:
        if not self.is_current:
            self._session += 1
        self.taken_up.emit()
