"""The import desk: what was received, and a stick on its way from inspection to receipt."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.operations import import_submission
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import background, error_dialog, late
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.import_desk.confirmation_pane import ConfirmationPane
from meihao_desktop.ui.import_desk.inspection_pane import InspectionPane
from meihao_desktop.ui.import_desk.received_pane import ReceivedPane
from meihao_desktop.ui.page import Page, Services
from meihao_desktop.ui.widgets.asking import confirmed

ARCHIVES = "压缩包 (*.zip *.ZIP);;所有文件 (*)"


class ImportPage(Page):
    """Shows one of three panes: what was received, an inspection under way, its confirmation."""

    def __init__(self, context: Context, announcer: Announcer, services: Services) -> None:
        super().__init__("收件")
        self._context = context
        self._announcer = announcer
        self._services = services
        self._task: background.Task | None = None
        self._waiting: ReceivedSubmission | None = None
        self._received = ReceivedPane()
        self._inspection = InspectionPane()
        self._confirmation = ConfirmationPane()
        self._panes = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
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
        self._give_up()
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if self._received.may_accept and len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.inspect(Path(event.mimeData().urls()[0].toLocalFile()))

    def inspect(self, source: Path) -> None:
        """Read a folder or archive in the background; the stick is only read."""
        staging = import_submission.new_staging(self._context)
        self._inspection.begin(source.name)
        self._panes.setCurrentWidget(self._inspection)
        self._task = background.run(
            lambda watch: import_submission.inspect(source, staging, watch),
            owner=self,
            on_done=self._confirm,
            on_progress=self._inspection.show_progress,
            on_failed=self._refused,
        )

    def _confirm(self, received: ReceivedSubmission) -> None:
        self._task = None
        self._waiting = received
        self._plan(received, received.county_name)
        self._panes.setCurrentWidget(self._confirmation)

    def _plan(self, received: ReceivedSubmission, county_name: str) -> None:
        plan = import_submission.plan_acceptance(self._context, received, county_name)
        self._confirmation.show_plan(received, plan)

    def _accept(self, received: ReceivedSubmission, county_name: str) -> None:
        change = import_submission.accept(self._context, received, county_name)
        self._waiting = None
        self._show_received()
        self._announcer.tell(change)
        self._services.say(f"已接收{county_name}的报送材料，可打印收件回执。")

    def _refused(self, error: MeihaoError) -> None:
        self._task = None
        self._show_received()
        error_dialog.show_refusal(str(error), self)

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        elif self._waiting is not None:
            import_submission.discard(self._waiting)
        self._waiting = None
        self._show_received()

    def _show_received(self) -> None:
        self._received.show_desk(import_submission.import_desk(self._context))
        self._panes.setCurrentWidget(self._received)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "选择县级报送材料所在的文件夹")
        if folder:
            self.inspect(Path(folder))

    def _ask_archive(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "选择县级报送的压缩包", "", ARCHIVES)
        if file:
            self.inspect(Path(file))

    def _print_receipt(self, county: str) -> None:
        show: Callable[..., None] = late.load("meihao_desktop.ui.preview.preview_dialog").show_paper
        show(self._context, self._announcer, Paper.RECEIPT, subject=county, parent=self)

    def _connect(self) -> None:
        self._received.folder_asked.connect(self._ask_folder)
        self._received.archive_asked.connect(self._ask_archive)
        self._received.receipt_asked.connect(self._print_receipt)
        self._inspection.cancelled.connect(self._give_up)
        self._confirmation.county_changed.connect(self._plan)
        self._confirmation.accepted.connect(self._accept)
        self._confirmation.discarded.connect(self._give_up)

    def _lay_out(self) -> None:
        for pane in (self._received, self._inspection, self._confirmation):
            self._panes.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panes)
