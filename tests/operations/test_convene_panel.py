"""The panel: roles that exclude each other, recusals that nobody decides for themselves, vetoes."""

from dataclasses import replace
from datetime import date

import pytest

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import (
    Background,
    FormerUnit,
    Person,
    PersonId,
    Role,
    Seat,
)
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


def test_of_a_phone_only_the_mark_is_kept_and_none_typed_leaves_it(context: Context) -> None:
    convene_panel.save_person(context, member(Role.EXPERT), phone="138-0000 0001")
    kept = context.person(PersonId("P50"))
    assert kept is not None
    mark = kept.background.phone_mark
    assert len(mark) == 64
    assert "13800000001" not in (context.folder / "round.db").read_bytes().decode("latin-1")
    convene_panel.save_person(context, replace(kept, title="高级工程师"))
    again = context.person(PersonId("P50"))
    assert again is not None
    assert (again.title, again.background.phone_mark) == ("高级工程师", mark)


def test_what_is_no_phone_is_refused(context: Context) -> None:
    with pytest.raises(RuleViolation, match="“12”不像电话号码"):
        convene_panel.save_person(context, member(Role.EXPERT), phone="12")


def test_the_background_is_kept_in_clean_writing(context: Context) -> None:
    told = Background(
        group_company=" 碧桂园 ",
        former_units=(FormerUnit(unit=" 甲物业 ", from_year=2019), FormerUnit(unit=" ")),
        counties=("玉州区", "玉州区 ", ""),
        homes=(" 朗悦花园",),
    )
    convene_panel.save_person(context, replace(member(Role.EXPERT), background=told))
    kept = context.person(PersonId("P50"))
    assert kept is not None
    assert kept.background == Background(
        group_company="碧桂园",
        former_units=(FormerUnit(unit="甲物业", from_year=2019),),
        counties=("玉州区",),
        homes=("朗悦花园",),
    )


def test_years_the_wrong_way_round_are_refused(context: Context) -> None:
    former = FormerUnit(unit="甲物业", from_year=2022, until_year=2020)
    person = replace(member(Role.EXPERT), background=Background(former_units=(former,)))
    with pytest.raises(RuleViolation, match="“甲物业”的离开年份早于到任年份"):
        convene_panel.save_person(context, person)


def test_a_reserve_can_still_be_entered_when_the_panel_is_sealed(meeting: Context) -> None:
    with pytest.raises(RuleViolation, match="只能在筹备、收件阶段"):
        convene_panel.save_person(meeting, member(Role.EXPERT))
    convene_panel.enter_reserve(meeting, member(Role.EXPERT))
    panel = meeting.dossier().panel
    assert [person.name for person in panel.reserves] == ["专家04"]
    assert len(panel.experts) == 3
    with pytest.raises(RuleViolation, match="已在名单中"):
        convene_panel.enter_reserve(meeting, member(Role.EXPERT))
    with pytest.raises(RuleViolation, match="后备人员须是评审专家"):
        convene_panel.enter_reserve(meeting, replace(member(Role.OBSERVER), id=PersonId("P60")))


@pytest.mark.parametrize(
    ("person", "told"),
    [
        (replace(member(Role.OBSERVER), seat=Seat(is_reserve=True)), "后备人员须是评审专家"),
        (
            Person(
                id=CHAIR,
                name="专家01",
                roles=frozenset({Role.EXPERT, Role.PANEL_CHAIR}),
                seat=Seat(is_reserve=True),
            ),
            "组长不能列为后备",
        ),
    ],
)
def test_a_reserve_that_cannot_be_is_refused(context: Context, person: Person, told: str) -> None:
    with pytest.raises(RuleViolation, match=told):
        convene_panel.save_person(context, person)


def test_the_desk_tells_what_is_unusual_about_the_panel(context: Context) -> None:
    warnings = convene_panel.panel_desk(context).warnings
    assert any("少于建议的 5 人" in sentence for sentence in warnings)


def test_a_chair_who_stands_back_needs_a_deputy_and_an_expert_does_not(meeting: Context) -> None:
    first, second, _ = estates(meeting)
    for person, estate in ((CHAIR, first), (EXPERT, second)):
        sit(meeting, person)
        convene_panel.declare(meeting, estate, Interest.COACHED, "参与过创建辅导")
    sit(meeting, OBSERVER)
    rows = {row.recusal.expert: row for row in convene_panel.panel_desk(meeting).recusals}
    assert (rows[CHAIR].needs_deputy, rows[CHAIR].may_appoint) == (True, True)
    assert (rows[EXPERT].needs_deputy, rows[EXPERT].may_appoint) == (False, False)


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
