"""The one handler of errors: a sentence for what is refused, a report for the rest."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QApplication

from meihao_desktop import diagnostics
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.ui import error_dialog


class CrashHandler:
    """Takes the place of ``sys.excepthook``; errors raised in slots arrive here too."""

    def __init__(self) -> None:
        self._is_showing = False

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif isinstance(error, MeihaoError):
            self._show(lambda: error_dialog.show_refusal(str(error), QApplication.activeWindow()))
        else:
            sys.__excepthook__(kind, error, trace)
            report = diagnostics.crash_report(error)
            self._show(lambda: error_dialog.show_crash(report, QApplication.activeWindow()))

    def _show(self, show: Callable[[], None]) -> None:
        """One dialog at a time: an error that repeats must not bury the window."""
        if self._is_showing or QApplication.instance() is None:
            return
        self._is_showing = True
        try:
            show()
        finally:
            self._is_showing = False


handler = CrashHandler()
"""The one that the program hands its errors to."""
