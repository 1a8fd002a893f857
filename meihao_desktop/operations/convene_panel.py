"""The panel: members, interests and recusals, vetoes."""

from dataclasses import dataclass, replace
from datetime import date

from meihao_desktop.domain.conflicts import composition
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.handing_over import HANDED_OVER, require_no_interest
from meihao_desktop.domain.interests.gate import undeclared
from meihao_desktop.domain.panel import Person, PersonId, Role, Seat
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.recusal import Interest, Recusal, Recusals, RecusalStatus
from meihao_desktop.domain.veto import Veto
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.membership import named_member, require_sound, with_phone
from meihao_desktop.operations.witness import TRIES

DECISIONS = (RecusalStatus.CONFIRMED, RecusalStatus.DISMISSED, RecusalStatus.WITHDRAWN)
RESTORES = (RecusalStatus.DISMISSED, RecusalStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One member of the panel."""

    person: Person
    has_pin: bool
    is_locked: bool
    recusal_count: int
    successor_name: str = ""
    substitutes_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalRow:
    """One recusal with the names of what it is between.

    ``needs_deputy`` says that a secretary or a chair stands back and nobody stands in yet.
    """

    recusal: Recusal
    expert_name: str
    estate_name: str
    decided_by_name: str
    may_decide: bool
    needs_deputy: bool = False
    may_appoint: bool = False
    deputy_name: str = ""
    successor_name: str = ""
    is_substituted: bool = False
    unfilled_by_name: str = ""
    may_leave_unfilled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoRow:
    """One veto with the names in it."""

    veto: Veto
    estate_name: str
    confirmed_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDesk:
    """The panel as the actor may see it, and what the actor may do with it.

    ``warnings`` say what is unusual about how the panel is made up.
    """

    members: tuple[MemberRow, ...]
    recusals: tuple[RecusalRow, ...]
    vetoes: tuple[VetoRow, ...]
    estates: tuple[Estate, ...]
    veto_grounds: tuple[str, ...]
    warnings: tuple[str, ...]
    may_convene: bool
    may_enter_reserve: bool
    may_replace: bool
    may_elect: bool
    may_note_presence: bool
    may_list: bool
    may_issue_pins: bool
    may_decide: bool
    may_veto: bool
    may_declare: bool = False
    has_declared: bool = True


def panel_desk(context: Context) -> PanelDesk:
    """Members, recusals and vetoes; somebody who is only a deputy sees their estates' recusals."""
    dossier, handled = context.dossier(), context.deputised
    shown = [r for r in dossier.recusals if context.is_officer or r.estate in handled]
    return PanelDesk(
        members=tuple(_member(context, dossier, person) for person in dossier.panel.people),
        recusals=tuple(_recusal_row(context, dossier, recusal) for recusal in shown),
        vetoes=tuple(_veto_row(dossier, veto) for veto in dossier.vetoes),
        estates=dossier.estates,
        veto_grounds=dossier.rubric.veto_grounds,
        warnings=tuple(finding.sentence for finding in composition.check(dossier)),
        may_convene=context.may(Act.CONVENE_PANEL),
        may_enter_reserve=context.may(Act.ENTER_RESERVE),
        may_replace=context.may(Act.REPLACE_MEMBER, *handled),
        may_elect=context.may(Act.ELECT_CHAIR),
        may_note_presence=context.may(Act.NOTE_PRESENCE),
        may_list=context.somebody().has(Role.SECRETARY),
        may_issue_pins=context.may(Act.ISSUE_PIN),
        may_decide=context.may(Act.DECIDE_RECUSAL),
        may_veto=context.may(Act.CONFIRM_VETO, *handled),
        may_declare=context.may(Act.DECLARE_AS_SECRETARY),
        has_declared=not undeclared(dossier, context.somebody().id),
    )


def next_person_id(context: Context) -> PersonId:
    """The id for a member about to be entered."""
    numbers = [int(p.id[1:]) for p in context.store.panels.people() if p.id[1:].isdigit()]
    return PersonId(f"P{max(numbers, default=0) + 1:02}")


def save_person(context: Context, person: Person, *, phone: str = "") -> Change:
    """Enter or change a member; of a phone only its mark is kept, no phone leaves it as it was."""
    context.require(Act.CONVENE_PANEL)
    return _keep_person(context, person, phone, "save_person")


def enter_reserve(context: Context, person: Person, *, phone: str = "") -> Change:
    """Enter somebody in reserve, which may still be done when the panel is sealed."""
    context.require(Act.ENTER_RESERVE)
    if context.person(person.id) is not None:
        raise RuleViolation("此人已在名单中，不能再登记为后备专家。")
    if not person.is_expert:
        raise RuleViolation("后备人员须是评审专家，请把角色改为专家。")
    reserve = replace(person, seat=Seat(is_reserve=True))
    return _keep_person(context, reserve, phone, "enter_reserve")


def remove_person(context: Context, person_id: PersonId) -> Change:
    """Take a member out who has left no trace in the round."""
    actor = context.require(Act.CONVENE_PANEL)
    dossier = context.dossier()
    person = named_member(context, person_id)
    if person_id == actor.id:
        raise RuleViolation("不能移除当前登录的自己。")
    sheets = (*dossier.sheets, *dossier.earlier_sheets)
    if any(sheet.expert == person_id for sheet in sheets) or any(
        recusal.expert == person_id for recusal in dossier.recusals
    ):
        raise RuleViolation(f"{person.name}已有评分或回避记录，不能移除。")
    if person_id in _on_record(dossier):
        raise RuleViolation(f"{person.name}已列入推选或更换记录，不能移除。")
    with context.transaction("remove_person", subject=person_id):
        context.store.panels.remove_person(person_id)
    return Change(is_panel=True)


def elect_chair(context: Context, person_id: PersonId) -> Change:
    """Make this expert the panel chair without a poll; the one before is an expert again."""
    context.require(Act.CONVENE_PANEL)
    people = context.store.panels.people()
    chosen = next((person for person in people if person.id == person_id), None)
    if chosen is None or not chosen.is_expert or not chosen.seat.is_taken:
        raise RuleViolation("组长须从评审专家中推选，请先登记为专家。")
    before = [p for p in people if Role.PANEL_CHAIR in p.roles and p.id != person_id]
    with context.transaction("elect_chair", subject=person_id):
        for person in before:
            roles = (person.roles - {Role.PANEL_CHAIR}) | {Role.EXPERT}
            context.store.panels.save_person(replace(person, roles=roles))
        roles = chosen.roles | {Role.EXPERT, Role.PANEL_CHAIR}
        context.store.panels.save_person(replace(chosen, roles=roles))
    return Change(is_panel=True)


def declare(context: Context, estate: EstateId, interest: Interest, basis: str) -> Change:
    """The actor declares an interest; the estate is closed to them at once."""
    actor = context.require(Act.DECLARE_INTEREST)
    found = _require_estate(context, estate)
    known = Recusals.of(context.store.panels.recusals()).between(actor.id, estate)
    if known is not None and known.status.forbids_scoring:
        raise RuleViolation(f"您对“{found.name}”的回避已经登记，不必重复申报。")
    recusal = Recusal(
        expert=actor.id,
        estate=estate,
        interest=interest,
        basis=basis.strip(),
        declared_at=context.now(),
    )
    with context.transaction("declare_interest", subject=f"{actor.id}/{estate}"):
        context.store.panels.save_recusal(recusal)
    return _recusal_change(actor.id, estate)


def decide_recusal(
    context: Context, expert: PersonId, estate: EstateId, status: RecusalStatus, *, reason: str
) -> Change:
    """Chair or observer confirm, dismiss or withdraw a recusal; nobody decides their own."""
    actor = context.require(Act.DECIDE_RECUSAL, estate)
    recusal = Recusals.of(context.store.panels.recusals()).between(expert, estate)
    if recusal is None:
        raise MissingRecord("回避登记", f"{expert}/{estate}")
    if actor.id == expert:
        raise RuleViolation("不能认定自己的回避，请由监督员认定。")
    if actor.id == recusal.deputy and not actor.has(Role.OBSERVER):
        raise RuleViolation("您是因此项回避而代办的，此项回避由监督员认定。")
    require_no_interest(context.dossier(), actor.id, estate)
    if status not in DECISIONS:
        raise RuleViolation("认定结果应为认定、不成立或撤销，请重新选择。")
    if not reason.strip():
        raise RuleViolation("认定回避必须写明理由，请填写后再确认。")
    if recusal.successor and status in RESTORES:
        name = context.dossier().panel.name(PersonId(recusal.successor))
        raise RuleViolation(f"{name}已因此项回避递补或替评，原评分不能再恢复，只能认定。")
    decided = replace(
        recusal,
        status=status,
        decided_by=actor.id,
        decided_at=context.now(),
        decision_reason=reason.strip(),
    )
    with context.transaction("decide_recusal", subject=f"{expert}/{estate}"):
        context.store.panels.save_recusal(decided)
    return _recusal_change(expert, estate)


def confirm_veto(
    context: Context, estate: EstateId, *, ground: str, happened_on: date, document: str
) -> Change:
    """Bar an estate by a fact with its date and document."""
    actor = context.require(Act.CONFIRM_VETO, estate)
    _require_estate(context, estate)
    require_no_interest(context.dossier(), actor.id, estate)
    if not ground.strip() or not document.strip():
        raise RuleViolation("一票否决必须写明事由和依据文件，请填写后再确认。")
    veto = Veto(
        estate=estate,
        ground=ground.strip(),
        happened_on=happened_on,
        document=document.strip(),
        confirmed_by=actor.id,
        confirmed_at=context.now(),
    )
    with context.transaction("confirm_veto", subject=estate):
        context.store.panels.save_veto(veto)
    return Change(estates=frozenset({estate}), is_findings=True, is_panel=True)


def _keep_person(context: Context, person: Person, phone: str, event: str) -> Change:
    kept = with_phone(context, person, phone)
    require_sound(kept, context.store.panels.people())
    with context.transaction(event, subject=kept.id):
        context.store.panels.save_person(kept)
    return Change(is_panel=True, is_findings=True)


def _member(context: Context, dossier: Dossier, person: Person) -> MemberRow:
    record = context.store.panels.pin(person.id)
    return MemberRow(
        person=person,
        has_pin=record is not None,
        is_locked=record is not None and TRIES.is_locked(record.failed_tries),
        recusal_count=sum(
            recusal.expert == person.id and recusal.status.forbids_scoring
            for recusal in dossier.recusals
        ),
        successor_name=_name(dossier, person.seat.replaced_by),
        substitutes_for=tuple(e.name for e in dossier.estates_for(person.id))
        if dossier.scorers.is_substitute(person.id)
        else (),
    )


def _recusal_row(context: Context, dossier: Dossier, recusal: Recusal) -> RecusalRow:
    is_own = context.actor is not None and context.actor.id in (recusal.expert, recusal.deputy)
    may_decide = context.may(Act.DECIDE_RECUSAL, recusal.estate) and not is_own
    person = dossier.panel.person(recusal.expert)
    hands_over = person is not None and bool(person.roles & HANDED_OVER)
    hands_over = hands_over and recusal.status.forbids_scoring
    return RecusalRow(
        recusal=recusal,
        expert_name=dossier.panel.name(recusal.expert),
        estate_name=dossier.estate_name(recusal.estate),
        decided_by_name=_name(dossier, recusal.decided_by or ""),
        may_decide=may_decide,
        needs_deputy=hands_over and not recusal.deputy,
        may_appoint=hands_over and context.may(Act.APPOINT_DEPUTY) and not is_own,
        deputy_name=_name(dossier, recusal.deputy),
        successor_name=_name(dossier, recusal.successor),
        is_substituted=dossier.scorers.is_substitute(PersonId(recusal.successor)),
        unfilled_by_name=_name(dossier, recusal.unfilled_by),
        may_leave_unfilled=_may_leave_unfilled(context, recusal, person),
    )


def _may_leave_unfilled(context: Context, recusal: Recusal, person: Person | None) -> bool:
    """Where an expert stands back and nobody was called up, the secretary may record that."""
    is_open = recusal.status.forbids_scoring and not (recusal.successor or recusal.unfilled)
    is_expert = person is not None and person.is_expert
    return is_open and is_expert and context.may(Act.REPLACE_MEMBER, recusal.estate)


def _name(dossier: Dossier, person: str) -> str:
    return dossier.panel.name(PersonId(person)) if person else ""


def _on_record(dossier: Dossier) -> set[str]:
    """Who stands in a record that would otherwise point to nobody."""
    voted = {who for election in dossier.elections for poll in election.polls for who in poll.votes}
    succeeded = {person.seat.replaced_by for person in dossier.panel.people}
    named = {name for r in dossier.recusals for name in (r.deputy, r.successor, r.decided_by)}
    return {str(who) for who in voted | succeeded | named if who}


def _veto_row(dossier: Dossier, veto: Veto) -> VetoRow:
    return VetoRow(
        veto=veto,
        estate_name=dossier.estate_name(veto.estate),
        confirmed_by_name=dossier.panel.name(veto.confirmed_by),
    )


def _require_estate(context: Context, estate_id: EstateId) -> Estate:
    estates = context.store.submissions.estates()
    found = next((estate for estate in estates if estate.id == estate_id), None)
    if found is None:
        raise MissingRecord("小区", estate_id)
    return found


def _recusal_change(expert: PersonId, estate: EstateId) -> Change:
    pair = frozenset({(expert, estate)})
    return Change(sheets=pair, is_panel=True, is_findings=True, is_round=True)
