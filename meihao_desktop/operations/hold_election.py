"""The panel elects its chair: polls are entered, checked and recorded with the result."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from meihao_desktop.domain.chair_election import ChairElection, Poll, faults
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import Person, PersonKind, Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionDesk:
    """Who votes and may be elected, who is chair now, and the elections so far."""

    members: tuple[Person, ...]
    present: int
    chair: Person | None
    elections: tuple[ChairElection, ...]


def election_desk(context: Context) -> ElectionDesk:
    """What the election starts from; unless most are noted as present, all of them vote."""
    panel = context.dossier().panel
    present = sum(person.seat.is_present for person in panel.experts)
    return ElectionDesk(
        members=panel.experts,
        present=present if present * 2 > len(panel.experts) else len(panel.experts),
        chair=panel.chair,
        elections=context.store.panels.elections(),
    )


def record_election(context: Context, polls: Sequence[Poll]) -> Change:
    """Keep all polls of one election and seat whom the last one elected."""
    actor = context.require(Act.ELECT_CHAIR)
    members = context.dossier().panel.experts
    if found := faults(polls, len(members)):
        raise RuleViolation("".join(found))
    unknown = {who for poll in polls for who in poll.votes} - {person.id for person in members}
    if unknown:
        raise RuleViolation("组长须从在席的评审专家中推选，请核对候选人。")
    elections = context.store.panels.elections()
    election = ChairElection(
        number=len(elections) + 1, polls=tuple(polls), held_at=context.now(), recorded_by=actor.id
    )
    with context.transaction("record_election", subject=election.elected):
        context.store.panels.save_election(election)
        for person in context.store.panels.people():
            if person.is_expert:
                context.store.panels.save_person(_after(person, election))
    return Change(is_panel=True, is_round=True, is_findings=True)


def caution(person: Person) -> str:
    """What speaks against this chair by the rules of procurement; empty where nothing does."""
    if person.kind is not PersonKind.BUREAU:
        return ""
    return f"{person.name}来自市住建局；参照财政部令第87号，采购人代表不宜担任组长，请小组斟酌。"


def _after(person: Person, election: ChairElection) -> Person:
    is_chair = person.id == election.elected
    roles = (person.roles - {Role.PANEL_CHAIR}) | {Role.EXPERT}
    return replace(person, roles=roles | {Role.PANEL_CHAIR} if is_chair else roles)
