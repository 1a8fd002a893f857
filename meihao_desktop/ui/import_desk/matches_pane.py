"""Which spelling was taken for which estate: confirmed or corrected by the person at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.rematching import NOBODY
from meihao_desktop.domain.submission import NameMatch
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.elided import ElidedLabel
from meihao_desktop.ui.widgets.rows_model import Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

NO_ESTATE = "公共材料（不归入小区）"
NOTHING = "各处的小区名称写法一致，没有需要核对的。"


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A spelling as the counter read it and, beside it, what a person chose."""

    match: NameMatch
    chosen: str | None = None

    @property
    def estate(self) -> str:
        return self.match.estate if self.chosen is None else self.chosen

    @property
    def needs_a_look(self) -> bool:
        return self.chosen is None and self.match.is_guessed

    @property
    def state(self) -> str:
        if self.chosen is None and self.match.estate == NOBODY:
            return "未对上，请核对"
        if self.chosen is None:
            return "推定，请核对" if self.match.is_guessed else "写法相同"
        return "已确认" if self.chosen == self.match.estate else "已更正"


def match_rows(
    matches: tuple[NameMatch, ...], choices: Mapping[NameMatch, str]
) -> tuple[MatchRow, ...]:
    """The guesses first."""
    rows = (MatchRow(match, choices.get(match)) for match in matches)
    return tuple(sorted(rows, key=lambda row: not row.match.is_guessed))


class MatchesPane(QWidget):
    """``chosen`` carries the match and the estate, empty for the shared materials."""

    chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.table = TableView(_columns())
        self._told = ElidedLabel()
        self._estate = ChoiceBox()
        self._estate.setAccessibleName("归入的小区")
        self._set = buttons.plain("确定", self._choose, "check")
        self.table.chosen.connect(self._show_choice)
        self._lay_out()

    def show_matches(self, rows: tuple[MatchRow, ...], estates: tuple[str, ...]) -> None:
        """``estates`` are all names that may be chosen, as the counter read them."""
        self._estate.clear()
        for name in estates:
            self._estate.addItem(name, name)
        self._estate.addItem(NO_ESTATE, NOBODY)
        self.table.show_rows(rows)
        has_rows = bool(rows)
        for part in (self._estate, self._set):
            part.setVisible(has_rows)
        if has_rows:
            self._show_choice(self.table.current)
        else:
            self._told.show_text(NOTHING)

    def _show_choice(self, row: MatchRow | None) -> None:
        if row is None:
            return
        self._told.show_text(f"“{row.match.written}”（{row.match.where.value}）归入")
        self._estate.setCurrentIndex(self._estate.findData(row.estate))

    def _choose(self) -> None:
        row: MatchRow | None = self.table.current
        if row is not None and self._estate.currentIndex() >= 0:
            self.chosen.emit(row.match, self._estate.currentData())

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        foot = QHBoxLayout()
        foot.setContentsMargins(unit, 0, unit, 0)
        foot.setSpacing(unit)
        for part in (self._told, self._estate, self._set):
            foot.addWidget(part)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, unit)
        column.setSpacing(unit)
        column.addWidget(self.table, 1)
        column.addLayout(foot)


def _columns() -> list[Column]:
    return [
        Column(heading="写法", text=_written, width=11, hint=_written),
        Column(heading="出现在", text=lambda row: row.match.where.value, width=5),
        Column(heading="归入小区", text=_estate, hint=_estate),
        Column(heading="核对", text=lambda row: row.state, width=9, mark=_mark),
    ]


def _written(row: MatchRow) -> str:
    return row.match.written


def _estate(row: MatchRow) -> str:
    return row.estate or NO_ESTATE


def _mark(row: MatchRow) -> Mark | None:
    if row.needs_a_look:
        return (Tone.WARNING, "warning")
    return (Tone.GOOD, "check") if row.chosen is not None else None
