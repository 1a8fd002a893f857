"""排名表: places, lines, ties and every reason behind them."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.domain.tally_rules import TallyRules, Trim
from meihao_desktop.printing.ranking_pdf import ranking_pdf
from tests.printing.papers_at_hand import (
    RARE_ESTATE,
    RARE_EXPERT,
    STAMP,
    a_full_dossier,
    seen,
    with_rare_names,
)
from tests.support.builders import NOON, a_dossier, a_settlement, a_term, a_veto, settled

NO_TRIM = {"tally": TallyRules(trim=Trim(highest=0, lowest=0))}
TIED = ([90] * 5, [80] * 5, [80] * 5, [70] * 5, [60] * 5, [50] * 5)


def printed(dossier: Dossier) -> str:
    return seen(ranking_pdf(dossier, standing_of(dossier), run_all(dossier), STAMP))


def a_tie(phase: Phase = Phase.FINAL) -> Dossier:
    return a_dossier(TIED, phase=phase)


def test_estates_stand_in_order_with_points_and_result() -> None:
    text = printed(a_full_dossier())
    order = ["长城二花园", "凯旋会花园", "保利花园"]
    assert [name for name in order if name in text] == order
    assert text.index("1保利花园") < text.index("2朗悦花园") < text.index("3长城二花园")
    assert "94.00" in text
    assert "推荐上报拟公示" in text


def test_the_cut_lines_are_drawn_after_the_last_estate_inside() -> None:
    text = printed(a_full_dossier())
    assert text.index("2朗悦花园") < text.index("▲以上2个小区推荐上报") < text.index("3长城二花园")
    assert text.index("5华发世纪城") < text.index("▲以上5个小区拟公示") < text.index("6金域蓝湾")


def test_an_open_tie_across_a_line_makes_a_draft_and_says_what_is_missing() -> None:
    text = printed(a_tie())
    assert "草稿排名表" in text
    assert "本表为草稿，结果未定：长城二花园、凯旋会花园并列跨第2名，尚未作出处理意见" in text
    assert "推荐上报界线未定：以下2个小区并列，争占余下1个名额" in text
    assert text.count("推荐上报待定") == 2
    assert "尚无处理意见" in text
    assert "2并列" in text


def test_a_settled_tie_is_final_and_tells_the_decision() -> None:
    dossier = a_tie()
    tie = next(finding for finding in run_all(dossier) if finding.code == "tie")
    order = ("C01-E03", "C01-E02")
    decided = settled(
        dossier,
        a_settlement(
            tie, Decision.ORDERED, order=order, votes=dict(zip(order, (4, 1), strict=True))
        ),
    )
    text = printed(decided)
    assert "草稿" not in text
    assert text.index("2凯旋会花园") < text.index("3长城二花园")
    assert "先后：凯旋会花园→长城二花园" in text
    assert "表决：凯旋会花园4票，长城二花园1票" in text


def test_a_vetoed_and_an_unranked_estate_are_listed_with_their_reasons() -> None:
    dossier = a_full_dossier(vetoes=(a_veto(1),))
    sheets = tuple(
        s for s in dossier.sheets if s.estate != dossier.estates[1].id or s.expert == "P01"
    )
    text = printed(replace(dossier, sheets=sheets))
    listed = text[text.index("未列入排名的小区") :]
    assert "取消参评资格" in listed
    assert "材料弄虚作假（2025-09-10，依据：核查函.pdf，确认人：秘书）" in listed
    assert "暂不排名已提交的有效评分1份，少于3份，暂不排名。" in listed


def test_robustness_names_the_expert_on_whom_a_list_hangs() -> None:
    steady = printed(a_dossier([[90] * 5, [80] * 5, [70] * 5], phase=Phase.FINAL))
    assert "以下仅供参考，不改变评审结果" in steady
    assert "逐一不计任何一位专家的评分重新计算，前2名、前5名的名单均不变；" in steady
    assert "不去最高分和最低分重新计算，前2名、前5名的名单不变。" in steady
    hanging = printed(
        a_dossier([[90] * 5, [80, 80, 80, 80, 95], [81] * 5], phase=Phase.FINAL, **NO_TRIM)
    )
    assert "不计专家05的评分时，前2名的名单会有变化" in hanging


def test_the_gap_at_a_line_is_told_even_when_it_is_smaller_than_print() -> None:
    totals = [["90"] * 3, ["80.01", "80", "80"], ["80"] * 3]
    text = printed(a_dossier(totals, experts=3, phase=Phase.FINAL))
    assert "第2名界线：长城二花园比凯旋会花园高0.003分" in text


def test_nothing_to_rank_is_still_a_paper() -> None:
    text = printed(a_dossier([[None] * 5], phase=Phase.COLLATING))
    assert "未列入排名的小区" in text
    assert "没有小区推荐上报" in text


@pytest.mark.parametrize("phase", [Phase.COLLATING, Phase.SIGNING])
def test_before_final_it_is_a_draft(phase: Phase) -> None:
    assert f"评审现处于“{phase.value}”阶段" in printed(a_full_dossier(phase))


def test_everybody_signs_and_may_disagree() -> None:
    text = printed(a_full_dossier())
    assert "有不同意见的，请在签名处注明，并另附书面理由。" in text
    for label in ("组长专家01：", "专家05：", "监督员：", "记分人：", "核分人："):
        assert label in text


def test_rare_names_print() -> None:
    text = printed(with_rare_names(a_full_dossier()))
    assert RARE_ESTATE in text
    assert RARE_EXPERT in text


def test_the_runners_up_stand_in_the_order_in_which_they_move_up() -> None:
    text = printed(a_dossier([95, 90, 85, 80, 75, 70, 65, 60, 55], phase=Phase.FINAL))
    listed = text[text.index("递补名单（按递补顺序）") :]
    order = ["1金域蓝湾", "2千灯湖1号", "3小区08"]
    assert [listed.index(each) for each in order] == sorted(listed.index(each) for each in order)
    assert "小区09" not in listed.partition("依次递补")[0]
    assert "递补第1位" in text
    assert "递补的小区须另行公示" in text


def test_an_open_order_of_runners_up_makes_a_draft_and_says_so() -> None:
    text = printed(a_dossier([95, 90, 85, 80, 75, 70, 70], phase=Phase.FINAL, tie_chain=()))
    assert "金域蓝湾、千灯湖1号的递补顺序并列，尚未作出处理意见" in text
    assert "递补顺序待定" in text
    assert "草稿排名表" in text


def test_a_full_county_is_told_in_the_list() -> None:
    text = printed(a_dossier([95, 90, 85], phase=Phase.FINAL, county_cap=1))
    assert "本县名额已满，须本县小区退出才能递补" in text


def test_a_round_without_runners_up_prints_no_list() -> None:
    assert "递补名单" not in printed(a_dossier([95] * 1, phase=Phase.FINAL))
    assert "递补" not in printed(
        a_dossier([95, 90, 85, 80, 75, 70], phase=Phase.FINAL, runners_up=0)
    )


def test_factor_and_deduction_are_printed_with_all_that_they_rest_on() -> None:
    gone = a_term(2, number=2).withdrawn(by="P90", confirmed_by="P01", at=NOON, reason="文件有误")
    terms = (a_term(1, "1.5", phase=Phase.COLLATING), gone)
    text = printed(replace(a_dossier([95, 90], phase=Phase.FINAL), terms=terms))
    assert "93.50－1.5" in text
    assert "扣1.5分逾期补正登记时得分已经公开补正通知书2025-09-10秘书登记专家01确认" in text
    assert "已撤销，不计入：文件有误" in text
