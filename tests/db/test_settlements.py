"""Settlements: one for each finding, the latest decision stands."""

from dataclasses import replace
from datetime import timedelta

from meihao_desktop.db.store import Store
from meihao_desktop.domain.finding import Decision, FindingKey, Settlement, Where
from tests.db.rounds import writing
from tests.support.builders import NOON

TIE = Settlement(
    finding=FindingKey("tie:////:90.5"),
    where=Where(estate="C01-E01"),
    decision=Decision.ORDERED,
    reason="评审小组表决",
    actor="P01",
    settled_at=NOON,
    order=("C01-E02", "C01-E01"),
    votes={"C01-E02": 3, "C01-E01": 2},
)


def test_a_settlement_is_read_back_with_order_and_votes(store: Store) -> None:
    assert store.settlements.all() == {}
    with writing(store):
        store.settlements.save(TIE)
    assert store.settlements.all() == {TIE.finding: TIE}


def test_a_later_decision_on_the_same_finding_takes_its_place(store: Store) -> None:
    other = replace(TIE, finding=FindingKey("outlier:"), settled_at=NOON + timedelta(minutes=5))
    later = replace(TIE, decision=Decision.BOTH_ADMITTED, reason="名额充足", order=(), votes={})
    for settlement in (other, TIE, later):
        with writing(store):
            store.settlements.save(settlement)
    assert list(store.settlements.all().values()) == [later, other]
