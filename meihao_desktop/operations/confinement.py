"""A process of the program itself, held to limits, that serves one part of the window.

The window may not open the counter's doors; what it shares with the reading children is lent here:
how a child is started, shares memory, holds itself to its limits, and is ended.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from mmap import mmap
from queue import Empty, SimpleQueue

from meihao_desktop.intake.child import job_object, shared_room
from meihao_desktop.intake.child.limits import Limits, keep_to, live_modestly
from meihao_desktop.intake.child.main import own_pipes
from meihao_desktop.intake.child.process import (
    NO_WINDOW,
    end_process,
    program_command,
    program_environment,
)

__all__ = ["ConfinedProcess", "Limits", "enter_room", "keep_to", "live_modestly", "own_pipes"]

MOST_LINE_BYTES = 64 * 1024
MOST_WAITING = 20_000
MOST_UNHEARD_BYTES = 32 * 1024
"""More is not said to a process that answers nothing: a full pipe would hold the window up."""

_PATIENCE_SECONDS = 5.0


def enter_room() -> mmap | None:
    """In the child: the memory it shares with the window."""
    return shared_room.entered()


class ConfinedProcess:
    """Speaks in lines both ways; nobody ever waits for it. Make and end it in one thread."""

    def __init__(self, argument: str, environment: Mapping[str, str]) -> None:
        self._stack = contextlib.ExitStack()
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._is_over = threading.Event()
        self._unheard = 0
        self.room, word = self._stack.enter_context(shared_room.made())
        pipe, is_windows = subprocess.PIPE, sys.platform == "win32"
        self._process = subprocess.Popen(  # noqa: S603 -- the program itself
            program_command(argument),
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            env={**program_environment(), **environment, shared_room.VARIABLE: word},
            pass_fds=shared_room.inherited(word),
            cwd=tempfile.gettempdir(),
            creationflags=NO_WINDOW if is_windows else 0,
            process_group=None if is_windows else 0,
        )
        self._job = job_object.confine(self._process)
        self._listener = threading.Thread(target=self._listen, name="listening", daemon=True)
        self._listener.start()

    @property
    def number(self) -> int:
        """What the system knows the process by."""
        return self._process.pid

    @property
    def is_over(self) -> bool:
        """Whether it has gone, or said what nobody could mean."""
        return self._is_over.is_set()

    def say(self, line: bytes) -> None:
        """Tell it something, unless it has gone."""
        pipe = self._process.stdin
        self._unheard += len(line) + 1
        if pipe is not None and not pipe.closed and self._unheard <= MOST_UNHEARD_BYTES:
            with contextlib.suppress(OSError):
                os.write(pipe.fileno(), line + b"\n")

    def heard(self) -> list[bytes]:
        """What it has said since it was last asked."""
        found: list[bytes] = []
        with contextlib.suppress(Empty):
            while len(found) < MOST_WAITING:
                found.append(self._lines.get_nowait())
                self._unheard = 0
        return found

    def end(self) -> None:
        """End it whatever it is doing; twice is no fault."""
        end_process(self._process)
        job_object.release(self._job)
        self._job = 0
        self._listener.join(_PATIENCE_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE_SECONDS)
        self.room = None
        self._stack.close()

    def _listen(self) -> None:
        """The listener's whole life."""
        stream = self._process.stdout
        with contextlib.suppress(OSError, ValueError):
            while stream is not None and (line := stream.readline(MOST_LINE_BYTES)):
                if not line.endswith(b"\n") or self._lines.qsize() > MOST_WAITING:
                    break
                self._lines.put(line)
        self._is_over.set()
