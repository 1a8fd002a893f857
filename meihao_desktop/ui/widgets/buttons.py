"""Buttons of four looks; every one is at least as large as a target must be."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.icons import GAP, icon

Click = Callable[[], object]


class Button(QPushButton):
    """A push button with an icon that grows with the text."""

    def __init__(self, text: str, look: str, icon_name: str = "", colour: str = "") -> None:
        super().__init__(text)
        self._icon_name = icon_name
        self._colour = colour or _icon_colour(look)
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        theme.follow(self._adapt)

    def set_look(self, look: str) -> None:
        if self.property("look") != look:
            self._colour = _icon_colour(look)
            self.setProperty("look", look)
            repolish(self)
            self._adapt()

    def set_icon(self, name: str) -> None:
        self._icon_name = name
        self._adapt()

    def _adapt(self) -> None:
        if self._icon_name:
            size = theme.metrics().text
            has_gap = bool(self.text())
            self.setIcon(icon(self._icon_name, self._colour, has_gap=has_gap))
            self.setIconSize(QSize(round(size * GAP) if has_gap else size, size))


def primary(text: str, on_click: Click | None = None, icon_name: str = "") -> Button:
    """The one thing that the page wants to be done next."""
    return _button(text, "primary", on_click, icon_name)


def plain(text: str, on_click: Click | None = None, icon_name: str = "") -> Button:
    """Any other act."""
    return _button(text, "plain", on_click, icon_name)


def quiet(text: str, on_click: Click | None = None, icon_name: str = "") -> Button:
    """An act at the side, drawn without an edge."""
    return _button(text, "quiet", on_click, icon_name)


def danger(text: str, on_click: Click | None = None, icon_name: str = "") -> Button:
    """An act that takes something back."""
    return _button(text, "danger", on_click, icon_name)


def icon_only(icon_name: str, hint: str, on_click: Click | None = None) -> Button:
    """A square button; the hint is its tooltip and what a screen reader says."""
    button = _button("", "quiet", on_click, icon_name)
    button.setProperty("is_square", True)
    button.setToolTip(hint)
    button.setAccessibleName(hint)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button


def repolish(widget: QWidget) -> None:
    """Let the style look at a changed property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _button(text: str, look: str, on_click: Click | None, icon_name: str) -> Button:
    button = Button(text, look, icon_name)
    if on_click is not None:
        button.clicked.connect(lambda: on_click())  # noqa: PLW0108 - drops Qt's argument
    return button


def _icon_colour(look: str) -> str:
    if look == "primary":
        return colours.ON_ACCENT
    if look == "danger":
        return colours.SHADES[colours.Tone.BLOCKING].text
    return colours.ACCENT
