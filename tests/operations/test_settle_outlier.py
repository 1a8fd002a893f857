"""A far-off score from the notice to the decision, with everybody's own hands."""

from dataclasses import replace
from decimal import Decimal

import pytest

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.finding import Decision, FindingKey
from meihao_desktop.domain.hearing import Answer, HearingStep, Voice
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import CellState, ScoreCell, SheetStatus
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    finding_row,
    print_documents,
    reopening,
    score_estate,
    settle_outlier,
)
from meihao_desktop.operations.collate_sheets import Verdict
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper, sheet_subject
from tests.operations.conftest import RoundIn
from tests.printing.papers_at_hand import seen
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
)

CONCERNED = EXPERTS[2]
FAR_OFF = (
    ((55, 35), (50, 35), (45, 30)),
    ((54, 35), (50, 34), (45, 31)),
    ((32, 34), (51, 35), (44, 30)),
)
"""专家03 is far too low on the first estate, in total and in item 1.1."""
CHAIRS_OWN = (FAR_OFF[2], FAR_OFF[1], FAR_OFF[0])
ALL_ABNORMAL = ((EXPERTS[0], Voice.ABNORMAL), (EXPERTS[1], Voice.ABNORMAL))
SPLIT = ((EXPERTS[0], Voice.ABNORMAL), (EXPERTS[1], Voice.JUSTIFIED))
REPLACED = Verdict(decision=Decision.REPLACED, reason="说明不成立")
KEPT = Verdict(decision=Decision.ACKNOWLEDGED, reason="说明成立")


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return far_off(round_in, FAR_OFF)


def far_off(round_in: RoundIn, table: tuple[tuple[tuple[int, ...], ...], ...]) -> Context:
    context = round_in(Phase.SEALED, a_plan(outlier_needs_hearing=True))
    begin_round.advance(context)
    score_all(context, table)
    sit(context, SECRETARY)
    begin_round.advance(context)
    return context


def row(context: Context, code: str = "outlier") -> FindingRow:
    rows = collate_sheets.secretary_desk(context).findings
    return next(row for row in rows if row.finding.code == code and row.is_blocking)


def notified(context: Context) -> FindingKey:
    sit(context, SECRETARY)
    key = row(context).finding.key
    settle_outlier.notify(context, [key])
    return key


def explained(context: Context) -> FindingKey:
    key = notified(context)
    sit(context, CONCERNED)
    settle_outlier.answer(context, key, Answer.STAND, "已对照材料，坚持原评分。")
    sit(context, SECRETARY)
    return key


def test_nothing_is_decided_before_the_expert_was_heard(context: Context) -> None:
    sit(context, CHAIR)
    found = row(context)
    assert (found.step, found.decisions) == (HearingStep.NOTICE, ())
    assert collate_sheets.decisions_for(found) == ()
    for verdict in (REPLACED, KEPT):
        with pytest.raises(RuleViolation, match=r"先通知专家、听取答复并表决.*现在待通知"):
            collate_sheets.settle(context, found.finding.key, verdict)
    key = explained(context)
    with pytest.raises(RuleViolation, match="现在待表决"):
        collate_sheets.settle(context, key, KEPT)


def test_the_expert_alone_reads_the_notice_and_no_other_score(context: Context) -> None:
    key = notified(context)
    sit(context, CONCERNED)
    (notice,) = settle_outlier.notices(context)
    assert (notice.estate_name, notice.may_answer) == ("朗悦花园", True)
    assert "总分 66，其他专家均值 89.50，畸低" in notice.hearing.sentence
    for other in ("专家01", "专家02", " 90", " 89 "):
        assert other not in notice.hearing.sentence
    for other in EXPERTS[:2]:
        sit(context, other)
        assert settle_outlier.notices(context) == ()
        with pytest.raises(RuleViolation, match="专家本人答复"):
            settle_outlier.answer(context, key, Answer.STAND, "代为说明")


def test_an_expert_is_told_once(context: Context) -> None:
    key = notified(context)
    with pytest.raises(RuleViolation, match="都已通知"):
        settle_outlier.notify(context, [key])
    tied = next(
        r for r in collate_sheets.secretary_desk(context).findings if r.finding.code == "range"
    )
    with pytest.raises(RuleViolation, match="只有须书面说明"):
        settle_outlier.notify(context, [tied.finding.key])


def test_a_majority_replaces_and_strikes_through(context: Context) -> None:
    key = explained(context)
    settle_outlier.hold_vote(context, key, ALL_ABNORMAL)
    assert row(context).step is HearingStep.DECISION
    with pytest.raises(RuleViolation, match="只能由组长作出"):
        collate_sheets.settle(context, key, REPLACED)
    sit(context, CHAIR)
    with pytest.raises(RuleViolation, match="只能处理为：以其他专家的均值替换"):
        collate_sheets.settle(context, key, KEPT)
    collate_sheets.settle(context, key, REPLACED)
    first = estates(context)[0]
    cell = collate_sheets.secretary_desk(context).cells[CONCERNED, first]
    assert (cell.state, cell.total) == (CellState.REPLACED, 66)
    text = seen(print_documents.render(context, Paper.EXPLANATION, key).data)
    for words in ("坚持原评分。已对照材料", "过半数仍认为异常", "以其他专家的均值替换", "66.00"):
        assert words in text


def test_without_a_majority_the_score_is_kept(context: Context) -> None:
    key = explained(context)
    settle_outlier.hold_vote(context, key, SPLIT)
    collate_sheets.settle(context, key, KEPT)
    first = estates(context)[0]
    cell = collate_sheets.secretary_desk(context).cells[CONCERNED, first]
    assert cell.state is CellState.SUBMITTED
    assert key not in [b.finding for b in collate_sheets.secretary_desk(context).blockers]
    sit(context, CONCERNED)
    assert key not in [n.hearing.finding for n in settle_outlier.notices(context)]


def test_nobody_votes_before_the_answer_or_twice(context: Context) -> None:
    key = notified(context)
    with pytest.raises(RuleViolation, match="还不能表决"):
        settle_outlier.hold_vote(context, key, SPLIT)
    sit(context, CONCERNED)
    settle_outlier.answer(context, key, Answer.STAND, "坚持")
    sit(context, SECRETARY)
    settle_outlier.hold_vote(context, key, SPLIT)
    with pytest.raises(RuleViolation, match="已经表决过"):
        settle_outlier.hold_vote(context, key, ALL_ABNORMAL)


def test_a_revision_is_opened_by_two_and_printed_as_taking_the_place_of_the_first(
    context: Context,
) -> None:
    key = notified(context)
    first = estates(context)[0]
    sit(context, CONCERNED)
    settle_outlier.answer(context, key, Answer.REVISE, "1.1 少录一位，应为 52")
    old = context.store.score_sheets.get(CONCERNED, first)
    assert old is not None
    sit(context, OBSERVER)
    with pytest.raises(RuleViolation, match="PIN 不正确"):
        settle_outlier.open_for_revision(context, key, witness=Witness(person=CHAIR, pin="000000"))
    second = Witness(person=CHAIR, pin=open_pin(CHAIR))
    settle_outlier.open_for_revision(context, key, witness=second)
    fresh = context.store.score_sheets.get(CONCERNED, first)
    assert fresh is not None
    assert (fresh.revision, fresh.status) == (2, SheetStatus.DRAFT)
    assert fresh.reopen_reason == "畸高畸低核查，本人申请修改：1.1 少录一位，应为 52"
    kept = context.store.hearings.all()[key]
    assert (kept.step, kept.confirmed_by) == (HearingStep.REVISED, "监督员、专家01")
    sit(context, CONCERNED)
    assert settle_outlier.notices(context) == ()
    score(context, first, 52, 34)
    score_estate.submit(context, first, open_pin(CONCERNED))
    sit(context, SECRETARY)
    assert [r for r in collate_sheets.secretary_desk(context).findings if r.is_blocking] == []
    paper = print_documents.render(context, Paper.SCORE_SHEETS, sheet_subject(CONCERNED, first))
    text = seen(paper.data)
    code = old.digest[:16].upper()
    grouped = "-".join(code[at : at + 4] for at in range(0, 16, 4))
    assert f"第2版，取代第1版（旧校验码{grouped}）" in text
    summary = seen(print_documents.render(context, Paper.SETTLEMENTS).data)
    assert "更正说明" in summary
    assert "1.132→52；合计66→86" in summary


def test_a_chair_leaves_the_own_score_to_the_secretary(round_in: RoundIn) -> None:
    context = far_off(round_in, CHAIRS_OWN)
    sit(context, SECRETARY)
    found = row(context)
    assert found.finding.where.expert == CHAIR
    key = found.finding.key
    settle_outlier.notify(context, [key])
    sit(context, CHAIR)
    settle_outlier.answer(context, key, Answer.STAND, "坚持")
    votes = ((EXPERTS[1], Voice.ABNORMAL), (EXPERTS[2], Voice.ABNORMAL))
    with pytest.raises(RuleViolation, match="由秘书登录后登记表决"):
        settle_outlier.hold_vote(context, key, votes)
    sit(context, SECRETARY)
    settle_outlier.hold_vote(context, key, votes)
    sit(context, CHAIR)
    desk = collate_sheets.secretary_desk(context)
    assert not desk.may_decide(row(context))
    with pytest.raises(RuleViolation, match="涉及本人的评分"):
        collate_sheets.settle(context, key, REPLACED)
    sit(context, SECRETARY)
    desk = collate_sheets.secretary_desk(context)
    assert desk.may_change_result(row(context))
    collate_sheets.settle(context, key, REPLACED)
    assert context.store.settlements.all()[key].decision is Decision.REPLACED


def test_scores_that_changed_since_ask_for_a_new_notice(context: Context) -> None:
    key = explained(context)
    first = estates(context)[0]
    sit(context, OBSERVER)
    witness = Witness(person=CHAIR, pin=open_pin(CHAIR))
    score_estate.reopen(context, EXPERTS[1], first, reason="笔误", witness=witness)
    sit(context, EXPERTS[1])
    score(context, first, 53, 35)
    score_estate.submit(context, first, open_pin(EXPERTS[1]))
    sit(context, SECRETARY)
    with pytest.raises(RuleViolation, match="已经变化"):
        settle_outlier.hold_vote(context, key, SPLIT)
    assert row(context).step is HearingStep.NOTICE
    sit(context, CONCERNED)
    assert settle_outlier.notices(context) == ()


def test_an_answer_without_a_notice_or_a_sheet_is_refused(context: Context) -> None:
    sit(context, CONCERNED)
    with pytest.raises(MissingRecord, match="异常评分通知"):
        settle_outlier.answer(context, FindingKey("outlier:"), Answer.STAND, "说明")
    first = estates(context)[0]
    with pytest.raises(MissingRecord, match="评分表"):
        reopening.reopening(context, SECRETARY, first, "笔误")
    prepared = reopening.reopening(context, CONCERNED, first, "笔误")
    assert prepared.withdrawn.status is SheetStatus.WITHDRAWN


def test_where_the_rules_ask_for_no_hearing_the_chair_decides_at_once(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED, a_plan(outlier_needs_hearing=False))
    begin_round.advance(context)
    score_all(context, FAR_OFF)
    sit(context, SECRETARY)
    begin_round.advance(context)
    sit(context, CHAIR)
    found = row(context)
    assert found == replace(found, hearing=None, needs_hearing=False)
    assert Decision.REPLACED in found.decisions
    dossier = context.dossier()
    assert finding_row.row_of(found.finding, dossier).step is None
    collate_sheets.settle(context, found.finding.key, REPLACED)


ONE_ITEM_OFF = (
    ((55, 35), (50, 35), (45, 30)),
    ((54, 35), (50, 34), (45, 31)),
    ((56, 18), (51, 35), (44, 30)),
)
"""专家03 is too low in item 2.1 of the first estate, and not in the total."""


def test_a_revision_is_opened_for_the_disputed_item_only(round_in: RoundIn) -> None:
    context = far_off(round_in, ONE_ITEM_OFF)
    first = estates(context)[0]
    key = row(context, "outlier_item").finding.key
    settle_outlier.notify(context, [key])
    sit(context, CONCERNED)
    settle_outlier.answer(context, key, Answer.REVISE, "2.1 看错了行")
    sit(context, OBSERVER)
    second = Witness(person=CHAIR, pin=open_pin(CHAIR))
    settle_outlier.open_for_revision(context, key, witness=second)
    fresh = context.dossier().sheet(CONCERNED, first)
    assert fresh is not None
    assert (fresh.revision, fresh.open_criteria) == (2, ("2.1",))
    assert fresh.reopen_reason == "畸高畸低核查，本人申请修改评分项 2.1 ：2.1 看错了行"
    sit(context, CONCERNED)
    with pytest.raises(RuleViolation, match=r"本次只为评分项 2\.1 重新打开，评分项 1\.1 不能修改"):
        score(context, first, 50)
    rubric = context.store.settings.rubric()
    cell = ScoreCell(points=Decimal(34), reason="已更正")
    score_estate.set_cell(context, first, CriterionId("2.1"), cell)
    score_estate.submit(context, first, open_pin(CONCERNED))
    sealed = context.dossier().sheet(CONCERNED, first)
    assert sealed is not None
    assert [sealed.points(criterion.number) for criterion in rubric] == [56, 34]
    assert context.store.audit_log.verify().faults == ()
    sit(context, SECRETARY)
    paper = print_documents.render(context, Paper.SCORE_SHEETS, sheet_subject(CONCERNED, first))
    assert "只重新打开评分项2.1，其余与上一版相同" in seen(paper.data)


BOTH_ITEMS_OFF = (ONE_ITEM_OFF[0], ONE_ITEM_OFF[1], ((30, 18), (51, 35), (44, 30)))


def test_several_disputed_items_are_opened_at_once(round_in: RoundIn) -> None:
    context = far_off(round_in, BOTH_ITEMS_OFF)
    first = estates(context)[0]
    desk = collate_sheets.secretary_desk(context)
    keys = [
        r.finding.key
        for r in desk.findings
        if r.finding.code == "outlier_item" and r.finding.where.expert == CONCERNED
    ]
    settle_outlier.notify(context, keys)
    assert len(keys) == 2
    sit(context, CONCERNED)
    for key in keys:
        settle_outlier.answer(context, key, Answer.REVISE, "核对后更正")
    sit(context, OBSERVER)
    second = Witness(person=CHAIR, pin=open_pin(CHAIR))
    settle_outlier.open_for_revision(context, keys[0], witness=second)
    fresh = context.dossier().sheet(CONCERNED, first)
    assert fresh is not None
    assert sorted(fresh.open_criteria) == ["1.1", "2.1"]
    hearings = context.store.hearings.all()
    assert {hearings[key].step for key in keys} == {HearingStep.REVISED}
