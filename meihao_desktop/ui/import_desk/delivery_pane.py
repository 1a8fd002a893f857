"""One delivery on its way: read in the background, looked at, then accepted or given up."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.operations import import_submission
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import background, error_dialog
from meihao_desktop.ui.import_desk.confirmation_pane import ConfirmationPane
from meihao_desktop.ui.import_desk.inspection_pane import InspectionPane


class DeliveryPane(QStackedWidget):
    """``accepted`` with the change and the county's name; ``ended`` when nothing is left to do."""

    accepted = Signal(object, str)
    ended = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._task: background.Task | None = None
        self._waiting: ReceivedSubmission | None = None
        self._inspection = InspectionPane()
        self.confirmation = ConfirmationPane()
        self._inspection.cancelled.connect(self.give_up)
        self.confirmation.county_changed.connect(self._plan)
        self.confirmation.accepted.connect(self._accept)
        self.confirmation.discarded.connect(self.give_up)
        self.addWidget(self._inspection)
        self.addWidget(self.confirmation)

    def begin(self, source: Path) -> None:
        """Read a folder or archive in the background; the stick is only read."""
        staging = import_submission.new_staging(self._context)
        self._inspection.begin(source.name)
        self.setCurrentWidget(self._inspection)
        self._task = background.run(
            lambda watch: import_submission.inspect(source, staging, watch),
            owner=self,
            on_done=self.confirm,
            on_progress=self._inspection.show_progress,
            on_failed=self._refused,
        )

    def confirm(self, received: ReceivedSubmission) -> None:
        """Show what was read; nothing is accepted before a person says so."""
        self._task = None
        self._waiting = received
        self._plan(received, received.county_name)
        self.setCurrentWidget(self.confirmation)

    def give_up(self) -> None:
        """Stop reading or throw away what was read; the stick is as it was."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        elif self._waiting is not None:
            import_submission.discard(self._waiting)
        self._waiting = None
        self.ended.emit()

    def _plan(self, received: ReceivedSubmission, county_name: str) -> None:
        plan = import_submission.plan_acceptance(self._context, received, county_name)
        self.confirmation.show_plan(received, plan)

    def _accept(self, received: ReceivedSubmission, county_name: str) -> None:
        change = import_submission.accept(self._context, received, county_name)
        self._waiting = None
        self.ended.emit()
        self.accepted.emit(change, county_name)

    def _refused(self, error: MeihaoError) -> None:
        self._task = None
        self.ended.emit()
        error_dialog.show_refusal(str(error), self)
