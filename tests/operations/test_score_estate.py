"""The scoring desk: own sheets only, durable, sealed by PIN, re-opened by two people."""

from dataclasses import replace
from decimal import Decimal

import pytest

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.recusal import Interest
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import CellState, EvidencePin, ScoreCell, SheetStatus
from meihao_desktop.domain.seal import seal_sheet
from meihao_desktop.operations import begin_round, convene_panel, score_estate
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from tests.operations.conftest import RoundIn
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    SteppingClock,
    estates,
    score,
    sit,
)

FIRST = CriterionId("1.1")
OTHER = EXPERTS[1]
OBSERVER_HERE = Witness(person=OBSERVER, pin=open_pin(OBSERVER))


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    """A round in which scoring has begun; 专家02 sits at the machine."""
    opened = round_in(Phase.SEALED)
    begin_round.advance(opened)
    sit(opened, OTHER)
    return opened


def sealed_sheet(context: Context, estate: EstateId) -> None:
    score(context, estate, 50, 30)
    score_estate.submit(context, estate, open_pin(OTHER))


def test_the_desk_lists_every_estate_with_its_progress(context: Context) -> None:
    first, second, third = estates(context)
    score(context, first, 50)
    sealed_sheet(context, second)
    desk = score_estate.open_desk(context)
    states = {row.estate.id: (row.state, row.answered, row.points) for row in desk.estates}
    assert states == {
        first: (CellState.DRAFT, 1, Decimal(50)),
        second: (CellState.SUBMITTED, 2, Decimal(80)),
        third: (CellState.NOT_SCORED, 0, Decimal(0)),
    }
    assert (desk.expert.name, desk.due, desk.handed_in, desk.may_score) == ("专家02", 3, 1, True)
    assert [row.county_name for row in desk.estates] == ["玉州区", "玉州区", "福绵区"]


def test_points_are_on_disk_before_saved_is_told(context: Context) -> None:
    first = estates(context)[0]
    saved = score_estate.set_cell(context, first, FIRST, ScoreCell(points=Decimal(41)))
    folder = context.folder
    begin_round.close_round(context)
    again = begin_round.open_round(folder, SteppingClock())
    sit(again, OTHER)
    assert score_estate.open_sheet(again, first) == saved.sheet
    assert saved.change.touches_sheet(OTHER, first)
    begin_round.close_round(again)


def test_points_of_one_estate_never_appear_on_another(context: Context) -> None:
    first, second, _ = estates(context)
    score(context, first, 50, 30)
    assert score_estate.open_sheet(context, second).cells == {}


def test_an_expert_sees_nothing_of_the_others(context: Context) -> None:
    first = estates(context)[0]
    sealed_sheet(context, first)
    sit(context, CHAIR)
    assert score_estate.open_sheet(context, first).cells == {}
    desk = score_estate.open_desk(context)
    assert {row.points for row in desk.estates} == {Decimal(0)}
    assert {p for row in score_estate.comparison(context).rows for p in row.points} == {None}


@pytest.mark.parametrize("person", [SECRETARY, OBSERVER])
def test_who_is_no_expert_has_no_scoring_desk(context: Context, person: str) -> None:
    sit(context, person)  # type: ignore[arg-type]
    for look in (score_estate.open_desk, score_estate.comparison):
        with pytest.raises(RuleViolation, match="评分台只供评审专家使用"):
            look(context)
    with pytest.raises(RuleViolation, match="评分台只供评审专家使用"):
        score_estate.open_sheet(context, estates(context)[0])


def test_a_recused_estate_cannot_be_opened_and_says_why(context: Context) -> None:
    first = estates(context)[0]
    score(context, first, 50)
    convene_panel.declare(context, first, Interest.EMPLOYMENT, "曾受聘于物业服务企业")
    for act in (
        lambda: score_estate.open_sheet(context, first),
        lambda: score_estate.set_cell(context, first, FIRST, ScoreCell(points=Decimal(1))),
        lambda: score_estate.submit(context, first, open_pin(OTHER)),
    ):
        with pytest.raises(RuleViolation, match=r"三年内劳动关系，曾受聘于物业服务企业"):
            act()
    row = score_estate.open_desk(context).estates[0]
    assert (row.is_closed, row.points, row.answered) == (True, Decimal(0), 0)


@pytest.mark.parametrize(("points", "told"), [("60.5", "应在 0 至 60 分之间"), ("-1", "应在 0")])
def test_points_out_of_range_are_refused_and_nothing_is_kept(
    context: Context, points: str, told: str
) -> None:
    first = estates(context)[0]
    with pytest.raises(RuleViolation, match=told):
        score_estate.set_cell(context, first, FIRST, ScoreCell(points=Decimal(points)))
    assert score_estate.open_sheet(context, first).cells == {}


def test_an_empty_cell_clears_what_was_entered(context: Context) -> None:
    first = estates(context)[0]
    score(context, first, 50)
    assert score_estate.set_cell(context, first, FIRST, ScoreCell()).sheet.cells == {}


def test_pins_and_reasons_are_kept_with_the_points(context: Context) -> None:
    first = estates(context)[0]
    pin = EvidencePin(material="a" * 64, file_name="台账.xlsx", place="收缴率!C5")
    cell = ScoreCell(points=Decimal(60), reason="材料齐全", pins=(pin,))
    score_estate.set_cell(context, first, FIRST, cell)
    assert score_estate.open_sheet(context, first).cells[FIRST] == cell


def test_the_same_points_again_write_nothing(context: Context) -> None:
    first = estates(context)[0]
    cell = ScoreCell(points=Decimal(50))
    score_estate.set_cell(context, first, FIRST, cell)
    before = context.store.audit_log.head()
    assert score_estate.set_cell(context, first, FIRST, cell).change.sheets == frozenset()
    assert context.store.audit_log.head() == before


def test_an_unknown_estate_or_criterion_is_told(context: Context) -> None:
    cell = ScoreCell(points=Decimal(1))
    with pytest.raises(MissingRecord, match="找不到小区"):
        score_estate.set_cell(context, EstateId("C09-E01"), FIRST, cell)
    with pytest.raises(RuleViolation, match=r"没有评分项 9\.9"):
        score_estate.set_cell(context, estates(context)[0], CriterionId("9.9"), cell)


def test_a_sheet_with_a_hole_is_not_submitted_and_costs_no_try(context: Context) -> None:
    first = estates(context)[0]
    score(context, first, 50)
    with pytest.raises(RuleViolation, match=r"还有 1 个评分项未打分（2\.1）"):
        score_estate.submit(context, first, "错的")
    record = context.store.panels.pin(OTHER)
    assert record is not None
    assert record.failed_tries == 0


def test_submitting_seals_the_sheet_with_its_digest(context: Context) -> None:
    first = estates(context)[0]
    sealed_sheet(context, first)
    sheet = score_estate.open_sheet(context, first)
    settings = context.store.settings
    expected = seal_sheet(sheet, settings.rubric(), settings.review_round().title)
    assert (sheet.status, sheet.digest) == (SheetStatus.SUBMITTED, expected.digest)
    with pytest.raises(RuleViolation, match="不能修改"):
        score(context, first, 49)


def test_the_wrong_pin_does_not_submit(context: Context) -> None:
    first = estates(context)[0]
    score(context, first, 50, 30)
    with pytest.raises(RuleViolation, match="PIN 不正确"):
        score_estate.submit(context, first, "000000")
    assert score_estate.open_sheet(context, first).status is SheetStatus.DRAFT


def test_an_abstention_can_be_taken_back_until_it_is_submitted(context: Context) -> None:
    first = estates(context)[0]
    score_estate.abstain(context, first, "材料不熟悉")
    assert not score_estate.resume(context, first).sheet.is_abstained
    score_estate.abstain(context, first, "材料不熟悉")
    score_estate.submit(context, first, open_pin(OTHER))
    assert score_estate.open_desk(context).estates[0].state is CellState.ABSTAINED
    with pytest.raises(RuleViolation, match="不能修改"):
        score_estate.resume(context, first)


def test_a_remark_is_kept(context: Context) -> None:
    first = estates(context)[0]
    score_estate.set_remark(context, first, "党建引领有特色")
    assert score_estate.open_sheet(context, first).remark == "党建引领有特色"


def test_time_is_recorded_only_while_the_sheet_is_a_draft(context: Context) -> None:
    first, second, _ = estates(context)
    score_estate.add_seconds(context, second, 30)
    assert score_estate.open_desk(context).estates[1].state is CellState.NOT_SCORED
    score(context, first, 50, 30)
    score_estate.add_seconds(context, first, 30)
    score_estate.add_seconds(context, first, 12)
    score_estate.submit(context, first, open_pin(OTHER))
    score_estate.add_seconds(context, first, 100)
    assert score_estate.open_sheet(context, first).seconds_spent == 42


def test_chair_and_observer_reopen_as_revision_two_and_the_first_stays(context: Context) -> None:
    first = estates(context)[0]
    sealed_sheet(context, first)
    sit(context, CHAIR)
    score_estate.reopen(context, OTHER, first, reason="漏看材料", witness=OBSERVER_HERE)
    sit(context, OTHER)
    sheet = score_estate.open_sheet(context, first)
    assert (sheet.revision, sheet.status, sheet.total) == (2, SheetStatus.DRAFT, Decimal(80))
    (earlier,) = context.dossier().earlier_sheets
    assert (earlier.revision, earlier.status) == (1, SheetStatus.WITHDRAWN)
    assert earlier.digest


def test_nobody_reopens_alone_or_with_the_wrong_second_person(context: Context) -> None:
    first = estates(context)[0]
    sealed_sheet(context, first)
    sit(context, CHAIR)
    for witness, told in (
        (Witness(person=CHAIR, pin=open_pin(CHAIR)), "须两人在场"),
        (Witness(person=SECRETARY, pin=open_pin(SECRETARY)), "须由监督员在场确认"),
        (Witness(person=OBSERVER, pin="111222"), "PIN 不正确"),
    ):
        with pytest.raises(RuleViolation, match=told):
            score_estate.reopen(context, OTHER, first, reason="更正", witness=witness)
    with pytest.raises(RuleViolation, match="必须写明理由"):
        score_estate.reopen(context, OTHER, first, reason=" ", witness=OBSERVER_HERE)
    assert context.dossier().earlier_sheets == ()


def test_reopening_what_nobody_scored_is_told(context: Context) -> None:
    sit(context, CHAIR)
    with pytest.raises(MissingRecord, match="找不到评分表"):
        score_estate.reopen(
            context, OTHER, estates(context)[0], reason="更正", witness=OBSERVER_HERE
        )


def test_a_sheet_on_an_older_version_shows_and_can_adopt_the_newest(context: Context) -> None:
    first = estates(context)[0]
    score(context, first, 50)
    known = context.store.submissions.estates()
    newer = [replace(e, submission_version=2) if e.id == first else e for e in known]
    with context.transaction("redelivered"):
        context.store.submissions.save_estates(newer)
    assert score_estate.open_desk(context).estates[0].is_outdated
    score_estate.adopt_version(context, first)
    assert not score_estate.open_desk(context).estates[0].is_outdated


def test_the_comparison_puts_the_own_points_side_by_side(context: Context) -> None:
    first, second, _ = estates(context)
    score(context, first, 50, 30)
    score(context, second, 40)
    table = score_estate.comparison(context)
    assert [row.points for row in table.rows] == [
        (Decimal(50), Decimal(40), None),
        (Decimal(30), None, None),
    ]
    assert table.totals == (Decimal(80), Decimal(40), Decimal(0))
