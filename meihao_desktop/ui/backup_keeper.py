"""Backups beside the window: after every seal, and the head of the log into memory now and then."""

from PySide6.QtCore import QObject

from meihao_desktop.operations import back_up_round, memory
from meihao_desktop.operations.back_up_round import BackupDone
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import background
from meihao_desktop.ui.page import Services

REMEMBER_EVERY = 50
"""Events after which the head is taken down although nothing was sealed."""


class BackupKeeper(QObject):
    """One backup at a time; what is sealed meanwhile is in the next one."""

    def __init__(self, context: Context, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._looked_at = self._remembered = context.store.audit_log.head()[0]
        self._is_writing = False
        self.last: BackupDone | None = None

    def look(self, _change: Change) -> None:
        """After each change: whether something was sealed since."""
        if self._is_writing or self._context.store.restriction is not None:
            return
        seq, _ = self._context.store.audit_log.head()
        is_due = back_up_round.is_due(self._context, self._looked_at)
        self._looked_at = seq
        if is_due:
            self._remembered = seq
            self._begin()
        elif seq - self._remembered >= REMEMBER_EVERY:
            self._remembered = seq
            memory.remember(self._context.store)

    def _begin(self) -> None:
        """The copy is taken here in milliseconds; writing it needs no store."""
        self._is_writing = True
        job = back_up_round.take(self._context, "封存")
        background.run(
            lambda watch: back_up_round.keep(job, watch),
            owner=self,
            on_done=self._done,
            on_failed=self._failed,
        )

    def _done(self, done: BackupDone) -> None:
        self._is_writing = False
        if done.fault and (self.last is None or self.last.fault != done.fault):
            self._services.say(done.sentence)
        self.last = done
        self._again()

    def _failed(self, error: Exception) -> None:
        self._is_writing = False
        self._services.say(f"备份没有成功：{error}")

    def _again(self) -> None:
        """Something may have been sealed while the last one was written."""
        if self._context.store.is_closed:
            return
        self.look(Change())
