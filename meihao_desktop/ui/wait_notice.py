"""Counts down how long no PIN of a person is looked at."""

from PySide6.QtCore import QTimer

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.operations import identify_person
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.identify_person import LoginRow
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.areas import Notice

EVERY_MS = 1000


class WaitNotice(Notice):
    """Silent while a try may be made; says the seconds, or that the PIN is locked."""

    def __init__(self, context: Context) -> None:
        super().__init__(Tone.BLOCKING, "blocking")
        self._context = context
        self._person: PersonId | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def follow(self, person: PersonId) -> None:
        """From now on tell of this person."""
        self._person = person
        self.say("")
        self.look()

    def look_soon(self) -> None:
        """After the try that is under way, whatever comes of it."""
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Read anew; the timer runs only while there is something to count."""
        row = self._row()
        told = _told(row)
        if told or self._timer.isActive():
            self.say(told)
        if row is not None and row.wait_seconds > 0 and not row.is_locked:
            self._timer.start(EVERY_MS)
        else:
            self._timer.stop()

    def _row(self) -> LoginRow | None:
        rows = identify_person.people(self._context)
        return next((row for row in rows if row.person.id == self._person), None)


def _told(row: LoginRow | None) -> str:
    if row is None:
        return ""
    if row.is_locked:
        return "PIN 已锁定，须两人在场才能恢复。"
    return f"多次输错 PIN，请等待 {row.wait_seconds} 秒后再试。" if row.wait_seconds else ""
