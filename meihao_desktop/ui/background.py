"""Slow work beside the window: progress, cancelling, and results on the main thread.

The work is given a ``Watch`` and touches neither a widget nor the store. What it gives back, and
what it raises, arrives on the main thread; when the owner is gone, nothing arrives at all.
"""

import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Cancelled, Progress, Watch

PROGRESS_EVERY_SECONDS = 0.05

Work = Callable[[Watch], Any]


class Task(QObject):
    """One piece of work under way; ``cancel`` asks it to stop and drops its result."""

    _progressed = Signal(object)
    _ended = Signal(object, object)

    def __init__(
        self,
        owner: QObject,
        on_done: Callable[[Any], None],
        on_progress: Callable[[Progress], None] | None,
        on_failed: Callable[[MeihaoError], None] | None,
    ) -> None:
        super().__init__()
        self._owner = weakref.ref(owner)
        self._on_done = on_done
        self._on_progress = on_progress
        self._on_failed = on_failed
        self._stop = threading.Event()
        self._progressed.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; its ``Watch`` says so, and no callback is called any more."""
        self._stop.set()

    @property
    def _is_wanted(self) -> bool:
        owner = self._owner()
        return not self.is_cancelled and owner is not None and isValid(owner)

    def _show_progress(self, progress: Progress) -> None:
        if self._on_progress is not None and self._is_wanted:
            self._on_progress(progress)

    def _end(self, result: object, error: BaseException | None) -> None:
        _under_way.discard(self)
        self.deleteLater()  # here, so that the object never dies in the worker's thread
        if not self._is_wanted or isinstance(error, Cancelled):
            return
        if error is None:
            self._on_done(result)
        elif isinstance(error, MeihaoError) and self._on_failed is not None:
            self._on_failed(error)
        else:
            raise error


class _Runnable(QRunnable):
    """The work as the thread pool runs it."""

    def __init__(self, work: Work, task: Task) -> None:
        super().__init__()
        self._work = work
        self._task = task
        self._told_at = 0.0

    def run(self) -> None:
        """Called in a thread of the pool."""
        result: object = None
        error: BaseException | None = None
        try:
            if not self._task.is_cancelled:
                result = self._work(self._watch())
        except Exception as caught:  # noqa: BLE001 - handed to the main thread, not swallowed
            error = caught
        if isValid(self._task):
            self._task._ended.emit(result, error)  # noqa: SLF001 - two halves of one thing

    def _watch(self) -> Watch:
        return Watch(on_progress=self._tell, is_cancelled=lambda: self._task.is_cancelled)

    def _tell(self, progress: Progress) -> None:
        now = time.monotonic()
        is_last = progress.done_bytes >= progress.total_bytes
        if is_last or now - self._told_at >= PROGRESS_EVERY_SECONDS:
            self._told_at = now
            self._task._progressed.emit(progress)  # noqa: SLF001 - two halves of one thing


_under_way: set[Task] = set()


def run(  # noqa: PLR0913 - all but the work are keywords
    work: Work,
    *,
    owner: QObject,
    on_done: Callable[[Any], None],
    on_progress: Callable[[Progress], None] | None = None,
    on_failed: Callable[[MeihaoError], None] | None = None,
    priority: int = 0,
) -> Task:
    """Start the work; ``on_failed`` takes a ``MeihaoError``, any other error is a crash report.

    Without ``on_failed`` a ``MeihaoError`` is shown in the window's error dialog.
    """
    task = Task(owner, on_done, on_progress, on_failed)
    _under_way.add(task)
    QThreadPool.globalInstance().start(_Runnable(work, task), priority)
    return task


def is_busy() -> bool:
    """Whether any work is still under way."""
    return bool(_under_way)


def stop_all(patience_ms: int = 5000) -> None:
    """Cancel everything and wait for the threads; called when the program ends."""
    for task in tuple(_under_way):
        task.cancel()
    QThreadPool.globalInstance().clear()
    QThreadPool.globalInstance().waitForDone(patience_ms)
    _under_way.clear()
