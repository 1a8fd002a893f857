"""The right pane: the rubric with its rail of totals, and what is kept so far below."""

from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import CriterionId, Rubric, Section
from meihao_desktop.domain.score_sheet import ScoreCell, ScoreSheet
from meihao_desktop.ui.scoring_desk.cell_entry import EMPTY
from meihao_desktop.ui.scoring_desk.rubric_rows import REMARK_HINT, RubricRows
from meihao_desktop.ui.scoring_desk.section_rail import RailArea, SectionRail, SectionState
from meihao_desktop.ui.scoring_desk.unsaved import Unsaved
from meihao_desktop.ui.widgets.steady_label import SteadyLabel


class RubricPane(QWidget):
    """Shows one score sheet in kept rows and tells what was entered, with the estate it is for."""

    entered = Signal(str, object, object, int)  # estate, number, cell, session
    remarked = Signal(str, str)  # estate, remark
    pin_asked = Signal()
    pin_opened = Signal(object)

    def __init__(self, rubric: Rubric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rubric = rubric
        self.estate: EstateId | None = None
        self._refused: dict[tuple[EstateId, CriterionId], str] = {}
        self.rows = RubricRows(rubric)
        self.rail = SectionRail()
        count, most = len(rubric.by_number), plain(rubric.max_points)
        self.answered = SteadyLabel(level="strong", sample=f"已评 {count}/{count}")
        self.total = SteadyLabel(level="strong", sample=f"合计 {most}.88 / {most}")
        self.saved = SteadyLabel(level="caption", sample="已保存 00:00:00")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        foot = QFrame()
        foot.setProperty("area", "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 4, 12, 4)
        line.addWidget(self.answered)
        line.addStretch(1)
        line.addWidget(self.total)
        line.addStretch(1)
        line.addWidget(self.saved)
        self._inside = QHBoxLayout()
        self._inside.setSpacing(0)
        self._inside.addWidget(RailArea(self.rail))
        self._inside.addWidget(self.rows, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._inside, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.rows.go_to_section)
        self.rows.current_changed.connect(self._mark_section)
        self.rows.remark.settled.connect(self._tell_remark)
        for row in self.rows.order:
            row.entered.connect(self._tell)
            row.pin_asked.connect(self.pin_asked)
            row.pin_opened.connect(self.pin_opened)

    def show_sheet(self, sheet: ScoreSheet, *, is_read_only: bool) -> None:
        """Set the values of this sheet in the kept rows; ``flush`` comes before."""
        self.estate = None  # nothing that a widget says meanwhile belongs to an estate
        for number, row in self.rows.rows.items():
            row.set_read_only(is_read_only=is_read_only or not sheet.is_open_for(number))
            row.show_cell(sheet.cells.get(number, EMPTY))
        self.rows.remark.setReadOnly(is_read_only)
        self.rows.remark.setPlaceholderText("" if is_read_only else REMARK_HINT)
        self.rows.remark.show_value(sheet.remark)
        self.estate = sheet.estate
        self._show_refused()
        self.show_saved(None)
        self.show_totals(sheet)
        self.rows.settle()

    def show_unsaved(self, unsaved: Unsaved, sheet: ScoreSheet) -> None:
        """What waits for the disk stays on the screen; what is kept by now is shown as kept."""
        held = unsaved.of(sheet.estate)
        for number, row in self.rows.rows.items():
            if number in held or row.is_held:
                kept = sheet.cells.get(number, EMPTY)
                row.show_waiting(held.get(number, kept), is_held=number in held)
        remark = unsaved.remarks.get(sheet.estate)
        if remark is not None and self.rows.remark.toPlainText() != remark:
            self.rows.remark.setPlainText(remark)

    def update_cell(self, sheet: ScoreSheet, number: CriterionId) -> None:
        """One criterion of the sheet in view after it was saved."""
        self.rows.rows[number].update_cell(sheet.cells.get(number, EMPTY))
        self.show_totals(sheet)

    def show_totals(self, sheet: ScoreSheet) -> None:
        states = tuple(_state(section, sheet) for section in self.rubric.sections)
        self.rail.show_states(states)
        self.rows.show_states(dict(enumerate(states)))
        count = len(self.rubric.by_number)
        unanswered = sum(state.unanswered for state in states)
        self.answered.show_text(f"已评 {count - unanswered}/{count}")
        self.total.show_text(f"合计 {plain(sheet.total)} / {plain(self.rubric.max_points)}")

    def show_saved(self, saved_at: datetime | None) -> None:
        self.saved.show_text(f"已保存 {saved_at:%H:%M:%S}" if saved_at else "")

    def flush(self) -> None:
        """Tell all that was typed; what cannot be kept is remembered for this estate."""
        for row in self.rows.order:
            row.flush()
            if self.estate is not None and (row.has_fault or self._refused):
                self._remember(self.estate, row.criterion.number, row.refused_text)
        self.rows.remark.flush()

    def first_refused(self) -> CriterionId | None:
        """The first criterion whose typed value could not be kept."""
        return next((n for n, row in self.rows.rows.items() if row.has_fault), None)

    def _remember(self, estate: EstateId, number: CriterionId, text: str) -> None:
        if text:
            self._refused[estate, number] = text
        else:
            self._refused.pop((estate, number), None)

    def _show_refused(self) -> None:
        for (estate, number), text in tuple(self._refused.items()):
            if estate == self.estate:
                self.rows.rows[number].show_refused(text)

    def _tell(self, number: CriterionId, cell: ScoreCell, session: int) -> None:
        if self.estate is not None:
            self.entered.emit(self.estate, number, cell, session)

    def _tell_remark(self, remark: str) -> None:
        if self.estate is not None:
            self.remarked.emit(self.estate, remark)

    def _mark_section(self) -> None:
        self.rail.set_current(self.rows.current_section)


def _state(section: Section, sheet: ScoreSheet) -> SectionState:
    given = [sheet.points(criterion.number) for criterion in section.criteria]
    return SectionState(
        section=section,
        points=sum((points for points in given if points is not None), start=Decimal(0)),
        unanswered=given.count(None),
    )
