"""Score sheets: whole hundredths, only what changed is written, every revision stays."""

import sqlite3
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.db.score_sheets import _hundredths, _points
from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import EvidencePin, ScoreCell, ScoreSheet, SheetStatus
from tests.db.rounds import writing
from tests.support.builders import (
    NOON,
    a_rubric,
    a_sheet,
    estate_id,
    expert_id,
    full_marks,
    sealed,
)

FULL_CELL = ScoreCell(
    points=Decimal("7.25"),
    reason="3 处楼道堆放杂物",
    counts={"一处隐患": Decimal(3), "每低1个百分点": Decimal("0.5")},
    pins=(EvidencePin(material="ab" * 32, file_name="台账.xlsx", place="工作表 收缴率!C5"),),
)


def save(store: Store, *sheets: ScoreSheet) -> int:
    """Save in one transaction; gives how many rows changed."""
    with writing(store):
        for sheet in sheets:
            store.score_sheets.save(sheet)
    return store.audit_log.events()[-1].changes


def get(store: Store) -> ScoreSheet | None:
    return store.score_sheets.get(expert_id(1), estate_id(1))


def test_a_sheet_is_read_back_with_reasons_counts_and_pins(store: Store) -> None:
    assert get(store) is None
    sheet = replace(
        a_sheet(points={"1.2": "9.6", "9.9": None}, remark="现场整洁", seconds_spent=95),
        cells={CriterionId("1.1"): FULL_CELL, CriterionId("1.2"): ScoreCell(points=Decimal(9))},
    )
    save(store, sheet)
    assert get(store) == sheet
    assert store.score_sheets.latest() == (sheet,)


def test_only_what_changed_is_written(store: Store) -> None:
    sheet = a_sheet(points={"1.1": "8", "1.2": "9.6"})
    assert save(store, sheet) == 3
    assert save(store, sheet) == 0
    assert save(store, a_sheet(points={"1.1": "7.5", "1.2": "9.60"})) == 1
    assert save(store, a_sheet(points={"1.2": "9.6"})) == 1
    assert save(store, a_sheet(points={"1.2": "9.6"}, remark="好")) == 1
    assert get(store) == a_sheet(points={"1.2": "9.6"}, remark="好")


def test_a_cell_without_points_differs_from_zero_points(store: Store) -> None:
    cells = {
        CriterionId("1.1"): ScoreCell(reason="待核实"),
        CriterionId("1.2"): ScoreCell(points=Decimal(0)),
    }
    save(store, replace(a_sheet(), cells=cells))
    found = get(store)
    assert found is not None
    assert found.cells == cells
    assert found.points(CriterionId("1.1")) is None
    assert found.points(CriterionId("1.2")) == 0


@given(st.integers(-(10**6), 10**6))
def test_hundredths_are_exact_both_ways(hundredths: int) -> None:
    assert _hundredths(_points(hundredths)) == hundredths
    assert _points(hundredths) == Decimal(hundredths) / 100


def test_points_finer_than_hundredths_are_refused_and_nothing_is_kept(store: Store) -> None:
    with pytest.raises(StorageError, match="最多保留两位小数"):
        save(store, a_sheet(points={"1.1": "7.125"}))
    assert get(store) is None


def test_a_reopened_sheet_keeps_its_first_revision(store: Store) -> None:
    rubric = a_rubric()
    first = sealed(a_sheet(points=full_marks(rubric)), rubric)
    save(store, first)
    second = first.reopened("1.1 误填")
    withdrawn = replace(first, status=SheetStatus.WITHDRAWN)
    save(store, withdrawn, second)
    assert get(store) == second
    assert store.score_sheets.latest() == (second,)
    assert store.score_sheets.earlier() == (withdrawn,)
    third = replace(second, revision=3)
    save(store, third)
    assert store.score_sheets.earlier() == (withdrawn, second)


def test_a_submitted_sheet_may_be_signed_but_not_changed(store: Store) -> None:
    rubric = a_rubric()
    submitted = sealed(a_sheet(points=full_marks(rubric)), rubric)
    save(store, submitted)
    save(store, submitted.signed())
    for change in (
        replace(
            submitted, cells={**submitted.cells, CriterionId("1.1"): ScoreCell(points=Decimal(1))}
        ),
        replace(submitted, cells={}),
        replace(submitted, remark="改"),
        replace(submitted, status=SheetStatus.DRAFT, digest=""),
        replace(submitted, submitted_at=NOON.replace(hour=13)),
    ):
        with pytest.raises(sqlite3.IntegrityError, match="评分表已提交"):
            save(store, change)
    assert get(store) == submitted.signed()
    assert store.audit_log.verify().is_sound


def test_sheets_stand_by_expert_and_estate(store: Store) -> None:
    save(store, a_sheet(2, 2), a_sheet(1, 2), a_sheet(2, 1))
    pairs = [(sheet.expert, sheet.estate) for sheet in store.score_sheets.latest()]
    assert pairs == [("P01", "C01-E02"), ("P02", "C01-E01"), ("P02", "C01-E02")]


def test_cells_that_are_alike_are_read_alike(store: Store) -> None:
    save(store, a_sheet(1, points={"1.1": "8"}), a_sheet(2, points={"1.1": "8"}))
    one, two = store.score_sheets.latest()
    assert one.cells == two.cells == a_sheet(points={"1.1": "8"}).cells
