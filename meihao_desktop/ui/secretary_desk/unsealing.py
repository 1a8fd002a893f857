"""Bundles are opened all at once; where they are large they are read beside the window first."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.operations import foresight
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import background
from meihao_desktop.ui.secretary_desk.exchange_pane import ExchangePane


class Unsealing(QObject):
    """Reads and checks, opens, and lets the window draw breath before the desks are drawn anew."""

    def __init__(
        self, context: Context, pane: ExchangePane, on_opened: Callable[[Change], None]
    ) -> None:
        super().__init__(pane)
        self._context = context
        self._pane = pane
        self._on_opened = on_opened

    def begin(self, unseal: Callable[[], Change]) -> None:
        """``unseal`` is the opening itself, as the persons present have confirmed it."""
        work = foresight.opening_ahead(self._context)
        if work is None:
            self._on_opened(_opened(unseal))
            return
        task = background.run(
            work,
            owner=self,
            on_done=lambda _done: self._unseal(unseal),
            on_progress=self._pane.work.show_progress,
            on_failed=self._failed,
        )
        self._pane.work.begin("正在核对待拆封的评分包", lambda: (task.cancel(), foresight.forget()))

    def _unseal(self, unseal: Callable[[], Change]) -> None:
        self._pane.work.end()
        change = _opened(unseal)
        QTimer.singleShot(0, self, lambda: self._on_opened(change))

    def _failed(self, error: MeihaoError) -> None:
        foresight.forget()
        self._pane.work.end()
        self._pane.say_fault(str(error))


def _opened(unseal: Callable[[], Change]) -> Change:
    try:
        return unseal()
    finally:
        foresight.forget()
