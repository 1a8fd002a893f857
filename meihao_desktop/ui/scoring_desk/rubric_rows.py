"""The long column of sections and criteria, grown out of the rubric and kept for all estates."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import CriterionId, Rubric, Section
from meihao_desktop.ui import theme
from meihao_desktop.ui.scoring_desk.criterion_row import CriterionRow
from meihao_desktop.ui.scoring_desk.reason_box import ReasonBox
from meihao_desktop.ui.scoring_desk.section_rail import SectionState
from meihao_desktop.ui.widgets.steady_label import SteadyLabel
from meihao_desktop.ui.widgets.text import strong

REMARK_HINT = "对本小区的评语（可不填，随评分表打印）"


class SectionHead(QFrame):
    """The heading of a section with its points so far."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.setProperty("area", "foot")
        name = strong(f"{section.number}　{section.name}")
        most = plain(section.max_points)
        self.points = SteadyLabel(level="caption", sample=f"{most}.88 / {most} 分")
        self.points.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 14, 6)
        row.addWidget(name, 1)
        row.addWidget(self.points)

    def show_state(self, state: SectionState) -> None:
        self.points.show_text(f"{state.text} 分")


class RemarkBox(QWidget):
    """The place below all criteria for what there is to say about the estate as a whole."""

    def __init__(self, remark: ReasonBox) -> None:
        super().__init__()
        self._remark = remark
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 14, 14)
        layout.addWidget(strong("评语"))
        layout.addWidget(remark)
        remark.height_asked.connect(self._hold)
        self._hold()

    def _hold(self) -> None:
        self._remark.setFixedHeight(self._remark.wanted_height)


class RubricRows(QScrollArea):
    """All rows below each other; one of them is current."""

    current_changed = Signal()

    def __init__(self, rubric: Rubric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rubric = rubric
        self.rows: dict[CriterionId, CriterionRow] = {}
        self.heads: list[SectionHead] = []
        self.remark = ReasonBox()
        self.remark.setPlaceholderText(REMARK_HINT)
        self._current: CriterionRow | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._follow_soon = QTimer(self, singleShot=True, interval=0)
        self._follow_soon.timeout.connect(lambda: self._bring_into_view(self.current))
        self.setWidget(self._grow())

    def _grow(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # a new length is no new picture
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in self.rubric.sections:
            self.heads.append(SectionHead(section))
            column.addWidget(self.heads[-1])
            for criterion in section.criteria:
                row = self.rows[criterion.number] = CriterionRow(criterion)
                row.taken_up.connect(self._take_up)
                row.moved.connect(self.move_by)
                row.grown.connect(self._follow_soon.start)
                column.addWidget(row)
        column.addWidget(RemarkBox(self.remark))
        column.addStretch(1)
        return inside

    @property
    def order(self) -> list[CriterionRow]:
        return list(self.rows.values())

    @property
    def current(self) -> CriterionRow:
        """The criterion being scored; the first one before anything was chosen."""
        return self._current or self.order[0]

    @property
    def current_section(self) -> int:
        number = self.current.criterion.number
        sections = self.rubric.sections
        return next(
            at for at, s in enumerate(sections) if any(c.number == number for c in s.criteria)
        )

    def show_states(self, states: Mapping[int, SectionState]) -> None:
        for at, state in states.items():
            self.heads[at].show_state(state)

    def settle(self) -> None:
        """Lay out now what has changed, before anything is painted.

        Left alone, Qt paints the rows in their old heights first, and all of it a second time.
        """
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))
        self._column.activate()

    def go_to(self, number: CriterionId) -> None:
        """Make a criterion current, bring it into view and give its field the focus."""
        row = self.rows[number]
        self._make_current(row)
        row.field.setFocus()
        self._bring_into_view(row)

    def go_to_section(self, at: int) -> None:
        self.go_to(self.rubric.sections[at].criteria[0].number)
        self.verticalScrollBar().setValue(self.heads[at].y())

    def move_by(self, step: int) -> None:
        """The next or the previous criterion; the last one is left for the remark."""
        at = self.order.index(self.current) + step
        if at >= len(self.order):
            self.remark.setFocus()
            self.ensureWidgetVisible(self.remark)
        elif at >= 0:
            self.go_to(self.order[at].criterion.number)

    def begin_typing(self, text: str) -> None:
        """A digit typed outside any field begins the points of the current criterion."""
        self.current.begin_typing(text)
        self._bring_into_view(self.current)

    def _take_up(self) -> None:
        row = self.sender()
        if isinstance(row, CriterionRow):
            self._make_current(row)

    def _make_current(self, row: CriterionRow) -> None:
        if row is self._current:
            return
        if self._current is not None:
            self._current.set_current(is_current=False)
        self._current = row
        row.set_current(is_current=True)
        self.current_changed.emit()

    def _bring_into_view(self, row: CriterionRow) -> None:
        """The row, and where there is room the beginning of the next one."""
        self.ensureWidgetVisible(row, 0, 2 * theme.metrics().target)
