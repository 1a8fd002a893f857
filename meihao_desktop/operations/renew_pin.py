"""A PIN that is locked or lost: two people open the door again, and every way is in the log.

- 小组台: the secretary unlocks a PIN beside the observer, or the chair where nobody observes.
- Login window, nobody logged in: two keepers (secretary, chair, observer; not the person) have a
  fresh one issued. This is the way for a secretary, whom nobody at a desk could help.
- Hardly anybody has a PIN yet, so that no two can be asked and nobody can have scored: the
  secretary gets a fresh one after a long wait (beside the one other person who has one), and the
  login window tells so from then on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.pin import PinRecord
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import IssuedPin, fresh_pins, records_of
from meihao_desktop.operations.roles import people_with
from meihao_desktop.operations.witness import TRIES, check_pin, confirm

KEEPERS = frozenset({Role.SECRETARY, Role.PANEL_CHAIR, Role.OBSERVER})
PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """How this person comes to a PIN again: by two of the keepers, or alone after a wait.

    ``sentence`` says what to do; ``needed`` must be one of the two. ``lone_seconds`` are still to
    be waited where there are no two; the one keeper there may be then stands by.
    """

    person: Person
    sentence: str
    keepers: tuple[Person, ...] = ()
    needed: PersonId | None = None
    lone_seconds: int | None = None

    @property
    def is_by_two(self) -> bool:
        return len(self.keepers) >= PAIR


def way_back(context: Context, person_id: PersonId) -> WayBack:
    """What the login window offers to somebody whose PIN is locked or lost."""
    person, record = _issued(context, person_id)
    if not _may_be_renewed(person, record):
        sentence = f"{person.name}的 PIN 没有锁定。遗失 PIN 的，请秘书在小组台重新发放。"
        return WayBack(person=person, sentence=sentence)
    others = _holders(context, person)
    if Role.SECRETARY in person.roles and len(others) < PAIR:
        return _lone_way(context, person, record, others)
    guardians = _usable(context, person, KEEPERS)
    rest = _usable(context, person, frozenset({Role.EXPERT})) if len(guardians) < PAIR else ()
    keepers = tuple(dict.fromkeys((*guardians, *rest)))
    if len(keepers) < PAIR:
        sentence = "其他人的 PIN 也已锁定，能够作证的不足两人；请先为其他人解锁。"
        return WayBack(person=person, sentence=sentence)
    return WayBack(
        person=person,
        sentence=f"为{person.name}重新发放 PIN，须两人在场，分别输入自己的 PIN；办理情况写入记录。",
        keepers=keepers,
        needed=guardians[0].id if len(guardians) == 1 else None,
    )


def unlock_witnesses(context: Context, person_id: PersonId) -> tuple[Person, ...]:
    """Who can stand beside the secretary: the observer, or the chair where nobody observes."""
    person, _ = _issued(context, person_id)
    observers = _usable(context, person, frozenset({Role.OBSERVER}))
    return observers or _usable(context, person, frozenset({Role.PANEL_CHAIR}))


def unlock(context: Context, person_id: PersonId, witness: Witness) -> Change:
    """The person's own PIN is looked at again; secretary and witness stand for it."""
    actor = context.require(Act.ISSUE_PIN)
    person, record = _issued(context, person_id)
    if not TRIES.is_locked(record.failed_tries):
        raise RuleViolation(f"{person.name}的 PIN 没有锁定，不需要解锁。")
    if person.id == actor.id:
        raise RuleViolation("不能为自己解锁，请组长和监督员一起在登录窗口办理。")
    offered = unlock_witnesses(context, person_id)
    if witness.person not in [each.id for each in offered]:
        raise RuleViolation(
            f"为{person.name}解锁，须由监督员（没有监督员的由组长，均不是本人）在场输入 PIN。"
        )
    second = confirm(context, witness, frozenset({Role.OBSERVER, Role.PANEL_CHAIR}))
    with context.transaction("unlock_pin", subject=person.id, detail={"witness": second.id}):
        context.store.panels.save_pin(replace(record, failed_tries=0))
    return Change(is_panel=True)


def renew_by_two(
    context: Context, person_id: PersonId, first: Witness, second: Witness
) -> tuple[IssuedPin, Change]:
    """A fresh PIN, for which two keepers stand; nobody need be logged in."""
    way = way_back(context, person_id)
    if not way.is_by_two:
        raise RuleViolation(way.sentence)
    _require_pair(way, first, second)
    for witness in (first, second):
        check_pin(context, witness.person, witness.pin)
    return _renewed(context, way.person, "renew_pin", (first.person, second.person))


def renew_alone(
    context: Context, person_id: PersonId, witness: Witness | None = None
) -> tuple[IssuedPin, Change]:
    """A fresh PIN for a secretary where no two others have one; only after the long wait."""
    way = way_back(context, person_id)
    if way.lone_seconds is None or way.lone_seconds > 0:
        raise RuleViolation(way.sentence)
    for keeper in way.keepers:
        if witness is None or witness.person != keeper.id:
            raise RuleViolation(f"请{keeper.name}在场输入自己的 PIN。")
        check_pin(context, keeper.id, witness.pin)
    return _renewed(context, way.person, "renew_pin_alone", [keeper.id for keeper in way.keepers])


def _lone_way(
    context: Context, person: Person, record: PinRecord, others: tuple[Person, ...]
) -> WayBack:
    """So long a wait that nobody makes use of a machine left alone for a moment."""
    names = "、".join(each.name for each in (person, *others))
    minutes = int(TRIES.lone_wait.total_seconds() // 60)
    why = f"本次评审还只有{names}有 PIN，没有两个人可以作证。"
    if not TRIES.is_locked(record.failed_tries):
        sentence = (
            f"{why}请先试输；连续输错 {TRIES.locks_at} 次锁定之后，"
            f"等待 {minutes} 分钟可以重新发放。"
        )
        return WayBack(person=person, sentence=sentence)
    left = context.waits.left(record, TRIES.lone_wait, context.clock.monotonic())
    sentence = (
        f"{why}锁定后程序开着满 {minutes} 分钟可以重新发放；关闭程序则重新计时。"
        "办理情况写入记录，并在登录窗口一直显示。"
    )
    seconds = -int(-left.total_seconds() // 1)
    return WayBack(person=person, sentence=sentence, keepers=others, lone_seconds=seconds)


def _require_pair(way: WayBack, first: Witness, second: Witness) -> None:
    pair = {first.person, second.person}
    names = "、".join(person.name for person in way.keepers)
    if len(pair) < PAIR:
        raise RuleViolation("须由两个不同的人分别输入自己的 PIN。")
    if not pair <= {person.id for person in way.keepers}:
        raise RuleViolation(f"只有{names}可以为{way.person.name}作证，请重新选择。")
    if way.needed is not None and way.needed not in pair:
        raise RuleViolation(f"两人之中须有{way.keepers[0].name}。")


def _renewed(
    context: Context, person: Person, event: str, vouched: Sequence[PersonId]
) -> tuple[IssuedPin, Change]:
    is_open = context.store.settings.review_round().is_rehearsal
    (fresh,) = fresh_pins([person.id], is_open=is_open, cost=context.pin_cost)
    is_by_two = len(vouched) >= PAIR
    (record,) = records_of(context, [fresh], vouched if is_by_two else ())
    with context.transaction(event, subject=person.id, detail={"witnesses": " ".join(vouched)}):
        context.store.panels.save_pin(record)
    return IssuedPin(person=person, slip=record.slip, pin=fresh.pin), Change(is_panel=True)


def _issued(context: Context, person_id: PersonId) -> tuple[Person, PinRecord]:
    person, record = context.person(person_id), context.store.panels.pin(person_id)
    if person is None or record is None:
        raise MissingRecord("PIN", person_id)
    return person, record


def _may_be_renewed(person: Person, record: PinRecord) -> bool:
    """A PIN that is only lost is the secretary's business, unless it is the secretary's own."""
    return TRIES.is_locked(record.failed_tries) or Role.SECRETARY in person.roles


def _holders(context: Context, person: Person) -> tuple[Person, ...]:
    """The others who have a PIN, locked or not."""
    panels = context.store.panels
    others = (other for other in panels.people() if other.id != person.id)
    return tuple(other for other in others if panels.pin(other.id) is not None)


def _usable(context: Context, person: Person, roles: frozenset[Role]) -> tuple[Person, ...]:
    """Others in these roles who take part and whose PIN is not locked."""
    found = (other for role in Role if role in roles for other in people_with(context, role))
    return tuple(
        other
        for other in dict.fromkeys(found)
        if other.id != person.id and _is_usable(context, other)
    )


def _is_usable(context: Context, other: Person) -> bool:
    record = context.store.panels.pin(other.id)
    if record is None or TRIES.is_locked(record.failed_tries):
        return False
    return not other.is_expert or other.seat.is_taken
