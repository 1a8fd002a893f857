"""PIN of a person: which ones are too weak, and how long to wait after wrong tries."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from meihao_desktop.domain.panel import Person, PersonId

LENGTH = 6
FEWEST_DIFFERENT = 3
LONGEST_RUN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PinCost:
    """What one try costs: Argon2id's passes, lanes and memory in KiB."""

    passes: int
    lanes: int
    memory_kib: int


STANDARD_COST = PinCost(passes=3, lanes=4, memory_kib=64 * 1024)
"""RFC 9106, section 4, second recommended option (low memory)."""

OPEN_COST = PinCost(passes=1, lanes=1, memory_kib=64)
"""For rehearsals, whose PINs hang on the wall; nothing is gained by a slow try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRecord:
    """What is kept of a PIN: its hash in PHC form, and wrong tries since the last right one.

    The wait that is to be served follows from ``failed_tries`` alone, so that it is as durable as
    the count. ``token`` is the person's activation token, locked with the PIN; ``slip`` the number
    of the sealed slip; ``issued_by`` who stood for the issue, nobody where the secretary had it
    renewed alone.
    """

    person: PersonId
    phc_hash: str
    failed_tries: int = 0
    token: str = ""
    slip: str = ""
    issued_at: datetime | None = None
    issued_by: tuple[PersonId, ...] = ()

    @property
    def was_renewed_alone(self) -> bool:
        return self.issued_at is not None and not self.issued_by


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPin:
    """A PIN in clear, for the person's eyes: on a sealed slip of this number."""

    person: Person
    slip: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TryRules:
    """So many free tries, then a doubling wait after each, and at last a lock.

    After ``lone_wait`` the secretary of a round in which nobody else has a PIN yet may have a
    locked one renewed.
    """

    free_tries: int = 5
    first_wait: timedelta = timedelta(seconds=15)
    locks_at: int = 10
    lone_wait: timedelta = timedelta(seconds=15 * 2**7)

    def wait_after(self, failed_tries: int) -> timedelta:
        """How long nothing is accepted after this many wrong tries in a row."""
        beyond = failed_tries - self.free_tries
        return self.first_wait * 2 ** (beyond - 1) if beyond > 0 else timedelta()

    def is_locked(self, failed_tries: int) -> bool:
        """Whether only two people open the door again."""
        return failed_tries >= self.locks_at

    def tries_left(self, failed_tries: int) -> int:
        return max(0, self.locks_at - failed_tries)


@dataclass(slots=True)
class ServedWaits:
    """How much of the wait after each person's last wrong try has been served.

    It is told the seconds of a clock that only goes on and that nobody can turn. It lives no longer
    than the program: a wait that was broken off is served from its beginning.
    """

    _begun: dict[PersonId, tuple[int, float]] = field(
        default_factory=dict[PersonId, tuple[int, float]]
    )

    def served(self, record: PinRecord, now: float) -> timedelta:
        """Since this count of wrong tries was first met."""
        count, since = self._begun.get(record.person, (-1, now))
        if count != record.failed_tries:
            since = now
            self._begun[record.person] = (record.failed_tries, now)
        return timedelta(seconds=now - since)

    def left(self, record: PinRecord, wait: timedelta, now: float) -> timedelta:
        """What is still to be served of a wait."""
        return max(wait - self.served(record, now), timedelta())


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
