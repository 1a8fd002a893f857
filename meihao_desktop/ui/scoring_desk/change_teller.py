"""Tells the other desks what was saved here, a run of entries at once."""

from PySide6.QtCore import QObject, QTimer

from meihao_desktop.operations.change import Change
from meihao_desktop.ui.announcer import Announcer

TELL_AFTER_MS = 400


class ChangeTeller(QObject):
    """The desk shows its own entries already, and asks ``is_own`` before it reads anything anew."""

    def __init__(self, announcer: Announcer, parent: QObject) -> None:
        super().__init__(parent)
        self._announcer = announcer
        self._untold = Change()
        self._soon = QTimer(self, singleShot=True, interval=TELL_AFTER_MS)
        self._soon.timeout.connect(self.tell_now)

    def note(self, change: Change) -> None:
        self._untold |= change
        self._soon.start()

    def is_own(self, change: Change) -> bool:
        return change is self._untold

    def tell_now(self) -> None:
        self._soon.stop()
        if self._untold != Change():
            self._announcer.tell(self._untold)
            self._untold = Change()
