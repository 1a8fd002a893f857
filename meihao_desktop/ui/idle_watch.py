"""Notices that nobody has touched the keyboard, the mouse or the screen for a while."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

CHECK_EVERY_MS = 5000
INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Listens at the windows, where only what people do arrives, not at every widget.

    ``seconds`` is a clock that nobody can turn; ``limit`` says after how many of them nobody is
    taken to be there, 0 for never.
    """

    idle = Signal()
    lock_asked = Signal()

    def __init__(
        self, seconds: Callable[[], float], limit: Callable[[], int], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._limit = limit
        self._last = seconds()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.check)
        self._timer.start(CHECK_EVERY_MS)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.listen)

    def listen(self, window: QWindow | None) -> None:
        """Every window that ever had the keyboard is listened to."""
        if window is not None:
            window.installEventFilter(self)

    def note(self) -> None:
        """Somebody is there."""
        self._last = self._seconds()

    def end(self) -> None:
        """Nobody sits here any more; what is gone is not asked for its limit."""
        self._timer.stop()

    def check(self) -> None:
        limit = self._limit()
        if limit and self._seconds() - self._last >= limit:
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT:
            self.note()
            if isinstance(event, QKeyEvent) and _asks_to_lock(event):
                self.lock_asked.emit()
                return True
        return super().eventFilter(watched, event)


def _asks_to_lock(event: QKeyEvent) -> bool:
    """Ctrl+L, also while a dialog is open: a shortcut of the window would not reach it."""
    is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return is_control and event.key() == Qt.Key.Key_L
