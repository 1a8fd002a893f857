"""What every viewer can do: show a file, say which place is in view, and go to a place."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import body


class Viewer(QWidget):
    """Shows one material.

    A place is what people read on an evidence pin ("第 3 页"); empty means the whole file.
    """

    place_changed = Signal()
    opened = Signal()
    outside_asked = Signal()
    can_search = False

    def show_file(self, path: Path) -> None:
        """Show this file instead of the one before."""
        raise NotImplementedError

    def clear(self) -> None:
        """Let go of the file."""

    def place(self) -> str:
        """The place now in view."""
        return ""

    def show_place(self, place: str) -> None:
        """Bring a place into view, as soon as the file is there."""

    def mark(self, text: str) -> None:
        """Mark every hit of a text, as soon as the file is there; an empty text marks nothing."""

    def begin_search(self) -> None:
        """Let the person look for a text inside the file."""


class ToolBar(QFrame):
    """The slim row of buttons above a viewer; they never take the focus from the points."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "bar")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 2, 4, 2)
        self._row.setSpacing(2)

    def add_icon(self, icon_name: str, hint: str, on_click: Callable[[], object]) -> None:
        self._add(buttons.icon_only(icon_name, hint, on_click))

    def add_button(self, text: str, hint: str, on_click: Callable[[], object]) -> QPushButton:
        button = buttons.quiet(text, on_click)
        button.setToolTip(hint)
        self._add(button)
        return button

    def add_label(self) -> QLabel:
        label = QLabel(self)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row.addWidget(label)
        return label

    def add_widget(self, widget: QWidget) -> None:
        self._row.addWidget(widget)

    def add_space(self) -> None:
        self._row.addStretch(1)

    def _add(self, button: QPushButton) -> None:
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.addWidget(button)


def column(parent: QWidget, *parts: QWidget) -> QVBoxLayout:
    """A tight column; the last part takes the room that is left."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part, 1 if part is parts[-1] else 0)
    return layout


def notice_label(sentence: str = "") -> QLabel:
    """A sentence above or in place of the content; hidden until it has something to say."""
    label = body(sentence)
    label.setProperty("tone", Tone.NOTE.value)
    label.hide()
    return label


def number_in(place: str) -> int | None:
    """The number of a place such as "第 3 页"."""
    found = re.search(r"\d+", place)
    return int(found.group()) if found else None
