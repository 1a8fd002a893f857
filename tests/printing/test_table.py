"""Measuring of ruled tables."""

from itertools import pairwise

import pytest

from meihao_desktop.printing.press import Align
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.table_layout import Content, Layout, fitted
from meihao_desktop.printing.typeface import Face

STYLE = TableStyle()
LONG = "公示服务内容、服务标准与收费标准，每季度公开收支情况。" * 4


def layout(rows: list[Row], *weights: float) -> Layout:
    columns = [Column(weight=weight) for weight in weights or (1, 1, 1)]
    return Layout(columns, rows, width=300, style=STYLE)


def content(made: Layout, row: int, column: int) -> Content:
    found = made.grid[row][column]
    assert found is not None
    return found


def test_columns_share_the_width_by_weight() -> None:
    assert layout([], 1, 2, 3).edges == pytest.approx([0, 50, 150, 300])


def test_a_row_is_as_tall_as_its_tallest_cell() -> None:
    short, tall = layout([["甲", "乙", "丙"], ["甲", LONG, "丙"]]).heights
    assert short == STYLE.least_height
    assert tall > 10 * STYLE.size


def test_a_note_makes_its_row_taller() -> None:
    plain, noted = layout(
        [["甲甲\n乙", "", ""], [Cell("甲甲\n乙", note="依据: 附件3"), "", ""]]
    ).heights
    assert noted > plain


def test_a_cell_over_two_columns_wraps_at_their_common_width() -> None:
    narrow = layout([[LONG, "", ""]])
    wide = layout([[Cell(LONG, columns=2), None, ""]])
    assert len(content(wide, 0, 0).lines) < len(content(narrow, 0, 0).lines)


def test_a_cell_over_several_rows_stretches_the_last_of_them_if_it_must() -> None:
    made = layout([[Cell(LONG, rows=2), "甲", "乙"], [None, "甲", "乙"]])
    assert made.heights[0] == STYLE.least_height
    assert sum(made.heights) >= content(made, 0, 0).height


def test_rows_of_one_section_stay_together() -> None:
    rows: list[Row] = [["", "", ""], [Cell("节", rows=3), "", ""], [None] * 3, [None] * 3, [""] * 3]
    assert layout(rows).blocks(1000) == [range(1), range(1, 4), range(4, 5)]


def test_a_section_too_tall_to_stay_together_may_be_torn() -> None:
    rows: list[Row] = [[Cell("节", rows=3), "", ""], [None] * 3, [None] * 3]
    assert layout(rows).blocks(30) == [range(1), range(1, 2), range(2, 3)]


def test_overlapping_sections_stay_together_as_one() -> None:
    rows: list[Row] = [[Cell("甲", rows=2), "", ""], [None, Cell("乙", rows=2), ""], ["", None, ""]]
    assert layout(rows).blocks(1000) == [range(3)]


def test_header_cells_are_bold_and_centred() -> None:
    table = Table(columns=[Column(title="得分", align=Align.RIGHT)], rows=[])
    ((cell,),) = table.header_rows()
    assert isinstance(cell, Cell)
    assert (cell.text, cell.face, cell.align) == ("得分", Face.BOLD, Align.CENTRE)


def test_a_header_of_two_rows_replaces_the_titles() -> None:
    columns = [Column(title="甲"), Column(title="乙")]
    table = Table(columns=columns, rows=[], header=[[Cell("合", columns=2), None], ["一", "二"]])
    assert [[cell and cell.text for cell in row] for row in table.header_rows()] == [  # type: ignore[union-attr]
        ["合", None],
        ["一", "二"],
    ]
    assert Table(columns=columns, rows=[], header=()).header_rows() == []


def test_a_row_taller_than_the_page_is_cut_without_losing_a_line() -> None:
    table = Table(
        columns=[Column(), Column()], rows=[["甲", "乙"], [LONG, Cell("12", is_struck=True)]]
    )
    made = fitted(table, width=200, limit=90)
    assert len(made.grid) > 2
    assert max(made.heights) <= 90
    pieces = [content(made, row, 0) for row in range(1, len(made.grid))]
    assert "".join("".join(piece.lines) for piece in pieces) == LONG
    assert content(made, 1, 1).cell == Cell("12", is_struck=True)


def test_the_notes_of_a_row_that_is_cut_are_kept_as_well() -> None:
    table = Table(columns=[Column()], rows=[[Cell(LONG, note="依据：附件三第二页")]])
    made = fitted(table, width=150, limit=90)
    text = "".join("".join(content(made, row, 0).lines) for row in range(len(made.grid)))
    assert text == LONG + "依据：附件三第二页"


def test_rows_that_fit_are_left_as_they_are() -> None:
    table = Table(columns=[Column()], rows=[["甲"]])
    assert [[c and c.cell.text for c in row] for row in fitted(table, width=9, limit=90).grid] == [
        ["甲"]
    ]


def test_edges_only_ever_move_to_the_right() -> None:
    edges = layout([], 0.6, 1.4, 5, 0.8).edges
    assert all(left < right for left, right in pairwise(edges))
