"""People, PINs, recusals and vetoes."""

from dataclasses import replace
from datetime import timedelta

from meihao_desktop.db.store import Store
from meihao_desktop.domain.chair_election import ChairElection, Poll
from meihao_desktop.domain.panel import PersonId, Role
from meihao_desktop.domain.pin import PinRecord
from meihao_desktop.domain.recusal import RecusalStatus
from tests.db.rounds import writing
from tests.support.builders import (
    NOON,
    a_panel,
    a_recusal,
    a_veto,
    an_expert,
    expert_id,
)

PIN = PinRecord(person=expert_id(1), phc_hash="$scrypt$ln=14$salt$hash")
LOCKED = "{}"


def test_people_stay_in_the_order_of_entry(store: Store) -> None:
    assert store.panels.people() == a_panel(3).people
    chair = replace(an_expert(2), roles=frozenset({Role.EXPERT, Role.PANEL_CHAIR}), group="一组")
    with writing(store):
        store.panels.save_person(an_expert(7))
        store.panels.save_person(chair)
    assert [person.id for person in store.panels.people()] == [
        "P90",
        "P91",
        "P01",
        "P02",
        "P03",
        "P07",
    ]
    assert store.panels.people()[3] == chair


def test_a_person_without_records_goes_with_their_pin(store: Store) -> None:
    with writing(store):
        store.panels.save_pin(PIN)
    with writing(store):
        store.panels.remove_person(expert_id(1))
    assert store.panels.pin(expert_id(1)) is None
    assert expert_id(1) not in [person.id for person in store.panels.people()]
    with writing(store):
        store.panels.remove_person(PersonId("P55"))
    assert store.audit_log.events()[-1].changes == 0


def test_wrong_tries_the_token_and_the_issue_of_a_pin_are_kept(store: Store) -> None:
    assert store.panels.pin(expert_id(1)) is None
    waiting = replace(PIN, failed_tries=6)
    again = replace(
        PIN, token=LOCKED, slip="0042-01", issued_at=NOON, issued_by=(expert_id(2), expert_id(3))
    )
    for record in (PIN, waiting, PIN, again):
        with writing(store):
            store.panels.save_pin(record)
        assert store.panels.pin(expert_id(1)) == record


def test_a_recusal_and_its_decision_are_kept(store: Store) -> None:
    declared = a_recusal(1, status=RecusalStatus.DECLARED)
    decided = replace(
        declared, status=RecusalStatus.DISMISSED, decided_by=expert_id(2), decided_at=NOON,
        decision_reason="经核实不属于应当回避的情形",
    )  # fmt: skip
    later = replace(a_recusal(2, 3, county=2), declared_at=NOON - timedelta(hours=1))
    with writing(store):
        store.panels.save_recusal(declared)
        store.panels.save_recusal(later)
    assert store.panels.recusals() == (later, declared)
    with writing(store):
        store.panels.save_recusal(decided)
    assert store.panels.recusals() == (later, decided)


def test_elections_are_kept_with_all_their_polls(store: Store) -> None:
    first = ChairElection(
        number=1,
        polls=(
            Poll(votes={expert_id(1): 1, expert_id(2): 1, expert_id(3): 1}, voters=3),
            Poll(votes={expert_id(1): 1, expert_id(2): 2, expert_id(3): 0}, voters=3),
        ),
        held_at=NOON,
        recorded_by=PersonId("P90"),
    )
    second = replace(first, number=2, polls=first.polls[:1])
    with writing(store):
        store.panels.save_election(second)
        store.panels.save_election(first)
    assert store.panels.elections() == (first, second)
    assert store.dossier().elections == (first, second)
    assert store.audit_log.verify().faults == ()


def test_a_deputy_and_a_successor_stay_with_the_recusal(store: Store) -> None:
    handed = replace(a_recusal(1), deputy="P02", successor="P03")
    with writing(store):
        store.panels.save_recusal(handed)
    assert store.panels.recusals() == (handed,)


def test_vetoes_are_kept_one_for_each_ground(store: Store) -> None:
    other = replace(
        a_veto(), ground="发生重大安全责任事故", confirmed_at=NOON + timedelta(minutes=1)
    )
    with writing(store):
        store.panels.save_veto(other)
        store.panels.save_veto(a_veto())
    assert store.panels.vetoes() == (a_veto(), other)
