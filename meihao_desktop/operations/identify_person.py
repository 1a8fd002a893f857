"""Who sits at the machine: login by person and PIN, and issuing PINs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Act, Actor
from meihao_desktop.domain.pin import PinRecord
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import fresh_pin, hashed, open_pin
from meihao_desktop.operations.witness import TRIES, check_pin, confirm

GUARDIANS = frozenset({Role.PANEL_CHAIR, Role.OBSERVER})


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRow:
    """One person of the login window; ``waits_until`` is set while no try is accepted."""

    person: Person
    has_pin: bool
    is_locked: bool = False
    waits_until: datetime | None = None


def people(context: Context) -> tuple[LoginRow, ...]:
    """Everybody with a part in the round, in the panel's order; without a PIN nobody logs in."""
    people = context.store.panels.people()
    return tuple(_login_row(context, person) for person in people if _takes_part(person))


def rehearsal_pins(context: Context) -> Mapping[PersonId, str]:
    """The openly shown PINs of a rehearsal round; always empty in a real one."""
    if not context.store.settings.review_round().is_rehearsal:
        return {}
    panels = context.store.panels
    return {p.id: open_pin(p.id) for p in panels.people() if panels.pin(p.id) is not None}


def log_in(context: Context, person_id: PersonId, pin: str) -> Actor:
    """Make this person the actor; refused with the number of tries left or the time to wait."""
    person = check_pin(context, person_id, pin)
    _require_part(context, person)
    actor = Actor(id=person.id, name=person.name, roles=person.roles)
    context.actor = actor
    return actor


def log_out(context: Context) -> None:
    """Nobody sits at the machine."""
    context.actor = None


def issue_pin(
    context: Context, person_id: PersonId, witness: Witness | None = None
) -> tuple[str, Change]:
    """A fresh PIN, shown once; from sealing on a second PIN needs chair or observer as witness."""
    context.require(Act.ISSUE_PIN)
    person = context.person(person_id)
    if person is None:
        raise MissingRecord("评审小组成员", person_id)
    review_round = context.store.settings.review_round()
    detail: dict[str, str] = {}
    if needs_witness(context, person_id):
        detail["witness"] = _witnessed(context, person, witness)
    pin = open_pin(person_id) if review_round.is_rehearsal else fresh_pin()
    record = PinRecord(person=person_id, phc_hash=hashed(pin, context.pin_cost))
    with context.transaction("issue_pin", subject=person_id, detail=detail):
        context.store.panels.save_pin(record)
    return pin, Change(is_panel=True)


def needs_witness(context: Context, person_id: PersonId) -> bool:
    """Whether a fresh PIN for this person asks for a second person."""
    is_sealed = context.store.settings.review_round().rules_are_locked
    return is_sealed and context.store.panels.pin(person_id) is not None


def _takes_part(person: Person) -> bool:
    """Experts in reserve and experts who were replaced do not sit at the machine."""
    return not person.is_expert or person.seat.is_taken


def _require_part(context: Context, person: Person) -> None:
    if _takes_part(person):
        return
    if not person.seat.replaced_by:
        raise RuleViolation(f"{person.name}是后备专家，递补之后才能登录。")
    successor = context.person(PersonId(person.seat.replaced_by))
    name = successor.name if successor else "他人"
    raise RuleViolation(f"{person.name}已由{name}接替，不再参加本次评审，不能登录。")


def _witnessed(context: Context, person: Person, witness: Witness | None) -> str:
    """A secretary alone could otherwise score in an expert's name."""
    if witness is None or witness.person == person.id:
        raise RuleViolation(
            f"评审已封存，为{person.name}重新发放 PIN 须由组长或监督员（不是本人）在场输入 PIN。"
        )
    return confirm(context, witness, GUARDIANS).id


def _login_row(context: Context, person: Person) -> LoginRow:
    record = context.store.panels.pin(person.id)
    if record is None:
        return LoginRow(person=person, has_pin=False)
    until = record.locked_until
    return LoginRow(
        person=person,
        has_pin=True,
        is_locked=TRIES.is_locked(record.failed_tries),
        waits_until=until if until is not None and context.now() < until else None,
    )
