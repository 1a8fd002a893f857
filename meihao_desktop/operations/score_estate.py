"""An expert reads, scores, explains and seals their own sheets; nobody else's are reachable."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.recusal import Recusal
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.rubric import Criterion, CriterionId, Rubric
from meihao_desktop.domain.score_sheet import CellState, ScoreCell, ScoreSheet
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateRow:
    """One estate of the actor's list.

    ``answered`` counts criteria with points, ``points`` is their sum so far; ``is_outdated`` says
    that the sheet was begun on an older version of the materials.
    """

    estate: Estate
    county_name: str
    state: CellState
    answered: int
    criteria: int
    points: Decimal
    recusal: Recusal | None
    revision: int
    is_signed: bool
    is_outdated: bool

    @property
    def is_closed(self) -> bool:
        """A recused estate cannot be opened."""
        return self.state is CellState.RECUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringDesk:
    """The actor's own work; ``due`` counts the estates that are not recused."""

    expert: Person
    rubric: Rubric
    phase: Phase
    estates: tuple[EstateRow, ...]
    may_score: bool
    may_declare: bool

    @property
    def due(self) -> int:
        return sum(not row.is_closed for row in self.estates)

    @property
    def handed_in(self) -> int:
        done = (CellState.SUBMITTED, CellState.ABSTAINED)
        return sum(row.state in done for row in self.estates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A durable change: the sheet as it is now, and the moment it was kept."""

    sheet: ScoreSheet
    saved_at: datetime
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One criterion with the actor's points for each estate; ``None`` where nothing is entered."""

    criterion: Criterion
    points: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The actor's own points side by side, estates in columns."""

    estates: tuple[Estate, ...]
    states: tuple[CellState, ...]
    rows: tuple[ComparisonRow, ...]
    totals: tuple[Decimal, ...]


def open_desk(context: Context) -> ScoringDesk:
    """The actor's estates with their progress."""
    raise NotImplementedError


def open_sheet(context: Context, estate: EstateId) -> ScoreSheet:
    """The actor's sheet for one estate, or a blank one; a recused estate is refused with why."""
    raise NotImplementedError


def set_cell(context: Context, estate: EstateId, criterion: CriterionId, cell: ScoreCell) -> Saved:
    """Keep what was entered for one criterion; an empty cell clears it."""
    raise NotImplementedError


def set_remark(context: Context, estate: EstateId, remark: str) -> Saved:
    """Keep the remark on the estate."""
    raise NotImplementedError


def abstain(context: Context, estate: EstateId, reason: str) -> Saved:
    """Choose not to score; takes effect when the sheet is submitted."""
    raise NotImplementedError


def resume(context: Context, estate: EstateId) -> Saved:
    """Take an abstention back before it is submitted."""
    raise NotImplementedError


def adopt_version(context: Context, estate: EstateId) -> Saved:
    """Confirm that the newest version of the materials has been looked at."""
    raise NotImplementedError


def add_seconds(context: Context, estate: EstateId, seconds: int) -> Change:
    """Record time spent on an estate; nothing happens to a sheet not begun or already sealed."""
    raise NotImplementedError


def submit(context: Context, estate: EstateId, pin: str) -> Change:
    """The expert hands in a sheet, sealed with their PIN."""
    raise NotImplementedError


def reopen(
    context: Context, expert: PersonId, estate: EstateId, *, reason: str, witness: Witness
) -> Change:
    """Chair and observer open a sealed sheet again, as its next revision."""
    raise NotImplementedError


def comparison(context: Context) -> Comparison:
    """The actor's own points of all estates."""
    raise NotImplementedError
