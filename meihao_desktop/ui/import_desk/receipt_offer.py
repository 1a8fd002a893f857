"""After a county was accepted: its receipt is offered until it was asked for."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice


class ReceiptOffer(Notice):
    """``asked`` carries the id of the county whose receipt is wanted, one after another."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(Tone.GOOD, "check")
        self._names: list[str] = []
        self._ids: Mapping[str, str] = {}
        self._print = buttons.plain("打印收件回执", self._ask, "print")
        self.acts.addWidget(self._print)
        self._tell()

    def add(self, county_name: str) -> None:
        """This county was just accepted."""
        self._names = [*(name for name in self._names if name != county_name), county_name]
        self._tell()

    def show_counties(self, ids: Mapping[str, str]) -> None:
        self._ids = ids
        self._tell()

    def _ask(self) -> None:
        county_name = self._names.pop(0)
        self._tell()
        self.asked.emit(self._ids[county_name])

    def _tell(self) -> None:
        known = [name for name in self._names if name in self._ids]
        self.say(f"刚接收：{'、'.join(known)}。收件回执还没有打印。" if known else "")
        if known:
            self._print.setText(f"打印{known[0]}的收件回执")
