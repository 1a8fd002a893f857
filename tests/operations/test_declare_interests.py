"""The declaration, and that no order of acts opens an estate that is shut."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from meihao_desktop.domain.errors import MeihaoError, RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.interests.gate import ShutBy
from meihao_desktop.domain.panel import Background
from meihao_desktop.domain.recusal import Interest, Recusal, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import CellState, ScoreCell
from meihao_desktop.operations import (
    begin_round,
    convene_panel,
    declare_interests,
    read_material,
    score_estate,
    search_materials,
)
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.declare_interests import Told
from meihao_desktop.operations.pins import open_pin
from tests.operations.conftest import RoundIn
from tests.support import rounds
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, estates, sit

EXPERT = EXPERTS[1]
PIN = open_pin(EXPERT)
BARRED = ("申报", "回避", "认定；", "程序提示")


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    """A sealed round in which nobody has declared; the expert lives in the second estate."""
    context = round_in(Phase.RECEIVING)
    rounds.receive(context)
    person = context.person(EXPERT)
    assert person is not None
    home = context.store.submissions.estates()[1].name
    convene_panel.save_person(context, replace(person, background=Background(homes=(home,))))
    begin_round.advance(context)
    begin_round.advance(context)
    sit(context, EXPERT)
    return context


def shut(context: Context) -> list[ShutBy | None]:
    return [row.shut.by if row.shut else None for row in score_estate.open_desk(context).estates]


def peeks(context: Context, estate: EstateId) -> list[Callable[[], object]]:
    """Every way to look into an estate or its points."""
    found = next(e for e in context.store.submissions.estates() if e.id == estate)
    number = next(iter(context.store.settings.rubric())).number
    return [
        lambda: score_estate.open_sheet(context, estate),
        lambda: score_estate.set_cell(context, estate, number, ScoreCell()),
        lambda: score_estate.set_remark(context, estate, "好"),
        lambda: score_estate.abstain(context, estate, "不熟悉"),
        lambda: score_estate.resume(context, estate),
        lambda: score_estate.adopt_version(context, estate),
        lambda: score_estate.submit(context, estate, PIN),
        lambda: search_materials.files(context, estate),
        lambda: read_material.material_file(context, found.materials[0]),
    ]


def is_shut(context: Context, estate: EstateId) -> bool:
    """Whether every way is barred; a mixture would be a hole."""
    barred: list[bool] = []
    for peek in peeks(context, estate):
        try:
            peek()
        except MeihaoError as refusal:
            barred.append(any(word in str(refusal) for word in BARRED))
        else:
            barred.append(False)
    row = next(r for r in score_estate.open_desk(context).estates if r.estate.id == estate)
    told = [bool(row.estate.materials or row.sources or row.points), row.is_closed]
    searched = estate in {group.estate for group in search_materials.round_files(context)}
    assert all(barred) or not any(barred), barred
    assert all(barred) == (told == [False, True]) == (not searched)
    assert all(barred) == (estate not in read_material.shared_sources(context))
    return all(barred)


def test_an_undeclared_expert_opens_no_estate_at_all(context: Context) -> None:
    assert all(is_shut(context, estate) for estate in estates(context))
    assert set(shut(context)) == {ShutBy.UNDECLARED}
    desk = declare_interests.declaration_desk(context)
    assert (desk.is_due, desk.is_first, desk.may_declare) == (True, True, True)
    assert [bool(line.question) for line in desk.lines] == [False, True, False]


def test_the_form_is_refused_until_it_is_whole(context: Context) -> None:
    first, second, _ = estates(context)
    refused = [
        ((), PIN, "程序提示您与“长城二花园”"),
        ((Told(estate=second, words=" "),), PIN, "请写明“长城二花园”的提示不成立的理由"),
        (
            (
                Told(estate=second, words="已搬离"),
                Told(estate=first, words="", interest=Interest.KIN),
            ),
            PIN,
            "请写明“朗悦花园”的具体情形",
        ),
        ((Told(estate=second, words="一"), Told(estate=second, words="二")), PIN, "只能申报一次"),
        ((Told(estate=second, words="已搬离"),), "0000", "PIN"),
    ]
    for told, pin, sentence in refused:
        with pytest.raises(MeihaoError, match=sentence):
            declare_interests.declare_all(context, told, pin)
        assert context.store.interests.declarations() == ()
        assert context.store.panels.recusals() == ()


def test_an_explained_hint_stays_shut_until_the_observer_dismisses_it(context: Context) -> None:
    second = estates(context)[1]
    declare_interests.declare_all(context, [Told(estate=second, words="去年已出售")], PIN)
    assert shut(context) == [None, ShutBy.UNDECIDED, None]
    assert is_shut(context, second)
    (recusal,) = context.store.panels.recusals()
    assert recusal.status is RecusalStatus.HINT
    assert "业主或住户" in recusal.basis
    assert recusal.basis.endswith("本人说明：去年已出售")
    sit(context, OBSERVER)
    convene_panel.decide_recusal(
        context, EXPERT, second, RecusalStatus.DISMISSED, reason="产权已过户"
    )
    sit(context, EXPERT)
    assert shut(context) == [None, None, None]
    assert not is_shut(context, second)
    assert not declare_interests.declaration_desk(context).is_due


def test_a_declared_interest_closes_its_estate_and_only_that(context: Context) -> None:
    first, second, third = estates(context)
    declare_interests.declare_all(
        context,
        [
            Told(estate=second, words="本人住该小区", interest=Interest.OWNER_OR_RESIDENT),
            Told(estate=third, words="去年参与创建辅导", interest=Interest.COACHED),
        ],
        PIN,
    )
    assert [is_shut(context, each) for each in (first, second, third)] == [False, True, True]
    states = [row.state for row in score_estate.open_desk(context).estates]
    assert states[1:] == [CellState.RECUSED, CellState.RECUSED]
    assert "declare_interests" in {event.event for event in context.store.audit_log.events()}
    with pytest.raises(RuleViolation, match="已经登记"):
        declare_interests.declare_all(
            context, [Told(estate=third, words="再说一遍", interest=Interest.COACHED)], PIN
        )


def declare_free(context: Context) -> None:
    sit(context, EXPERT)
    told = Told(estate=estates(context)[1], words="已出售")
    declare_interests.declare_all(context, [told], PIN)


def declare_one(context: Context) -> None:
    sit(context, EXPERT)
    convene_panel.declare(context, estates(context)[1], Interest.KIN, "亲属在该小区任职")


def dismiss(context: Context) -> None:
    sit(context, OBSERVER)
    second = estates(context)[1]
    convene_panel.decide_recusal(context, EXPERT, second, RecusalStatus.DISMISSED, reason="查实")


def go_on(context: Context) -> None:
    sit(context, SECRETARY)
    begin_round.advance(context)


ACTS = (declare_free, declare_one, dismiss, go_on)


@pytest.mark.parametrize(
    "order", [*permutations(ACTS)], ids=lambda o: "-".join(a.__name__ for a in o)
)
def test_no_order_of_acts_opens_an_estate_before_declaration_and_decision(
    context: Context, order: tuple[Callable[[Context], None], ...]
) -> None:
    """The estate of the hint opens exactly when everything was declared and the hint dismissed."""
    second = estates(context)[1]
    for act in order:
        with suppress(MeihaoError):  # many orders are refused on the way
            act(context)
        sit(context, EXPERT)
        recusal = next(iter(context.store.panels.recusals()), None)
        is_decided = recusal is not None and recusal.status is RecusalStatus.DISMISSED
        may_open = bool(context.store.interests.declarations()) and is_decided
        assert is_shut(context, second) is not may_open


def test_a_round_without_the_rule_opens_at_once(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING, rounds.a_plan(declaration_first=False))
    rounds.receive(context)
    begin_round.advance(context)
    sit(context, EXPERT)
    assert shut(context) == [None, None, None]
    assert not declare_interests.declaration_desk(context).is_due


def test_a_chair_who_lives_there_decides_nothing_about_the_estate(context: Context) -> None:
    first, second, _ = estates(context)
    declare_one(context)
    sit(context, CHAIR)
    lives = Told(estate=second, words="住该小区", interest=Interest.OWNER_OR_RESIDENT)
    declare_interests.declare_all(context, [lives], open_pin(CHAIR))
    with pytest.raises(RuleViolation, match="不能经办该小区的事项"):
        convene_panel.decide_recusal(
            context, EXPERT, second, RecusalStatus.DISMISSED, reason="不成立"
        )
    assert not is_shut(context, first)


def test_a_secretary_with_an_interest_enters_no_veto(context: Context) -> None:
    first, second, _ = estates(context)
    interest = Recusal(
        expert=SECRETARY, estate=first, interest=Interest.KIN, basis="配偶在该小区任职",
        declared_at=context.now(),
    )  # fmt: skip
    with context.transaction("test"):
        context.store.panels.save_recusal(interest)
    sit(context, SECRETARY)
    veto = {"ground": "弄虚作假", "happened_on": date(2025, 1, 1), "document": "函"}
    with pytest.raises(RuleViolation, match="指定代办人"):
        convene_panel.confirm_veto(context, first, **veto)
    assert convene_panel.confirm_veto(context, second, **veto).is_panel


def test_only_experts_and_the_secretary_declare_and_experts_from_the_seal_on(
    round_in: RoundIn,
) -> None:
    context = round_in(Phase.RECEIVING)
    sit(context, OBSERVER)
    with pytest.raises(RuleViolation, match="由评审专家和秘书本人作出"):
        declare_interests.declaration_desk(context)
    sit(context, EXPERT)
    assert not declare_interests.declaration_desk(context).may_declare
    with pytest.raises(RuleViolation, match="只能在封存、评分、汇总阶段"):
        declare_interests.declare_all(context, (), PIN)


def test_the_secretary_declares_before_acting_and_what_is_named_goes_to_a_deputy(
    round_in: RoundIn,
) -> None:
    context = round_in(Phase.RECEIVING)
    rounds.receive(context)
    first, second, _ = estates(context)
    desk = declare_interests.declaration_desk(context)
    assert (desk.is_due, desk.is_first, desk.may_declare) == (True, True, True)
    assert [line.estate for line in desk.lines] == list(estates(context))
    kin = Told(estate=first, words="配偶为该小区业主", interest=Interest.OWNER_OR_RESIDENT)
    with pytest.raises(RuleViolation, match="PIN 不正确"):
        declare_interests.declare_as_secretary(context, [kin], "000000")
    declare_interests.declare_as_secretary(context, [kin], open_pin(SECRETARY))
    assert not declare_interests.declaration_desk(context).is_due
    panel = convene_panel.panel_desk(context)
    assert (panel.may_declare, panel.has_declared) == (True, True)
    (row,) = panel.recusals
    assert (row.expert_name, row.needs_deputy) == ("秘书", True)
    veto = {"ground": "弄虚作假", "happened_on": date(2025, 1, 1), "document": "函"}
    with pytest.raises(RuleViolation, match="不能经办该小区的事项"):
        convene_panel.confirm_veto(context, first, **veto)
    assert convene_panel.confirm_veto(context, second, **veto).is_panel


def test_scoring_does_not_end_before_the_secretary_has_declared(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    known = next(d for d in context.store.interests.declarations() if d.expert == SECRETARY)
    with context.transaction("test"):
        context.store.interests.save_declaration(replace(known, estates=known.estates[:1]))
    sit(context, SECRETARY)
    told = {blocker.sentence for blocker in begin_round.overview(context).blockers}
    assert "秘书还没有作回避申报，请本人登录后在小组台申报。" in told
    declare_interests.declare_as_secretary(context, (), open_pin(SECRETARY))
    told = {blocker.sentence for blocker in begin_round.overview(context).blockers}
    assert not [sentence for sentence in told if sentence.startswith("秘书")]
