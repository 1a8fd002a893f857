"""Smaller and larger text, by button and by key, remembered for the next time."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.metrics import LARGEST, SMALLEST, STEP, USUAL
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.widgets import buttons

LARGER_KEYS = ("Ctrl++", "Ctrl+=")


class TextSize(QWidget):
    """字号 − and +, and the keys Ctrl + − 0 in the whole window."""

    def __init__(self, preferences: Preferences, window: QWidget) -> None:
        super().__init__()
        self._preferences = preferences
        self._smaller = buttons.icon_only("text-smaller", "缩小字号（Ctrl+减号）", self.smaller)
        self._larger = buttons.icon_only("text-larger", "放大字号（Ctrl+加号）", self.larger)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._smaller)
        row.addWidget(self._larger)
        self._add_keys(window)
        theme.follow(self._adapt)

    def larger(self) -> None:
        self._set(theme.metrics().points + STEP)

    def smaller(self) -> None:
        self._set(theme.metrics().points - STEP)

    def usual(self) -> None:
        self._set(USUAL)

    def _set(self, points: int) -> None:
        theme.scale(points)
        self._preferences.set_points(theme.metrics().points)

    def _add_keys(self, window: QWidget) -> None:
        keys = dict.fromkeys(LARGER_KEYS, self.larger)
        for key, act in {**keys, "Ctrl+-": self.smaller, "Ctrl+0": self.usual}.items():
            QShortcut(QKeySequence(key), window).activated.connect(act)

    def _adapt(self) -> None:
        points = theme.metrics().points
        self._smaller.setEnabled(points > SMALLEST)
        self._larger.setEnabled(points < LARGEST)
