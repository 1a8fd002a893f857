"""Seats change hands: a reserve is called up or scores in one place, a member is replaced.

A replaced member's conclusions are void and the successor begins with empty sheets (招标投标法实施
条例 art. 48). Each change of a seat has a reason and a second person.
"""

from dataclasses import replace

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.handing_over import require_no_interest
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.recusal import Recusal, Recusals
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.operations.change import Change, Pair
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.membership import named_member
from meihao_desktop.operations.roles import roles_on
from meihao_desktop.operations.witness import confirm

GUARDIANS = frozenset({Role.PANEL_CHAIR, Role.OBSERVER})
CHAIRS = frozenset({Role.PANEL_CHAIR})


def witnesses(context: Context, *away: PersonId) -> tuple[Person, ...]:
    """Who can stand beside the secretary when a seat changes hands."""
    actor = context.somebody()
    return tuple(
        person
        for person in context.store.panels.people()
        if person.roles & GUARDIANS and person.id not in (actor.id, *away)
    )


def call_up(
    context: Context,
    reserve: PersonId,
    *,
    reason: str,
    witness: Witness,
    because: Pair | None = None,
) -> Change:
    """A reserve takes a seat of their own; ``because`` names the recusal that asked for it.

    Once called up for a recusal, that recusal can no longer be withdrawn.
    """
    context.require(Act.REPLACE_MEMBER)
    person = _free_reserve(context, reserve)
    recusal = _unfilled(context, person, because) if because else None
    _require_reason(reason)
    detail = {"reason": reason.strip(), "witness": confirm(context, witness, GUARDIANS).id}
    with context.transaction("call_up", subject=reserve, detail=detail):
        context.store.panels.save_person(_seated(person))
        if recusal is not None:
            context.store.panels.save_recusal(_filled(recusal, reserve))
    return Change(is_panel=True, is_findings=True, is_round=True)


def substitute(
    context: Context, reserve: PersonId, *, pair: Pair, reason: str, witness: Witness
) -> Change:
    """A reserve scores this estate in place of the expert who stands back from it, and no other.

    The substitute begins with an empty sheet; the recusal can no longer be withdrawn.
    """
    actor = context.require(Act.REPLACE_MEMBER, pair[1])
    require_no_interest(context.dossier(), actor.id, pair[1])
    person = _reserve(context, reserve)
    recusal = _unfilled(context, person, pair)
    if recusal.estate in Recusals.of(context.store.panels.recusals()).succeeded_by(reserve):
        raise RuleViolation(f"{person.name}已在该小区替评，一人不能占两席，请另选后备专家。")
    _require_reason(reason)
    detail = {
        "for": "/".join(pair),
        "reason": reason.strip(),
        "witness": confirm(context, witness, GUARDIANS, pair[1]).id,
    }
    with context.transaction("substitute_expert", subject=reserve, detail=detail):
        context.store.panels.save_recusal(_filled(recusal, reserve))
    pairs = frozenset({pair, (reserve, recusal.estate)})
    return Change(sheets=pairs, is_panel=True, is_findings=True, is_round=True)


def leave_unfilled(context: Context, *, pair: Pair, reason: str, witness: Witness) -> Change:
    """Nobody scores in place of who stands back (不补评): the reason, and the chair's own PIN.

    What the round asks of the number of experts is not changed by it.
    """
    actor = context.require(Act.REPLACE_MEMBER, pair[1])
    require_no_interest(context.dossier(), actor.id, pair[1])
    recusal = _vacant(context, pair)
    _require_nobody_called(context, recusal)
    if not reason.strip():
        raise RuleViolation("不补评必须写明理由，请填写后再确认。")
    second = confirm(context, witness, CHAIRS, pair[1])
    kept = replace(recusal, unfilled=reason.strip(), unfilled_by=second.id)
    detail = {"for": "/".join(pair), "reason": reason.strip(), "witness": second.id}
    with context.transaction("leave_unfilled", subject=pair[0], detail=detail):
        context.store.panels.save_recusal(kept)
    return Change(is_panel=True, is_findings=True)


def confirmers(context: Context, pair: Pair) -> tuple[Person, ...]:
    """Who can confirm that nobody is called up: the chair, or the chair's deputy there."""
    actor, covered = context.somebody(), context.recusals.cover
    return tuple(
        person
        for person in context.store.panels.people()
        if person.id != actor.id
        and roles_on(context, person, pair[1]) & CHAIRS
        and not covered(person.id, pair[1])
    )


def replace_member(
    context: Context, member: PersonId, successor: PersonId, *, reason: str, witness: Witness
) -> Change:
    """A member leaves the panel, all their sheets become void, and a reserve begins anew."""
    context.require(Act.REPLACE_MEMBER)
    leaving = named_member(context, member)
    if not (leaving.is_expert and leaving.seat.is_taken):
        raise RuleViolation(f"{leaving.name}不是在席的评审专家，不能更换。")
    coming = _free_reserve(context, successor)
    _require_reason(reason)
    if witness.person in (member, successor):
        raise RuleViolation("被更换的人和接替的人不能作见证，请由另一位组长或监督员输入 PIN。")
    detail = {
        "reason": reason.strip(),
        "successor": successor,
        "witness": confirm(context, witness, GUARDIANS).id,
    }
    void = [sheet for sheet in context.store.score_sheets.latest() if sheet.expert == member]
    with context.transaction("replace_member", subject=member, detail=detail):
        context.store.panels.save_person(_left(leaving, successor, reason.strip()))
        context.store.panels.save_person(_seated(coming))
        for sheet in void:
            context.store.score_sheets.save(sheet.kept_as(SheetStatus.VOID))
    pairs = frozenset((member, sheet.estate) for sheet in void)
    return Change(sheets=pairs, is_panel=True, is_findings=True, is_round=True)


def appoint_deputy(
    context: Context, person: PersonId, estate: EstateId, deputy: PersonId
) -> Change:
    """Name who handles an estate in place of a secretary or a chair who stands back from it."""
    actor = context.require(Act.APPOINT_DEPUTY)
    if actor.id == person:
        raise RuleViolation("不能为自己指定代办人，请由监督员指定。")
    require_no_interest(context.dossier(), actor.id, estate)
    recusal = _vacant(context, (person, estate))
    chosen = named_member(context, deputy)
    if deputy not in {offered.id for offered in deputies(context, person, estate)}:
        raise RuleViolation(
            f"{chosen.name}不能代办，请指定在席、对该小区没有回避登记且不是监督员的另一人。"
        )
    with context.transaction(
        "appoint_deputy", subject=f"{person}/{estate}", detail={"deputy": deputy}
    ):
        context.store.panels.save_recusal(replace(recusal, deputy=deputy))
    return Change(is_panel=True, is_findings=True)


def deputies(context: Context, person: PersonId, estate: EstateId) -> tuple[Person, ...]:
    """Who could stand in: for the chair another expert, for the secretary anybody unconcerned."""
    standing_back = named_member(context, person)
    recusals = Recusals.of(context.store.panels.recusals())
    return tuple(
        one
        for one in context.store.panels.people()
        if one.id != person
        and one.seat.is_taken
        and Role.OBSERVER not in one.roles
        and (one.is_expert or Role.PANEL_CHAIR not in standing_back.roles)
        and not recusals.cover(one.id, estate)
    )


def _reserve(context: Context, person_id: PersonId) -> Person:
    person = named_member(context, person_id)
    if not person.seat.is_reserve:
        raise RuleViolation(f"{person.name}不是后备专家，请先登记后备专家，再由其接替。")
    return person


def _free_reserve(context: Context, person_id: PersonId) -> Person:
    """A reserve who takes a seat of their own, and so cannot sit in somebody else's as well."""
    person = _reserve(context, person_id)
    if Recusals.of(context.store.panels.recusals()).succeeded_by(person_id):
        raise RuleViolation(f"{person.name}正在替评，一人不能占两席，请另选后备专家。")
    return person


def _unfilled(context: Context, reserve: Person, pair: Pair) -> Recusal:
    """The recusal that nobody was called up for yet, and that this reserve may be called up for."""
    recusal = _vacant(context, pair)
    _require_nobody_called(context, recusal)
    if Recusals.of(context.store.panels.recusals()).cover(reserve.id, recusal.estate):
        raise RuleViolation(f"{reserve.name}对该小区也须回避，请另选后备专家。")
    return recusal


def _require_nobody_called(context: Context, recusal: Recusal) -> None:
    if recusal.successor:
        name = named_member(context, PersonId(recusal.successor)).name
        raise RuleViolation(f"此项回避已由{name}递补或替评，一项回避只补一人。")


def _filled(recusal: Recusal, reserve: PersonId) -> Recusal:
    """Somebody is called up after all; the log keeps that nobody was to be."""
    return replace(recusal, successor=reserve, unfilled="", unfilled_by="")


def _vacant(context: Context, pair: Pair) -> Recusal:
    """The recusal in force for this pair."""
    recusal = Recusals.of(context.store.panels.recusals()).between(*pair)
    if recusal is None or not recusal.status.forbids_scoring:
        raise MissingRecord("回避登记", "/".join(pair))
    return recusal


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleViolation("更换或递补成员必须写明理由，请填写后再确认。")


def _seated(person: Person) -> Person:
    return replace(person, seat=replace(person.seat, is_reserve=False))


def _left(person: Person, successor: PersonId, reason: str) -> Person:
    seat = replace(person.seat, replaced_by=successor, replaced_because=reason)
    return replace(person, seat=seat, roles=(person.roles - {Role.PANEL_CHAIR}) | {Role.EXPERT})
