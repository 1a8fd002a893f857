"""The panel: roles that exclude each other, recusals that nobody decides for themselves, vetoes."""

from datetime import date

import pytest

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, convene_panel
from meihao_desktop.operations.context import Context
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, estates, score, sit

EXPERT = EXPERTS[1]


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    """The panel is entered, the counties may hand in."""
    return round_in(Phase.RECEIVING)


@pytest.fixture
def meeting(round_in: RoundIn) -> Context:
    """Scoring has begun."""
    opened = round_in(Phase.SEALED)
    begin_round.advance(opened)
    return opened


def member(*roles: Role, name: str = "专家04", unit: str = "") -> Person:
    return Person(id=PersonId("P50"), name=name, roles=frozenset(roles), unit=unit)


def test_a_member_is_entered_and_shown_in_order(context: Context) -> None:
    assert convene_panel.next_person_id(context) == "P06"
    convene_panel.save_person(context, member(Role.EXPERT, name=" 专家04 ", unit="协会"))
    desk = convene_panel.panel_desk(context)
    assert [row.person.name for row in desk.members][-2:] == ["专家03", "专家04"]
    assert [row.has_pin for row in desk.members][-2:] == [True, False]
    assert convene_panel.next_person_id(context) == "P51"


@pytest.mark.parametrize(
    ("person", "told"),
    [
        (member(Role.EXPERT, name=" "), "请填写姓名"),
        (member(), "至少选择一个角色"),
        (member(Role.EXPERT, Role.SECRETARY), "不能同时担任秘书或监督员"),
        (member(Role.PANEL_CHAIR, Role.OBSERVER), "不能同时担任秘书或监督员"),
        (member(Role.SECRETARY, Role.OBSERVER), "秘书不能同时担任监督员"),
        (member(Role.EXPERT, name="专家02", unit="行业协会"), "已登记过同单位的"),
        (member(Role.PANEL_CHAIR), "只有一位组长"),
        (Person(id=SECRETARY, name="秘书", roles=frozenset({Role.OBSERVER})), "至少要有一位秘书"),
    ],
)
def test_a_member_that_cannot_be_is_refused(context: Context, person: Person, told: str) -> None:
    before = context.store.panels.people()
    with pytest.raises(RuleViolation, match=told):
        convene_panel.save_person(context, person)
    assert context.store.panels.people() == before


def test_electing_another_chair_makes_the_first_an_expert_again(context: Context) -> None:
    convene_panel.elect_chair(context, EXPERT)
    panel = context.dossier().panel
    assert panel.chair is not None
    assert panel.chair.id == EXPERT
    former = panel.person(CHAIR)
    assert former is not None
    assert former.roles == {Role.EXPERT}
    with pytest.raises(RuleViolation, match="须从评审专家中推选"):
        convene_panel.elect_chair(context, OBSERVER)


def test_a_member_without_a_trace_can_be_removed_and_nobody_removes_themselves(
    context: Context,
) -> None:
    convene_panel.remove_person(context, EXPERTS[2])
    assert EXPERTS[2] not in [person.id for person in context.store.panels.people()]
    with pytest.raises(RuleViolation, match="不能移除当前登录的自己"):
        convene_panel.remove_person(context, SECRETARY)
    with pytest.raises(MissingRecord, match="评审小组成员"):
        convene_panel.remove_person(context, EXPERTS[2])


def test_who_has_scored_stays_in_the_panel(meeting: Context) -> None:
    sit(meeting, EXPERT)
    score(meeting, estates(meeting)[0], 50)
    moved = meeting.store.settings.review_round()
    with meeting.transaction("back"):
        meeting.store.settings.save_round(moved.returned_to(Phase.RECEIVING, "更正"))
    sit(meeting, SECRETARY)
    with pytest.raises(RuleViolation, match="已有评分或回避记录"):
        convene_panel.remove_person(meeting, EXPERT)


def test_a_declaration_closes_the_estate_until_somebody_else_decides(meeting: Context) -> None:
    first = estates(meeting)[0]
    sit(meeting, EXPERT)
    convene_panel.declare(meeting, first, Interest.KIN, "配偶任职")
    assert meeting.dossier().recusals.cover(EXPERT, first)
    with pytest.raises(RuleViolation, match="不必重复申报"):
        convene_panel.declare(meeting, first, Interest.KIN, "配偶任职")
    sit(meeting, CHAIR)
    (row,) = convene_panel.panel_desk(meeting).recusals
    assert (row.expert_name, row.estate_name, row.may_decide) == ("专家02", "朗悦花园", True)
    convene_panel.decide_recusal(
        meeting, EXPERT, first, RecusalStatus.DISMISSED, reason="经核实不属实"
    )
    assert not meeting.dossier().recusals.cover(EXPERT, first)
    (row,) = convene_panel.panel_desk(meeting).recusals
    assert row.decided_by_name == "专家01"


def test_the_chair_does_not_decide_the_own_recusal_but_the_observer_does(meeting: Context) -> None:
    first = estates(meeting)[0]
    sit(meeting, CHAIR)
    convene_panel.declare(meeting, first, Interest.COACHED, "参与过创建辅导")
    assert not convene_panel.panel_desk(meeting).recusals[0].may_decide
    with pytest.raises(RuleViolation, match="不能认定自己的回避"):
        convene_panel.decide_recusal(meeting, CHAIR, first, RecusalStatus.DISMISSED, reason="无关")
    sit(meeting, OBSERVER)
    convene_panel.decide_recusal(meeting, CHAIR, first, RecusalStatus.CONFIRMED, reason="属实")
    assert convene_panel.panel_desk(meeting).recusals[0].recusal.status is RecusalStatus.CONFIRMED


def test_a_decision_needs_a_reason_a_verdict_and_something_to_decide(meeting: Context) -> None:
    first, second, _ = estates(meeting)
    sit(meeting, EXPERT)
    convene_panel.declare(meeting, first, Interest.KIN, "配偶任职")
    sit(meeting, CHAIR)
    decide = convene_panel.decide_recusal
    with pytest.raises(RuleViolation, match="必须写明理由"):
        decide(meeting, EXPERT, first, RecusalStatus.CONFIRMED, reason=" ")
    with pytest.raises(RuleViolation, match="认定、不成立或撤销"):
        decide(meeting, EXPERT, first, RecusalStatus.HINT, reason="属实")
    with pytest.raises(MissingRecord, match="回避登记"):
        decide(meeting, EXPERT, second, RecusalStatus.CONFIRMED, reason="属实")


def test_a_veto_is_a_fact_with_date_and_document(meeting: Context) -> None:
    first = estates(meeting)[0]
    day = date(2025, 3, 1)
    change = convene_panel.confirm_veto(
        meeting, first, ground="发生安全责任事故", happened_on=day, document="应急函〔2025〕3号"
    )
    (row,) = convene_panel.panel_desk(meeting).vetoes
    assert (row.estate_name, row.confirmed_by_name) == ("朗悦花园", "秘书")
    assert change.touches_estate(first)
    with pytest.raises(RuleViolation, match="事由和依据文件"):
        convene_panel.confirm_veto(meeting, first, ground="事故", happened_on=day, document=" ")
    with pytest.raises(MissingRecord, match="小区"):
        convene_panel.confirm_veto(
            meeting, EstateId("C09-E01"), ground="事故", happened_on=day, document="函"
        )
