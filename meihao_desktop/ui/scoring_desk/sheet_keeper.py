"""Keeps the actor's score sheets durable: every entry, undo and redo is saved before it counts."""

from collections.abc import Callable

from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell, ScoreSheet
from meihao_desktop.operations import score_estate
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.score_estate import Saved
from meihao_desktop.ui.scoring_desk.cell_entry import EMPTY
from meihao_desktop.ui.scoring_desk.cell_history import CellHistory, Step
from meihao_desktop.ui.scoring_desk.unsaved import Unsaved


class SheetKeeper:
    """Sheets as last saved, with the history of each; ``on_saved`` hears of every change.

    What a full or failing disk refuses waits in ``unsaved``, and ``on_unsaved`` hears when that
    changes; ``retry`` saves it once there is room.
    """

    def __init__(
        self,
        context: Context,
        on_saved: Callable[[Saved], None],
        on_unsaved: Callable[[], None] = lambda: None,
    ) -> None:
        self._context = context
        self._on_saved = on_saved
        self.unsaved = Unsaved(on_unsaved)
        self._sheets: dict[EstateId, ScoreSheet] = {}
        self._histories: dict[EstateId, CellHistory] = {}

    def sheet(self, estate: EstateId) -> ScoreSheet:
        """The sheet as kept; read once and then carried along."""
        if estate not in self._sheets:
            self._sheets[estate] = score_estate.open_sheet(self._context, estate)
        return self._sheets[estate]

    def history(self, estate: EstateId) -> CellHistory:
        return self._histories.setdefault(estate, CellHistory())

    def forget(self) -> None:
        """Something outside this desk changed sheets: read them anew; steps no longer apply."""
        self._sheets.clear()
        self._histories.clear()

    def put(self, estate: EstateId, number: CriterionId, cell: ScoreCell, session: int = 0) -> None:
        """Save one criterion of one estate, or let it wait where the disk refuses it."""
        entry = (cell, session)
        self.unsaved.attempt(
            lambda: self._put(estate, number, *entry), self.unsaved.cells, (estate, number), entry
        )

    def put_remark(self, estate: EstateId, remark: str) -> None:
        """The same for the remark."""
        unsaved = self.unsaved
        if remark != self.sheet(estate).remark or estate in unsaved.remarks:
            unsaved.attempt(
                lambda: self._take(score_estate.set_remark(self._context, estate, remark)),
                unsaved.remarks, estate, remark,
            )  # fmt: skip

    def add_seconds(self, estate: EstateId, seconds: int) -> None:
        """Time spent; what cannot be kept now is added to the next one."""
        whole = self.unsaved.seconds.pop(estate, 0) + seconds
        try:
            score_estate.add_seconds(self._context, estate, whole)
        except StorageError:
            self.unsaved.seconds[estate] = whole

    def retry(self) -> None:
        """Save what waits; what is still refused waits on, with the sentence that says why."""
        try:
            for (estate, number), (cell, session) in tuple(self.unsaved.cells.items()):
                self.put(estate, number, cell, session)
            for estate, remark in tuple(self.unsaved.remarks.items()):
                self.put_remark(estate, remark)
        except RuleViolation as error:  # open to be read only since the disk failed
            self.unsaved.wait(error)

    def undo(self, estate: EstateId) -> CriterionId | None:
        """Take the last step back; which criterion it was, if any."""
        step = self.history(estate).undoable
        if step is None:
            return None
        saved = score_estate.set_cell(self._context, estate, step.number, step.before)
        self.history(estate).undone()
        self._take(saved)
        return step.number

    def redo(self, estate: EstateId) -> CriterionId | None:
        """Do again what was taken back; which criterion it was, if any."""
        step = self.history(estate).redoable
        if step is None:
            return None
        saved = score_estate.set_cell(self._context, estate, step.number, step.after)
        self.history(estate).redone()
        self._take(saved)
        return step.number

    def abstain(self, estate: EstateId, reason: str) -> None:
        self._take(score_estate.abstain(self._context, estate, reason))

    def resume(self, estate: EstateId) -> None:
        self._take(score_estate.resume(self._context, estate))

    def adopt_version(self, estate: EstateId) -> None:
        self._take(score_estate.adopt_version(self._context, estate))

    def _put(self, estate: EstateId, number: CriterionId, cell: ScoreCell, session: int) -> None:
        before = self.sheet(estate).cells.get(number, EMPTY)
        if before == cell:
            return
        saved = score_estate.set_cell(self._context, estate, number, cell)
        self.history(estate).note(Step(number, before, cell, session))
        self._take(saved)

    def _take(self, saved: Saved) -> None:
        self._sheets[saved.sheet.estate] = saved.sheet
        self._on_saved(saved)
