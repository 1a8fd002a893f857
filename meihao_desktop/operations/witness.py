"""Proving who somebody is: the check of a PIN, alone and for two-person acts."""

from datetime import datetime

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.pin import PinRecord, TryRules
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import matches

TRIES = TryRules()


def check_pin(context: Context, person_id: PersonId, pin: str) -> Person:
    """The person whose PIN this is; every wrong try is counted before it is looked at.

    The count is durable before the slow hash begins, so that killing the program gives no
    further try.
    """
    person = context.person(person_id)
    record = context.store.panels.pin(person_id)
    if person is None or record is None:
        name = person.name if person else person_id
        raise RuleViolation(f"{name}还没有 PIN，请秘书在小组台发放。")
    now = context.now()
    _refuse_while_closed(person, record, now)
    counted = _counted(record, now)
    with context.transaction("count_pin_try", subject=person_id):
        context.store.panels.save_pin(counted)
    if not matches(pin, record.phc_hash):
        raise RuleViolation(_wrong(person, counted, now))
    with context.transaction("accept_pin", subject=person_id):
        context.store.panels.save_pin(PinRecord(person=person_id, phc_hash=record.phc_hash))
    return person


def confirm(context: Context, witness: Witness, roles: frozenset[Role]) -> Person:
    """The second person of an act: somebody else, in one of these roles, with the right PIN."""
    actor = context.somebody()
    named = "或".join(role.value for role in Role if role in roles)
    if witness.person == actor.id:
        raise RuleViolation(f"此操作须两人在场，请由{named}中的另一人输入 PIN。")
    person = context.person(witness.person)
    if person is None or not person.roles & roles:
        raise RuleViolation(f"此操作须由{named}在场确认，请选择{named}并输入其 PIN。")
    return check_pin(context, witness.person, witness.pin)


def confirm_pair(context: Context, witness: Witness) -> Person:
    """Chair and observer together; where nobody observes, the secretary stands beside the chair."""
    return confirm(context, witness, frozenset({_second_role(context)}))


def seconds_of_pair(context: Context) -> tuple[Person, ...]:
    """Who can stand beside the person at the machine in an act of chair and observer."""
    actor = context.somebody()
    second = context.people_with(_second_role(context))
    return tuple(person for person in second if person.id != actor.id)


def _second_role(context: Context) -> Role:
    if not context.somebody().has(Role.PANEL_CHAIR):
        return Role.PANEL_CHAIR
    return Role.OBSERVER if context.people_with(Role.OBSERVER) else Role.SECRETARY


def _refuse_while_closed(person: Person, record: PinRecord, now: datetime) -> None:
    if TRIES.is_locked(record.failed_tries):
        raise RuleViolation(
            f"{person.name}的 PIN 已连续输错 {record.failed_tries} 次，已锁定；"
            "请秘书在小组台重新发放 PIN。"
        )
    if record.locked_until is not None and now < record.locked_until:
        seconds = -(-(record.locked_until - now).total_seconds() // 1)
        raise RuleViolation(f"{person.name}的 PIN 连续输错，请等待 {seconds:.0f} 秒后再试。")


def _counted(record: PinRecord, now: datetime) -> PinRecord:
    failed = record.failed_tries + 1
    wait = TRIES.wait_after(failed)
    return PinRecord(
        person=record.person,
        phc_hash=record.phc_hash,
        failed_tries=failed,
        locked_until=now + wait if wait else None,
    )


def _wrong(person: Person, counted: PinRecord, now: datetime) -> str:
    left = TRIES.tries_left(counted.failed_tries)
    if not left:
        return f"PIN 不正确。{person.name}的 PIN 已锁定，请秘书在小组台重新发放。"
    sentence = f"PIN 不正确，请核对{person.name}的 PIN 后重新输入；还可以试 {left} 次。"
    if counted.locked_until is not None:
        seconds = (counted.locked_until - now).total_seconds()
        sentence += f"请等待 {seconds:.0f} 秒后再试。"
    return sentence
