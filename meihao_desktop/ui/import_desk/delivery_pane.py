"""One delivery on its way: read in the background, looked at, then accepted or given up."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.operations import import_submission
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.import_submission import NameCoding
from meihao_desktop.ui import background
from meihao_desktop.ui.import_desk import reading
from meihao_desktop.ui.import_desk.confirmation_pane import ConfirmationPane
from meihao_desktop.ui.import_desk.inspection_pane import InspectionPane
from meihao_desktop.ui.import_desk.looked_at import LookedAt
from meihao_desktop.ui.import_desk.refused_pane import RefusedPane

UNCONFIRMED = "这份材料还没有接收，离开后需要重新导入。"
UNDER_WAY = "正在读取报送材料，离开会停止读取，不留下任何内容。"


class DeliveryPane(QStackedWidget):
    """``accepted`` with the change and the county's name; ``ended`` when nothing is left to do.

    ``stopped`` comes before ``ended`` where a person stopped the reading.
    """

    accepted = Signal(object, str)
    stopped = Signal()
    ended = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._source: Path | None = None
        self._coding = NameCoding.AUTO
        self._looked_at: LookedAt | None = None
        self.is_accepting = False
        self._reading = reading.Reading(self)
        self._inspection = InspectionPane()
        self.confirmation = ConfirmationPane()
        self._refused = RefusedPane()
        for part in (self._inspection, self.confirmation, self._refused):
            self.addWidget(part)
        self._connect()

    @property
    def loss(self) -> str:
        """What would be lost by leaving now, as a sentence; empty where nothing would."""
        if self._reading.is_under_way:
            return UNDER_WAY
        return UNCONFIRMED if self._looked_at is not None else ""

    def begin(self, source: Path, coding: NameCoding = NameCoding.AUTO, waiting: int = 0) -> None:
        """Read a folder or archive; ``waiting`` others come after it."""
        staging = reading.new_staging(self._context)
        self._let_go()
        self._source, self._coding = source, coding
        self._inspection.begin(source.name, waiting)
        self.setCurrentWidget(self._inspection)
        prepare = import_submission.preparation(self._context)
        self._reading.begin(source, staging, coding, prepare)

    def confirm(self, received: ReceivedSubmission) -> None:
        """Show what was read; nothing is accepted before a person says so."""
        self._inspection.end()
        is_archive = self._source is not None and self._source.is_file()
        self.confirmation.show_source(self._coding, is_archive=is_archive)
        self._look_at(LookedAt(read=received, county_name=received.county_name))
        self.setCurrentWidget(self.confirmation)

    def give_up(self) -> None:
        """Stop reading or throw away what was read; the stick is as it was."""
        self._let_go()
        self.ended.emit()

    def _connect(self) -> None:
        self._reading.progressed.connect(self._inspection.show_progress)
        self._reading.done.connect(self.confirm)
        self._reading.refused.connect(self._refuse)
        self._inspection.cancelled.connect(self.stopped)
        self._inspection.cancelled.connect(self.give_up)
        self._refused.left.connect(self.give_up)
        self._refused.again.connect(lambda: self._read_again(self._coding))
        self.confirmation.coding_chosen.connect(self._read_again)
        self.confirmation.county_changed.connect(
            lambda name: self._correct(lambda seen: seen.with_county(name))
        )
        self.confirmation.matches.chosen.connect(
            lambda match, estate: self._correct(lambda seen: seen.with_match(match, estate))
        )
        self.confirmation.accepted.connect(self._accept)
        self.confirmation.discarded.connect(self.give_up)

    def _read_again(self, coding: NameCoding) -> None:
        if self._source is not None:
            self.begin(self._source, coding)

    def _correct(self, correction: Callable[[LookedAt], LookedAt]) -> None:
        if self._looked_at is not None:
            self._look_at(correction(self._looked_at))

    def _look_at(self, looked_at: LookedAt) -> None:
        self._looked_at = looked_at
        received = looked_at.received
        plan = import_submission.plan_acceptance(self._context, received, looked_at.county_name)
        self.confirmation.show_plan(received, plan, looked_at.matches)

    def _accept(self, county_name: str) -> None:
        """The files go to their places in the background, the records follow at once."""
        if self._looked_at is None:
            return
        received = self._looked_at.received
        shelve = import_submission.shelving(self._context, received, county_name)
        self._set_accepting(is_accepting=True)
        background.run(
            shelve,
            owner=self,
            on_done=lambda _: self._record(received, county_name),
            on_failed=self._keep_waiting,
        )

    def _record(self, received: ReceivedSubmission, county_name: str) -> None:
        self._set_accepting(is_accepting=False)
        change = import_submission.accept(self._context, received, county_name)
        self._looked_at = None
        self.accepted.emit(change, county_name)
        self.ended.emit()

    def _keep_waiting(self, error: MeihaoError) -> None:
        """What was read is still there, so that the person can try once more."""
        self._set_accepting(is_accepting=False)
        raise error

    def _set_accepting(self, *, is_accepting: bool) -> None:
        self.is_accepting = is_accepting
        self.confirmation.set_busy(is_busy=is_accepting)

    def _refuse(self, error: MeihaoError) -> None:
        self._inspection.end()
        self._refused.say(self._source.name if self._source else "", str(error))
        self.setCurrentWidget(self._refused)

    def _let_go(self) -> None:
        """Nothing stays behind of what is being read or was read."""
        self._inspection.end()
        self._reading.stop()
        if self._looked_at is not None:
            reading.clear(Path(self._looked_at.read.staging), self)
        self._looked_at = None
