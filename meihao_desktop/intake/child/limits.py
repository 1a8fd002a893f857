"""How much one reading may take, and how a child process holds itself to it."""

import contextlib
import ctypes
import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import resource

MEBIBYTE = 1024 * 1024
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_KILL = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one reading may take: time, memory and the size of a file it writes.

    Processor seconds are held by the operating system, wall seconds by the parent. Windows holds
    the memory of the largest limits for every reading, and no size of a written file.
    """

    cpu_seconds: int = 60
    wall_seconds: int = 120
    memory_bytes: int = 1536 * MEBIBYTE
    file_bytes: int = 64 * MEBIBYTE


ORDINARY = Limits()


def live_modestly() -> None:
    """Once, at the start of a child: no core dumps, first to go when memory is short."""
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, _KILL, 0, 0, 0)
        with contextlib.suppress(OSError), Path("/proc/self/oom_score_adj").open("w") as score:
            score.write("1000")


def keep_to(limits: Limits) -> None:
    """Before each reading: the soft limits of this process become those of the reading."""
    if sys.platform == "win32":
        return
    _hold(resource.RLIMIT_AS, limits.memory_bytes)
    _hold(resource.RLIMIT_FSIZE, limits.file_bytes)
    _hold(resource.RLIMIT_CPU, math.ceil(time.process_time()) + limits.cpu_seconds)


if sys.platform != "win32":

    def _hold(which: int, most: int) -> None:
        """Move a soft limit; where the system does not know the limit, it is not held."""
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(which, (most, resource.getrlimit(which)[1]))
