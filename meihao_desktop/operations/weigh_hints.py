"""Hints of interests on the panel desk: asked to declare, confirmed, or dismissed for good."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.handing_over import require_no_interest
from meihao_desktop.domain.interests.hints import Hint, Strength, hints, open_hints, undetected
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.recusal import Interest, Recusal, RecusalStatus
from meihao_desktop.operations.change import Change, Pair
from meihao_desktop.operations.context import Context

ANSWERS = (RecusalStatus.HINT, RecusalStatus.CONFIRMED, RecusalStatus.DISMISSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class HintRow:
    """All hints of one pair; ``is_asked`` says that the person has been asked to declare."""

    person: PersonId
    estate: EstateId
    person_name: str
    roles_text: str
    estate_name: str
    county_name: str
    interest: Interest
    strength: Strength
    bases: tuple[str, ...]
    is_expert: bool
    is_asked: bool
    may_decide: bool

    @property
    def basis(self) -> str:
        return "；".join(self.bases)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the hints of one pair come to."""

    interest: Interest
    strength: Strength
    bases: tuple[str, ...]
    is_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UndetectedRow:
    """A recusal that nothing in the record hints at: to be looked at, not to be doubted."""

    person: PersonId
    estate: EstateId
    person_name: str
    estate_name: str
    interest: Interest
    status: RecusalStatus
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HintsDesk:
    """Detected but not declared, and declared but not detected."""

    hints: tuple[HintRow, ...]
    undetected: tuple[UndetectedRow, ...]


def hints_desk(context: Context) -> HintsDesk:
    """Both lists; the hints that say most come first."""
    dossier = context.dossier()
    handled, is_whole = context.deputised, context.is_officer
    rows = [*_open_rows(context, dossier), *_recorded_rows(context, dossier)]
    rows = [row for row in rows if is_whole or row.estate in handled]
    order = list(Strength)
    rows.sort(key=lambda row: (row.is_asked, order.index(row.strength)))
    pairs = undetected(dossier, hints(dossier))
    return HintsDesk(
        hints=tuple(rows),
        undetected=tuple(
            _undetected_row(dossier, pair) for pair in pairs if is_whole or pair[1] in handled
        ),
    )


def decide_hint(
    context: Context, person: PersonId, estate: EstateId, status: RecusalStatus, *, reason: str = ""
) -> Change:
    """Ask the person to declare (提示), or confirm or dismiss with a reason; never one's own."""
    actor = context.require(Act.DECIDE_RECUSAL, estate)
    if actor.id == person:
        raise RuleViolation("不能认定自己的利害关系提示，请由监督员认定。")
    require_no_interest(context.dossier(), actor.id, estate)
    if status not in ANSWERS:
        raise RuleViolation("对提示可以请本人申报、认定或不成立，请重新选择。")
    row = next(
        (r for r in hints_desk(context).hints if (r.person, r.estate) == (person, estate)), None
    )
    if row is None:
        raise MissingRecord("利害关系提示", f"{person}/{estate}")
    _require_answer(row, status, reason)
    recusal = Recusal(
        expert=person,
        estate=estate,
        interest=row.interest,
        basis=row.basis,
        status=status,
        declared_at=context.now(),
    )
    if status is not RecusalStatus.HINT:
        recusal = replace(
            recusal,
            decided_by=actor.id,
            decided_at=context.now(),
            decision_reason=reason.strip(),
        )
    with context.transaction("decide_hint", subject=f"{person}/{estate}"):
        context.store.panels.save_recusal(recusal)
    pair = frozenset({(person, estate)})
    return Change(sheets=pair, is_panel=True, is_findings=True, is_round=True)


def _require_answer(row: HintRow, status: RecusalStatus, reason: str) -> None:
    if status is RecusalStatus.HINT:
        if not row.is_expert:
            raise RuleViolation(f"{row.person_name}不是评审专家，请直接认定或写明不成立的依据。")
        return
    if not reason.strip():
        what = "不成立的依据" if status is RecusalStatus.DISMISSED else "认定的理由"
        raise RuleViolation(f"请写明{what}后再确认。")


def _open_rows(context: Context, dossier: Dossier) -> Iterator[HintRow]:
    pairs: dict[Pair, list[Hint]] = {}
    for hint in open_hints(dossier):
        pairs.setdefault((hint.person, hint.estate), []).append(hint)
    order = list(Strength)
    for pair, found in pairs.items():
        found.sort(key=lambda hint: order.index(hint.strength))
        bases = tuple(dict.fromkeys(hint.basis for hint in found))
        yield _row(context, dossier, pair, _Told(found[0].interest, found[0].strength, bases))


def _recorded_rows(context: Context, dossier: Dossier) -> Iterator[HintRow]:
    """Hints that stand in the record already: asked for, or found in the materials."""
    for recusal in dossier.recusals:
        if recusal.status is RecusalStatus.HINT:
            pair = (recusal.expert, recusal.estate)
            known = [h for h in hints(dossier) if (h.person, h.estate) == pair]
            strength = min(
                (h.strength for h in known), key=list(Strength).index, default=Strength.POSSIBLE
            )
            told = _Told(recusal.interest, strength, (recusal.basis,), is_asked=True)
            yield _row(context, dossier, pair, told)


def _row(context: Context, dossier: Dossier, pair: Pair, told: _Told) -> HintRow:
    person_id, estate_id = pair
    person = _person(dossier, person_id)
    estate = dossier.estate(estate_id)
    is_own = context.actor is not None and context.actor.id == person_id
    return HintRow(
        person=person_id,
        estate=estate_id,
        person_name=person.name,
        roles_text=person.roles_text,
        estate_name=estate.name,
        county_name=dossier.county_of(estate),
        interest=told.interest,
        strength=told.strength,
        bases=told.bases,
        is_expert=person.is_expert,
        is_asked=told.is_asked,
        may_decide=context.may(Act.DECIDE_RECUSAL, estate_id) and not is_own,
    )


def _person(dossier: Dossier, person_id: PersonId) -> Person:
    person = dossier.panel.person(person_id)
    if person is None:
        raise MissingRecord("评审小组成员", person_id)
    return person


def _undetected_row(dossier: Dossier, pair: Pair) -> UndetectedRow:
    recusal = dossier.recusals.between(*pair)
    if recusal is None:
        raise MissingRecord("回避登记", "/".join(pair))
    return UndetectedRow(
        person=recusal.expert,
        estate=recusal.estate,
        person_name=dossier.panel.name(recusal.expert),
        estate_name=dossier.estate_name(recusal.estate),
        interest=recusal.interest,
        status=recusal.status,
        basis=recusal.basis,
    )
