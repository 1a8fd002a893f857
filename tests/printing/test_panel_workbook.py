"""The list of the panel as a workbook: what goes out comes in again, and never as a formula."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from meihao_desktop.domain.panel import Background, FormerUnit, Person, Seat
from meihao_desktop.domain.panel_list import PanelColumn
from meihao_desktop.intake import read_panel_table
from meihao_desktop.printing.panel_workbook import panel_workbook
from tests.support.builders import a_panel, an_expert


def rows_of(*people: Person) -> list[list[object]]:
    book = load_workbook(BytesIO(panel_workbook(people, title="测试")))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_every_column_has_its_heading_and_every_person_a_line() -> None:
    head, *lines = rows_of(*a_panel(3).people)
    assert head == [column.value for column in PanelColumn]
    assert [line[0] for line in lines] == ["秘书", "监督员", "专家01", "专家02", "专家03"]
    assert [line[2] for line in lines] == [None, None, "正式", "正式", "正式"]


def test_a_phone_never_leaves() -> None:
    person = an_expert(1, background=Background(phone_mark="ab" * 32))
    (_, line) = rows_of(person)
    assert line[list(PanelColumn).index(PanelColumn.PHONE)] is None
    assert "abab" not in str(line)


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    data = panel_workbook([an_expert(1, unit="=1+1")], title="测试")
    book = load_workbook(BytesIO(data))
    cell = book.worksheets[0].cell(2, list(PanelColumn).index(PanelColumn.UNIT) + 1)
    assert (cell.data_type, cell.value) == ("s", "=1+1")


def test_an_empty_list_is_a_form_with_instructions() -> None:
    book = load_workbook(BytesIO(panel_workbook([], title="测试")))
    assert book.sheetnames == ["评审小组名单", "填写说明"]
    told = [str(cell.value) for row in book.worksheets[1].iter_rows() for cell in row]
    assert any("组长由小组推选产生" in text for text in told)


def test_what_went_out_comes_in_the_same(tmp_path: Path) -> None:
    told = Background(
        group_company="碧桂园",
        former_units=(
            FormerUnit(unit="甲物业（集团）有限公司", from_year=2019, until_year=2023),
            FormerUnit(unit="乙公司", from_year=2016),
            FormerUnit(unit="丙公司"),
        ),
        counties=("玉州区", "福绵区"),
        homes=("朗悦花园",),
        coached=("长城二花园", "凯旋会花园"),
    )
    person = an_expert(
        2, title="高级工程师", group="资料组", background=told, seat=Seat(is_reserve=True)
    )
    path = tmp_path / "名单.xlsx"
    path.write_bytes(panel_workbook([person], title="测试"))
    table = read_panel_table(path)
    (entry,) = table.entries
    assert table.findings == ()
    assert table.columns == frozenset(PanelColumn)
    assert (entry.name, entry.unit, entry.title) == (person.name, person.unit, person.title)
    assert (entry.kind, entry.group, entry.roles) == (person.kind, person.group, person.roles)
    assert entry.is_reserve
    assert entry.background == replace(told, phone_mark="")
