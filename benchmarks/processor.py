"""The processor time of this process and the children that read for it (Linux only)."""

from collections.abc import Callable
from pathlib import Path
from time import process_time

_NANOSECONDS = 1e9


def spent() -> float:
    """Seconds so far; a better witness than the clock where other work is going on."""
    return process_time() + sum(map(_of_process, _children()))


def milliseconds(work: Callable[[], object]) -> float:
    """What one piece of work takes of the processor, here and in the children."""
    begun = spent()
    work()
    return (spent() - begun) * 1000


def _children() -> list[str]:
    told = (path.read_text() for path in Path("/proc/self/task").glob("*/children"))
    return [number for line in told for number in line.split()]


def _of_process(number: str) -> float:
    threads = Path(f"/proc/{number}/task").glob("*/schedstat")
    return sum(int(path.read_text().split()[0]) for path in threads) / _NANOSECONDS
