"""Grids come out the same whichever library has read them; merged text fills its block."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from meihao_desktop.domain.preview import MergedRange, Worksheet
from meihao_desktop.intake import workbook_grid
from meihao_desktop.intake.workbook_grid import filled, place_name, read_worksheets
from tests.support.submissions import a_workbook

ROWS = [
    ("标题", None, None),
    ("县", "小区", "户数"),
    ("玉州区", "朗悦花园", 1018),
    (None, "保利花园", 0.5),
]
MERGED = ("A1:C1", "A3:A4")


def a_file(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "digest"
    path.write_bytes(data)
    return path


def without_widths(worksheets: tuple[Worksheet, ...]) -> list[tuple[object, ...]]:
    return [(sheet.name, sheet.rows, set(sheet.merged)) for sheet in worksheets]


def test_both_libraries_show_the_same_grid(tmp_path: Path) -> None:
    path = a_file(tmp_path, a_workbook(ROWS, merged=MERGED))
    by_openpyxl = read_worksheets(path)
    by_calamine = tuple(workbook_grid._from_xls(path))
    assert without_widths(by_openpyxl) == without_widths(by_calamine)
    assert by_openpyxl[0].rows[3] == ("", "保利花园", "0.5")


def test_the_library_for_old_files_stops_at_the_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_grid, "MAX_ROWS", 2)
    monkeypatch.setattr(workbook_grid, "MAX_COLUMNS", 2)
    path = a_file(tmp_path, a_workbook([("a", "b", "c")] * 4, merged=["A4:B4"]))
    (sheet,) = workbook_grid._from_xls(path)
    assert (sheet.rows, sheet.merged, sheet.is_cut) == ((("a", "b"),) * 2, (), True)


def test_merged_text_fills_its_block(tmp_path: Path) -> None:
    (sheet,) = read_worksheets(a_file(tmp_path, a_workbook(ROWS, merged=MERGED)))
    grid = filled(sheet)
    assert grid[0] == ["标题"] * 3
    assert [row[0] for row in grid[2:]] == ["玉州区", "玉州区"]


def test_a_block_that_reaches_beyond_the_grid_breaks_nothing() -> None:
    block = MergedRange(first_row=0, first_column=0, last_row=9, last_column=9)
    assert filled(Worksheet(name="表", rows=(("甲", ""),), merged=(block,))) == [["甲", "甲"]]
    assert filled(Worksheet(name="表", merged=(block,))) == []


def test_empty_ends_are_left_out_and_widths_fit(tmp_path: Path) -> None:
    data = a_workbook([("a", None, "c", None), (None,), (None, " ")])
    (sheet,) = read_worksheets(a_file(tmp_path, data))
    assert sheet.rows == (("a", "", "c"),)
    assert len(sheet.column_widths) == 3


def test_an_empty_workbook_is_an_empty_grid(tmp_path: Path) -> None:
    (sheet,) = read_worksheets(a_file(tmp_path, a_workbook([])))
    assert (sheet.rows, sheet.column_widths) == ((), ())


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "表!A1"), (4, 2, "表!C5"), (9, 27, "表!AB10")]
)
def test_a_cell_is_named_as_people_name_it(row: int, column: int, name: str) -> None:
    assert place_name("表", row, column) == name


def test_a_formula_that_was_never_counted_is_shown_and_not_blank(tmp_path: Path) -> None:
    path = tmp_path / "digest"
    path.write_bytes(a_workbook([("户数", 1018), ("合计", "=B1*2")]))
    assert read_worksheets(path)[0].rows[1] == ("合计", "=B1*2")


def test_hidden_rows_and_units_of_a_number_format_are_seen(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["面积", 11.07])
    sheet.append(["户数", 1018])
    sheet["B1"].number_format = '0.00"万㎡"'
    sheet["B2"].number_format = '0"户"'
    sheet.row_dimensions[2].hidden = True
    workbook.save(tmp_path / "a.xlsx")
    (worksheet,) = read_worksheets(tmp_path / "a.xlsx")
    assert [row[1] for row in worksheet.rows] == ["11.07万㎡", "1018户"]
    assert worksheet.hidden_rows == (1,)


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "digest"
    for text in ("甲", "乙乙"):
        path.write_bytes(a_workbook([(text,)]))
        assert read_worksheets(path)[0].rows == ((text,),)
