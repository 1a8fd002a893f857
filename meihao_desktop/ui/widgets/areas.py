"""Frames in which a page arranges its parts: cards, bars, headings, scrolling, emptiness."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.widgets.text import body, caption, title


class Card(QFrame):
    """A white ground with a hairline edge; add parts to ``content``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = theme.metrics().unit
        self.setProperty("area", "card")
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(unit * 2, unit * 2, unit * 2, unit * 2)
        self.content.setSpacing(unit)


class Bar(QFrame):
    """A row at the head (or, with ``is_foot``, at the foot) of a page."""

    def __init__(self, *, is_foot: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = theme.metrics().unit
        self.setProperty("area", "foot" if is_foot else "bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.content = QHBoxLayout(self)
        self.content.setContentsMargins(unit * 2, unit, unit * 2, unit)
        self.content.setSpacing(unit)


class SectionHeader(QWidget):
    """The heading of a part, its explanation, and acts at the right (``acts.addWidget``)."""

    def __init__(self, heading: str, explanation: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = theme.metrics().unit
        self._heading = title(heading)
        self._heading.setWordWrap(False)
        self._explanation = caption(explanation)
        if not explanation:
            self._explanation.hide()
        self.acts = QHBoxLayout()
        self.acts.setSpacing(unit)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._heading)
        words.addWidget(self._explanation)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(unit)
        row.addLayout(words, 1)
        row.addLayout(self.acts)

    def say(self, heading: str, explanation: str = "") -> None:
        self._heading.setText(heading)
        self._explanation.setText(explanation)
        if not explanation:
            self._explanation.hide()


_NARROW = 30  # characters in a line of the narrowest page


def _least(widget: QWidget, least: QSize) -> QSize:
    """As high as in a narrow page; Qt would ask for the height of the narrowest lines."""
    if not widget.hasHeightForWidth():
        return least
    height = widget.heightForWidth(theme.metrics().text * _NARROW)
    return QSize(least.width(), min(least.height(), height))


class EmptyState(QWidget):
    """What stands where nothing is yet: a sign, a sentence, and the act that fills it."""

    def __init__(
        self, sentence: str, icon_name: str = "document", act: QWidget | None = None
    ) -> None:
        super().__init__()
        unit = theme.metrics().unit
        self._icon_name = icon_name
        self._sign = QLabel()
        self._sentence = body(sentence)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 3, unit, unit * 3, unit)
        column.setSpacing(unit)
        column.addStretch(1)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence)
        if act is not None:
            column.addWidget(act, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        theme.follow(self._adapt)

    def say(self, sentence: str) -> None:
        self._sentence.setText(sentence)

    def minimumSizeHint(self) -> QSize:
        return _least(self, super().minimumSizeHint())

    def _adapt(self) -> None:
        size = theme.metrics().headline * 2
        self._sign.setPixmap(picture(self._icon_name, colours.BORDER, size))


class Notice(QFrame):
    """One sentence on a tinted ground with its sign; hidden while it has nothing to say."""

    def __init__(self, tone: Tone = Tone.NOTE, icon_name: str = "note", sentence: str = "") -> None:
        super().__init__()
        unit = theme.metrics().unit
        self._icon_name = icon_name
        self._tone = tone
        self._sign = QLabel()
        self._words = body()
        self.acts = QHBoxLayout()
        self.acts.setSpacing(unit)
        row = QHBoxLayout(self)
        row.setContentsMargins(unit * 3 // 2, unit, unit * 3 // 2, unit)
        row.setSpacing(unit * 3 // 2)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addLayout(self.acts)
        self.setProperty("tone", tone.value)
        self._words.setProperty("ink", tone.value)
        self._words.setText(sentence)
        if not sentence:
            self.hide()  # never shown from here: without a parent yet it would be a window
        theme.follow(self._adapt)

    @property
    def sentence(self) -> str:
        return self._words.text()

    def say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.setVisible(bool(sentence))

    def minimumSizeHint(self) -> QSize:
        return _least(self, super().minimumSizeHint())

    def _adapt(self) -> None:
        size = round(theme.metrics().text * 1.3)
        self._sign.setPixmap(picture(self._icon_name, colours.SHADES[self._tone].text, size))


def hairline() -> QFrame:
    """A line between two parts of a page."""
    line = QFrame()
    line.setProperty("area", "line")
    line.setFixedHeight(1)
    return line


class Inner(QWidget):
    """What scrolls only where it must: Qt would take the height of its narrowest lines."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


def scrolled(inner: QWidget) -> QScrollArea:
    """The widget in an area that scrolls up and down only."""
    inner.setObjectName("scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area
