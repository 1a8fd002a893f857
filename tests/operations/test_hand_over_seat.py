"""Reserves called up, members replaced with void sheets, deputies for who leads the round."""

import pytest

from meihao_desktop.domain.conflicts import quorum
from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.recusal import Interest, Recusal, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import CellState, SheetStatus
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    convene_panel,
    declare_interests,
    hand_over_seat,
    identify_person,
    print_documents,
    score_estate,
)
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from tests.operations.conftest import RoundIn
from tests.printing.papers_at_hand import seen
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, declare, estates, score, sit

EXPERT, RESERVE = EXPERTS[1], PersonId("P30")
WATCHED = Witness(person=OBSERVER, pin=open_pin(OBSERVER))


def enter_reserve(context: Context) -> None:
    person = Person(id=RESERVE, name="专家09", unit="高校", roles=frozenset({Role.EXPERT}))
    convene_panel.enter_reserve(context, person)
    identify_person.issue_pin(context, RESERVE)


@pytest.fixture
def meeting(round_in: RoundIn) -> Context:
    """Scoring has begun, one expert waits in reserve."""
    opened = round_in(Phase.SEALED)
    enter_reserve(opened)
    begin_round.advance(opened)
    return opened


def replaced(meeting: Context, member: PersonId = EXPERT) -> None:
    sit(meeting, SECRETARY)
    hand_over_seat.replace_member(meeting, member, RESERVE, reason="因病离会", witness=WATCHED)


def test_a_reserve_scores_only_after_being_called_up(meeting: Context) -> None:
    with pytest.raises(RuleViolation, match="专家09是后备专家，递补之后才能登录"):
        sit(meeting, RESERVE)
    assert RESERVE not in {row.person.id for row in identify_person.people(meeting)}
    sit(meeting, SECRETARY)
    hand_over_seat.call_up(meeting, RESERVE, reason="补足单数", witness=WATCHED)
    dossier = meeting.dossier()
    assert [person.id for person in dossier.panel.experts] == [*EXPERTS, RESERVE]
    assert {pair for pair in dossier.waiting if pair[0] == RESERVE} == {
        (RESERVE, estate) for estate in estates(meeting)
    }
    sit(meeting, RESERVE)
    assert score_estate.open_desk(meeting).expert.name == "专家09"


def test_a_change_of_seat_needs_a_reason_and_a_second_person(meeting: Context) -> None:
    before = meeting.store.panels.people()
    with pytest.raises(RuleViolation, match="必须写明理由"):
        hand_over_seat.call_up(meeting, RESERVE, reason=" ", witness=WATCHED)
    wrong = Witness(person=OBSERVER, pin="999999")
    with pytest.raises(RuleViolation, match="PIN 不正确"):
        hand_over_seat.call_up(meeting, RESERVE, reason="补足", witness=wrong)
    expert = Witness(person=EXPERT, pin=open_pin(EXPERT))
    with pytest.raises(RuleViolation, match="须由组长或监督员在场"):
        hand_over_seat.replace_member(
            meeting, EXPERTS[2], RESERVE, reason="因病离会", witness=expert
        )
    assert meeting.store.panels.people() == before
    assert [person.id for person in hand_over_seat.witnesses(meeting, CHAIR)] == [OBSERVER]


def test_the_log_names_reason_and_witness(meeting: Context) -> None:
    replaced(meeting)
    (event,) = [e for e in meeting.store.audit_log.events() if e.event == "replace_member"]
    assert event.detail == {"reason": "因病离会", "successor": RESERVE, "witness": OBSERVER}


def test_conclusions_of_a_replaced_member_are_void_and_kept(meeting: Context) -> None:
    first, second, _ = estates(meeting)
    sit(meeting, EXPERT)
    score(meeting, first, 50, 30)
    score_estate.submit(meeting, first, open_pin(EXPERT))
    score(meeting, second, 40)
    assert len(meeting.dossier().counted_sheets(first)) == 1
    replaced(meeting)
    dossier = meeting.dossier()
    kept = dossier.sheet(EXPERT, first)
    assert kept is not None
    assert kept.status is SheetStatus.VOID
    assert kept.total == 80
    assert dossier.state(EXPERT, second) is CellState.VOID
    assert dossier.counted_sheets(first) == ()
    assert standing_of(dossier).tally.entries.get(first) is None
    assert all(expert != EXPERT for expert, _ in dossier.waiting)
    assert meeting.store.audit_log.verify().faults == ()


def test_the_successor_starts_blind(meeting: Context) -> None:
    first = estates(meeting)[0]
    sit(meeting, EXPERT)
    score(meeting, first, 50, 30)
    replaced(meeting)
    sit(meeting, RESERVE)
    desk = score_estate.open_desk(meeting)
    assert all(row.is_closed for row in desk.estates)
    declare(meeting, RESERVE)
    desk = score_estate.open_desk(meeting)
    assert {row.state for row in desk.estates} == {CellState.NOT_SCORED}
    assert score_estate.open_sheet(meeting, first).cells == {}
    with pytest.raises(RuleViolation, match="专家02已由专家09接替，不再参加本次评审"):
        sit(meeting, EXPERT)


def test_a_replaced_chair_leaves_the_chair_vacant(meeting: Context) -> None:
    replaced(meeting, CHAIR)
    panel = meeting.dossier().panel
    assert panel.chair is None
    assert [person.name for person in panel.replaced] == ["专家01"]
    gone = panel.person(CHAIR)
    assert gone is not None
    assert (gone.seat.replaced_by, gone.seat.replaced_because) == (RESERVE, "因病离会")


def test_only_a_seated_expert_is_replaced_and_only_by_a_reserve(meeting: Context) -> None:
    change = hand_over_seat.replace_member
    with pytest.raises(RuleViolation, match="专家03不是后备专家"):
        change(meeting, EXPERT, EXPERTS[2], reason="因病", witness=WATCHED)
    with pytest.raises(RuleViolation, match="监督员不是在席的评审专家"):
        change(meeting, OBSERVER, RESERVE, reason="因病", witness=WATCHED)
    chair = Witness(person=CHAIR, pin=open_pin(CHAIR))
    with pytest.raises(RuleViolation, match="被更换的人和接替的人不能作见证"):
        change(meeting, CHAIR, RESERVE, reason="因病", witness=chair)
    with pytest.raises(MissingRecord, match="评审小组成员"):
        change(meeting, PersonId("P77"), RESERVE, reason="因病", witness=WATCHED)
    replaced(meeting)
    with pytest.raises(RuleViolation, match="专家02不是在席的评审专家"):
        change(meeting, EXPERT, RESERVE, reason="因病", witness=WATCHED)


def recused(meeting: Context) -> None:
    first = estates(meeting)[0]
    sit(meeting, EXPERT)
    score(meeting, first, 50, 30)
    score_estate.submit(meeting, first, open_pin(EXPERT))
    convene_panel.declare(meeting, first, Interest.KIN, "配偶在该企业任职")


def test_withdrawal_before_hand_over_restores_the_scores(meeting: Context) -> None:
    recused(meeting)
    first = estates(meeting)[0]
    assert meeting.dossier().state(EXPERT, first) is CellState.RECUSED
    assert meeting.dossier().counted_sheets(first) == ()
    sit(meeting, OBSERVER)
    convene_panel.decide_recusal(
        meeting, EXPERT, first, RecusalStatus.WITHDRAWN, reason="系同名之误"
    )
    assert [sheet.expert for sheet in meeting.dossier().counted_sheets(first)] == [EXPERT]


@pytest.mark.parametrize("status", [RecusalStatus.WITHDRAWN, RecusalStatus.DISMISSED])
def test_after_a_reserve_was_called_up_for_it_a_recusal_stays(
    meeting: Context, status: RecusalStatus
) -> None:
    recused(meeting)
    first = estates(meeting)[0]
    sit(meeting, SECRETARY)
    hand_over_seat.call_up(
        meeting, RESERVE, reason="回避后补足", witness=WATCHED, because=(EXPERT, first)
    )
    (row,) = convene_panel.panel_desk(meeting).recusals
    assert row.successor_name == "专家09"
    sit(meeting, OBSERVER)
    with pytest.raises(RuleViolation, match="专家09已因此项回避递补"):
        convene_panel.decide_recusal(meeting, EXPERT, first, status, reason="误报")
    convene_panel.decide_recusal(meeting, EXPERT, first, RecusalStatus.CONFIRMED, reason="属实")
    assert meeting.dossier().state(EXPERT, first) is CellState.RECUSED


def test_nobody_is_called_up_for_a_recusal_that_is_not_in_force(meeting: Context) -> None:
    with pytest.raises(MissingRecord, match="回避登记"):
        hand_over_seat.call_up(
            meeting,
            RESERVE,
            reason="补足",
            witness=WATCHED,
            because=(EXPERT, estates(meeting)[0]),
        )


def test_the_observer_names_a_deputy_for_the_chair(meeting: Context) -> None:
    first, second, _ = estates(meeting)
    sit(meeting, CHAIR)
    convene_panel.declare(meeting, first, Interest.COACHED, "参与过创建辅导")
    with pytest.raises(RuleViolation, match="不能为自己指定代办人"):
        hand_over_seat.appoint_deputy(meeting, CHAIR, first, EXPERT)
    sit(meeting, EXPERTS[2])
    convene_panel.declare(meeting, first, Interest.KIN, "亲属任职")
    sit(meeting, OBSERVER)
    assert [p.id for p in hand_over_seat.deputies(meeting, CHAIR, first)] == [EXPERT]
    with pytest.raises(RuleViolation, match="专家03不能代办"):
        hand_over_seat.appoint_deputy(meeting, CHAIR, first, EXPERTS[2])
    with pytest.raises(MissingRecord, match="回避登记"):
        hand_over_seat.appoint_deputy(meeting, CHAIR, second, EXPERT)
    hand_over_seat.appoint_deputy(meeting, CHAIR, first, EXPERT)
    row = next(r for r in convene_panel.panel_desk(meeting).recusals if r.recusal.expert == CHAIR)
    assert (row.deputy_name, row.needs_deputy) == ("专家02", False)


def substituted(meeting: Context, pair: tuple[PersonId, EstateId]) -> None:
    sit(meeting, SECRETARY)
    hand_over_seat.substitute(meeting, RESERVE, pair=pair, reason="回避后补评", witness=WATCHED)


def test_a_substitute_scores_the_estate_of_the_recused_pair_and_no_other(meeting: Context) -> None:
    recused(meeting)
    first, second, _ = estates(meeting)
    substituted(meeting, (EXPERT, first))
    dossier = meeting.dossier()
    assert [person.id for person in dossier.panel.experts] == list(EXPERTS)
    assert [person.id for person in dossier.scorers.all] == [*EXPERTS, RESERVE]
    assert {pair for pair in dossier.waiting if pair[0] == RESERVE} == {(RESERVE, first)}
    assert dossier.state(RESERVE, second) is CellState.NOT_ASKED
    assert dossier.state(EXPERT, first) is CellState.RECUSED
    assert RESERVE in {row.person.id for row in identify_person.people(meeting)}
    sit(meeting, RESERVE)
    (line,) = declare_interests.declaration_desk(meeting).lines
    assert line.estate == first
    declare(meeting, RESERVE)
    (row,) = score_estate.open_desk(meeting).estates
    assert (row.estate.id, row.state) == (first, CellState.NOT_SCORED)
    assert score_estate.open_sheet(meeting, first).cells == {}
    with pytest.raises(RuleViolation, match="您是替评专家，只评所替的小区"):
        score_estate.open_sheet(meeting, second)


def test_a_substitutes_points_count_where_the_recused_ones_do_not(meeting: Context) -> None:
    recused(meeting)
    first, second, _ = estates(meeting)
    substituted(meeting, (EXPERT, first))
    declare(meeting, RESERVE)
    sit(meeting, RESERVE)
    score(meeting, first, 40, 20)
    score_estate.submit(meeting, first, open_pin(RESERVE))
    dossier = meeting.dossier()
    assert [sheet.expert for sheet in dossier.counted_sheets(first)] == [RESERVE]
    assert score_estate.comparison(meeting).estates == (dossier.estate(first),)
    sit(meeting, SECRETARY)
    desk = collate_sheets.secretary_desk(meeting)
    assert desk.cells[RESERVE, second].state is CellState.NOT_ASKED
    assert desk.label(desk.experts[-1]) == "专家09（替评）"
    assert desk.label(desk.experts[0]) == "专家01"
    rows = {row.person.id: row for row in convene_panel.panel_desk(meeting).members}
    assert rows[RESERVE].substitutes_for == (dossier.estate_name(first),)
    assert rows[EXPERT].substitutes_for == ()


def test_a_substitute_keeps_the_estate_at_its_number_of_experts(meeting: Context) -> None:
    first = estates(meeting)[0]
    sit(meeting, EXPERT)
    convene_panel.declare(meeting, first, Interest.KIN, "配偶在该企业任职")
    assert [f.where.estate for f in quorum.check(meeting.dossier()) if f.where.estate == first]
    before = {f.where.estate: f.basis for f in quorum.check(meeting.dossier())}
    substituted(meeting, (EXPERT, first))
    after = {f.where.estate: f.basis for f in quorum.check(meeting.dossier())}
    assert int(after[first]) == int(before[first]) + 1
    assert {e: n for e, n in after.items() if e != first} == {
        e: n for e, n in before.items() if e != first
    }


def test_a_recusal_gets_one_substitute_who_has_no_other_seat(meeting: Context) -> None:
    recused(meeting)
    first, second, _ = estates(meeting)
    sit(meeting, EXPERTS[2])
    convene_panel.declare(meeting, first, Interest.KIN, "亲属任职")
    convene_panel.declare(meeting, second, Interest.KIN, "亲属任职")
    substituted(meeting, (EXPERT, first))
    with pytest.raises(RuleViolation, match="已由专家09递补或替评，一项回避只补一人"):
        substituted(meeting, (EXPERT, first))
    with pytest.raises(RuleViolation, match="已在该小区替评，一人不能占两席"):
        substituted(meeting, (EXPERTS[2], first))
    with pytest.raises(RuleViolation, match="专家09正在替评，一人不能占两席"):
        hand_over_seat.call_up(meeting, RESERVE, reason="补足", witness=WATCHED)
    with pytest.raises(RuleViolation, match="专家09正在替评"):
        replaced(meeting, EXPERTS[2])
    substituted(meeting, (EXPERTS[2], second))
    assert [e.id for e in meeting.dossier().estates_for(RESERVE)] == [first, second]
    sit(meeting, OBSERVER)
    with pytest.raises(RuleViolation, match="专家09已因此项回避递补或替评，原评分不能再恢复"):
        convene_panel.decide_recusal(meeting, EXPERT, first, RecusalStatus.WITHDRAWN, reason="误报")


def test_a_substitution_has_a_reason_and_a_witness_who_is_not_concerned(meeting: Context) -> None:
    first = estates(meeting)[0]
    sit(meeting, CHAIR)
    convene_panel.declare(meeting, first, Interest.KIN, "亲属任职")
    sit(meeting, SECRETARY)
    act, pair = hand_over_seat.substitute, (CHAIR, first)
    with pytest.raises(RuleViolation, match="必须写明理由"):
        act(meeting, RESERVE, pair=pair, reason="", witness=WATCHED)
    chair = Witness(person=CHAIR, pin=open_pin(CHAIR))
    with pytest.raises(RuleViolation, match="专家01对该小区应当回避，不能作见证"):
        act(meeting, RESERVE, pair=pair, reason="补评", witness=chair)
    with pytest.raises(MissingRecord, match="回避登记"):
        act(meeting, RESERVE, pair=(EXPERT, first), reason="补评", witness=WATCHED)
    with pytest.raises(RuleViolation, match="专家03不是后备专家"):
        act(meeting, EXPERTS[2], pair=pair, reason="补评", witness=WATCHED)
    substituted(meeting, pair)
    (event,) = [e for e in meeting.store.audit_log.events() if e.event == "substitute_expert"]
    assert event.detail == {"for": f"{CHAIR}/{first}", "reason": "回避后补评", "witness": OBSERVER}
    assert meeting.store.audit_log.verify().faults == ()


def test_that_nobody_substitutes_is_recorded_confirmed_by_the_chair_and_printed(
    meeting: Context,
) -> None:
    recused(meeting)
    first = estates(meeting)[0]
    pair = (EXPERT, first)
    before = [f.basis for f in quorum.check(meeting.dossier())]
    sit(meeting, SECRETARY)
    act, chair = hand_over_seat.leave_unfilled, Witness(person=CHAIR, pin=open_pin(CHAIR))
    with pytest.raises(RuleViolation, match="不补评必须写明理由"):
        act(meeting, pair=pair, reason=" ", witness=chair)
    with pytest.raises(RuleViolation, match="须由组长在场确认"):
        act(meeting, pair=pair, reason="其余专家已足", witness=WATCHED)
    assert [p.id for p in hand_over_seat.confirmers(meeting, pair)] == [CHAIR]
    act(meeting, pair=pair, reason="其余专家已足", witness=chair)
    (row,) = convene_panel.panel_desk(meeting).recusals
    assert (row.recusal.unfilled, row.unfilled_by_name) == ("其余专家已足", "专家01")
    assert not row.may_leave_unfilled
    assert [f.basis for f in quorum.check(meeting.dossier())] == before, "the quorum still counts"
    text = seen(print_documents.render(meeting, Paper.RECUSALS).data)
    assert "不补评：其余专家已足（专家01确认）" in text
    substituted(meeting, pair)
    (row,) = convene_panel.panel_desk(meeting).recusals
    assert (row.recusal.unfilled, row.successor_name) == ("", "专家09")
    with pytest.raises(RuleViolation, match="已由专家09递补或替评"):
        act(meeting, pair=pair, reason="其余专家已足", witness=chair)
    assert meeting.store.audit_log.verify().faults == ()


def test_a_recused_chair_does_not_confirm_that_nobody_substitutes(meeting: Context) -> None:
    first = estates(meeting)[0]
    sit(meeting, CHAIR)
    convene_panel.declare(meeting, first, Interest.KIN, "亲属任职")
    sit(meeting, SECRETARY)
    chair = Witness(person=CHAIR, pin=open_pin(CHAIR))
    with pytest.raises(RuleViolation, match="应当回避，不能作见证"):
        hand_over_seat.leave_unfilled(
            meeting, pair=(CHAIR, first), reason="其余专家已足", witness=chair
        )
    assert hand_over_seat.confirmers(meeting, (CHAIR, first)) == ()


def test_a_substitute_with_an_interest_of_their_own_is_no_substitute(meeting: Context) -> None:
    first = estates(meeting)[0]
    recused(meeting)
    with meeting.transaction("test"):
        meeting.store.panels.save_recusal(
            Recusal(
                expert=RESERVE,
                estate=first,
                interest=Interest.COACHED,
                basis="参与创建",
                declared_at=meeting.now(),
            )
        )
    with pytest.raises(RuleViolation, match="专家09对该小区也须回避"):
        substituted(meeting, (EXPERT, first))
