"""The import desk: what was received, and a stick on its way from inspection to receipt."""

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from meihao_desktop.operations import import_submission, read_material
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import late
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.import_desk.delivery_pane import DeliveryPane
from meihao_desktop.ui.import_desk.received_pane import ReceivedPane
from meihao_desktop.ui.page import Page, Services
from meihao_desktop.ui.widgets.asking import confirmed


class ImportPage(Page):
    """Shows what was received, or the delivery that is being looked at."""

    def __init__(self, context: Context, announcer: Announcer, services: Services) -> None:
        super().__init__("收件")
        self._context = context
        self._announcer = announcer
        self._services = services
        self._queue: deque[Path] = deque()
        self._received = ReceivedPane(partial(read_material.material_file, context))
        self._received.sources_chosen.connect(self.inspect_all)
        self._received.receipt_asked.connect(self._print_receipt)
        self.delivery = DeliveryPane(context)
        self.delivery.stopped.connect(self._forget_queue)
        self.delivery.ended.connect(self._go_on)
        self.delivery.accepted.connect(self._tell_accepted)
        self._panes = QStackedWidget()
        self._panes.addWidget(self._received)
        self._panes.addWidget(self.delivery)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panes)
        self._show_received()

    def refresh(self, change: Change) -> None:
        if change.is_round or change.is_findings or change.has_estates:
            self._received.show_desk(import_submission.import_desk(self._context))

    def show_target(self, target: str) -> None:
        """A county's or an estate's id."""
        self._received.choose(target)

    def may_leave(self) -> bool:
        """An inspection under way or waiting to be confirmed is asked about first."""
        if self.delivery.is_accepting:
            self._services.say("正在接收，请稍候片刻。")
            return False
        if self._panes.currentWidget() is self._received:
            return True
        if self.delivery.loss and not self._is_given_up(self.delivery.loss):
            return False
        self._queue.clear()
        self.delivery.give_up()
        return True

    def hindrance(self) -> str:
        return "正在接收材料，请等待接收完成后再换人。" if self.delivery.is_accepting else ""

    def inspect(self, source: Path) -> None:
        """Look at a folder or an archive that somebody handed in."""
        self.inspect_all((source,))

    def inspect_all(self, sources: tuple[Path, ...]) -> None:
        """One after another: each is confirmed before the next is read."""
        self._queue.extend(sources)
        self._go_on()

    def _is_given_up(self, sentence: str) -> bool:
        if self._queue:
            sentence += f"其余 {len(self._queue)} 份也不再读取。"
        return confirmed("还没有接收", sentence, self, confirm="离开")

    def _forget_queue(self) -> None:
        if self._queue:
            self._services.say(f"已停止，其余 {len(self._queue)} 份没有读取。")
        self._queue.clear()

    def _go_on(self) -> None:
        """The next source, or back to what was received."""
        if not self._queue:
            self._show_received()
            return
        source = self._queue.popleft()
        self._panes.setCurrentWidget(self._received)  # where a refusal to begin leaves us
        self.delivery.begin(source, waiting=len(self._queue))
        self._panes.setCurrentWidget(self.delivery)

    def _tell_accepted(self, change: Change, county_name: str) -> None:
        self._announcer.tell(change)
        self._received.offer_receipt(county_name)
        self._services.say(f"已接收{county_name}的报送材料，可打印收件回执。")

    def _show_received(self) -> None:
        self._received.show_desk(import_submission.import_desk(self._context))
        self._panes.setCurrentWidget(self._received)

    def _print_receipt(self, county: str) -> None:
        show: Callable[..., None] = late.load("meihao_desktop.ui.preview.preview_dialog").show_paper
        show(self._context, self._announcer, Paper.RECEIPT, subject=county, parent=self)
