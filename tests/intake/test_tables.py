"""Grids with merged cells, as distinct boxes with places."""

from meihao_desktop.domain.preview import MergedRange, Worksheet
from meihao_desktop.intake.tables import Line, Table, Tabled, gridded

BLOCK = MergedRange(first_row=0, first_column=1, last_row=1, last_column=2)


def test_a_merged_block_is_one_box_in_its_first_row() -> None:
    table = gridded("表", [["a", "b", ""], ["c", "", ""]], [BLOCK])
    assert [[box.text for box in row] for row in table.boxes()] == [["a", "b"], ["c"]]
    assert (table.boxes()[0][1].column, table.boxes()[0][1].last_column) == (1, 2)
    assert table.filled() == [["a", "b", "b"], ["c", "b", "b"]]


def test_cells_of_a_worksheet_are_named_as_people_name_them() -> None:
    table = Table(Worksheet(name="汇总", rows=(("x", "y"),)))
    assert table.place(0, 1) == "汇总!B1"


def test_other_tables_bring_their_own_places() -> None:
    table = gridded("表", [["a"], ["b"]], (), [["第 1 页"], ["第 2 页"]])
    assert [table.place(row, 5) for row in (0, 1)] == ["第 1 页", "第 2 页"]


def test_short_rows_are_filled_up() -> None:
    assert gridded("表", [["a"], ["b", "c"]]).rows == (("a", ""), ("b", "c"))


def test_lines_belong_to_the_table_below_them() -> None:
    tabled = Tabled((gridded("表", [["a"]]),), ((Line("上", ""),), (Line("下", ""),)))
    assert [line.text for line in tabled.above(0)] == ["上"]
    assert [line.text for line in tabled.above(1)] == ["下"]
    assert tabled.above(2) == ()
    assert tabled.has_text
    assert not Tabled().has_text
