"""A page without a desk of its own, for tests of the window around it."""

from PySide6.QtWidgets import QVBoxLayout

from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Page, Services
from meihao_desktop.ui.widgets.text import headline


class PlainPage(Page):
    """Remembers what the window asked of it."""

    def __init__(self, context: Context, announcer: Announcer, services: Services) -> None:
        super().__init__("示范台")
        self.context, self.announcer, self.services = context, announcer, services
        self.changes: list[Change] = []
        self.targets: list[str] = []
        self.is_free = True
        QVBoxLayout(self).addWidget(headline("示范台"))

    def refresh(self, change: Change) -> None:
        self.changes.append(change)

    def show_target(self, target: str) -> None:
        self.targets.append(target)

    def may_leave(self) -> bool:
        return self.is_free

    def keys(self) -> tuple[tuple[str, str], ...]:
        return (("Ctrl+E", "标注依据"),)
