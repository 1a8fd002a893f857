"""Make a copy writable: records from another computer, or older ones that were put back.

Two people answer for it and it is logged with what was known; from then on this machine counts.
"""

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import Person, Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.memory import machine_id, recalled, remember
from meihao_desktop.operations.witness import confirm

GUARDIANS = frozenset({Role.PANEL_CHAIR, Role.OBSERVER})


def may_adopt(context: Context) -> bool:
    """Whether the round is open as a copy that the person at the machine could make writable."""
    restriction = context.store.restriction
    return restriction is not None and restriction.is_liftable and context.may(Act.ADOPT_COPY)


def witnesses(context: Context) -> tuple[Person, ...]:
    """Who can stand beside the secretary; nobody while the panel has not been convened."""
    actor = context.somebody()
    people = context.store.panels.people()
    return tuple(person for person in people if person.roles & GUARDIANS and person.id != actor.id)


def adopt(context: Context, reason: str, witness: Witness | None = None) -> Change:
    """From now on the round lives here; the second person is needed once there is one."""
    context.require(Act.ADOPT_COPY)
    restriction = context.store.restriction
    if restriction is None or not restriction.is_liftable:
        raise RuleViolation("这份评审数据不是副本，不需要启用。")
    if not reason.strip():
        raise RuleViolation("启用副本必须写明理由，例如“原电脑损坏”，请填写后再确认。")
    second = _second(context, witness)
    known = recalled(context.store)
    detail = {
        "machine": machine_id(),
        "from_machine": context.store.machine,
        "remembered_seq": known.seq,
        "remembered_head": known.head,
        "reason": reason.strip(),
        "witness": second,
    }
    with context.transaction("adopt_copy", detail=detail):
        pass
    context.store.restrict(None)
    context.store.machine = machine_id()
    remember(context.store)
    return Change.everything()


def _second(context: Context, witness: Witness | None) -> str:
    if witness is not None:
        return confirm(context, witness, GUARDIANS).id
    if witnesses(context):
        raise RuleViolation("启用副本须两人在场，请由组长或监督员输入 PIN。")
    return ""
