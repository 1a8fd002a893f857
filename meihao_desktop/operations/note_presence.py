"""Who is in the room and who has signed the pledge (签到、离会、承诺)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import Enum

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import Person, PersonId, Seat
from meihao_desktop.domain.permission import Act
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.membership import named_member


class Presence(Enum):
    """What may be noted of somebody."""

    ARRIVED = "到会"
    LEFT = "离会"
    ABSENT = "未到会"


def note_presence(context: Context, people: Iterable[PersonId], presence: Presence) -> Change:
    """Note that these people came or went at this moment; 未到会 takes an entry back."""
    context.require(Act.NOTE_PRESENCE)
    now = context.now()
    found = [named_member(context, person) for person in people]
    for person in found:
        _require_possible(person, presence)
    detail = {"presence": presence.name}
    with context.transaction("note_presence", subject=_ids(found), detail=detail):
        for person in found:
            seat = _seat(person.seat, presence, now)
            context.store.panels.save_person(replace(person, seat=seat))
    return Change(is_panel=True)


def note_pledges(context: Context, people: Iterable[PersonId], *, are_given: bool) -> Change:
    """Note that the signed pledges of these people are in, or take the entry back."""
    context.require(Act.NOTE_PRESENCE)
    at = context.now() if are_given else None
    found = [named_member(context, person) for person in people]
    if any(not person.is_expert for person in found):
        raise RuleViolation("承诺书由评审专家签署，请选择专家。")
    detail = {"are_given": are_given}
    with context.transaction("note_pledges", subject=_ids(found), detail=detail):
        for person in found:
            seat = replace(person.seat, pledged_at=at)
            context.store.panels.save_person(replace(person, seat=seat))
    return Change(is_panel=True)


def _seat(seat: Seat, presence: Presence, now: datetime) -> Seat:
    if presence is Presence.ARRIVED:
        return replace(seat, arrived_at=seat.arrived_at or now, left_at=None)
    if presence is Presence.LEFT:
        return replace(seat, left_at=now)
    return replace(seat, arrived_at=None, left_at=None)


def _require_possible(person: Person, presence: Presence) -> None:
    if person.seat.replaced_by:
        raise RuleViolation(f"{person.name}已被更换，不再登记到会。")
    if presence is Presence.LEFT and not person.seat.is_present:
        raise RuleViolation(f"{person.name}还没有登记到会，不能登记离会。")


def _ids(people: Iterable[Person]) -> str:
    return "、".join(person.id for person in people)
