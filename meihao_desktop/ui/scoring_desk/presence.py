"""When somebody sits at the desk: its coming into view, going out of it, and the time between."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject
from PySide6.QtWidgets import QWidget

LONGEST_STRETCH_SECONDS = 15 * 60  # longer without a change of estate means nobody was there


class Presence(QObject):
    """Watches a page and measures the time spent on what it shows."""

    def __init__(
        self, page: QWidget, *, on_leave: Callable[[], None], on_focus: Callable[[], None]
    ) -> None:
        super().__init__(page)
        self._on_leave = on_leave
        self._on_focus = on_focus
        self._watch = QElapsedTimer()
        page.installEventFilter(self)

    def begin(self) -> None:
        self._watch.start()

    def end(self) -> int:
        """Seconds since the beginning; the next stretch has to begin anew."""
        if not self._watch.isValid():
            return 0
        seconds = self._watch.elapsed() // 1000
        self._watch.invalidate()
        return min(seconds, LONGEST_STRETCH_SECONDS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            self.begin()
        elif event.type() is QEvent.Type.Hide:
            self._on_leave()
        elif event.type() is QEvent.Type.FocusIn:
            self._on_focus()
        return super().eventFilter(watched, event)
