"""Slow work beside the window: progress, cancelling, and results on the main thread.

The work is given a ``Watch`` and touches neither a widget nor the store. What it gives back, and
what it raises, arrives on the main thread; when the owner is gone, nothing arrives at all.

Python's own threads do the work and no Qt object is ever held by one of them: a Qt object whose
last reference is dropped in another thread dies there, and takes the program with it.
"""

import heapq
import threading
import time
import weakref
from collections.abc import Callable
from itertools import count
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Cancelled, Progress, Watch

PROGRESS_EVERY_SECONDS = 0.05
MOST_THREADS = 3

Work = Callable[[Watch], Any]
Message = Callable[[], None]


class Task:
    """One piece of work under way; ``cancel`` asks it to stop and drops its result."""

    def __init__(
        self,
        owner: QObject,
        on_done: Callable[[Any], None],
        on_progress: Callable[[Progress], None] | None,
        on_failed: Callable[[MeihaoError], None] | None,
    ) -> None:
        self._owner = weakref.ref(owner)
        self._on_done = on_done
        self._on_progress = on_progress
        self._on_failed = on_failed
        self._stop = threading.Event()

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

    def show_progress(self, progress: Progress) -> None:
        """Called on the main thread."""
        if self._on_progress is not None and self._is_wanted:
            self._on_progress(progress)

    def end(self, result: object, error: BaseException | None) -> None:
        """Called on the main thread, once; lets go of the callbacks and their widgets there."""
        _under_way.discard(self)
        on_done, on_failed = self._on_done, self._on_failed
        self._on_done = _forget
        self._on_progress = self._on_failed = None
        if not self._is_wanted or isinstance(error, Cancelled):
            return
        if error is None:
            on_done(result)
        elif isinstance(error, MeihaoError) and on_failed is not None:
            on_failed(error)
        else:
            raise error


def _forget(_result: object) -> None:
    """What is done with a result that nobody waits for any more."""


class _Postman(QObject):
    """Carries messages from the threads to the main thread; it lives as long as the program."""

    _woken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._messages: SimpleQueue[Message] = SimpleQueue()
        self._woken.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, message: Message) -> None:
        """Called from any thread."""
        self._messages.put(message)
        self._woken.emit()

    def _deliver(self) -> None:
        """One message for each waking, so that an error in one does not hold back the next."""
        self._messages.get()()


class _Workers:
    """A few threads that take the most wanted work first and end when there is none left."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = count()
        self._waiting: list[tuple[int, int, Callable[[], None]]] = []
        self._threads: set[threading.Thread] = set()

    def start(self, job: Callable[[], None], priority: int) -> None:
        """Jobs of higher priority first, otherwise in the order they came."""
        with self._lock:
            heapq.heappush(self._waiting, (-priority, next(self._numbers), job))
            if len(self._threads) < MOST_THREADS:
                thread = threading.Thread(target=self._serve, name="background", daemon=True)
                self._threads.add(thread)
                thread.start()

    def wait(self, patience_seconds: float) -> None:
        """Until every thread has ended, or the patience has."""
        until = time.monotonic() + patience_seconds
        for thread in tuple(self._threads):
            thread.join(max(0.0, until - time.monotonic()))

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            job()
            del job  # what it holds is let go before the thread waits for the lock

    def _next(self) -> Callable[[], None] | None:
        with self._lock:
            if self._waiting:
                return heapq.heappop(self._waiting)[-1]
            self._threads.discard(threading.current_thread())
            return None


_under_way: set[Task] = set()
_workers = _Workers()
_postmen: list[_Postman] = []


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
    postman = _postman()
    _workers.start(lambda: _carry_out(work, task, postman), priority)
    return task


def is_busy() -> bool:
    """Whether any work is still under way."""
    return bool(_under_way)


def stop_all(patience_seconds: float = 5.0) -> None:
    """Cancel everything and wait for the threads; called when the program ends."""
    for task in tuple(_under_way):
        task.cancel()
    _workers.wait(patience_seconds)
    _under_way.clear()


def _postman() -> _Postman:
    """The one postman, made on the main thread when work is first started."""
    if not _postmen or not isValid(_postmen[0]):
        _postmen[:] = [_Postman()]
    return _postmen[0]


def _carry_out(work: Work, task: Task, postman: _Postman) -> None:
    """In a thread: do the work, or nothing where it is no longer wanted."""
    result: object = None
    error: BaseException | None = None
    try:
        if not task.is_cancelled:
            result = work(_watch(task, postman))
    except Exception as caught:  # noqa: BLE001 - handed to the main thread, not swallowed
        error = caught
    if isValid(postman):
        postman.post(lambda: task.end(result, error))


def _watch(task: Task, postman: _Postman) -> Watch:
    told_at = 0.0

    def tell(progress: Progress) -> None:
        nonlocal told_at
        now = time.monotonic()
        is_last = progress.is_whole
        if is_last or now - told_at >= PROGRESS_EVERY_SECONDS:
            told_at = now
            postman.post(lambda: task.show_progress(progress))

    return Watch(on_progress=tell, is_cancelled=lambda: task.is_cancelled)
