"""All advice on one standing: complete, repeatable, and quick to leave out what cannot be said."""

from fractions import Fraction

from meihao_desktop.domain.advice.advice import Advice, advice_of
from meihao_desktop.domain.advice.place_intervals import place_intervals
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.standing import standing_of
from tests.support.builders import a_dossier, a_recusal, estate_id, expert_id

TOTALS = ([90, 92, 88, 91, 95], [80, 83, 79, 82, 86], [70, 71, 69, 73, 74], [60, 64, 58, 62, 61])


def advised(dossier: Dossier, seed: str = "A1B2") -> Advice:
    return advice_of(dossier, standing_of(dossier), seed=seed)


def test_every_expert_has_the_spread_of_the_totals_given() -> None:
    advice = advised(a_dossier(TOTALS))
    (first, *_) = advice.experts
    assert (first.name, first.lowest, first.middle, first.highest) == ("专家01", 60, 75, 90)
    assert first.estimate is not None
    assert first.bearing is not None
    assert len(advice.experts) == 5


def test_the_place_intervals_are_those_of_the_printed_seed() -> None:
    advice = advised(a_dossier(TOTALS), seed="7F3A-22C1")
    assert advice.intervals == place_intervals(advice.totals, seed="7F3A-22C1", lines=(2, 5))
    assert advice.seed == "7F3A-22C1"
    assert advice == advised(a_dossier(TOTALS), seed="7F3A-22C1")


def test_common_experts_are_compared_only_after_a_recusal() -> None:
    assert advised(a_dossier(TOTALS)).common == {}
    common = advised(a_dossier(TOTALS, recusals=[a_recusal(5, 1)])).common
    assert common[estate_id(1)].place == 1
    assert common[estate_id(2)].final_points == Fraction(80 + 83 + 79 + 82, 4)


def test_an_expert_who_turns_a_list_is_named_with_the_lists() -> None:
    totals = [[100, 80, 80], [80, 85, 85], [10, 10, 10]]
    advice = advised(a_dossier(totals, experts=3, nomination_quota=1, shortlist_size=2))
    assert {expert.expert: expert.turns for expert in advice.experts if expert.turns} == {
        expert_id(1): (1,)
    }
    assert "不计专家01的评分时，前 1 名的名单会有变化" in advice.sentences[-1]


def test_an_expert_of_whom_nothing_counts_is_left_out() -> None:
    totals = [[90, 80, None], [80, 85, None]]
    advice = advised(a_dossier(totals, experts=3, minimum_experts=1))
    assert [expert.name for expert in advice.experts] == ["专家01", "专家02"]


def test_nothing_ranked_gives_advice_on_nothing() -> None:
    advice = advised(a_dossier())
    assert (advice.experts, advice.severity, advice.agreement) == ((), None, None)
    assert (advice.intervals, advice.sentences) == ({}, ())
