"""Undo and redo of one score sheet; every step back or forth is saved like any other change."""

from dataclasses import dataclass, replace

from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion before and after; steps typed in one go share a ``session``."""

    number: CriterionId
    before: ScoreCell
    after: ScoreCell
    session: int = 0


class CellHistory:
    """What was done and what was taken back.

    A step is moved only after its saving has succeeded, so that a refused save leaves the history
    where it was; Qt's own undo stack moves first.
    """

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def undoable(self) -> Step | None:
        return self._done[-1] if self._done else None

    @property
    def redoable(self) -> Step | None:
        return self._undone[-1] if self._undone else None

    def note(self, step: Step) -> None:
        """A new change; what had been taken back is gone."""
        self._undone.clear()
        last = self.undoable
        if last and last.session and (last.number, last.session) == (step.number, step.session):
            self._done[-1] = replace(last, after=step.after)
        else:
            self._done.append(step)

    def undone(self) -> None:
        self._undone.append(self._done.pop())

    def redone(self) -> None:
        self._done.append(self._undone.pop())
