"""Collate: who has handed in what, what contradicts what, and how it is settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from meihao_desktop.domain.blocker import Blocker
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.finding import Decision, FindingKey
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.printing_record import Printing
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import CellState, SheetStatus
from meihao_desktop.operations.change import Change, Pair
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.finding_row import FindingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCell:
    """One expert × estate of the matrix; ``total`` is ``None`` where the actor may not see it."""

    state: CellState
    answered: int = 0
    total: Decimal | None = None
    revision: int = 0
    status: SheetStatus | None = None
    seconds_spent: int = 0

    @property
    def is_signed(self) -> bool:
        return self.status is SheetStatus.SIGNED


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingRow:
    """One printed paper and whether it would look different today."""

    printing: Printing
    title: str
    actor_name: str
    is_stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretaryDesk:
    """The whole panel's work; ``shows_totals`` is false while points are nobody's business."""

    phase: Phase
    experts: tuple[Person, ...]
    estates: tuple[Estate, ...]
    cells: Mapping[Pair, PairCell]
    shows_totals: bool
    criteria: int
    findings: tuple[FindingRow, ...]
    blockers: tuple[Blocker, ...]
    printings: tuple[PrintingRow, ...]
    may_settle: bool
    may_settle_results: bool
    may_register_signatures: bool
    may_reopen: bool

    def handed_in(self, expert: PersonId) -> int:
        done = (CellState.SUBMITTED, CellState.ABSTAINED, CellState.REPLACED)
        return sum(c.state in done for (who, _), c in self.cells.items() if who == expert)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the settlement says: the decision, its reason, and for a tie the order and the votes."""

    decision: Decision
    reason: str
    order: Sequence[EstateId] = ()
    votes: Mapping[EstateId, int] = field(default_factory=dict[EstateId, int])


def secretary_desk(context: Context) -> SecretaryDesk:
    """Progress, matrix, findings, blockers and printed papers."""
    raise NotImplementedError


def decisions_for(row: FindingRow) -> tuple[Decision, ...]:
    """The decisions that make sense for a finding, the usual one first."""
    raise NotImplementedError


def settle(context: Context, finding: FindingKey, verdict: Verdict) -> Change:
    """Give a finding its settlement; what changes the result only the chair decides."""
    raise NotImplementedError


def register_signature(context: Context, expert: PersonId, estate: EstateId) -> Change:
    """The printed sheet carries the expert's ink."""
    raise NotImplementedError


def register_signatures(context: Context, pairs: Sequence[Pair]) -> Change:
    """Several printed sheets at once; all or none."""
    raise NotImplementedError
