"""The one place for late imports, so that heavy modules come after the first frame."""

import importlib
from collections.abc import Callable, Iterable
from types import ModuleType

from PySide6.QtCore import QObject, QTimer


def load(module_name: str) -> ModuleType:
    """Import a module of the program when it is first needed."""
    return importlib.import_module(module_name)


def load_in_turn(names: Iterable[str], owner: QObject, on_done: Callable[[], None]) -> None:
    """Import modules one by one between events, so that the window answers in the meantime."""
    waiting = iter(tuple(names))

    def step() -> None:
        name = next(waiting, None)
        if name is None:
            on_done()
            return
        load(name)
        QTimer.singleShot(0, owner, step)

    QTimer.singleShot(0, owner, step)
