"""Ruling lines become cells, and missing ones merged cells."""

import pytest

from meihao_desktop.intake.ruled_grid import CellSpan, Glyph, Rule, RuledGrid, grids


def across(y: float, start: float = 0, end: float = 300) -> Rule:
    return Rule(True, y, start, end)


def down(x: float, start: float = 0, end: float = 60) -> Rule:
    return Rule(False, x, start, end)


def glyph(x: float, y: float) -> Glyph:
    return Glyph("字", x - 5, y - 5, x + 5, y + 5)


FULL = [across(0), across(30), across(60), down(0), down(100), down(300)]


def test_lines_that_cross_are_one_table() -> None:
    (grid,) = grids(FULL)
    assert (grid.columns, grid.rows) == ([0, 100, 300], [0, 30, 60])
    assert len(set(grid.cell_spans().values())) == 4


def test_a_character_belongs_to_the_cell_it_begins_in() -> None:
    (grid,) = grids(FULL)
    assert grid.cell(glyph(50, 15)) == (0, 0)
    assert grid.cell(glyph(101, 45)) == (1, 0)  # it runs over the edge
    assert grid.cell(glyph(150, 45)) == (1, 1)
    assert grid.cell(glyph(150, 100)) is None


def test_a_missing_line_merges_two_cells() -> None:
    rules = [across(0), across(60), across(30, 100), down(0), down(100), down(300)]
    (grid,) = grids(rules)
    assert grid.cell_spans()[1, 0] == grid.cell_spans()[0, 0] == CellSpan(0, 0, 1, 0)
    assert grid.cell_spans()[1, 1] == CellSpan(1, 1, 1, 1)


def test_tables_apart_are_two_and_stand_in_their_order() -> None:
    lower = [Rule(r.is_horizontal, r.at + 200, r.start, r.end) for r in FULL if r.is_horizontal]
    lower += [Rule(False, r.at, 200, 260) for r in FULL if not r.is_horizontal]
    first, second = grids([*lower, *FULL])
    assert (first.top, second.top) == (0, 200)


def test_double_and_thick_lines_count_once() -> None:
    thick = [
        rule
        for one in FULL
        for rule in (one, Rule(one.is_horizontal, one.at + 1.5, one.start, one.end))
    ]
    (grid,) = grids(thick)
    assert (len(grid.columns), len(grid.rows)) == (3, 3)


@pytest.mark.parametrize(
    "rules", [[], [across(0), across(30)], [across(0), across(30), down(0), down(300)]]
)
def test_a_frame_and_underlines_are_no_table(rules: list[Rule]) -> None:
    assert grids(rules) == []


def test_dots_are_no_lines() -> None:
    assert grids([*FULL, Rule(True, 45, 10, 12)])[0].rows == RuledGrid(FULL).rows
