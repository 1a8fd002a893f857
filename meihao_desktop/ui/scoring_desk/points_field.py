"""The field in which points are typed: digits, Enter to go on, arrows to move; no wheel."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.buttons import repolish

PAUSE_MS = 900
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
_OWN_KEYS = {Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Insert}


class PointsField(QLineEdit):
    """Tells what was typed once it is whole: at Enter, on a pause, or when it is left."""

    entered = Signal(str)
    moved = Signal(int)
    focused = Signal()

    def __init__(self, parent: QWidget | None = None, *, characters: int = 3) -> None:
        super().__init__(parent)
        self._characters = characters
        self._shown = ""
        self._is_refused = False
        self.setMaxLength(8)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self.textEdited.connect(lambda _text: self._pause.start())
        theme.follow(self._adapt)

    def show_value(self, text: str) -> None:
        """Show what is kept; whatever was being typed is given up, so a pause tells nothing."""
        self._shown = text
        if self.text() != text:
            self.setText(text)
        self.mark_refused(is_refused=False)

    def mark_refused(self, *, is_refused: bool) -> None:
        if self._is_refused != is_refused:
            self._is_refused = is_refused
            self.setProperty("state", "refused" if is_refused else "")
            repolish(self)

    @property
    def has_pending(self) -> bool:
        """Whether something stands here that is not kept."""
        return self.text() != self._shown

    def commit(self) -> None:
        """Tell what was typed, if it is not what is kept; told again until it is kept."""
        if self.has_pending and not self.isReadOnly():
            self._pause.stop()
            self.entered.emit(self.text())

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z, Ctrl+arrows and the like to the desk."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if is_control and event.key() not in _OWN_KEYS:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.commit()
        self.moved.emit(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def _adapt(self) -> None:
        self.setFixedWidth(theme.metrics().text * self._characters + 16)
