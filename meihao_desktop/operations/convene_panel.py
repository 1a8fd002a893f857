"""The panel: members, interests and recusals, vetoes."""

from dataclasses import dataclass
from datetime import date

from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.recusal import Interest, Recusal, RecusalStatus
from meihao_desktop.domain.veto import Veto
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One member of the panel."""

    person: Person
    has_pin: bool
    is_locked: bool
    recusal_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalRow:
    """One recusal with the names of what it is between."""

    recusal: Recusal
    expert_name: str
    estate_name: str
    decided_by_name: str
    may_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoRow:
    """One veto with the names in it."""

    veto: Veto
    estate_name: str
    confirmed_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDesk:
    """The panel as the actor may see it; ``declarable`` are the estates the actor may declare."""

    members: tuple[MemberRow, ...]
    recusals: tuple[RecusalRow, ...]
    vetoes: tuple[VetoRow, ...]
    estates: tuple[Estate, ...]
    declarable: tuple[Estate, ...]
    veto_grounds: tuple[str, ...]
    may_convene: bool
    may_issue_pins: bool
    may_declare: bool
    may_decide: bool
    may_veto: bool


def panel_desk(context: Context) -> PanelDesk:
    """Members, recusals and vetoes."""
    raise NotImplementedError


def next_person_id(context: Context) -> PersonId:
    """The id for a member about to be entered."""
    raise NotImplementedError


def save_person(context: Context, person: Person) -> Change:
    """Enter or change a member."""
    raise NotImplementedError


def remove_person(context: Context, person_id: PersonId) -> Change:
    """Take a member out who has left no trace in the round."""
    raise NotImplementedError


def elect_chair(context: Context, person_id: PersonId) -> Change:
    """Make this expert the panel chair; the one before becomes an expert again."""
    raise NotImplementedError


def declare(context: Context, estate: EstateId, interest: Interest, basis: str) -> Change:
    """The actor declares an interest; the estate is closed to them at once."""
    raise NotImplementedError


def decide_recusal(
    context: Context, expert: PersonId, estate: EstateId, status: RecusalStatus, *, reason: str
) -> Change:
    """Chair or observer confirm, dismiss or withdraw a recusal; nobody decides their own."""
    raise NotImplementedError


def confirm_veto(
    context: Context, estate: EstateId, *, ground: str, happened_on: date, document: str
) -> Change:
    """Bar an estate by a fact with its date and document."""
    raise NotImplementedError
