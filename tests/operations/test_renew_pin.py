"""A locked or lost PIN: two people bring it back, and every way stands in the log."""

import pytest

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.pin import is_weak
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import identify_person, renew_pin
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, SteppingClock, convene

EXPERT, OTHER = EXPERTS[1], EXPERTS[2]


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.SEALED)


def by(person: PersonId, pin: str = "") -> Witness:
    return Witness(person=person, pin=pin or open_pin(person))


def wait(context: Context, seconds: int) -> None:
    assert isinstance(context.clock, SteppingClock)
    context.clock.wait(seconds)


def lock(context: Context, *people: PersonId) -> None:
    """Somebody types ten wrong PINs for each of them."""
    for person in people:
        for _ in range(10):
            wait(context, 1000)
            with pytest.raises(RuleViolation):
                identify_person.log_in(context, person, "000000")


def is_locked(context: Context, person: PersonId) -> bool:
    rows = identify_person.people(context)
    return next(row.is_locked for row in rows if row.person.id == person)


def last_event(context: Context) -> tuple[str, str]:
    event = context.store.audit_log.events()[-1]
    return event.event, event.subject


def test_secretary_and_observer_unlock_a_pin_and_it_is_the_same_pin(context: Context) -> None:
    lock(context, EXPERT)
    assert [each.id for each in renew_pin.unlock_witnesses(context, EXPERT)] == [OBSERVER]
    change = renew_pin.unlock(context, EXPERT, by(OBSERVER))
    assert change.is_panel
    assert last_event(context) == ("unlock_pin", EXPERT)
    assert identify_person.log_in(context, EXPERT, open_pin(EXPERT)).id == EXPERT


def test_the_chair_witnesses_an_unlocking_only_where_nobody_observes(context: Context) -> None:
    lock(context, EXPERT)
    with pytest.raises(RuleViolation, match="须由监督员（没有监督员的由组长"):
        renew_pin.unlock(context, EXPERT, by(CHAIR))
    lock(context, OBSERVER)
    renew_pin.unlock(context, OBSERVER, by(CHAIR))
    with context.transaction("nobody observes"):
        context.store.panels.remove_person(OBSERVER)
    renew_pin.unlock(context, EXPERT, by(CHAIR))
    assert not is_locked(context, EXPERT)


@pytest.mark.parametrize("person", [SECRETARY, EXPERT, OTHER])
def test_nobody_else_witnesses_an_unlocking(context: Context, person: PersonId) -> None:
    lock(context, EXPERT)
    with pytest.raises(RuleViolation, match="须由监督员"):
        renew_pin.unlock(context, EXPERT, by(person))
    assert is_locked(context, EXPERT)


def test_a_wrong_pin_of_the_witness_leaves_the_lock(context: Context) -> None:
    lock(context, EXPERT)
    with pytest.raises(RuleViolation, match="PIN 不正确"):
        renew_pin.unlock(context, EXPERT, by(OBSERVER, "000000"))
    assert is_locked(context, EXPERT)


def test_what_is_not_locked_is_not_unlocked_and_nobody_unlocks_themselves(context: Context) -> None:
    with pytest.raises(RuleViolation, match="没有锁定"):
        renew_pin.unlock(context, EXPERT, by(OBSERVER))
    lock(context, SECRETARY)
    with pytest.raises(RuleViolation, match="不能为自己解锁"):
        renew_pin.unlock(context, SECRETARY, by(OBSERVER))


def test_chair_and_observer_bring_back_a_locked_secretary_at_the_login_window(
    context: Context,
) -> None:
    identify_person.log_out(context)
    lock(context, SECRETARY)
    way = renew_pin.way_back(context, SECRETARY)
    assert way.is_by_two
    assert {keeper.id for keeper in way.keepers} == {CHAIR, OBSERVER}
    issued, _ = renew_pin.renew_by_two(context, SECRETARY, by(CHAIR), by(OBSERVER))
    assert last_event(context) == ("renew_pin", SECRETARY)
    record = context.store.panels.pin(SECRETARY)
    assert record is not None
    assert (record.issued_by, record.slip) == ((CHAIR, OBSERVER), issued.slip)
    assert not is_weak(issued.pin)
    assert identify_person.log_in(context, SECRETARY, issued.pin).id == SECRETARY
    assert not any(row.renewed_alone_at for row in identify_person.people(context))


def test_a_secretary_who_lost_the_pin_need_not_lock_it_first(context: Context) -> None:
    identify_person.log_out(context)
    assert renew_pin.way_back(context, SECRETARY).is_by_two
    lost = renew_pin.way_back(context, EXPERT)
    assert not lost.is_by_two
    with pytest.raises(RuleViolation, match="请秘书在小组台重新发放"):
        renew_pin.renew_by_two(context, EXPERT, by(CHAIR), by(OBSERVER))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [(CHAIR, CHAIR, "两个不同的人"), (CHAIR, EXPERT, "可以为秘书作证"),
     (EXPERT, OTHER, "可以为秘书作证"), (SECRETARY, CHAIR, "可以为秘书作证")],
)  # fmt: skip
def test_not_every_two_people_bring_back_a_pin(
    context: Context, first: PersonId, second: PersonId, told: str
) -> None:
    lock(context, SECRETARY)
    with pytest.raises(RuleViolation, match=told):
        renew_pin.renew_by_two(context, SECRETARY, by(first), by(second))
    assert is_locked(context, SECRETARY)


def test_both_pins_are_looked_at(context: Context) -> None:
    lock(context, SECRETARY)
    for pair in ((by(CHAIR, "000000"), by(OBSERVER)), (by(CHAIR), by(OBSERVER, "000000"))):
        with pytest.raises(RuleViolation, match="PIN 不正确"):
            renew_pin.renew_by_two(context, SECRETARY, *pair)
    assert is_locked(context, SECRETARY)


def test_where_one_keeper_is_left_an_expert_stands_beside_that_one(context: Context) -> None:
    identify_person.log_out(context)
    lock(context, SECRETARY, OBSERVER)
    way = renew_pin.way_back(context, SECRETARY)
    assert way.needed == CHAIR
    with pytest.raises(RuleViolation, match="两人之中须有专家01"):
        renew_pin.renew_by_two(context, SECRETARY, by(EXPERT), by(OTHER))
    renew_pin.renew_by_two(context, SECRETARY, by(EXPERT), by(CHAIR))
    assert not is_locked(context, SECRETARY)


def test_where_every_other_pin_is_locked_it_is_said(context: Context) -> None:
    lock(context, SECRETARY, OBSERVER, *EXPERTS)
    with pytest.raises(RuleViolation, match="请先为其他人解锁"):
        renew_pin.renew_by_two(context, SECRETARY, by(CHAIR), by(OBSERVER))
    with pytest.raises(RuleViolation, match="请先为其他人解锁"):
        renew_pin.renew_alone(context, SECRETARY)


def test_a_secretary_who_is_alone_waits_long_and_it_is_told_ever_after(round_in: RoundIn) -> None:
    context = round_in(Phase.PREPARING)
    identify_person.log_out(context)
    with pytest.raises(RuleViolation, match="请先试输"):
        renew_pin.renew_alone(context, SECRETARY)
    lock(context, SECRETARY)
    way = renew_pin.way_back(context, SECRETARY)
    assert "等待" not in way.sentence
    assert "32 分钟" in way.sentence
    assert way.lone_seconds == 32 * 60
    wait(context, 32 * 60 - 20)
    with pytest.raises(RuleViolation, match="满 32 分钟"):
        renew_pin.renew_alone(context, SECRETARY)
    wait(context, 20)
    issued, _ = renew_pin.renew_alone(context, SECRETARY)
    assert last_event(context) == ("renew_pin_alone", SECRETARY)
    identify_person.log_in(context, SECRETARY, issued.pin)
    (row,) = identify_person.people(context)
    assert row.renewed_alone_at is not None


def test_what_was_renewed_alone_is_no_longer_told_once_two_stood_for_another(
    round_in: RoundIn,
) -> None:
    context = round_in(Phase.PREPARING)
    lock(context, SECRETARY)
    wait(context, 32 * 60)
    renew_pin.renew_alone(context, SECRETARY)
    convene(context)
    renew_pin.renew_by_two(context, SECRETARY, by(CHAIR), by(OBSERVER))
    assert not any(row.renewed_alone_at for row in identify_person.people(context))


def test_the_one_other_person_with_a_pin_must_stand_by(round_in: RoundIn) -> None:
    context = round_in(Phase.PREPARING)
    convene(context)
    with context.transaction("only one other has a pin"):
        for person in (OBSERVER, *EXPERTS[1:]):
            context.store.panels.remove_person(person)
    lock(context, SECRETARY)
    wait(context, 32 * 60)
    for witness in (None, by(EXPERT)):
        with pytest.raises(RuleViolation, match="请专家01在场"):
            renew_pin.renew_alone(context, SECRETARY, witness)
    renew_pin.renew_alone(context, SECRETARY, by(CHAIR))
    assert not is_locked(context, SECRETARY)


def test_with_others_at_hand_no_wait_helps(context: Context) -> None:
    lock(context, SECRETARY)
    wait(context, 365 * 24 * 3600)
    with pytest.raises(RuleViolation, match="须两人在场"):
        renew_pin.renew_alone(context, SECRETARY)


def test_who_has_no_pin_has_none_to_come_back_to(context: Context) -> None:
    with pytest.raises(MissingRecord):
        renew_pin.way_back(context, PersonId("P77"))
