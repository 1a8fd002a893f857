"""The line for a reason: grows with its text, saves on a pause, and is never lost."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.buttons import repolish

PAUSE_MS = 600
MOST_LINES = 5
FRAME = 16


class ReasonBox(QPlainTextEdit):
    """A few lines of text; Enter goes on, Shift+Enter begins a line.

    ``height_asked`` tells that it wants another height; whoever holds it gives it.
    """

    settled = Signal(str)
    height_asked = Signal()
    moved = Signal(int)
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = self._text = ""
        self._is_open = True
        self.wanted_height = -1
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._changed)
        theme.follow(self._adapt)

    @property
    def is_open(self) -> bool:
        return self._is_open

    def set_open(self, *, is_open: bool) -> None:
        """Closed means no height at all: hiding would make Qt lay out the whole rubric."""
        if is_open != self._is_open:
            self._is_open = is_open
            focus = Qt.FocusPolicy.StrongFocus if is_open else Qt.FocusPolicy.NoFocus
            self.setFocusPolicy(focus)
            self._adapt()

    def setReadOnly(self, ro: bool) -> None:
        """Nothing that is sealed looks as if it could still be written in."""
        if ro != self.isReadOnly():
            super().setReadOnly(ro)
            self.setProperty("state", "closed" if ro else "")
            repolish(self)

    def show_value(self, text: str) -> None:
        self._shown = text
        if self._text != text:
            self.setPlainText(text)
            self._pause.stop()

    def note_kept(self, kept: str) -> None:
        """The text was kept, perhaps without the blanks around it; the cursor stays."""
        if self._text.strip() == kept:
            self._shown = self._text
        elif not self.has_pending:
            self.show_value(kept)

    @property
    def has_pending(self) -> bool:
        return self._text != self._shown

    def flush(self) -> None:
        """Tell the text now, if it is not what is kept; told again until it is kept."""
        if self.has_pending and not self.isReadOnly():
            self._pause.stop()
            self.settled.emit(self._text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.flush()
            self.moved.emit(1)
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The rubric scrolls, not the line."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._adapt()

    def _changed(self) -> None:
        self._text = self.toPlainText()
        if self.has_pending:
            self._pause.start()
        self._adapt()

    def _adapt(self) -> None:
        height = _needed(self) if self._is_open else 0
        if height != self.wanted_height:
            self.wanted_height = height
            self.height_asked.emit()


def _needed(box: ReasonBox) -> int:
    lines = min(max(1, round(box.document().size().height())), MOST_LINES)
    return max(theme.metrics().target, lines * box.fontMetrics().lineSpacing() + FRAME + 8)
