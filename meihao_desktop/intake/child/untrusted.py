"""The one gate through which every reader meets a file that somebody handed in.

The reader runs in a kept child process with caps on time and memory; what comes back is plain
values, and whatever goes wrong there is an ``Unreadable`` with its sentence here.
"""

import atexit
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake.child import readers
from meihao_desktop.intake.child.limits import ORDINARY, Limits
from meihao_desktop.intake.child.pool import ChildPool
from meihao_desktop.intake.unreadable import Trouble, Unreadable

__all__ = [
    "ORDINARY",
    "Limits",
    "Trouble",
    "Unreadable",
    "close_children",
    "parse_untrusted",
    "read_here",
    "warm",
]

T = TypeVar("T")

_pool: ChildPool | None = ChildPool()


def parse_untrusted(
    reader: Callable[[Path], T],
    path: Path,
    *,
    limits: Limits = ORDINARY,
    watch: Watch | None = None,
) -> T:
    """Run one reader over one file in a child process and give its answer.

    ``reader`` is a function of a module in intake, or a ``functools.partial`` of one; its answer is
    made of plain values, enums, named tuples and frozen dataclasses of domain and intake. ``watch``
    is asked while waiting; ``Cancelled`` ends the child.
    """
    if _pool is None:
        return reader(path)
    return _pool.read(reader, path.absolute(), limits, watch or Watch())


def warm(count: int = 1) -> None:
    """Have so many children ready to read, soon and without waiting for them."""
    if _pool is not None:
        _pool.warm(readers.load, Path(__file__), count)


def close_children() -> None:
    """End every child process, which also lets go of every file they keep open."""
    if _pool is not None:
        _pool.close()


def read_here() -> None:
    """Called once in a child: there a reader may use another reader's door."""
    global _pool  # noqa: PLW0603 -- one process is either a child or not
    _pool = None


atexit.register(close_children)
