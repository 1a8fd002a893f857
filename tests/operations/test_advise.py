"""The advice desk: only for those who see all scores, repeatable from the printed code."""

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import advise, rank_estates
from tests.operations.conftest import RoundIn
from tests.support.rounds import EXPERTS, OBSERVER, SECRETARY, sit


def test_the_advice_goes_by_the_check_code_of_the_ranking(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    desk = advise.advice(context)
    assert desk.advice.seed == desk.check_code == rank_estates.ranking_desk(context).check_code
    assert advise.advice(context) == desk
    assert len(desk.advice.experts) == 3
    assert (desk.is_final, desk.may_print) == (False, True)


def test_before_collating_nobody_is_advised(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    sit(context, SECRETARY)
    with pytest.raises(RuleViolation, match="只能在汇总"):
        advise.advice(context)


def test_an_expert_sees_no_advice_and_the_observer_prints_none(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    sit(context, EXPERTS[1])
    with pytest.raises(RuleViolation, match="查看全部评分"):
        advise.advice(context)
    sit(context, OBSERVER)
    assert not advise.advice(context).may_print
