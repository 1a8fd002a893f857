"""How firmly a result stands: the gap at each line, and what leaving out one expert changes."""

from meihao_desktop.domain.conflicts import tie
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.robustness import (
    common_figures,
    robust_sentences,
    trimmed_vs_plain,
    turning_experts,
)
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.domain.tally_rules import TallyRules, Trim
from tests.support.builders import (
    a_dossier,
    a_recusal,
    a_settlement,
    estate_id,
    expert_id,
    settled,
)


def told(dossier: Dossier) -> tuple[str, ...]:
    return robust_sentences(dossier, standing_of(dossier))


def test_a_clear_result_names_its_gap_and_does_not_hang_on_anybody() -> None:
    dossier = a_dossier([95, 90, 80], nomination_quota=1, shortlist_size=2)
    assert told(dossier) == (
        "第 1 名界线：朗悦花园比长城二花园高 5.00 分。",
        "第 2 名界线：长城二花园比凯旋会花园高 10.00 分。",
        (
            "逐一不计任何一位专家的评分重新计算，前 1 名、前 2 名的名单均不变；"
            "不去最高分和最低分重新计算，前 1 名、前 2 名的名单不变。"
        ),
    )


def test_the_expert_whose_points_decide_is_named() -> None:
    totals = [[100, 80, 80], [80, 85, 85]]
    dossier = a_dossier(totals, experts=3, nomination_quota=1, shortlist_size=1)
    assert told(dossier)[-1].startswith("不计专家01的评分时，前 1 名的名单会有变化；")
    assert turning_experts(dossier, standing_of(dossier)) == {expert_id(1): (1,)}


def test_dropping_both_ends_is_compared_where_the_rules_keep_them() -> None:
    totals = [[100, 80, 80, 80], [82, 83, 83, 83]]
    tally = TallyRules(trim=Trim(highest=0, lowest=0))
    dossier = a_dossier(totals, experts=4, nomination_quota=1, shortlist_size=2, tally=tally)
    assert told(dossier)[-1].endswith("；各去一个最高分和最低分重新计算，前 1 名的名单会有变化。")


def test_keeping_both_ends_is_compared_where_the_rules_drop_them() -> None:
    totals = [[100, 80, 80, 80, 80], [82, 83, 83, 83, 83]]
    dossier = a_dossier(totals, nomination_quota=1, shortlist_size=2)
    said = trimmed_vs_plain(dossier, standing_of(dossier))
    assert said == "不去最高分和最低分重新计算，前 1 名的名单会有变化"


def test_two_experts_are_too_few_for_another_way_of_counting() -> None:
    dossier = a_dossier(
        [90, 80], experts=2, minimum_experts=1, nomination_quota=1, shortlist_size=2
    )
    assert trimmed_vs_plain(dossier, standing_of(dossier)) == ""


def test_only_the_experts_common_to_all_estates_make_the_common_figures() -> None:
    dossier = a_dossier([[90, 80, 70, 90, 90], 85], recusals=[a_recusal(3, 2)])
    assert common_figures(standing_of(dossier).tally) == {estate_id(1): 87.5, estate_id(2): 85}
    assert common_figures(standing_of(a_dossier([90, 80])).tally) == {}


def test_one_estate_alone_asks_for_no_sentence() -> None:
    assert told(a_dossier([90])) == ()


def test_a_line_beyond_the_last_estate_has_no_gap() -> None:
    dossier = a_dossier([95, 90], nomination_quota=1, shortlist_size=5)
    assert len([sentence for sentence in told(dossier) if "界线" in sentence]) == 1


def test_while_every_line_is_undecided_nothing_is_said() -> None:
    dossier = a_dossier([90, 90], nomination_quota=1, shortlist_size=1, tie_chain=())
    assert told(dossier) == ()


def test_an_expert_without_whom_an_estate_has_nobody_left_is_passed_over() -> None:
    recusals = [a_recusal(2, 1)]
    dossier = a_dossier(
        [95, 90], experts=2, recusals=recusals, minimum_experts=1,
        nomination_quota=1, shortlist_size=1,
    )  # fmt: skip
    assert told(dossier)[-1] == ("逐一不计任何一位专家的评分重新计算，前 1 名的名单均不变。")


def test_a_line_drawn_by_a_vote_is_not_called_a_gap() -> None:
    dossier = a_dossier([90, 90], nomination_quota=1, shortlist_size=1, tie_chain=())
    (finding,) = tie.check(dossier)
    order = (estate_id(2), estate_id(1))
    settlement = a_settlement(finding, Decision.ORDERED, order=order)
    sentence = told(settled(dossier, settlement))[0]
    assert sentence == "第 1 名界线：长城二花园与朗悦花园得分相同，先后见名次说明。"
