"""Labels of the few text levels that the window knows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy


def headline(text: str = "") -> QLabel:
    """The name of what the page is about."""
    return _label(text, "headline")


def title(text: str = "") -> QLabel:
    """The heading of a part of the page."""
    return _label(text, "title")


def strong(text: str = "") -> QLabel:
    """Running text that must not be overlooked."""
    return _label(text, "strong")


def body(text: str = "") -> QLabel:
    """Running text."""
    return _label(text, "body")


def soft(text: str = "") -> QLabel:
    """Running text of second importance."""
    return _label(text, "soft")


def caption(text: str = "", *, is_selectable: bool = False) -> QLabel:
    """Small explanations under or beside a thing."""
    label = _label(text, "caption")
    if is_selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def figure(text: str = "") -> QLabel:
    """One large number."""
    return _label(text, "figure", wraps=False)


def _label(text: str, level: str, *, wraps: bool = True) -> QLabel:
    label = QLabel(text)
    label.setProperty("level", level)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if wraps:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label
