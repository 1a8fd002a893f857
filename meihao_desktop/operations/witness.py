"""Proving who somebody is: the check of a PIN, alone and for two-person acts."""

from dataclasses import replace

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.pin import PinRecord, TryRules
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import matches
from meihao_desktop.operations.roles import people_with, roles_on

TRIES = TryRules()


def check_pin(context: Context, person_id: PersonId, pin: str) -> Person:
    """The person whose PIN this is; every wrong try is counted before it is looked at.

    The count is durable before the slow hash begins, so that killing the program gives no
    further try; and the wait follows from the count and is served by a clock that nobody can
    turn, so that neither a restart nor another date shortens it.
    """
    person = context.person(person_id)
    record = context.store.panels.pin(person_id)
    if person is None or record is None:
        name = person.name if person else person_id
        raise RuleViolation(f"{name}还没有 PIN，请秘书在小组台发放。")
    _refuse_while_closed(context, person, record)
    counted = replace(record, failed_tries=record.failed_tries + 1)
    with context.transaction("count_pin_try", subject=person_id):
        context.store.panels.save_pin(counted)
    seconds_to_wait(context, counted)  # begins now
    if not matches(pin, record.phc_hash):
        raise RuleViolation(_wrong(person, counted))
    with context.transaction("accept_pin", subject=person_id):
        context.store.panels.save_pin(replace(record, failed_tries=0))
    return person


def seconds_to_wait(context: Context, record: PinRecord) -> int:
    """Until the next try is looked at; 0 for at once."""
    wait = TRIES.wait_after(record.failed_tries)
    left = context.waits.left(record, wait, context.clock.monotonic())
    return -int(-left.total_seconds() // 1)


def confirm(context: Context, witness: Witness, roles: frozenset[Role], *estates: str) -> Person:
    """The second person of an act: somebody else, in one of these roles, with the right PIN.

    Whoever must stand back from one of these ``estates`` confirms nothing about it; a deputy does.
    """
    actor = context.somebody()
    named = "或".join(role.value for role in Role if role in roles)
    if witness.person == actor.id:
        raise RuleViolation(f"此操作须两人在场，请由{named}中的另一人输入 PIN。")
    person = context.person(witness.person)
    if person is None or not roles_on(context, person, *estates) & roles:
        raise RuleViolation(f"此操作须由{named}在场确认，请选择{named}并输入其 PIN。")
    if any(context.recusals.cover(person.id, EstateId(estate)) for estate in estates):
        raise RuleViolation(f"{person.name}对该小区应当回避，不能作见证，请由另一人输入 PIN。")
    return check_pin(context, witness.person, witness.pin)


def confirm_pair(context: Context, witness: Witness, *estates: str) -> Person:
    """Chair and observer together; where nobody observes, the secretary stands beside the chair.

    Where the chair must stand back from one of these ``estates`` the chair's deputy does it.
    """
    return confirm(context, witness, frozenset({_second_role(context, *estates)}), *estates)


def seconds_of_pair(context: Context, *estates: str) -> tuple[Person, ...]:
    """Who can stand beside the person at the machine in an act of chair and observer."""
    actor, role, recusals = context.somebody(), _second_role(context, *estates), context.recusals
    return tuple(
        person
        for person in context.store.panels.people()
        if person.id != actor.id
        and role in roles_on(context, person, *estates)
        and not any(recusals.cover(person.id, EstateId(estate)) for estate in estates)
    )


def _second_role(context: Context, *estates: str) -> Role:
    person = context.person(context.somebody().id)
    if person is None or Role.PANEL_CHAIR not in roles_on(context, person, *estates):
        return Role.PANEL_CHAIR
    return Role.OBSERVER if people_with(context, Role.OBSERVER) else Role.SECRETARY


def _refuse_while_closed(context: Context, person: Person, record: PinRecord) -> None:
    if TRIES.is_locked(record.failed_tries):
        raise RuleViolation(
            f"{person.name}的 PIN 已连续输错 {record.failed_tries} 次，已锁定；{_way_out(person)}"
        )
    if seconds := seconds_to_wait(context, record):
        raise RuleViolation(f"{person.name}的 PIN 连续输错，请等待 {seconds} 秒后再试。")


def _wrong(person: Person, counted: PinRecord) -> str:
    left = TRIES.tries_left(counted.failed_tries)
    if not left:
        return f"PIN 不正确。{person.name}的 PIN 已锁定；{_way_out(person)}"
    sentence = f"PIN 不正确，请核对{person.name}的 PIN 后重新输入；还可以试 {left} 次。"
    if wait := TRIES.wait_after(counted.failed_tries):
        sentence += f"请等待 {wait.total_seconds():.0f} 秒后再试。"
    return sentence


def _way_out(person: Person) -> str:
    if Role.SECRETARY in person.roles:
        return "请组长和监督员一起在登录窗口重新发放（“PIN 已锁定或遗失”）。"
    return "请秘书会同监督员（没有监督员的由组长）在小组台解锁或重新发放。"
