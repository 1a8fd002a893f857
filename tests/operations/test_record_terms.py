"""Factors and deductions: two people, a document, and everything that then tells of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.recorded_term import TermKind
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.tally_rules import TermLimits
from meihao_desktop.operations import rank_estates, record_terms
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.print_documents import Paper, render
from meihao_desktop.operations.record_terms import TermDraft
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, a_plan, estates, open_pin, sit

LIMITS = TermLimits(factor_max=Decimal("1.2"), deduction_max=Decimal(3))


def chair() -> Witness:
    return Witness(person=CHAIR, pin=open_pin(CHAIR))


def draft(context: Context, amount: str = "2", **fields: object) -> TermDraft:
    usual = TermDraft(
        estate=estates(context)[0], kind=TermKind.DEDUCTION, amount=Decimal(amount),
        reason=" 逾期补正 ", document="补正通知书", dated_on=date(2025, 9, 8),
    )  # fmt: skip
    return replace(usual, **fields)  # type: ignore[arg-type]


@pytest.fixture
def collating(round_in: RoundIn) -> Context:
    return round_in(Phase.COLLATING, a_plan(terms=LIMITS))


def first_figure(context: Context) -> Fraction:
    entry = rank_estates.ranking_desk(context).standing.entry(estates(context)[0])
    assert entry is not None
    return entry.final_points


def test_a_recorded_deduction_counts_and_is_told_everywhere(collating: Context) -> None:
    before = rank_estates.ranking_desk(collating)
    first = estates(collating)[0]
    figure = first_figure(collating)
    change = record_terms.record_term(collating, draft(collating), chair())
    assert change.touches_estate(first)
    assert change.is_findings
    after = rank_estates.ranking_desk(collating)
    assert first_figure(collating) == figure - 2
    assert after.check_code != before.check_code
    told = after.explanations[first]
    assert "扣分：89.6666…（269/3） － 2 ＝ 87.6666…（263/3）。" in told
    assert "扣 2 分（逾期补正；依据：补正通知书，2025-09-08；秘书登记、专家01确认）。" in told
    assert [row.finding.code for row in after.findings if row.finding.code == "term"] == ["term"]
    assert collating.store.audit_log.verify().is_sound


def test_a_printed_ranking_is_stale_after_it(collating: Context) -> None:
    code = render(collating, Paper.RANKING).check_code
    record_terms.record_term(collating, draft(collating), chair())
    assert render(collating, Paper.RANKING).check_code != code


def test_the_chair_confirms_with_the_own_pin(collating: Context) -> None:
    for witness, refusal in (
        (Witness(person=SECRETARY, pin=open_pin(SECRETARY)), "须两人在场"),
        (Witness(person=OBSERVER, pin=open_pin(OBSERVER)), "须由组长在场确认"),
        (Witness(person=CHAIR, pin="0000"), "PIN 不正确"),
    ):
        with pytest.raises(RuleViolation, match=refusal):
            record_terms.record_term(collating, draft(collating), witness)
    assert collating.store.panels.terms() == ()


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"amount": Decimal(4)}, "合计扣 4 分，超过规则允许的 3 分"),
        ({"kind": TermKind.FACTOR, "amount": Decimal("1.1")}, "只能在评分开始之前登记"),
        ({"document": " "}, "必须写明理由和依据文件"),
        ({"reason": ""}, "必须写明理由和依据文件"),
    ],
)
def test_what_the_rules_do_not_allow_is_refused(
    collating: Context, fields: dict[str, object], refusal: str
) -> None:
    with pytest.raises(RuleViolation, match=refusal):
        record_terms.record_term(collating, draft(collating, **fields), chair())


def test_a_factor_is_recorded_before_scoring(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED, a_plan(terms=LIMITS))
    assert record_terms.terms_desk(context).kinds == (TermKind.DEDUCTION, TermKind.FACTOR)
    factor = draft(context, "1.1", kind=TermKind.FACTOR)
    record_terms.record_term(context, factor, chair())
    (term,) = context.dossier().terms
    assert (term.phase, term.recorded_by, term.confirmed_by) == (Phase.SEALED, SECRETARY, CHAIR)
    assert context.dossier().entry_terms[factor.estate].factor == Decimal("1.1")


def test_it_is_withdrawn_by_two_people_and_stays_on_record(collating: Context) -> None:
    figure, first = first_figure(collating), estates(collating)[0]
    record_terms.record_term(collating, draft(collating), chair())
    with pytest.raises(RuleViolation, match="撤销必须写明理由"):
        record_terms.withdraw_term(collating, first, 1, " ", chair())
    record_terms.withdraw_term(collating, first, 1, "文件有误", chair())
    assert first_figure(collating) == figure
    (row,) = record_terms.terms_desk(collating).rows
    assert not row.term.is_in_force
    assert (row.recorded_by_name, row.confirmed_by_name) == ("秘书", "专家01")
    record_terms.record_term(collating, draft(collating, "3"), chair())
    assert [row.term.number for row in record_terms.terms_desk(collating).rows] == [1, 2]
    with pytest.raises(MissingRecord):
        record_terms.withdraw_term(collating, first, 9, "没有这一项", chair())


def test_after_collating_nothing_is_recorded_any_more(round_in: RoundIn) -> None:
    context = round_in(Phase.SIGNING, a_plan(terms=LIMITS))
    with pytest.raises(RuleViolation, match="只能在收件、封存、评分、汇总阶段登记系数和扣分"):
        record_terms.record_term(context, draft(context), chair())
    with pytest.raises(RuleViolation, match="只能在收件、封存、评分、汇总阶段登记系数和扣分"):
        record_terms.withdraw_term(context, estates(context)[0], 1, "理由", chair())


@pytest.mark.parametrize(
    ("person", "sees"), [(SECRETARY, True), (CHAIR, True), (OBSERVER, True), (EXPERTS[1], False)]
)
def test_those_who_run_or_watch_the_round_are_offered_the_list(
    collating: Context, person: PersonId, sees: bool
) -> None:
    sit(collating, person)
    assert record_terms.has_terms(collating) is sees
    assert record_terms.terms_desk(collating).may_record is (person == SECRETARY)


def test_a_round_whose_rules_know_neither_offers_nothing(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    assert not record_terms.has_terms(context)
    assert record_terms.terms_desk(context).kinds == ()
    with pytest.raises(RuleViolation, match="评审规则没有规定扣分"):
        record_terms.record_term(context, draft(context), chair())
