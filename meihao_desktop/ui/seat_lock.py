"""Locks the seat when nobody is there, and lets the same person go on where they were."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from meihao_desktop.operations import identify_person
from meihao_desktop.operations.context import Context
from meihao_desktop.ui.idle_watch import IdleWatch
from meihao_desktop.ui.lock_screen import Cover, LockScreen
from meihao_desktop.ui.page import Page

SECONDS_OF_A_MINUTE = 60


class SeatLock(QObject):
    """Covers the window and every dialog; nothing is closed, so that nothing typed is lost.

    ``left`` when somebody else wants to log in: by then every dialog is closed, the person is
    logged out, and nothing was asked of whoever pressed the button.
    """

    left = Signal()

    def __init__(
        self, context: Context, window: QWidget, pages: Callable[[], tuple[Page, ...]]
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._pages = pages
        self._covers: list[Cover] = []
        self.screen: LockScreen | None = None
        self.watch = IdleWatch(context.clock.monotonic, self._limit, self)
        self.watch.idle.connect(self.lock)
        self.watch.lock_asked.connect(self.lock)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._hold)

    def lock(self) -> None:
        """Input is kept first; the lock comes up even where that fails."""
        if self.screen is not None or self._context.actor is None:
            return
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        try:
            for page in self._pages():
                page.keep_input()
        finally:
            self.screen = LockScreen(self._context, self._window)
            self.screen.opened.connect(self._open)
            self.screen.switch_asked.connect(self._leave)
            self._cover()
            self.screen.come_up()

    def _limit(self) -> int:
        """Never where the round was closed under a window that has not gone yet."""
        if self._context.store.is_closed:
            return 0
        rules = self._context.store.settings.review_round().rules
        return rules.idle_minutes * SECONDS_OF_A_MINUTE

    def _hold(self, window: QWindow | None) -> None:
        """What is opened while the seat is locked goes under the lock, too."""
        if self.screen is None or window is None or window is self.screen.windowHandle():
            return
        if any(window is dialog.windowHandle() for dialog in self._dialogs()):
            self._cover()
            QTimer.singleShot(0, self.screen, self.screen.come_up)

    def _dialogs(self) -> list[QDialog]:
        """Those that the lock covers: not itself, nor what it says."""
        found = (w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog))
        return [
            w
            for w in found
            if w.isVisible() and w is not self.screen and w.parentWidget() is not self.screen
        ]

    def _cover(self) -> None:
        self._covers = [cover for cover in self._covers if isValid(cover)]
        covered = {cover.parentWidget() for cover in self._covers}
        for window in (self._window, *self._dialogs()):
            if window not in covered:
                self._covers.append(Cover(window))

    def _open(self) -> None:
        self._end()
        self.watch.note()
        self._window.activateWindow()

    def _leave(self) -> None:
        """Dialogs go first; each is left by its own way out, the innermost before the others."""
        screen = self.screen
        if screen is None:
            return
        hindrances = (page.hindrance() for page in self._pages())
        if hindrance := next(filter(None, hindrances), ""):
            screen.refusal.say(hindrance)
            return
        if dialogs := self._dialogs():
            for dialog in reversed(dialogs):
                dialog.done(QDialog.DialogCode.Rejected)
            QTimer.singleShot(0, screen, self._leave)
            return
        self._end()
        identify_person.log_out(self._context)
        self.left.emit()

    def _end(self) -> None:
        for cover in filter(isValid, self._covers):  # a dialog may have gone with its own
            cover.hide()
            cover.deleteLater()
        self._covers.clear()
        if self.screen is not None:
            self.screen.end()
            self.screen = None
