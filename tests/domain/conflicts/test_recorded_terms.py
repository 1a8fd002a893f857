"""No factor and no deduction is silent."""

from dataclasses import replace
from decimal import Decimal

from meihao_desktop.domain.conflicts import recorded_terms
from meihao_desktop.domain.conflicts.run_all import open_blockers
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Severity
from meihao_desktop.domain.recorded_term import RecordedTerm
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.tally_rules import TermLimits
from tests.support.builders import NOON, a_dossier, a_term, codes

LIMITS = TermLimits(deduction_max=Decimal(5))


def dossier_with(*terms: RecordedTerm) -> Dossier:
    return replace(a_dossier([90, 80], terms=LIMITS), terms=terms)


def test_each_deduction_is_told_with_all_that_it_rests_on() -> None:
    (found,) = recorded_terms.check(dossier_with(a_term(amount="1.5")))
    assert found.severity is Severity.NOTE
    assert found.sentence == (
        "“朗悦花园”扣 1.5 分（逾期补正；依据：补正通知书，2025-09-10），"
        "秘书登记、专家01确认，已计入得分。"
    )


def test_one_that_came_after_the_scores_weighs_more() -> None:
    (found,) = recorded_terms.check(dossier_with(a_term(phase=Phase.COLLATING)))
    assert found.severity is Severity.WARNING
    assert "登记时得分已经公开" in found.sentence


def test_a_withdrawn_one_is_still_told() -> None:
    gone = a_term().withdrawn(by="P90", confirmed_by="P01", at=NOON, reason="文件有误")
    (found,) = recorded_terms.check(dossier_with(gone))
    assert found.code == "term_withdrawn"
    assert "原登记的“扣 2 分”已由秘书和专家01撤销（文件有误），不计入得分" in found.sentence


def test_one_that_the_rules_no_longer_allow_blocks_until_it_is_withdrawn() -> None:
    dossier = dossier_with(a_term(amount=4), replace(a_term(amount=4), number=2))
    found = list(recorded_terms.check(dossier))
    assert codes(found) == ["term", "term", "term_limit"]
    assert found[-1].severity is Severity.BLOCKING
    assert "合计扣 8 分，超过规则允许的 5 分" in found[-1].sentence
    assert found[-1] in open_blockers(dossier)
    assert found[-1].decisions == ()


def test_a_round_without_any_has_nothing_to_tell() -> None:
    assert list(recorded_terms.check(dossier_with())) == []
