"""Phases, rules and their lock."""

from decimal import Decimal

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import Phase, RoundRules
from meihao_desktop.domain.tally_rules import (
    Combination,
    Rounding,
    RoundingStage,
    TallyRules,
    Trim,
)
from tests.support.builders import a_rehearsal, a_round


def test_a_round_goes_through_all_phases_in_order() -> None:
    current = a_round(Phase.PREPARING)
    seen = [current.phase.value]
    while current.phase is not Phase.CLOSED:
        current = current.advanced()
        seen.append(current.phase.value)
    assert seen == ["筹备", "收件", "封存", "评分", "汇总", "签署", "定稿", "公示", "结束"]
    with pytest.raises(RuleViolation, match="没有下一阶段"):
        current.advanced()


def test_going_back_needs_an_earlier_phase_and_a_reason() -> None:
    current = a_round(Phase.COLLATING)
    assert current.returned_to(Phase.RECEIVING, "补交材料").phase is Phase.RECEIVING
    with pytest.raises(RuleViolation, match="“汇总”之前"):
        current.returned_to(Phase.COLLATING, "补交材料")
    with pytest.raises(RuleViolation, match="必须写明理由"):
        current.returned_to(Phase.RECEIVING, " ")


@pytest.mark.parametrize("phase", Phase)
def test_rules_are_locked_from_sealing_on(phase: Phase) -> None:
    current, other = a_round(phase), RoundRules(shortlist_size=7)
    if phase in (Phase.PREPARING, Phase.RECEIVING):
        assert current.with_rules(other).rules.shortlist_size == 7
    else:
        with pytest.raises(RuleViolation, match="规则不能再改"):
            current.with_rules(other)


@pytest.mark.parametrize(
    ("rules", "word"),
    [
        (RoundRules(county_quota_min=6), "下限不能大于上限"),
        (RoundRules(nomination_quota=6), "推荐上报数量不能大于拟公示数量"),
        (RoundRules(nomination_quota=0), "入选数量至少为 1"),
        (RoundRules(notice_days=0), "公示天数至少为 1"),
        (RoundRules(minimum_experts=0), "有效专家人数至少为 1"),
        (RoundRules(area_per_household_min=Decimal(300)), "户均建筑面积的下限"),
        (RoundRules(area_per_household_times=Decimal(1)), "倍数应大于 1"),
        (RoundRules(look_distance=21), "最多相差 20 位"),
        (RoundRules(tally=TallyRules(trim=Trim(minimum_experts=1))), "至少留有一位专家"),
    ],
)
def test_rules_that_contradict_each_other_are_refused(rules: RoundRules, word: str) -> None:
    with pytest.raises(RuleViolation, match=word):
        a_round(Phase.PREPARING).with_rules(rules)


WEIGHTED_FIRST = Rounding(stages=frozenset({RoundingStage.WEIGHTED_POINTS}))


@pytest.mark.parametrize(
    ("tally", "word"),
    [
        (TallyRules(combination=Combination.PLACES), "不能作为评审的汇总办法"),
        (TallyRules(criterion_weights={"1.1": Decimal("0.5")}), "不能再给评分项另设权重"),
        (TallyRules(rounding=WEIGHTED_FIRST), "也不能在加权之后修约"),
        (TallyRules(weights={"材料": Decimal("0.6")}), "权重写在评分标准里"),
    ],
)
def test_what_only_recomputes_other_contests_is_no_rule_of_a_round(
    tally: TallyRules, word: str
) -> None:
    assert tally.faults() == ()
    with pytest.raises(RuleViolation, match=word):
        a_round(Phase.PREPARING).with_rules(RoundRules(tally=tally))


def test_the_usual_rules_are_those_of_the_notice() -> None:
    rules = RoundRules()
    assert rules.faults() == ()
    assert rules.cut_lines == (2, 5)
    assert (rules.county_quota_min, rules.county_quota_max, rules.notice_days) == (3, 5, 7)
    assert rules.outlier.alarm_share_of_mean == Decimal("0.30")


def test_a_rehearsal_is_marked() -> None:
    assert a_rehearsal().is_rehearsal
    assert not a_round().is_rehearsal
