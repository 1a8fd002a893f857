"""The order of tied estates: moved up and down, with the votes that each received."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.text import soft, strong
from meihao_desktop.ui.widgets.wheel_proof import NumberBox

CONTRARY = "先后与票数不一致，请核对后再确认。"
ORDER = "表决的先后和票数（名次在前的排在上面）"
VOTES_ONLY = "抽签之前的表决票数"
MOST_VOTES = 99


class TieOrder(QWidget):
    """Best first; typing votes does not move anything by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._estates: list[tuple[EstateId, str]] = []
        self._votes: dict[EstateId, int] = {}
        self._contrary = Notice(Tone.WARNING, "warning")
        self._is_votes_only = False
        self._words = soft(ORDER)
        self._grid = QGridLayout()
        self._rows: list[tuple[QWidget, ...]] = []
        self._names: list[QLabel] = []
        self._boxes: list[NumberBox] = []
        self._ups: list[buttons.Button] = []
        self._downs: list[buttons.Button] = []
        self._lay_out()

    @property
    def order(self) -> tuple[EstateId, ...]:
        return tuple(estate for estate, _ in self._estates)

    @property
    def votes(self) -> Mapping[EstateId, int]:
        """Nothing where nobody's votes were entered."""
        return dict(self._votes) if any(self._votes.values()) else {}

    @property
    def is_contrary(self) -> bool:
        """Whether an estate with fewer votes stands before one with more."""
        counted = [self._votes[estate] for estate in self.order]
        return any(counted) and counted != sorted(counted, reverse=True)

    def show_estates(
        self, estates: Sequence[tuple[EstateId, str]], votes: Mapping[str, int] | None = None
    ) -> None:
        """Start from this order, ids with names."""
        self._estates = list(estates)
        self._votes = {estate: (votes or {}).get(estate, 0) for estate, _ in estates}
        while len(self._names) < len(self._estates):
            self._add_row(len(self._names))
        self._show()

    def ask_votes_only(self, *, votes_only: bool) -> None:
        """Before a lot there are votes and no order."""
        self._is_votes_only = votes_only
        self._words.setText(VOTES_ONLY if votes_only else ORDER)
        self._show()

    def _move(self, at: int, step: int) -> None:
        to = at + step
        if 0 <= to < len(self._estates):
            self._estates[at], self._estates[to] = self._estates[to], self._estates[at]
            self._show()
            row = self._ups if step < 0 else self._downs
            row[to].setFocus()

    def _count(self, at: int, votes: int) -> None:
        self._votes[self._estates[at][0]] = votes
        self._contrary.say(CONTRARY if self.is_contrary and not self._is_votes_only else "")

    def _show(self) -> None:
        count = len(self._estates)
        for at, name in enumerate(self._names):
            is_used = at < count
            for part in self._rows[at]:
                part.setVisible(is_used)
            if not is_used:
                continue
            estate, words = self._estates[at]
            name.setText(words if self._is_votes_only else f"{at + 1}　{words}")
            for arrow in (self._ups[at], self._downs[at]):
                arrow.setVisible(not self._is_votes_only)
            self._boxes[at].blockSignals(True)
            self._boxes[at].setValue(self._votes[estate])
            self._boxes[at].blockSignals(False)
            self._boxes[at].setAccessibleName(f"{words}的票数")
            self._ups[at].setEnabled(at > 0)
            self._downs[at].setEnabled(at < count - 1)
        self._contrary.say(CONTRARY if self.is_contrary and not self._is_votes_only else "")

    def _add_row(self, at: int) -> None:
        name = strong()
        box = NumberBox(0, MOST_VOTES)
        box.setFixedWidth(theme.metrics().text * 3)
        box.valueChanged.connect(lambda votes: self._count(at, votes))
        up = buttons.icon_only("up", "往前移", lambda: self._move(at, -1))
        down = buttons.icon_only("down", "往后移", lambda: self._move(at, 1))
        votes = soft("票")
        votes.setWordWrap(False)
        row: tuple[QWidget, ...] = (name, box, votes, up, down)
        for column, part in enumerate(row):
            self._grid.addWidget(part, at, column, Qt.AlignmentFlag.AlignVCenter)
        self._rows.append(row)
        self._names.append(name)
        self._boxes.append(box)
        self._ups.append(up)
        self._downs.append(down)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._grid.setColumnStretch(0, 1)
        self._grid.setHorizontalSpacing(unit)
        self._grid.setVerticalSpacing(unit // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit // 2)
        column.addWidget(self._words)
        column.addLayout(self._grid)
        column.addWidget(self._contrary)
