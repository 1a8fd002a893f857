"""Factors and deductions of single estates: the secretary records, the chair confirms by PIN."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.handing_over import require_no_interest
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.recorded_term import RecordedTerm, TermKind, require_allowed
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.tally_rules import TermLimits
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.witness import confirm

_CHAIR = frozenset({Role.PANEL_CHAIR})
_WATCHERS = frozenset({Role.SECRETARY, Role.PANEL_CHAIR, Role.OBSERVER})


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDraft:
    """What is to be recorded of an estate."""

    estate: EstateId
    kind: TermKind
    amount: Decimal
    reason: str
    document: str
    dated_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One recorded factor or deduction with the names in it."""

    term: RecordedTerm
    estate_name: str
    recorded_by_name: str
    confirmed_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsDesk:
    """All of them, what the rules allow, and what the actor may do now.

    ``kinds`` are those that may be recorded in this phase; ``seconds`` who can confirm it.
    """

    rows: tuple[TermRow, ...]
    estates: tuple[Estate, ...]
    limits: TermLimits
    kinds: tuple[TermKind, ...]
    may_record: bool
    seconds: tuple[Person, ...]


def has_terms(context: Context) -> bool:
    """Whether the round knows factors or deductions at all, for the actor to look at."""
    limits = context.store.settings.review_round().rules.terms
    may_look = context.actor is not None and bool(context.actor.roles & _WATCHERS)
    return may_look and (limits.allow_any or bool(context.store.panels.terms()))


def terms_desk(context: Context) -> TermsDesk:
    """For those who run or watch the round; nothing of it is a score."""
    context.somebody()
    dossier = context.dossier()
    limits = dossier.review_round.rules.terms
    allowed = (
        (TermKind.DEDUCTION, limits.allow_deductions),
        (TermKind.FACTOR, _takes_factors(dossier)),
    )
    return TermsDesk(
        rows=tuple(_row(dossier, term) for term in dossier.terms),
        estates=dossier.estates,
        limits=limits,
        kinds=tuple(kind for kind, is_allowed in allowed if is_allowed),
        may_record=context.may(Act.RECORD_TERM),
        seconds=tuple(p for p in dossier.panel.with_role(Role.PANEL_CHAIR)),
    )


def record_term(context: Context, draft: TermDraft, witness: Witness) -> Change:
    """Record one with reason, document and date; the chair confirms with the own PIN."""
    actor = context.require(Act.RECORD_TERM)
    dossier = context.dossier()
    dossier.estate(draft.estate)
    _require_impartial(dossier, draft.estate, (actor.id, witness.person))
    beside = [term for term in dossier.terms if term.estate == draft.estate]
    term = RecordedTerm(
        estate=draft.estate,
        number=len(beside) + 1,
        kind=draft.kind,
        amount=draft.amount,
        reason=draft.reason.strip(),
        document=draft.document.strip(),
        dated_on=draft.dated_on,
        recorded_by=actor.id,
        confirmed_by=witness.person,
        recorded_at=context.now(),
        phase=dossier.review_round.phase,
    )
    require_allowed(term, beside, dossier.review_round.rules.terms)
    confirm(context, witness, _CHAIR)
    with context.transaction("record_term", subject=f"{term.estate}/{term.number}"):
        context.store.panels.save_term(term)
    return _change(term)


def withdraw_term(
    context: Context, estate: EstateId, number: int, reason: str, witness: Witness
) -> Change:
    """Take one out of force again by the same two people; what was recorded stays."""
    actor = context.require(Act.RECORD_TERM)
    dossier = context.dossier()
    term = next((t for t in dossier.terms if (t.estate, t.number) == (estate, number)), None)
    if term is None:
        raise MissingRecord("系数或扣分", f"{estate}/{number}")
    _require_impartial(dossier, estate, (actor.id, witness.person))
    withdrawn = term.withdrawn(
        by=actor.id, confirmed_by=witness.person, at=context.now(), reason=reason
    )
    confirm(context, witness, _CHAIR)
    with context.transaction("withdraw_term", subject=f"{estate}/{number}"):
        context.store.panels.save_term(withdrawn)
    return _change(term)


def _takes_factors(dossier: Dossier) -> bool:
    limits, phase = dossier.review_round.rules.terms, dossier.review_round.phase
    return limits.allow_factors and phase.is_before(Phase.SCORING)


def _require_impartial(dossier: Dossier, estate: EstateId, people: Iterable[PersonId]) -> None:
    for person in people:
        require_no_interest(dossier, person, estate)


def _row(dossier: Dossier, term: RecordedTerm) -> TermRow:
    return TermRow(
        term=term,
        estate_name=dossier.estate_name(term.estate),
        recorded_by_name=dossier.panel.name(term.recorded_by),
        confirmed_by_name=dossier.panel.name(term.confirmed_by),
    )


def _change(term: RecordedTerm) -> Change:
    return Change(estates=frozenset({term.estate}), is_findings=True, is_panel=True)
