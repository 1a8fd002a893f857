"""A sheet's way from draft to signed, and back by a re-opening only."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.rubric import CriterionId, CriterionKind
from meihao_desktop.domain.score_sheet import (
    CellState,
    EvidencePin,
    ScoreCell,
    ScoreSheet,
    SheetStatus,
    needs_reason,
    points_text,
)
from tests.support.builders import (
    NOON,
    a_criterion,
    a_plain_rubric,
    a_rubric,
    a_sheet,
    cells,
    full_marks,
)

RUBRIC = a_rubric()
FULL = a_sheet(points=full_marks(RUBRIC))


def submitted(sheet: ScoreSheet = FULL) -> ScoreSheet:
    return sheet.submitted(RUBRIC, digest="d" * 64, at=NOON)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_the_total_is_the_sum_of_the_items(hundredths: list[int]) -> None:
    given = {str(at): Decimal(points) / 100 for at, points in enumerate(hundredths)}
    assert a_sheet(points=given).total * 100 == sum(hundredths)


def test_an_unanswered_item_is_not_a_zero() -> None:
    sheet = a_sheet(points={"1.1": 8, "1.2": None})
    assert sheet.total == 8
    assert sheet.points(CriterionId("1.2")) is None
    assert [c.number for c in sheet.unanswered(RUBRIC)] == ["1.2", "6.1", "6.5", "9.1"]


def test_a_sheet_with_holes_cannot_be_submitted_and_names_them() -> None:
    with pytest.raises(RuleViolation, match=r"还有 2 个评分项未打分（6.5、9.1）"):
        submitted(a_sheet(points={"1.1": 8, "1.2": 12, "6.1": 5}))
    many = a_plain_rubric(*[10] * 7)
    with pytest.raises(RuleViolation, match=r"还有 7 个评分项未打分（1.1、2.1、3.1、4.1、5.1等）"):
        a_sheet().submitted(many, digest="", at=NOON)


def test_points_outside_the_range_cannot_be_submitted_however_they_came_in() -> None:
    bad = replace(FULL, cells={**FULL.cells, **cells({"1.1": 9})})
    with pytest.raises(RuleViolation, match="应在 0 至 8 分之间"):
        submitted(bad)


def test_a_cell_outside_its_range_is_refused_at_once() -> None:
    criterion = RUBRIC.criterion(CriterionId("1.2"))
    with pytest.raises(RuleViolation, match=r"不合分档，可选 12、9.6、7.2、3.6 分"):
        a_sheet().with_cell(criterion, ScoreCell(points=Decimal(11)))


def test_an_emptied_cell_disappears() -> None:
    criterion = RUBRIC.criterion(CriterionId("1.1"))
    sheet = a_sheet().with_cell(criterion, ScoreCell(reason="待核"))
    assert sheet.cells[CriterionId("1.1")].points is None
    assert sheet.with_cell(criterion, ScoreCell()).cells == {}


def test_a_submitted_sheet_keeps_its_digest_and_refuses_every_change() -> None:
    sheet = submitted()
    assert (sheet.status, sheet.digest, sheet.submitted_at) == (
        SheetStatus.SUBMITTED,
        "d" * 64,
        NOON,
    )
    for change in (
        lambda: sheet.with_remark("改"),
        lambda: sheet.abstained("改"),
        lambda: submitted(sheet),
        lambda: sheet.with_cell(RUBRIC.criterion(CriterionId("1.1")), ScoreCell()),
    ):
        with pytest.raises(RuleViolation, match="“已提交”，不能修改"):
            change()


def test_an_abstention_needs_a_reason_and_no_points() -> None:
    with pytest.raises(RuleViolation, match="弃权必须写明理由"):
        a_sheet().abstained("  ")
    sheet = a_sheet().abstained(" 不熟悉情况 ")
    assert sheet.is_abstained
    assert submitted(sheet).status is SheetStatus.SUBMITTED


def test_only_a_submitted_sheet_is_signed() -> None:
    assert submitted().signed().status is SheetStatus.SIGNED
    with pytest.raises(RuleViolation, match="提交封存后才能登记签字"):
        FULL.signed()


def test_a_reopened_sheet_is_the_next_revision_with_the_same_points() -> None:
    again = submitted().signed().reopened(" 笔误 ")
    assert (again.status, again.revision, again.digest) == (SheetStatus.DRAFT, 2, "")
    assert again.cells == FULL.cells
    assert (again.reopen_reason, again.submitted_at) == ("笔误", None)


def test_a_reopening_needs_a_sealed_sheet_and_a_reason() -> None:
    with pytest.raises(RuleViolation, match="不需要重新打开"):
        FULL.reopened("笔误")
    with pytest.raises(RuleViolation, match="必须写明理由"):
        submitted().reopened(" ")


def test_a_void_sheet_starts_anew_on_the_newer_materials() -> None:
    void = submitted().kept_as(SheetStatus.VOID)
    anew = void.started_anew(material_version=2)
    assert (anew.status, anew.revision, anew.material_version) == (SheetStatus.DRAFT, 2, 2)
    assert anew.cells == FULL.cells
    with pytest.raises(RuleViolation, match="不需要重新评分"):
        FULL.started_anew(material_version=2)


@pytest.mark.parametrize(
    ("kind", "points", "expected"),
    [
        (CriterionKind.GRADED, "10", True),
        (CriterionKind.GRADED, "8", False),
        (CriterionKind.POINTS, "0", True),
        (CriterionKind.DEDUCTION, "10", False),
        (CriterionKind.DEDUCTION, "9", True),
        (CriterionKind.RATE, "10", False),
        (CriterionKind.PRESENCE, "0", False),
        (CriterionKind.POINTS, None, False),
    ],
)
def test_full_marks_zero_and_deductions_ask_for_a_reason(
    kind: CriterionKind, points: str | None, *, expected: bool
) -> None:
    cell = ScoreCell(points=None if points is None else Decimal(points))
    assert needs_reason(a_criterion("1", 10, kind), cell) is expected


def test_missing_reasons_name_the_criteria() -> None:
    assert [c.number for c in FULL.missing_reasons(RUBRIC)] == ["1.2", "9.1"]
    criterion = RUBRIC.criterion(CriterionId("1.2"))
    told = FULL.with_cell(criterion, ScoreCell(points=Decimal(12), reason="全部办结"))
    assert [c.number for c in told.missing_reasons(RUBRIC)] == ["9.1"]


def test_a_draft_takes_a_remark() -> None:
    assert FULL.with_remark("总体良好").remark == "总体良好"


def test_small_texts() -> None:
    pin = EvidencePin(material="a" * 64, file_name="台账.xlsx", place="第 3 页")
    assert pin.label == "台账.xlsx 第 3 页"
    assert replace(pin, place="").label == "台账.xlsx"
    assert points_text(Decimal("4.50")) == "4.5"
    assert points_text(None) == "—"
    assert FULL.key == "P01/C01-E01/1"


def test_only_submitted_and_replaced_points_count() -> None:
    assert {s for s in CellState if s.is_counted} == {CellState.SUBMITTED, CellState.REPLACED}
    assert {s.value for s in CellState if s.is_waiting} == {"未评", "草稿", "作废"}


class Life(RuleBasedStateMachine):
    """Any sequence of acts; a refused act changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = FULL
        self.sealed_points = Decimal(0)

    @rule(points=st.sampled_from(["12", "9.6", "7.2", "3.6"]))
    def score(self, points: str) -> None:
        cell = ScoreCell(points=Decimal(points))
        self.attempt(lambda s: s.with_cell(RUBRIC.criterion(CriterionId("1.2")), cell))

    @rule()
    def submit(self) -> None:
        self.attempt(submitted)
        self.sealed_points = self.sheet.total

    @rule()
    def sign(self) -> None:
        self.attempt(ScoreSheet.signed)

    @precondition(lambda self: self.sheet.revision < 5)
    @rule()
    def reopen(self) -> None:
        revision = self.sheet.revision
        was_sealed = self.sheet.status.is_sealed
        self.attempt(lambda sheet: sheet.reopened("笔误"))
        assert self.sheet.revision == revision + was_sealed

    @invariant()
    def a_sealed_sheet_has_its_digest_and_its_points(self) -> None:
        assert bool(self.sheet.digest) is self.sheet.status.is_sealed
        if self.sheet.status.is_sealed:
            assert self.sheet.total == self.sealed_points

    def attempt(self, act: object) -> None:
        before = self.sheet
        try:
            self.sheet = act(before)  # pyright: ignore[reportCallIssue]
        except RuleViolation:
            assert self.sheet is before


TestLifeOfASheet = Life.TestCase


def test_a_revision_after_a_hearing_opens_the_disputed_criteria_only() -> None:
    first, second = tuple(RUBRIC)[:2]
    again = submitted().reopened("畸高畸低核查", [first.number])
    assert again.open_criteria == (first.number,)
    assert again.is_open_for(first.number)
    assert not again.is_open_for(second.number)
    changed = again.with_cell(first, ScoreCell(points=Decimal(1)))
    assert changed.points(first.number) == 1
    with pytest.raises(RuleViolation, match=f"只为评分项 {first.number} 重新打开"):
        again.with_cell(second, ScoreCell(points=Decimal(1)))
    with pytest.raises(RuleViolation, match="不能改为弃权"):
        again.abstained("不熟悉")
    assert again.with_remark("已更正").remark == "已更正"
    sealed_again = submitted(again)
    whole = sealed_again.reopened("笔误")
    assert whole.open_criteria == ()
    assert whole.is_open_for(second.number)
