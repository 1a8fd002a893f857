"""What every collection of acts on a desk holds: round, announcer, services and a parent."""

from PySide6.QtWidgets import QWidget

from meihao_desktop.operations.context import Context
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services


class DeskActs:
    """Acts that ask in dialogs over ``parent``, tell the change and say what was done."""

    def __init__(
        self, context: Context, announcer: Announcer, services: Services, parent: QWidget
    ) -> None:
        self._context = context
        self._announcer = announcer
        self._services = services
        self._parent = parent
