"""Deputies (代办人): what whoever stands back may no longer do, they may, and there only."""

from collections.abc import Callable
from datetime import date

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Decision, Severity
from meihao_desktop.domain.panel import PersonId, Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    convene_panel,
    declare_interests,
    hand_over_seat,
    identify_person,
    import_submission,
    rank_estates,
    score_estate,
    settle_outlier,
    weigh_hints,
    witness,
)
from meihao_desktop.operations.collate_sheets import Verdict
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.declare_interests import Told
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.roles import standing_in
from tests.operations.conftest import RoundIn
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    PLACES,
    SECRETARY,
    a_plan,
    a_received,
    estates,
    receive,
    score_all,
    sit,
)

DEPUTY, OTHER = EXPERTS[1], EXPERTS[2]
REASON = "亲属在该小区任职"
ACKNOWLEDGED = Verdict(decision=Decision.ACKNOWLEDGED, reason="已核实")
VETO = {"ground": "弄虚作假", "happened_on": date(2025, 1, 1), "document": "函"}


TIED_WITHOUT_CHAIR = (
    ((55, "34.5"), (55, "34.5"), (45, 30)),
    ((54, 35), (54, 35), (45, 31)),
    ((56, 34), (56, 34), (44, 30)),
)
"""The first two estates stay on one figure when the chair stands back from either."""


def signed_by(person: PersonId) -> Witness:
    return Witness(person=person, pin=open_pin(person))


def stand_back(context: Context, person: PersonId, estate: EstateId) -> None:
    """The secretary or the chair declares an interest."""
    sit(context, person)
    if person == SECRETARY:
        told = Told(estate=estate, words=REASON, interest=Interest.KIN)
        declare_interests.declare_as_secretary(context, [told], open_pin(person))
    else:
        convene_panel.declare(context, estate, Interest.KIN, REASON)


def hand_over(context: Context, person: PersonId, estate: EstateId) -> None:
    """They stand back, and the observer names the deputy."""
    stand_back(context, person, estate)
    sit(context, OBSERVER)
    hand_over_seat.appoint_deputy(context, person, estate, DEPUTY)


def refused(act: Callable[[], object], match: str | None = None) -> None:
    with pytest.raises(RuleViolation, match=match):
        act()


def tied(round_in: RoundIn) -> Context:
    """Collating, with the first two estates on one figure across a line."""
    context = round_in(Phase.SEALED, a_plan(minimum_experts=2))
    begin_round.advance(context)
    score_all(context, TIED_WITHOUT_CHAIR)
    sit(context, SECRETARY)
    begin_round.advance(context)
    return context


def tie_of(context: Context) -> FindingRow:
    rows = collate_sheets.secretary_desk(context).findings
    return next(row for row in rows if row.finding.code == "tie")


def test_without_a_deputy_an_expert_sits_at_no_desk_but_their_own(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    sit(context, DEPUTY)
    assert (context.deputised, standing_in(context)) == (frozenset(), frozenset())
    refused(lambda: collate_sheets.secretary_desk(context), "秘书台只供")
    refused(lambda: import_submission.new_staging(context), "只有秘书")
    identify_person.log_out(context)
    assert (context.deputised, standing_in(context)) == (frozenset(), frozenset())


def test_the_secretarys_deputy_takes_in_the_county_the_secretary_must_not(
    round_in: RoundIn,
) -> None:
    context = round_in(Phase.RECEIVING)
    receive(context)
    first, _, third = estates(context)
    (county, names), (other_county, other_names) = PLACES.items()
    hand_over(context, SECRETARY, first)
    sit(context, SECRETARY)
    newer = a_received(context, county, names, text="改稿")
    refused(lambda: import_submission.accept(context, newer), "请由已指定的代办人专家02办理")
    sit(context, OTHER)
    refused(lambda: import_submission.accept(context, newer), "只有秘书")
    sit(context, DEPUTY)
    assert context.deputised == {first}
    assert standing_in(context) == {Role.SECRETARY}
    assert import_submission.import_desk(context).may_accept
    other = a_received(context, other_county, other_names, text="改稿")
    refused(lambda: import_submission.accept(context, other), "只有秘书")
    import_submission.shelving(context, newer)
    change = import_submission.accept(context, newer)
    assert first in change.estates
    assert third not in change.estates
    newest = max(context.dossier().submissions, key=lambda each: each.received_at)
    assert (newest.version, newest.received_by) == (2, "专家02")


def test_the_secretarys_deputy_enters_a_veto_there_and_nowhere_else(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    first, second, _ = estates(context)
    hand_over(context, SECRETARY, first)
    sit(context, SECRETARY)
    refused(lambda: convene_panel.confirm_veto(context, first, **VETO), "不能经办该小区")
    sit(context, DEPUTY)
    refused(lambda: convene_panel.confirm_veto(context, second, **VETO), "只有秘书")
    convene_panel.confirm_veto(context, first, **VETO)
    (veto,) = context.dossier().vetoes
    assert (veto.estate, veto.confirmed_by) == (first, DEPUTY)


def test_the_chairs_deputy_decides_a_tie_that_the_chair_must_not(round_in: RoundIn) -> None:
    context = tied(round_in)
    first, second, third = estates(context)
    hand_over(context, CHAIR, first)
    order = Verdict(
        decision=Decision.ORDERED,
        reason="表决",
        order=(second, first),
        votes={second: 2, first: 1},
    )
    sit(context, CHAIR)
    key = tie_of(context).finding.key
    refused(lambda: collate_sheets.settle(context, key, order), "不能经办该小区")
    sit(context, SECRETARY)
    refused(lambda: collate_sheets.settle(context, key, order), "组长须回避的，由其代办人")
    sit(context, OTHER)
    refused(lambda: collate_sheets.settle(context, key, order), "只有秘书、组长")
    sit(context, DEPUTY)
    desk = collate_sheets.secretary_desk(context)
    assert [estate.id for estate in desk.estates] == [first]
    assert {pair[1] for pair in desk.cells} == {first}
    assert (desk.shows_totals, desk.blockers, desk.printings) == (False, (), ())
    assert desk.may_change_result(tie_of(context))
    assert all(first in row.finding.where.estate for row in desk.findings)
    refused(lambda: rank_estates.ranking_desk(context))
    collate_sheets.settle(context, key, order)
    assert context.dossier().settlements[key].actor == "专家02"
    assert third not in context.deputised


def test_before_a_deputy_is_named_the_secretary_records_what_was_voted(round_in: RoundIn) -> None:
    context = tied(round_in)
    first, second, _ = estates(context)
    stand_back(context, CHAIR, first)
    sit(context, SECRETARY)
    order = Verdict(
        decision=Decision.ORDERED, reason="表决", order=(first, second), votes={first: 2, second: 1}
    )
    collate_sheets.settle(context, tie_of(context).finding.key, order)
    assert context.dossier().settlements


def test_the_secretarys_deputy_changes_no_result(round_in: RoundIn) -> None:
    context = tied(round_in)
    first, second, _ = estates(context)
    hand_over(context, SECRETARY, first)
    sit(context, DEPUTY)
    row = tie_of(context)
    assert not collate_sheets.secretary_desk(context).may_change_result(row)
    order = Verdict(
        decision=Decision.ORDERED, reason="表决", order=(first, second), votes={first: 2, second: 1}
    )
    refused(lambda: collate_sheets.settle(context, row.finding.key, order), "只能由组长作出")
    rows = collate_sheets.secretary_desk(context).findings
    noted = next(r for r in rows if r.finding.severity is not Severity.BLOCKING)
    collate_sheets.settle(context, noted.finding.key, ACKNOWLEDGED)
    sit(context, SECRETARY)
    about_all = [
        r
        for r in collate_sheets.secretary_desk(context).findings
        if not r.finding.where.estate and not r.is_settled
    ]
    sit(context, DEPUTY)
    for each in about_all:
        refused(lambda key=each.finding.key: collate_sheets.settle(context, key, ACKNOWLEDGED))


def test_the_chairs_deputy_decides_others_recusals_there(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    first, second, _ = estates(context)
    hand_over(context, CHAIR, first)
    sit(context, OTHER)
    convene_panel.declare(context, first, Interest.KIN, REASON)
    convene_panel.declare(context, second, Interest.KIN, REASON)
    confirm = RecusalStatus.CONFIRMED

    def decide(estate: EstateId) -> object:
        return convene_panel.decide_recusal(context, OTHER, estate, confirm, reason="属实")

    sit(context, CHAIR)
    refused(lambda: decide(first), "不能经办该小区")
    sit(context, DEPUTY)
    refused(lambda: decide(second), "只有组长、监督员")
    decide(first)
    rows = convene_panel.panel_desk(context).recusals
    assert {row.recusal.estate for row in rows} == {first}, "others' interests stay with others"
    assert not any(row.may_appoint for row in rows)
    assert [row.recusal.expert for row in rows if row.may_decide] == [OTHER]
    refused(
        lambda: convene_panel.decide_recusal(context, CHAIR, first, confirm, reason="属实"),
        "您是因此项回避而代办的，此项回避由监督员认定",
    )
    assert weigh_hints.hints_desk(context).undetected
    assert {r.estate for r in weigh_hints.hints_desk(context).undetected} == {first}
    refused(lambda: hand_over_seat.appoint_deputy(context, CHAIR, first, OTHER), "只有组长、监督员")


def test_the_chairs_deputy_opens_a_sheet_again_with_the_observer(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    first, second, _ = estates(context)
    hand_over(context, CHAIR, first)

    def reopen(estate: EstateId, second_person: PersonId) -> object:
        return score_estate.reopen(
            context, OTHER, estate, reason="笔误", witness=signed_by(second_person)
        )

    sit(context, CHAIR)
    refused(lambda: reopen(first, OBSERVER), "不能经办该小区")
    sit(context, OBSERVER)
    refused(lambda: reopen(first, CHAIR), "专家01对该小区应当回避，不能作见证")
    assert [p.id for p in witness.seconds_of_pair(context, first)] == [DEPUTY]
    assert [p.id for p in witness.seconds_of_pair(context, second)] == [CHAIR]
    sit(context, DEPUTY)
    refused(lambda: reopen(second, OBSERVER), "只有组长、监督员")
    assert [p.id for p in witness.seconds_of_pair(context, first)] == [OBSERVER]
    reopen(first, OBSERVER)
    fresh = context.dossier().sheet(OTHER, first)
    assert fresh is not None
    assert (fresh.revision, fresh.status) == (2, SheetStatus.DRAFT)
    sit(context, OBSERVER)
    score_estate.reopen(context, OTHER, second, reason="笔误", witness=signed_by(CHAIR))


def test_the_observer_opens_a_sheet_again_with_the_chairs_deputy(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    first, _, _ = estates(context)
    hand_over(context, CHAIR, first)
    sit(context, OBSERVER)
    score_estate.reopen(context, OTHER, first, reason="笔误", witness=signed_by(DEPUTY))
    sheet = context.dossier().sheet(OTHER, first)
    assert sheet is not None
    assert sheet.revision == 2


def test_the_secretarys_deputy_registers_ink_for_that_estate(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    first, second, _ = estates(context)
    hand_over(context, SECRETARY, first)
    sit(context, DEPUTY)
    pairs = [(OTHER, first), (OTHER, second)]
    refused(lambda: collate_sheets.register_signatures(context, pairs), "只有秘书")
    refused(lambda: collate_sheets.register_signature(context, OTHER, second), "只有秘书")
    collate_sheets.register_signatures(context, pairs[:1])
    sheet = context.dossier().sheet(OTHER, first)
    assert sheet is not None
    assert sheet.status is SheetStatus.SIGNED


def test_the_secretarys_deputy_calls_a_substitute_where_the_secretary_must_not(
    round_in: RoundIn,
) -> None:
    context = round_in(Phase.SEALED)
    first = estates(context)[0]
    reserve = PersonId("P30")
    people = context.store.panels.people()
    other = next(person for person in people if person.id == OTHER)
    spare = type(other)(id=reserve, name="专家09", unit="高校", roles=frozenset({Role.EXPERT}))
    convene_panel.enter_reserve(context, spare)
    hand_over(context, SECRETARY, first)
    sit(context, OTHER)
    convene_panel.declare(context, first, Interest.KIN, REASON)

    def call() -> object:
        return hand_over_seat.substitute(
            context,
            reserve,
            pair=(OTHER, first),
            reason="补评",
            witness=signed_by(OBSERVER),
        )

    sit(context, SECRETARY)
    refused(call, "不能经办该小区")
    sit(context, DEPUTY)
    call()
    assert context.dossier().scorers.is_substitute(reserve)


def test_a_deputy_with_an_interest_of_their_own_is_no_deputy_any_more(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    first = estates(context)[0]
    hand_over(context, SECRETARY, first)
    sit(context, DEPUTY)
    assert context.may(Act.CONFIRM_VETO, first)
    convene_panel.declare(context, first, Interest.OWNER_OR_RESIDENT, "该小区业主")
    assert context.deputised == frozenset()
    refused(lambda: convene_panel.confirm_veto(context, first, **VETO), "只有秘书")


def test_when_the_recusal_falls_the_deputy_goes_with_it(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    first = estates(context)[0]
    hand_over(context, SECRETARY, first)
    convene_panel.decide_recusal(
        context, SECRETARY, first, RecusalStatus.DISMISSED, reason="同名之误"
    )
    sit(context, DEPUTY)
    assert context.deputised == frozenset()
    sit(context, SECRETARY)
    assert convene_panel.confirm_veto(context, first, **VETO).is_panel


def test_a_deputy_never_gets_at_others_points_before_the_round_is_opened(
    round_in: RoundIn,
) -> None:
    context = round_in(Phase.SCORING)
    first = estates(context)[0]
    hand_over(context, CHAIR, first)
    sit(context, DEPUTY)
    assert not context.may(Act.SEE_ALL_SCORES, first)
    assert not context.may(Act.SCORE, first) or context.actor is not None
    desk = collate_sheets.secretary_desk(context)
    assert all(cell.total is None for cell in desk.cells.values())


def test_nobody_names_a_deputy_for_an_estate_of_their_own_interest(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    first = estates(context)[0]
    stand_back(context, SECRETARY, first)
    stand_back(context, CHAIR, first)
    sit(context, CHAIR)
    refused(
        lambda: hand_over_seat.appoint_deputy(context, SECRETARY, first, DEPUTY), "不能经办该小区"
    )
    sit(context, OBSERVER)
    hand_over_seat.appoint_deputy(context, SECRETARY, first, DEPUTY)
    hand_over_seat.appoint_deputy(context, CHAIR, first, DEPUTY)
    sit(context, DEPUTY)
    assert standing_in(context) == {Role.SECRETARY, Role.PANEL_CHAIR}


def test_the_deputy_carries_a_hearing_on_where_the_secretary_must_not(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED, a_plan(outlier_needs_hearing=True))
    begin_round.advance(context)
    score_all(
        context,
        (
            ((55, 35), (50, 35), (45, 30)),
            ((54, 35), (50, 34), (45, 31)),
            ((32, 34), (51, 35), (44, 30)),
        ),
    )
    sit(context, SECRETARY)
    begin_round.advance(context)
    first = estates(context)[0]
    hand_over(context, SECRETARY, first)
    sit(context, SECRETARY)
    rows = collate_sheets.secretary_desk(context).findings
    key = next(r for r in rows if r.finding.code == "outlier" and r.is_blocking).finding.key
    refused(lambda: settle_outlier.notify(context, [key]), "不能经办该小区")
    sit(context, DEPUTY)
    settle_outlier.notify(context, [key])
    sit(context, OTHER)
    assert settle_outlier.notices(context)
