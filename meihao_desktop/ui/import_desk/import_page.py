"""The import desk: what was received, and a stick on its way from inspection to receipt."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from meihao_desktop.operations import import_submission
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
        self._received = ReceivedPane()
        self._received.source_chosen.connect(self.inspect)
        self._received.receipt_asked.connect(self._print_receipt)
        self.delivery = DeliveryPane(context)
        self.delivery.ended.connect(self._show_received)
        self.delivery.accepted.connect(self._tell_accepted)
        self._panes = QStackedWidget()
        self._panes.addWidget(self._received)
        self._panes.addWidget(self.delivery)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panes)
        self._show_received()

    def refresh(self, change: Change) -> None:
        if change.is_round or change.is_findings or change.estates:
            self._received.show_desk(import_submission.import_desk(self._context))

    def show_target(self, target: str) -> None:
        """A county's or an estate's id."""
        self._received.choose(target)

    def may_leave(self) -> bool:
        """An inspection under way or waiting to be confirmed is asked about first."""
        if self._panes.currentWidget() is self._received:
            return True
        if not confirmed(
            "还没有接收", "这份材料还没有接收，离开后需要重新导入。", self, confirm="离开"
        ):
            return False
        self.delivery.give_up()
        return True

    def inspect(self, source: Path) -> None:
        """Look at a folder or an archive that somebody handed in."""
        self.delivery.begin(source)
        self._panes.setCurrentWidget(self.delivery)

    def _tell_accepted(self, change: Change, county_name: str) -> None:
        self._announcer.tell(change)
        self._services.say(f"已接收{county_name}的报送材料，可打印收件回执。")

    def _show_received(self) -> None:
        self._received.show_desk(import_submission.import_desk(self._context))
        self._panes.setCurrentWidget(self._received)

    def _print_receipt(self, county: str) -> None:
        show: Callable[..., None] = late.load("meihao_desktop.ui.preview.preview_dialog").show_paper
        show(self._context, self._announcer, Paper.RECEIPT, subject=county, parent=self)
