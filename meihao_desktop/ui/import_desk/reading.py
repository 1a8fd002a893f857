"""A source being read in the background, which can be stopped at any moment."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.operations import import_submission
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.import_submission import NameCoding
from meihao_desktop.ui import background
from meihao_desktop.ui.import_desk.handover import Handover

Prepare = Callable[[ReceivedSubmission], None]


class Reading(QObject):
    """``done`` with what was read, ``refused`` with why not; after ``stop`` neither comes."""

    progressed = Signal(object)
    done = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task: background.Task | None = None
        self._handover: Handover | None = None

    @property
    def is_under_way(self) -> bool:
        return self._task is not None

    def begin(self, source: Path, staging: Path, coding: NameCoding, prepare: Prepare) -> None:
        """The stick is only read; everything comes to lie in ``staging``."""
        handover = self._handover = Handover(staging)
        self._task = background.run(
            lambda watch: handover.offer(
                import_submission.inspect(source, staging, watch, names=coding, prepare=prepare)
            ),
            owner=self,
            on_done=self._tell_done,
            on_progress=self.progressed.emit,
            on_failed=self._tell_refused,
        )

    def stop(self) -> None:
        """Nothing stays behind of what was being read."""
        if self._task is not None and self._handover is not None:
            self._task.cancel()
            if self._handover.turn_down():
                clear(self._handover.staging, self)
        self._task = self._handover = None

    def _tell_done(self, received: ReceivedSubmission) -> None:
        self._task = self._handover = None
        self.done.emit(received)

    def _tell_refused(self, error: MeihaoError) -> None:
        self._task = self._handover = None
        self.refused.emit(error)


def new_staging(context: Context) -> Path:
    """A fresh folder; refused where the disk is full or nothing may be received now."""
    return import_submission.new_staging(context)


def clear(staging: Path, owner: QObject) -> None:
    """Thousands of files take a moment to remove; what stays is cleared at the next start."""
    background.run(
        lambda _watch: import_submission.discard_staging(staging),
        owner=owner,
        on_done=_nothing,
        on_failed=_nothing,
    )


def _nothing(_result: object) -> None:
    """Nobody waits for the end of clearing away."""
