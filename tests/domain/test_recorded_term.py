"""Factors and deductions of a round: what is allowed, what they do, and that nothing is deleted."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.recorded_term import RecordedTerm, TermKind, require_allowed
from meihao_desktop.domain.review_round import Phase, RoundRules
from meihao_desktop.domain.robustness import common_figures, figures_without, robust_sentences
from meihao_desktop.domain.seal import seal_ranking
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.domain.tally_rules import EntryTerms, TermLimits
from tests.support.builders import NOON, a_dossier, a_recusal, a_term, estate_id

FACTOR = TermKind.FACTOR
LIMITS = TermLimits(factor_min=Decimal("0.9"), factor_max=Decimal("1.1"), deduction_max=Decimal(5))
LINES = {"nomination_quota": 1, "shortlist_size": 1}


def with_terms(dossier: Dossier, *terms: RecordedTerm) -> Dossier:
    return replace(dossier, terms=terms)


def gone(term: RecordedTerm) -> RecordedTerm:
    return term.withdrawn(by="P90", confirmed_by="P01", at=NOON, reason="文件有误")


def final(dossier: Dossier, estate: int = 1) -> Fraction:
    entry = standing_of(dossier).entry(estate_id(estate))
    assert entry is not None
    return entry.final_points


def test_the_factor_comes_first_and_all_deductions_are_taken_off() -> None:
    terms = (a_term(amount="1.1", kind=FACTOR), a_term(amount=2), a_term(amount="0.5"))
    assert final(with_terms(a_dossier([80]), *terms)) == Fraction("85.5")


def test_a_deduction_changes_the_place_of_its_estate_only() -> None:
    dossier = with_terms(a_dossier([90, 89], **LINES), a_term(amount=2))
    standing = standing_of(dossier)
    assert [placing.entry for placing in standing.ranking.placings] == [
        estate_id(2), estate_id(1)
    ]  # fmt: skip
    assert final(dossier, 2) == 89
    assert "再按各小区的系数和扣分计算" in standing.tally.method


def test_a_withdrawn_one_counts_no_more_and_stays_on_record() -> None:
    term = gone(a_term(amount=2))
    dossier = with_terms(a_dossier([80]), term)
    assert final(dossier) == 80
    assert dossier.terms == (term,)
    assert (term.withdrawal_reason, term.withdrawal_confirmed_by) == ("文件有误", "P01")


def test_it_is_withdrawn_once_and_with_a_reason() -> None:
    with pytest.raises(RuleViolation, match="已经撤销"):
        gone(gone(a_term()))
    with pytest.raises(RuleViolation, match="撤销必须写明理由"):
        a_term().withdrawn(by="P90", confirmed_by="P01", at=NOON, reason=" ")


@pytest.mark.parametrize("amount", ["0", "-1", "0.125"])
def test_an_amount_is_above_nought_with_two_decimals_at_most(amount: str) -> None:
    with pytest.raises(RuleViolation, match="最多两位小数"):
        a_term(amount=amount)


@pytest.mark.parametrize("lacking", ["reason", "document"])
def test_nothing_is_recorded_without_reason_and_document(lacking: str) -> None:
    with pytest.raises(RuleViolation, match="必须写明理由和依据文件"):
        a_term(**{lacking: "  "})


def test_the_usual_rules_allow_neither() -> None:
    for term, what in ((a_term(), "扣分"), (a_term(amount="1.1", kind=FACTOR), "系数")):
        with pytest.raises(RuleViolation, match=f"评审规则没有规定{what}，不能登记"):
            require_allowed(term, (), RoundRules().terms)
    assert not RoundRules().terms.allow_any


def test_deductions_of_one_estate_together_stay_below_the_limit() -> None:
    require_allowed(a_term(amount=2), (a_term(amount=3), a_term(2, 4)), LIMITS)
    with pytest.raises(RuleViolation, match="合计扣 6 分，超过规则允许的 5 分"):
        require_allowed(a_term(amount=3), (a_term(amount=3),), LIMITS)
    require_allowed(a_term(amount=3), (gone(a_term(amount=3)),), LIMITS)


def test_a_factor_stays_between_its_limits_and_stands_alone() -> None:
    require_allowed(a_term(amount="1.1", kind=FACTOR), (), LIMITS)
    with pytest.raises(RuleViolation, match=r"系数 1\.2 不在规则允许的 0\.9 至 1\.1 之间"):
        require_allowed(a_term(amount="1.2", kind=FACTOR), (), LIMITS)
    with pytest.raises(RuleViolation, match="已有系数"):
        require_allowed(
            a_term(amount="1.1", kind=FACTOR), (a_term(amount="0.9", kind=FACTOR),), LIMITS
        )


def test_a_factor_comes_before_scoring_a_deduction_also_later() -> None:
    with pytest.raises(RuleViolation, match="只能在评分开始之前登记"):
        require_allowed(a_term(amount="1.1", kind=FACTOR, phase=Phase.SCORING), (), LIMITS)
    late = a_term(phase=Phase.COLLATING)
    require_allowed(late, (), LIMITS)
    assert late.came_after_scores
    assert not a_term(phase=Phase.SCORING).came_after_scores


def test_limits_that_cannot_be_used_say_why() -> None:
    assert TermLimits(deduction_max=Decimal(-1)).faults() == (
        "每个小区的扣分上限不能为负；写 0 表示不扣分。",
    )
    assert len(TermLimits(factor_min=Decimal(0)).faults()) == 1
    assert "上限不能小于 1" in TermLimits(factor_max=Decimal("0.9")).faults()[0]
    assert LIMITS.faults() == ()
    assert LIMITS.outside(EntryTerms()) == ""
    assert RoundRules(terms=TermLimits(deduction_max=Decimal(-1))).faults() != ()


def test_counting_again_without_an_expert_keeps_factor_and_deduction() -> None:
    dossier = with_terms(a_dossier([[90, 80, 80, 80, 80], 70]), a_term(amount=2))
    tally = standing_of(dossier).tally
    assert figures_without("P01", tally)[estate_id(1)] == 78
    recused = replace(dossier, recusals=a_dossier([1], recusals=[a_recusal(1)]).recusals)
    assert common_figures(standing_of(recused).tally)[estate_id(1)] == 78


def test_a_list_that_rests_on_a_deduction_is_called_steady() -> None:
    dossier = with_terms(a_dossier([90, 89], **LINES), a_term(amount=2))
    told = "".join(robust_sentences(dossier, standing_of(dossier)))
    assert "名单均不变" in told
    assert "会有变化" not in told


def test_the_seal_of_the_ranking_knows_what_each_rests_on() -> None:
    dossier = a_dossier([90, 80])
    ranking = standing_of(dossier).ranking

    def code(*terms: RecordedTerm) -> str:
        return seal_ranking(ranking, dossier.sheets, "测试", terms).digest

    plain = code()
    told = {code(a_term()), code(a_term(document="另一份")), code(a_term(reason="其他")), plain}
    assert len(told) == 4
    assert code(gone(a_term())) == plain


def test_what_it_does_is_said_in_a_few_words() -> None:
    assert a_term(amount="1.10", kind=FACTOR).text == "乘以系数 1.1"
    assert a_term(amount="2.50").text == "扣 2.5 分"
    assert a_term().grounds == "逾期补正；依据：补正通知书，2025-09-10"
