"""Begin, open, move on and close a round."""

from dataclasses import dataclass, field
from pathlib import Path

from meihao_desktop.domain.blocker import Blocker
from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.permission import Actor
from meihao_desktop.domain.review_round import Phase, ReviewRound, RoundMode, RoundRules
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Clock, Context, Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """What the secretary fills in to begin a round."""

    title: str
    year: int
    bureau: str
    secretary: str
    rubric: Rubric
    mode: RoundMode = RoundMode.FORMAL
    rules: RoundRules = field(default_factory=RoundRules)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOverview:
    """Where the round stands and what keeps it from going on.

    ``is_read_only`` is true once the round is closed; ``earlier_phases`` are those it can be
    returned to; ``log_head`` is the short head of the audit log that papers carry.
    """

    review_round: ReviewRound
    rubric_title: str
    folder: Path
    actor: Actor | None
    people: tuple[Person, ...]
    phase: Phase
    next_phase: Phase | None
    earlier_phases: tuple[Phase, ...]
    blockers: tuple[Blocker, ...]
    may_advance: bool
    may_return: bool
    is_read_only: bool
    log_head: str


def standard_rubric() -> Rubric:
    """The proposal that comes with the program, as a first choice."""
    raise NotImplementedError


def create_round(folder: Path, plan: RoundPlan, clock: Clock) -> tuple[Context, str]:
    """A new round folder, nobody logged in, and the secretary's first PIN (shown once)."""
    raise NotImplementedError


def open_round(folder: Path, clock: Clock) -> Context:
    """An existing round folder, nobody logged in."""
    raise NotImplementedError


def close_round(context: Context) -> None:
    """Let go of the folder."""
    raise NotImplementedError


def overview(context: Context) -> RoundOverview:
    """Where the round stands; for everybody, logged in or not."""
    raise NotImplementedError


def advance(context: Context) -> Change:
    """The next phase; refused with the first blockers' sentences."""
    raise NotImplementedError


def return_to(context: Context, phase: Phase, reason: str, witness: Witness) -> Change:
    """An earlier phase, by chair and observer together."""
    raise NotImplementedError
