"""Who sits at the machine: login by person and PIN, and issuing PINs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Act, Actor
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.operations.activation import ready_own_part
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.keys import ready_expert_key, retire_keys
from meihao_desktop.operations.pins import FreshPin, IssuedPin, fresh_pins, open_pin, records_of
from meihao_desktop.operations.witness import TRIES, check_pin, confirm, seconds_to_wait

GUARDIANS = frozenset({Role.PANEL_CHAIR, Role.OBSERVER})


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRow:
    """One person of the login window; no try is looked at for ``wait_seconds``.

    ``renewed_alone_at`` is told to everybody: nobody stood by when the secretary got this PIN.
    """

    person: Person
    has_pin: bool
    is_locked: bool = False
    wait_seconds: int = 0
    renewed_alone_at: datetime | None = None


def people(context: Context) -> tuple[LoginRow, ...]:
    """Everybody with a part in the round, in the panel's order; without a PIN nobody logs in.

    On an expert's laptop that is this one expert.
    """
    people = context.store.panels.people()
    if (seat := context.store.exchanges.seat()) is not None:
        people = tuple(person for person in people if person.id == seat.expert)
    return tuple(_login_row(context, person) for person in people if _takes_part(context, person))


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
    ready_expert_key(context, person, pin)
    ready_own_part(context, person.id, pin)
    actor = Actor(id=person.id, name=person.name, roles=person.roles)
    context.actor = actor
    return actor


def log_out(context: Context) -> None:
    """Nobody sits at the machine."""
    context.actor = None


def prove(context: Context, pin: str) -> Actor:
    """The person at the machine shows anew who they are, after the window was locked."""
    actor = context.somebody()
    check_pin(context, actor.id, pin)
    return actor


def pins_to_make(
    context: Context, people: Sequence[PersonId]
) -> Callable[[Watch], tuple[FreshPin, ...]]:
    """The slow part of issuing: to be done in the background, then handed to ``issue_pins``."""
    is_open, cost = context.store.settings.review_round().is_rehearsal, context.pin_cost
    return lambda _watch: fresh_pins(people, is_open=is_open, cost=cost)


def issue_pins(
    context: Context, fresh: Sequence[FreshPin], witness: Witness | None = None
) -> tuple[tuple[IssuedPin, ...], Change]:
    """Let these PINs stand; each in clear this once.

    From sealing on, who has a PIN already gets another only in the presence of chair or observer.
    """
    actor = context.require(Act.ISSUE_PIN)
    people = tuple(_known(context, one.person) for one in fresh)
    renewed = [person for person in people if needs_witness(context, person.id)]
    detail: dict[str, str] = {}
    issued_by = [actor.id]
    if renewed:
        issued_by.append(_witnessed(context, renewed, witness))
        detail["witness"] = issued_by[-1]
    records = records_of(context, fresh, issued_by)
    named = " ".join(one.person for one in fresh)
    with context.transaction("issue_pin", subject=named, detail=detail):
        for record in records:
            context.store.panels.save_pin(record)
            retire_keys(context, record.person)
    issued = (
        IssuedPin(person=person, slip=record.slip, pin=one.pin)
        for person, record, one in zip(people, records, fresh, strict=True)
    )
    return tuple(issued), Change(is_panel=True)


def issue_pin(
    context: Context, person_id: PersonId, witness: Witness | None = None
) -> tuple[str, Change]:
    """A fresh PIN for one, shown once."""
    context.require(Act.ISSUE_PIN)
    _known(context, person_id)
    fresh = pins_to_make(context, [person_id])(Watch())
    (issued,), change = issue_pins(context, fresh, witness)
    return issued.pin, change


def needs_witness(context: Context, person_id: PersonId) -> bool:
    """Whether a fresh PIN for this person asks for a second person."""
    is_sealed = context.store.settings.review_round().rules_are_locked
    return is_sealed and context.store.panels.pin(person_id) is not None


def _takes_part(context: Context, person: Person) -> bool:
    """Experts in reserve, unless they score somewhere, and those replaced do not sit down."""
    if not person.is_expert or person.seat.is_taken:
        return True
    return bool(Recusals.of(context.store.panels.recusals()).succeeded_by(person.id))


def _require_part(context: Context, person: Person) -> None:
    if _takes_part(context, person):
        return
    if not person.seat.replaced_by:
        raise RuleViolation(f"{person.name}是后备专家，递补之后才能登录。")
    successor = context.person(PersonId(person.seat.replaced_by))
    name = successor.name if successor else "他人"
    raise RuleViolation(f"{person.name}已由{name}接替，不再参加本次评审，不能登录。")


def _known(context: Context, person_id: PersonId) -> Person:
    person = context.person(person_id)
    if person is None:
        raise MissingRecord("评审小组成员", person_id)
    return person


def _witnessed(context: Context, renewed: Sequence[Person], witness: Witness | None) -> PersonId:
    """A secretary alone could otherwise score in an expert's name."""
    if witness is None or witness.person in [person.id for person in renewed]:
        names = "、".join(person.name for person in renewed)
        raise RuleViolation(
            f"评审已封存，为{names}重新发放 PIN 须由组长或监督员（不是本人）在场输入 PIN。"
        )
    return confirm(context, witness, GUARDIANS).id


def _login_row(context: Context, person: Person) -> LoginRow:
    record = context.store.panels.pin(person.id)
    if record is None:
        return LoginRow(person=person, has_pin=False)
    return LoginRow(
        person=person,
        has_pin=True,
        is_locked=TRIES.is_locked(record.failed_tries),
        wait_seconds=seconds_to_wait(context, record),
        renewed_alone_at=record.issued_at if record.was_renewed_alone else None,
    )
