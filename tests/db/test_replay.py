"""The replay of all events equals the tables, whatever was done in whatever order."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from meihao_desktop.db.audit_log import replayed
from meihao_desktop.db.replay import difference, disagreements, tables_now
from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.recusal import RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import ScoreCell, SheetStatus
from tests.db.rounds import a_store, writing
from tests.support.builders import (
    NOON,
    a_county,
    a_recusal,
    a_round,
    a_sheet,
    an_estate,
    an_expert,
    estate_id,
    expert_id,
)

Step = Callable[[Store], None]
SMALL = st.integers(1, 4)


def save_cell(store: Store, expert: int, points: int | None, reason: str) -> None:
    sheet = store.score_sheets.get(expert_id(expert), estate_id(1)) or a_sheet(expert)
    if sheet.status is not SheetStatus.DRAFT:
        return
    cell = ScoreCell(points=None if points is None else Decimal(points) / 100, reason=reason)
    cells = {**sheet.cells, a_round_criterion(len(reason)): cell}
    kept = {number: one for number, one in cells.items() if not one.is_empty}
    store.score_sheets.save(replace(sheet, cells=kept))


def a_round_criterion(number: int) -> str:
    return f"1.{number}"


def submit_or_reopen(store: Store, expert: int) -> None:
    sheet = store.score_sheets.get(expert_id(expert), estate_id(1))
    if sheet is None:
        return
    if sheet.status is SheetStatus.DRAFT:
        sealed = replace(sheet, status=SheetStatus.SUBMITTED, digest="d", submitted_at=NOON)
        store.score_sheets.save(sealed)
    else:
        store.score_sheets.save(replace(sheet, status=SheetStatus.WITHDRAWN))
        store.score_sheets.save(sheet.reopened("更正"))


STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(
        lambda expert, points, reason: lambda store: save_cell(store, expert, points, reason),
        st.integers(1, 3), st.none() | st.integers(0, 1200), st.sampled_from(["", "见", "台账"]),
    ),
    st.builds(lambda expert: lambda store: submit_or_reopen(store, expert), st.integers(1, 3)),
    st.builds(lambda n: lambda store: store.panels.save_person(an_expert(n, group="乙")), SMALL),
    st.builds(lambda n: lambda store: store.panels.remove_person(expert_id(n)), SMALL),
    st.builds(lambda n: lambda store: store.submissions.save_county(a_county(n)), SMALL),
    st.builds(
        lambda numbers: lambda store: store.submissions.save_estates(
            [an_estate(number) for number in numbers]
        ),
        st.lists(SMALL, unique=True),
    ),
    st.builds(
        lambda n, status: lambda store: store.panels.save_recusal(a_recusal(n, status=status)),
        SMALL, st.sampled_from(RecusalStatus),
    ),
    st.builds(
        lambda phase: lambda store: store.settings.save_round(a_round(phase)),
        st.sampled_from(Phase),
    ),
)  # fmt: skip


def attempt(store: Store, steps: list[Step], *, is_broken_off: bool) -> None:
    """One operation of several steps, which may be refused or broken off."""
    with writing(store):
        for step in steps:
            step(store)
        if is_broken_off:
            raise StorageError("broken off")


@given(st.lists(st.tuples(st.lists(STEPS, min_size=1, max_size=4), st.booleans()), max_size=12))
@settings(max_examples=40)
def test_any_sequence_of_operations_is_told_exactly(
    operations: list[tuple[list[Step], bool]],
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "round"
        store = a_store(folder)
        for steps, is_broken_off in operations:
            before = store.dossier(), store.audit_log.head()
            try:
                attempt(store, steps, is_broken_off=is_broken_off)
            except StorageError:
                assert (store.dossier(), store.audit_log.head()) == before
        told, now = replayed(store._db), tables_now(store._db)
        assert list(disagreements(told, now)) == []
        known = store.dossier()
        store.close()
        with Store.open(folder) as opened:
            assert opened.dossier() == known


def test_the_difference_of_two_states_leads_from_one_to_the_other() -> None:
    before = {"a": {(1,): {"x": 1}, (2,): {"x": 2}}, "b": {("k", 1): {"y": None}}}
    now = {"a": {(1,): {"x": 1}, (2,): {"x": 3}, (3,): {"x": 4}}, "c": {(1,): {}}}
    assert difference(before, now) == [
        ("b", ("k", 1), None), ("a", (2,), {"x": 3}), ("a", (3,), {"x": 4}), ("c", (1,), {}),
    ]  # fmt: skip
    assert difference(now, now) == []


def test_long_values_are_shown_short() -> None:
    told = {"estate": {("E",): {"name": "长" * 90, "note": ""}}}
    now = {"estate": {("E",): {"name": "短", "note": ""}}}
    assert list(disagreements(told, now)) == [
        f"小区“{'长' * 90}”与记录不符：名称现为“短”，按记录应为“{'长' * 40}……”。"
    ]
