"""The ranking desk: the same figures as the engine, told step by step."""

from datetime import date

from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.standing import ranking_seal
from meihao_desktop.operations import begin_round, convene_panel, rank_estates
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, SECRETARY, estates, sit


def test_each_place_is_explained_step_by_step(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    first = estates(context)[0]
    steps = rank_estates.explain(context, first)
    assert steps[0] == "有效专家 3 人，各人总分：专家01 90、专家02 89、专家03 90。"
    assert "最终得分：（90 ＋ 89 ＋ 90）÷ 3 ＝ 89.6666…（269/3）。" in steps
    assert "列示得分 89.67。" in steps
    assert steps[-3:] == (
        "名次：第 1 名。",
        "在前 1 名之内，列入推荐上报。",
        "在前 2 名之内，列入拟公示名单。",
    )


def test_the_ranking_is_a_draft_until_it_is_final(round_in: RoundIn) -> None:
    context = round_in(Phase.SIGNING)
    assert not rank_estates.ranking_desk(context).is_final
    final = round_in(Phase.FINAL)
    desk = rank_estates.ranking_desk(final)
    assert (desk.is_final, desk.may_print) == (True, True)
    assert desk.check_code == ranking_seal(desk.dossier, desk.standing).check_code


def test_a_recused_expert_and_a_barred_estate_are_told(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    begin_round.advance(context)
    first, second, _ = estates(context)
    sit(context, EXPERTS[2])
    convene_panel.declare(context, first, Interest.KIN, "配偶任职")
    sit(context, CHAIR)
    convene_panel.decide_recusal(context, EXPERTS[2], first, RecusalStatus.CONFIRMED, reason="属实")
    sit(context, SECRETARY)
    convene_panel.confirm_veto(
        context, second, ground="安全事故", happened_on=date(2025, 3, 1), document="函〔2025〕1号"
    )
    moved = context.store.settings.review_round().advanced()
    with context.transaction("jump"):
        context.store.settings.save_round(moved)
    assert "专家03回避，不评分；已有的评分保留、划去，不计入。" in rank_estates.explain(
        context, first
    )
    assert rank_estates.explain(context, second)[-1] == (
        "一票否决：安全事故（函〔2025〕1号），不参加排名。"
    )
