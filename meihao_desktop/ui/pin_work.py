"""An act that a PIN was typed for: its slow parts beside the window, then the act itself."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from meihao_desktop.domain.progress import Watch
from meihao_desktop.operations import foresight
from meihao_desktop.ui import background


def after(work: Callable[[Watch], None] | None, owner: QObject, act: Callable[[], None]) -> None:
    """The act at once where nothing is slow; what came of the PIN is forgotten behind it."""

    def go() -> None:
        try:
            act()
        finally:
            foresight.forget()

    if work is None:
        go()
    else:
        background.run(work, owner=owner, on_done=lambda _done: go(), on_failed=lambda _error: go())
