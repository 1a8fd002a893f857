"""The levels of a criterion as large buttons in equal columns; digits do the same."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from meihao_desktop.domain.rubric import Level
from meihao_desktop.ui.scoring_desk.level_button import LevelButton

GAP = 6


class LevelBar(QWidget):
    """One button for each level; the chosen one carries a tick."""

    chosen = Signal(object)

    def __init__(self, levels: Sequence[Level], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels = tuple(levels)
        self._at = {level.points: at for at, level in reversed(tuple(enumerate(levels)))}
        self._chosen: int | None = None
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.buttons = [self._button(level) for level in self._levels]
        self._arrange(len(self.buttons))

    def _button(self, level: Level) -> LevelButton:
        button = LevelButton(level, self)
        button.clicked.connect(lambda: self._choose(level.points))
        return button

    def show_points(self, points: Decimal | None) -> None:
        self._mark(None if points is None else self._at.get(points))

    def set_read_only(self, *, is_read_only: bool) -> None:
        for button in self.buttons:
            button.setEnabled(not is_read_only)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width():
            return
        widest = max((button.sizeHint().width() for button in self.buttons), default=1)
        fitting = max(1, (self.width() + GAP) // (widest + GAP))
        self._arrange(min(len(self.buttons), fitting))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 0)
        self._columns = columns
        for at, button in enumerate(self.buttons):
            self._grid.addWidget(button, at // columns, at % columns)
            self._grid.setColumnStretch(at % columns, 1)

    def _choose(self, points: Decimal) -> None:
        for at, button in enumerate(self.buttons):
            button.setChecked(at == self._chosen)  # what is saved decides, not the click
        self.chosen.emit(points)

    def _mark(self, chosen: int | None) -> None:
        if chosen == self._chosen:
            return
        if self._chosen is not None:
            self.buttons[self._chosen].setChecked(False)
        if chosen is not None:
            self.buttons[chosen].setChecked(True)
        self._chosen = chosen
