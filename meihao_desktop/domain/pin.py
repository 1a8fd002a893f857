"""PIN of a person: which ones are too weak, and how long to wait after wrong tries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from meihao_desktop.domain.panel import PersonId

LENGTH = 6
FEWEST_DIFFERENT = 3
LONGEST_RUN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRecord:
    """What is kept of a PIN: its hash in PHC form, wrong tries since the last right one.

    ``locked_until`` is the moment before which no try is accepted.
    """

    person: PersonId
    phc_hash: str
    failed_tries: int = 0
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TryRules:
    """So many free tries, then a doubling wait after each, and at last a lock."""

    free_tries: int = 5
    first_wait: timedelta = timedelta(seconds=15)
    locks_at: int = 10

    def wait_after(self, failed_tries: int) -> timedelta:
        """How long nothing is accepted after this many wrong tries in a row."""
        beyond = failed_tries - self.free_tries
        return self.first_wait * 2 ** (beyond - 1) if beyond > 0 else timedelta()

    def is_locked(self, failed_tries: int) -> bool:
        """Whether only a fresh PIN opens the door again."""
        return failed_tries >= self.locks_at

    def tries_left(self, failed_tries: int) -> int:
        return max(0, self.locks_at - failed_tries)


def is_weak(pin: str) -> bool:
    """Whether a PIN is too easy to guess, or no PIN at all."""
    if len(pin) != LENGTH or not (pin.isascii() and pin.isdigit()):
        return True
    return len(set(pin)) < FEWEST_DIFFERENT or _longest_run(pin) > LONGEST_RUN


def _longest_run(pin: str) -> int:
    """Digits in a row that are equal, or go up or down by one."""
    steps = [int(right) - int(left) for left, right in pairwise(pin)]
    runs = (sum(1 for _ in same) + 1 for step, same in groupby(steps) if abs(step) <= 1)
    return max(runs, default=1)
