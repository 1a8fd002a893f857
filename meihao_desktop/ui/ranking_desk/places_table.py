"""The table of places, with the cut lines drawn as rules between its rows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent

from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import SHADES, Tone
from meihao_desktop.ui.ranking_desk.place_rows import Mark, PlaceRow, Rule
from meihao_desktop.ui.widgets import rows_model
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column
from meihao_desktop.ui.widgets.table_view import TableView

MARKS: dict[Mark, rows_model.Mark | None] = {
    Mark.NOMINATED: (Tone.GOOD, "star"),
    Mark.SHORTLISTED: (Tone.NOTE, "check"),
    Mark.PASSED_OVER: (Tone.WARNING, "minus"),
    Mark.UNDECIDED: (Tone.BLOCKING, "warning"),
    Mark.RUNNER_UP: (Tone.PLAIN, "up"),
    Mark.NONE: None,
    Mark.UNRANKED: (Tone.WARNING, "minus"),
    Mark.VETOED: (Tone.BLOCKING, "close"),
}
THICK = 3
NAME, COUNTY, COMPANY = 1, 2, 3
NAME_WIDTH = 8
COUNTY_NEEDS, COMPANY_NEEDS = 34, 44


class PlacesTable(TableView):
    """County and company give way where the table is narrow; the explanation has them too."""

    def __init__(self) -> None:
        self._rules: tuple[Rule, ...] = ()
        super().__init__(_columns())

    def show_places(self, rows: Sequence[PlaceRow], rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self.show_rows(rows)
        self.viewport().update()

    @property
    def rule_lines(self) -> tuple[tuple[int, Rule], ...]:
        """Where each rule is drawn, in pixels from the top of the rows in view."""
        return tuple(
            (self.rowViewportPosition(rule.after - 1) + self.rowHeight(rule.after - 1), rule)
            for rule in self._rules
            if 0 < rule.after <= len(self.rows)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for top, rule in self.rule_lines:
            painter.setPen(pen_of(rule))
            painter.drawLine(0, top - 1, self.viewport().width(), top - 1)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Leave out what the width has no room for."""
        characters = self.width() // theme.metrics().text
        self.setColumnHidden(COUNTY, characters < COUNTY_NEEDS)
        self.setColumnHidden(COMPANY, characters < COMPANY_NEEDS)
        is_rest = characters < COMPANY_NEEDS
        header = self.horizontalHeader()
        mode = header.ResizeMode.Stretch if is_rest else header.ResizeMode.Interactive
        if header.sectionResizeMode(NAME) != mode:
            header.setSectionResizeMode(NAME, mode)
            self.setColumnWidth(NAME, NAME_WIDTH * theme.metrics().text)

    def _adapt(self) -> None:
        super()._adapt()
        self._fit_columns()


def pen_of(rule: Rule) -> QPen:
    """Nomination drawn through, shortlist in dashes, undecided in dots and in alarm."""
    colour = SHADES[Tone.GOOD if rule.is_nomination else Tone.NOTE].text
    style = Qt.PenStyle.SolidLine if rule.is_nomination else Qt.PenStyle.DashLine
    if not rule.is_decided:
        colour, style = SHADES[Tone.BLOCKING].text, Qt.PenStyle.DotLine
    return QPen(QColor(colour), THICK, style)


def _columns() -> list[Column]:
    return [
        Column(heading="名次", text=lambda row: row.place_text, width=3),
        Column(heading="小区", text=lambda row: row.estate.name, width=8, hint=_name),
        Column(heading="县（市、区）", text=lambda row: row.county, width=5),
        Column(
            heading="物业服务企业", text=lambda row: row.company or "—",
            hint=lambda row: row.company,
        ),
        Column(heading="最终得分", text=lambda row: row.points_text, width=4, align=RIGHT),
        Column(heading="有效专家", text=lambda row: row.experts_text, width=4, align=RIGHT),
        Column(heading="结果", text=lambda row: row.result, width=7, mark=_mark, hint=_reason),
    ]  # fmt: skip


def _name(row: PlaceRow) -> str:
    return row.estate.name


def _mark(row: PlaceRow) -> rows_model.Mark | None:
    return MARKS[row.mark]


def _reason(row: PlaceRow) -> str:
    return row.reason
