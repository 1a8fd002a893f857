"""Hearings are read back as they were kept, step by step; what settlements rest on too."""

from dataclasses import replace
from decimal import Decimal

from meihao_desktop.db.store import Store
from meihao_desktop.domain.finding import Decision, FindingKey, Settlement, Where
from meihao_desktop.domain.hearing import Answer, Hearing, Voice
from meihao_desktop.domain.panel import PersonId
from tests.db.rounds import writing
from tests.support.builders import NOON, expert_id

TOLD = Hearing(
    finding=FindingKey("outlier:/C01-E01/P01//:A1"),
    where=Where(estate="C01-E01", expert="P01"),
    sentence="专家01对“朗悦花园”总分 60，其他专家均值 90，畸低。",
    notified_by="秘书",
    notified_at=NOON,
)


def test_a_hearing_is_read_back_after_every_step(store: Store) -> None:
    answered = TOLD.answered(Answer.STAND, "已核对", by=expert_id(1), at=NOON)
    others = frozenset({expert_id(2), expert_id(3)})
    votes = [(PersonId(who), Voice.ABNORMAL) for who in sorted(others)]
    for hearing in (TOLD, answered, answered.voted(votes, others=others, at=NOON)):
        with writing(store):
            store.hearings.save(hearing)
        assert store.hearings.all() == {TOLD.finding: hearing}
        assert store.dossier().hearings == {TOLD.finding: hearing}


def test_a_settlement_keeps_seed_witness_approval_and_the_figure_agreed_on(store: Store) -> None:
    plain = Settlement(
        finding=FindingKey("tie:"), decision=Decision.DRAWN, reason="票数相同", actor="专家01",
        settled_at=NOON, seed="37-08-52", witness="监督员",
    )  # fmt: skip
    agreed = replace(
        plain, finding=FindingKey("objective:"), decision=Decision.UNIFIED, seed="", witness="",
        approval="玉建函〔2025〕12号", agreed=Decimal("2.5"),
    )  # fmt: skip
    with writing(store):
        store.settlements.save(plain)
        store.settlements.save(agreed)
    assert store.settlements.all()[plain.finding] == plain
    assert store.settlements.all()[agreed.finding] == agreed
