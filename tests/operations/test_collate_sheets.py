"""The secretary's desk: who is in, what is hidden until 汇总, and how findings are settled."""

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Decision, FindingKey
from meihao_desktop.domain.review_round import Phase, TieStep, TieStepKind
from meihao_desktop.domain.rubric import CriterionKind
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.domain.submission import newest_versions
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    finding_row,
    papers,
    print_documents,
    rank_estates,
    score_estate,
)
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.collate_sheets import Verdict
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from tests.operations.conftest import RoundIn
from tests.printing.papers_at_hand import seen
from tests.support.builders import a_criterion, a_rubric, a_section
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    a_plan,
    estates,
    score,
    score_all,
    sit,
    with_rubric,
)

TIED = (
    ((50, 30), (50, 30), (45, 30)),
    ((51, 30), (49, 31), (45, 31)),
    ((50, 30), (51, 30), (44, 30)),
)
"""The first two estates have equal means across the line of one."""
FAR_OFF = (
    ((55, 35), (50, 35), (45, 30)),
    ((54, 35), (50, 34), (45, 31)),
    ((20, 10), (51, 35), (44, 30)),
)
"""专家03 is far too low on the first estate."""


def collating(
    round_in: RoundIn,
    table: tuple[tuple[tuple[int, ...], ...], ...],
    plan: RoundPlan | None = None,
) -> Context:
    context = round_in(Phase.SEALED, plan)
    begin_round.advance(context)
    score_all(context, table)
    sit(context, SECRETARY)
    begin_round.advance(context)
    return context


def row_of(context: Context, code: str, expert: str = "") -> FindingRow:
    rows = collate_sheets.secretary_desk(context).findings
    fitting = [row for row in rows if row.finding.code == code]
    return next(row for row in fitting if expert in ("", row.finding.where.expert))


def blocking(context: Context) -> list[FindingRow]:
    rows = collate_sheets.secretary_desk(context).findings
    return [row for row in rows if row.is_blocking]


def test_while_scoring_the_secretary_sees_progress_and_no_points(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    begin_round.advance(context)
    sit(context, EXPERTS[1])
    first = estates(context)[0]
    score(context, first, 50, 30)
    score_estate.submit(context, first, open_pin(EXPERTS[1]))
    sit(context, SECRETARY)
    desk = collate_sheets.secretary_desk(context)
    cell = desk.cells[EXPERTS[1], first]
    assert (cell.state, cell.answered, cell.total) == (CellState.SUBMITTED, 2, None)
    assert (desk.shows_totals, desk.handed_in(EXPERTS[1]), desk.criteria) == (False, 1, 2)
    assert {row.finding.code for row in desk.findings} <= finding_row.POINT_FREE
    assert "专家01还有 3 份评分表没有提交。" in [b.sentence for b in desk.blockers]


def test_from_collating_on_the_totals_are_open(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    desk = collate_sheets.secretary_desk(context)
    first = estates(context)[0]
    assert [desk.cells[expert, first].total for expert in EXPERTS] == [90, 89, 90]
    assert desk.blockers == ()


def test_a_plain_expert_has_no_secretary_desk(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    sit(context, EXPERTS[1])
    with pytest.raises(RuleViolation, match="只供秘书、组长和监督员查看"):
        collate_sheets.secretary_desk(context)
    sit(context, OBSERVER)
    assert not collate_sheets.secretary_desk(context).may_settle


def test_a_plain_expert_reads_no_points_in_what_stands_in_the_way(round_in: RoundIn) -> None:
    context = collating(round_in, FAR_OFF)
    sit(context, EXPERTS[1])
    told = [blocker.sentence for blocker in begin_round.overview(context).blockers]
    assert any("项核查发现没有处理意见" in sentence for sentence in told)
    assert not any("总分" in sentence or "均值" in sentence for sentence in told)


def test_an_outlier_is_kept_with_a_reason_and_opens_the_way(round_in: RoundIn) -> None:
    context = collating(round_in, FAR_OFF)
    sit(context, CHAIR)
    with pytest.raises(RuleViolation, match="必须写明理由"):
        collate_sheets.settle(
            context,
            row_of(context, "outlier").finding.key,
            Verdict(decision=Decision.ACKNOWLEDGED, reason=" "),
        )
    while open_rows := [
        r for r in collate_sheets.secretary_desk(context).findings if r.is_blocking
    ]:
        kept = Verdict(decision=Decision.ACKNOWLEDGED, reason="专家书面说明成立")
        collate_sheets.settle(context, open_rows[0].finding.key, kept)
    settled = row_of(context, "outlier").settlement
    assert settled is not None
    assert (settled.actor, settled.reason) == ("专家01", "专家书面说明成立")
    assert collate_sheets.secretary_desk(context).blockers == ()


def test_what_changes_the_result_only_the_chair_decides(round_in: RoundIn) -> None:
    context = collating(round_in, FAR_OFF)
    first = estates(context)[0]
    replaced = Verdict(decision=Decision.REPLACED, reason="小组多数认为明显偏低")
    key = row_of(context, "outlier", EXPERTS[2]).finding.key
    assert Decision.REPLACED in collate_sheets.decisions_for(row_of(context, "outlier"))
    with pytest.raises(RuleViolation, match="只能由组长作出"):
        collate_sheets.settle(context, key, replaced)
    sit(context, CHAIR)
    collate_sheets.settle(context, key, replaced)
    cell = collate_sheets.secretary_desk(context).cells[EXPERTS[2], first]
    assert (cell.state, cell.total) == (CellState.REPLACED, 30)
    steps = rank_estates.explain(context, first)
    assert "专家03的评分按处理意见以其他专家的均值替换后计入。" in steps


def test_a_tie_is_ordered_by_a_recorded_vote(round_in: RoundIn) -> None:
    context = collating(round_in, TIED)
    row = row_of(context, "tie")
    first, second, _ = estates(context)
    sit(context, SECRETARY)
    with pytest.raises(RuleViolation, match="并列跨第 1 名"):
        begin_round.advance(context)
    sit(context, CHAIR)
    with pytest.raises(RuleViolation, match="各列一次"):
        collate_sheets.settle(
            context,
            row.finding.key,
            Verdict(decision=Decision.ORDERED, reason="表决", order=(second,)),
        )
    with pytest.raises(RuleViolation, match="票数不能为负"):
        collate_sheets.settle(
            context,
            row.finding.key,
            Verdict(decision=Decision.BOTH_ADMITTED, reason="表决", votes={first: -1}),
        )
    vote = Verdict(
        decision=Decision.ORDERED,
        reason="记名表决",
        order=(second, first),
        votes={second: 2, first: 1},
    )
    collate_sheets.settle(context, row.finding.key, vote)
    ranking = rank_estates.ranking_desk(context).standing.ranking
    assert [placing.entry for placing in ranking.placings][:2] == [second, first]
    assert any("长城二花园 2 票" in sentence for sentence in ranking.sentences)


def test_a_tie_may_also_be_admitted_as_a_whole(round_in: RoundIn) -> None:
    context = collating(round_in, TIED)
    sit(context, CHAIR)
    key = row_of(context, "tie").finding.key
    both = Verdict(decision=Decision.BOTH_ADMITTED, reason="名额允许", approval=" ")
    with pytest.raises(RuleViolation, match="批准人或批准文号"):
        collate_sheets.settle(context, key, both)
    collate_sheets.settle(context, key, replace(both, approval="玉建函〔2025〕12号"))
    assert context.store.settlements.all()[key].approval == "玉建函〔2025〕12号"
    ranking = rank_estates.ranking_desk(context).standing.ranking
    assert set(ranking.inside(1)) == set(estates(context)[:2])


EVEN = (
    ((50, 30), (50, 30), (45, 30)),
    ((51, 30), (49, 31), (45, 31)),
    ((50, 30), (51, 30), (44, 30)),
)


def a_lot(context: Context, **fields: Any) -> Verdict:  # noqa: ANN401 - fields of the verdict
    first, second, _ = estates(context)
    usual = {
        "decision": Decision.DRAWN, "reason": "两次表决票数相同", "votes": {first: 1, second: 1},
        "seed": "37-08-52", "witness": Witness(person=OBSERVER, pin=open_pin(OBSERVER)),
    }  # fmt: skip
    return Verdict(**{**usual, **fields})


def test_a_tie_is_drawn_by_a_witnessed_lot_that_anybody_can_compute_again(
    round_in: RoundIn,
) -> None:
    context = collating(round_in, EVEN)
    key = row_of(context, "tie").finding.key
    sit(context, CHAIR)
    collate_sheets.settle(context, key, a_lot(context))
    settlement = context.store.settlements.all()[key]
    names = {estate.name: estate.id for estate in context.store.submissions.estates()[:2]}
    digests = {name: sha256(f"37-08-52|{name}".encode()).hexdigest() for name in names}
    drawn = [names[name] for name in sorted(names, key=lambda name: digests[name])]
    assert list(settlement.order) == drawn
    assert (settlement.seed, settlement.witness) == ("37-08-52", "监督员")
    ranking = rank_estates.ranking_desk(context).standing.ranking
    assert [placing.entry for placing in ranking.placings][:2] == drawn
    assert any("种子 37-08-52，见证人 监督员" in sentence for sentence in ranking.sentences)
    text = seen(print_documents.render(context, Paper.SETTLEMENTS).data)
    assert "抽签记录" in text
    assert all(digest in text for digest in digests.values())


def test_a_lot_needs_a_witness_a_seed_and_a_vote_that_decided_nothing(round_in: RoundIn) -> None:
    context = collating(round_in, EVEN)
    key = row_of(context, "tie").finding.key
    first, second, _ = estates(context)
    sit(context, CHAIR)
    wrong_pin = Witness(person=OBSERVER, pin="000000")
    for lot, refusal in (
        (a_lot(context, seed="1"), "种子至少"),
        (a_lot(context, witness=None), "一位见证人"),
        (a_lot(context, votes={}), "须先表决"),
        (a_lot(context, votes={first: 2, second: 1}), "过半数"),
        (a_lot(context, witness=wrong_pin), "PIN 不正确"),
        (a_lot(context, witness=Witness(person=CHAIR, pin=open_pin(CHAIR))), "须两人在场"),
    ):
        with pytest.raises(RuleViolation, match=refusal):
            collate_sheets.settle(context, key, lot)
    assert context.store.settlements.all() == {}
    even = Verdict(
        decision=Decision.ORDERED, reason="表决", order=(first, second), votes={first: 1, second: 1}
    )
    with pytest.raises(RuleViolation, match="改为见证抽签"):
        collate_sheets.settle(context, key, even)


def test_rules_that_end_with_a_lot_ask_for_no_vote(round_in: RoundIn) -> None:
    plan = a_plan()
    chain = (TieStep(kind=TieStepKind.LOT),)
    context = collating(round_in, EVEN, replace(plan, rules=replace(plan.rules, tie_chain=chain)))
    sit(context, CHAIR)
    lot = a_lot(context, votes={})
    collate_sheets.check_lot(context, lot)
    collate_sheets.settle(context, row_of(context, "tie").finding.key, lot)
    assert collate_sheets.secretary_desk(context).blockers == ()


def test_objective_points_are_unified_at_a_figure_the_criterion_knows(round_in: RoundIn) -> None:
    first_part = a_section("1", "规范", a_criterion("1.1", 5, CriterionKind.PRESENCE))
    second_part = a_section("2", "服务", a_criterion("2.1", 95, step=Decimal("0.01")))
    plan = with_rubric(a_plan(), a_rubric([first_part, second_part]))
    table = (((5, 85), (5, 80), (5, 70)), ((5, 85), (5, 80), (5, 70)), ((0, 85), (5, 80), (5, 70)))
    context = collating(round_in, table, plan)
    key = row_of(context, "objective").finding.key
    first = estates(context)[0]
    unified = Verdict(decision=Decision.UNIFIED, reason="备案证明齐全", agreed=Decimal(5))
    with pytest.raises(RuleViolation, match="只能由组长作出"):
        collate_sheets.settle(context, key, unified)
    sit(context, CHAIR)
    for wrong in (Decimal(3), Decimal(6)):
        with pytest.raises(RuleViolation):
            collate_sheets.settle(context, key, replace(unified, agreed=wrong))
    with pytest.raises(RuleViolation, match="一致认定的得分"):
        collate_sheets.settle(context, key, replace(unified, agreed=None))
    collate_sheets.settle(context, key, unified)
    desk = collate_sheets.secretary_desk(context)
    assert desk.cells[EXPERTS[2], first].state is CellState.REPLACED
    assert desk.cells[EXPERTS[0], first].state is CellState.SUBMITTED
    entry = rank_estates.ranking_desk(context).standing.entry(first)
    assert entry is not None
    assert entry.final_points == 90
    assert "专家03的客观评分项 1.1 按处理意见统一后计入。" in rank_estates.explain(context, first)


def test_a_finding_that_is_gone_cannot_be_settled(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    with pytest.raises(RuleViolation, match="已经变化或不再存在"):
        collate_sheets.settle(
            context, FindingKey("tie::"), Verdict(decision=Decision.ORDERED, reason="表决")
        )


def test_a_decision_that_does_not_fit_the_finding_is_refused(round_in: RoundIn) -> None:
    context = collating(round_in, TIED)
    sit(context, CHAIR)
    with pytest.raises(RuleViolation, match="可选的处理为"):
        collate_sheets.settle(
            context,
            row_of(context, "tie").finding.key,
            Verdict(decision=Decision.DISMISSED, reason="无妨"),
        )


def test_a_missing_sheet_cannot_be_talked_away(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    begin_round.advance(context)
    row = row_of(context, "missing")
    assert collate_sheets.decisions_for(row) == ()
    with pytest.raises(RuleViolation, match="不能以处理意见代替"):
        collate_sheets.settle(
            context, row.finding.key, Verdict(decision=Decision.ACKNOWLEDGED, reason="缺席")
        )


def test_signatures_are_registered_all_or_none(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    first, second, _ = estates(context)
    collate_sheets.register_signature(context, CHAIR, first)
    pairs = [(CHAIR, second), (CHAIR, first)]
    with pytest.raises(RuleViolation, match="提交封存后才能登记签字"):
        collate_sheets.register_signatures(context, pairs)
    cells = collate_sheets.secretary_desk(context).cells
    assert (cells[CHAIR, first].is_signed, cells[CHAIR, second].is_signed) == (True, False)
    change = collate_sheets.register_signatures(context, [(CHAIR, second)])
    assert change.touches_sheet(CHAIR, second)
    with pytest.raises(MissingRecord, match="评分表"):
        collate_sheets.register_signature(context, CHAIR, EstateId("C09-E01"))


def test_rows_name_the_places_and_the_newest_submission_counts(round_in: RoundIn) -> None:
    context = collating(round_in, FAR_OFF)
    dossier = context.dossier()
    assert row_of(context, "outlier", EXPERTS[2]).place == "朗悦花园 · 专家03"
    quota = finding_row.row_of(row_of(context, "quorum").finding, dossier)
    assert (quota.place, quota.is_settled) == ("朗悦花园", False)
    assert [s.version for s in newest_versions(dossier.submissions)] == [1, 1]
    assert papers.printing_rows(context.store, dossier) == ()
