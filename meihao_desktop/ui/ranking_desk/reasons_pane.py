"""Why an estate stands where it stands: the steps, the experts, the sections."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.operations.rank_estates import RankingDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.ranking_desk.place_rows import Mark, PlaceRow
from meihao_desktop.ui.ranking_desk.places_table import MARKS
from meihao_desktop.ui.ranking_desk.reason_rows import expert_rows, section_rows
from meihao_desktop.ui.widgets.areas import scrolled
from meihao_desktop.ui.widgets.badge import Badge
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import body, caption, figure, strong, title


class WholeTable(TableView):
    """A short table that shows all of its rows; what is around it scrolls."""

    def show_all(self, rows: Sequence[Any]) -> None:
        self.show_rows(rows)
        self.clearSelection()
        self._take_height()

    def _adapt(self) -> None:
        super()._adapt()
        self._take_height()

    def _take_height(self) -> None:
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + self._row_height * max(1, len(self.rows)) + 4)


class ReasonsPane(QWidget):
    """Everything about the estate under the cursor of the places."""

    def __init__(self) -> None:
        super().__init__()
        self._name = title()
        self._about = caption()
        self._points = figure()
        self._badge = Badge()
        self._steps = body()
        self._experts = WholeTable(_expert_columns())
        self._sections = WholeTable(_section_columns())
        for table in (self._experts, self._sections):
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            table.setSelectionMode(table.SelectionMode.NoSelection)
        self._lay_out()

    def show_row(self, row: PlaceRow, desk: RankingDesk) -> None:
        estate = row.estate.id
        self._name.setText(row.estate.name)
        self._about.setText(" · ".join(part for part in (row.county, row.company) if part))
        place = f"第 {row.place} 名" if row.place else row.mark.value
        shared = "（并列）" if row.is_shared else ""
        self._points.setText(f"{place}{shared}　{row.points_text if row.place else ''}".strip())
        mark = MARKS[row.mark]
        self._badge.setVisible(mark is not None and row.mark is not Mark.NONE)
        if mark is not None:
            self._badge.show_mark(row.result, *mark)
        steps = desk.explanations.get(estate, ())
        self._steps.setText("\n".join(f"{at}. {step}" for at, step in enumerate(steps, start=1)))
        self._experts.show_all(expert_rows(desk.dossier, desk.standing, estate))
        self._sections.show_all(section_rows(desk.dossier, desk.standing, estate))

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(unit, 0, unit, unit)
        column.setSpacing(unit)
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self._points)
        head.addWidget(self._badge)
        head.addStretch(1)
        column.addWidget(self._name)
        column.addWidget(self._about)
        column.addLayout(head)
        for heading, part in (
            ("名次由来", self._steps),
            ("各专家总分", self._experts),
            ("各部分均分", self._sections),
        ):
            column.addSpacing(unit)
            column.addWidget(strong(heading))
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))


def _expert_columns() -> list[Column]:
    return [
        Column(heading="专家", text=lambda row: row.name, hint=lambda row: row.name),
        Column(
            heading="总分", text=lambda row: row.total, width=4, align=RIGHT,
            struck=lambda row: row.is_struck,
        ),
        Column(heading="是否计入", text=lambda row: row.fate, width=7, mark=lambda row: row.mark),
    ]  # fmt: skip


def _section_columns() -> list[Column]:
    return [
        Column(heading="部分", text=lambda row: row.name, hint=lambda row: row.name),
        Column(heading="均分", text=lambda row: row.mean, width=3, align=RIGHT),
        Column(heading="满分", text=lambda row: row.max_points, width=3, align=RIGHT),
    ]
