"""The button that puts a second photo beside the first, with the choices of its menu."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from meihao_desktop.domain.material import Material
from meihao_desktop.ui.widgets import buttons

LONGEST_NAME = 16


class BesideButton(buttons.Button):
    """Keeps whether pairs come side by side by themselves, and whether both move in step."""

    pair_wanted = Signal()
    pick_asked = Signal()
    left_alone = Signal()

    def __init__(self) -> None:
        super().__init__("并排", "quiet", "compare")
        self.setToolTip("改造前后对比，或与另一张照片并排")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._menu = QMenu(self)
        self._pair = self._add("", self._want_pair)
        self._pick = self._add("与另一张照片并排…", self.pick_asked.emit)
        self._alone = self._add("只看这一张", self._leave)
        self._menu.addSeparator()
        self._step = self._add("同步缩放和移动", lambda: None)
        self._step.setCheckable(True)
        self._step.setChecked(True)
        self.wants_pairs = True
        self.setMenu(self._menu)

    @property
    def is_in_step(self) -> bool:
        return self._step.isChecked()

    def show_choices(self, other: Material | None, *, has_others: bool) -> None:
        """What can be put beside the photo in view."""
        name = other.file_name if other else ""
        short = name if len(name) <= LONGEST_NAME else f"{name[:6]}…{name[-9:]}"
        self._pair.setText(f"与“{short}”对比")
        self._pair.setVisible(other is not None)
        self._pick.setEnabled(has_others)
        self.setEnabled(has_others)

    def show_state(self, *, is_beside: bool) -> None:
        """Whether two photos are in view."""
        self._alone.setEnabled(is_beside)
        self._step.setEnabled(is_beside)

    def _add(self, text: str, act: object) -> QAction:
        action = self._menu.addAction(text)
        action.triggered.connect(act)
        return action

    def _want_pair(self) -> None:
        self.wants_pairs = True
        self.pair_wanted.emit()

    def _leave(self) -> None:
        self.wants_pairs = False
        self.left_alone.emit()
