"""Tells every page what an operation changed."""

from PySide6.QtCore import QObject, Signal

from meihao_desktop.operations.change import Change


class Announcer(QObject):
    """Pages call ``tell`` with the change an operation returned; the window refreshes who cares."""

    changed = Signal(object)

    def tell(self, change: Change) -> None:
        self.changed.emit(change)
