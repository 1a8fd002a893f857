"""One kept child process: how it is started, asked, watched and ended.

Each child has a keeper: a thread that starts the process, receives its frames, and lives as long as
it does. (Linux ends a child together with the thread that started it, not with the process.)
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from mmap import mmap
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO

from meihao_desktop.domain.progress import Cancelled, Watch
from meihao_desktop.intake.child import job_object, shared_room
from meihao_desktop.intake.child.frames import BrokenFrame, Frame, FrameKind, receive, send
from meihao_desktop.intake.child.limits import Limits
from meihao_desktop.intake.unreadable import Trouble

if sys.platform == "linux":
    import fcntl

ARGUMENT = "--reading-child"
"""What __main__ knows a child by."""

LOOK_EVERY_SECONDS = 0.05
PATIENCE_SECONDS = 5.0
_SOURCE_ROOT = Path(__file__).resolve().parents[2]
PIPE_BYTES, BUFFER_BYTES = 1024 * 1024, 64 * 1024
NO_WINDOW = 0x08000000
_BY_CPU_CAP = None if sys.platform == "win32" else -signal.SIGXCPU


class ChildEnded(Exception):
    """The child is gone without an answer; ``reason`` says why."""

    def __init__(self, reason: Trouble, trace: str = "") -> None:
        super().__init__(f"{reason.name}\n{trace}")
        self.reason = reason


class Child:
    """A process that reads one file at a time."""

    def __init__(self) -> None:
        self.last_path: Path | None = None
        self._frames: SimpleQueue[Frame | None] = SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_started = threading.Event()
        self._is_closed = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="reading child", daemon=True)
        self._keeper.start()

    @property
    def is_fresh(self) -> bool:
        return self.last_path is None

    @property
    def is_alive(self) -> bool:
        return self._keeper.is_alive() and not self._is_closed.is_set()

    def ask(self, request: bytes, path: Path, limits: Limits, watch: Watch) -> Frame:
        """Send one request and wait for its answer; ``ChildEnded`` where none comes."""
        self.last_path = path
        until = time.monotonic() + limits.wall_seconds
        self._send(Frame(kind=FrameKind.REQUEST, body=request))
        while (left := until - time.monotonic()) > 0:
            with contextlib.suppress(Empty):
                frame = self._frames.get(timeout=min(left, LOOK_EVERY_SECONDS))
                if frame is None:
                    raise self._end()
                return frame
            if watch.is_cancelled():
                self.close()
                raise Cancelled
        self.close()
        raise ChildEnded(Trouble.TOO_SLOW)

    def close(self) -> None:
        """End the process, whatever it is doing, and wait until nothing of it is left."""
        self._is_closed.set()
        self._is_started.wait(PATIENCE_SECONDS)
        if self._process is not None:
            end_process(self._process)
        self._keeper.join(PATIENCE_SECONDS)

    def _send(self, frame: Frame) -> None:
        self._is_started.wait(PATIENCE_SECONDS)
        if self._process is None or self._process.stdin is None:
            raise ChildEnded(Trouble.CRASHED)
        try:
            send(self._process.stdin.fileno(), frame)
        except (OSError, ValueError):  # it has ended since it was last asked
            raise self._end() from None

    def _end(self) -> Exception:
        """Why there is no answer."""
        if self._is_closed.is_set():
            return Cancelled()
        self.close()
        is_slow = self._process is not None and self._process.returncode == _BY_CPU_CAP
        return ChildEnded(Trouble.TOO_SLOW if is_slow else Trouble.CRASHED)

    def _keep(self) -> None:
        """The keeper's whole life."""
        with (
            contextlib.suppress(OSError),
            shared_room.made() as (room, word),
            _started(word) as process,
        ):
            self._process = process
            self._is_started.set()
            _receive_all(process, room, self._frames)
            end_process(process)
        self._is_started.set()
        self._frames.put(None)


@contextlib.contextmanager
def _started(word: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process, held by its job where the system has such a thing; nothing of it is left.

    ``word`` lets it into the room it shares with us.
    """
    pipe, is_windows = subprocess.PIPE, sys.platform == "win32"
    with subprocess.Popen(  # noqa: S603 -- the program itself
        program_command(ARGUMENT),
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
        bufsize=BUFFER_BYTES,
        env={**program_environment(), shared_room.VARIABLE: word},
        pass_fds=shared_room.inherited(word),
        cwd=tempfile.gettempdir(),
        creationflags=NO_WINDOW if is_windows else 0,
        process_group=None if is_windows else 0,  # out of reach of the terminal's interrupt
    ) as process:
        _widen(process.stdout)
        job = job_object.confine(process)
        try:
            yield process
        finally:
            job_object.release(job)


def _widen(pipe: IO[bytes] | None) -> None:
    """Room for pages of pixels, where the system lets us choose."""
    if sys.platform == "linux" and pipe is not None:
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def program_command(argument: str) -> list[str]:
    """The program itself, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, argument]
    return [sys.executable, "-P", "-m", "meihao_desktop", argument]


def program_environment() -> dict[str, str]:
    """Ours; libraries for figures need no threads of their own, each of which costs memory."""
    inherited = os.environ.get("PYTHONPATH", "")
    found = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    if not getattr(sys, "frozen", False):
        found["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_SOURCE_ROOT), inherited)))
    return found


def _receive_all(
    process: subprocess.Popen[bytes], room: mmap | None, frames: SimpleQueue[Frame | None]
) -> None:
    """Until the pipe ends or something comes that is no frame."""
    if process.stdout is None:
        return
    with contextlib.suppress(BrokenFrame, OSError):
        while (frame := receive(process.stdout, room)) is not None:
            frames.put(frame)


def end_process(process: subprocess.Popen[bytes]) -> None:
    """The process and whatever it may have started."""
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
