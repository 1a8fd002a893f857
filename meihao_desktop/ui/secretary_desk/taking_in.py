"""Bundles that were read go into the records one by one, so that the window never falls silent."""

from collections import deque
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from meihao_desktop.domain.progress import Progress
from meihao_desktop.operations import exchange_sheets
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.exchange_sheets import ReceivedRow, Reception
from meihao_desktop.operations.offers import Offer
from meihao_desktop.ui.secretary_desk.exchange_pane import ExchangePane


class TakingIn(QObject):
    """Each bundle comes in whole; who stops in between keeps what came in and may go on later."""

    def __init__(
        self,
        context: Context,
        pane: ExchangePane,
        read: Sequence[Offer],
        on_done: Callable[[Reception], None],
    ) -> None:
        super().__init__(pane)
        self._context = context
        self._work = pane.work
        self._total = len(read)
        self._waiting = deque(read)
        self._rows: list[ReceivedRow] = []
        self._on_done = on_done
        self._work.begin("正在核对并登记", self._waiting.clear)
        self._soon()

    def _soon(self) -> None:
        QTimer.singleShot(0, self, self._next)

    def _next(self) -> None:
        if not self._waiting:
            self._work.end()
            self._on_done(exchange_sheets.reception_of(self._rows))
            self.deleteLater()
            return
        self._rows.append(exchange_sheets.receive_offer(self._context, self._waiting.popleft()))
        told = Progress(done_files=len(self._rows), total_files=self._total)
        self._work.show_progress(told)
        self._soon()
