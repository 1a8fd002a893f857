"""Lists of the panel from other hands: columns in any order, other headings, odd cells."""

from pathlib import Path

import pytest

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.finding import Severity
from meihao_desktop.domain.panel import FormerUnit, PersonKind, Role
from meihao_desktop.domain.panel_list import PanelColumn, PanelEntry, PanelTable
from meihao_desktop.intake import read_panel_table


def a_csv(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "名单.csv"
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    return path


def read(tmp_path: Path, *lines: str) -> PanelTable:
    return read_panel_table(a_csv(tmp_path, *lines))


def told(table: PanelTable) -> list[str]:
    return [finding.sentence for finding in table.findings]


def only(table: PanelTable) -> PanelEntry:
    (entry,) = table.entries
    return entry


def test_columns_stand_in_any_order_under_other_headings(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        "2025年度评审专家名单,,,,",
        "序号,联系方式,所在单位,专家姓名,职称,类别",
        "1,138 0000 0001,市物业行业协会,专 家01,高级工程师,行业协会",
    )
    entry = only(table)
    assert (entry.name, entry.unit, entry.title) == ("专家01", "市物业行业协会", "高级工程师")
    assert (entry.kind, entry.phone, entry.row) == (PersonKind.ASSOCIATION, "13800000001", 3)
    assert entry.roles == {Role.EXPERT}
    assert PanelColumn.HOMES not in table.columns


def test_the_background_is_read(tmp_path: Path) -> None:
    entry = only(
        read(
            tmp_path,
            "姓名,工作单位,原工作单位,所属集团,工作涉及的县,房产所在小区,辅导小区",
            "专家01,甲公司,乙物业（2019—2022）；丙公司,碧桂园,玉州区、福绵区,朗悦花园,长城二花园",
        )
    )
    background = entry.background
    assert background.former_units == (
        FormerUnit(unit="乙物业", from_year=2019, until_year=2022),
        FormerUnit(unit="丙公司"),
    )
    assert background.group_company == "碧桂园"
    assert background.counties == ("玉州区", "福绵区")
    assert (background.homes, background.coached) == (("朗悦花园",), ("长城二花园",))


@pytest.mark.parametrize(
    ("roles", "wanted"),
    [
        ("秘书", {Role.SECRETARY}),
        ("工作人员", {Role.SECRETARY}),
        ("监督人员", {Role.OBSERVER}),
        ("评委", {Role.EXPERT}),
        ("", {Role.EXPERT}),
    ],
)
def test_roles_are_understood(tmp_path: Path, roles: str, wanted: set[Role]) -> None:
    assert only(read(tmp_path, "姓名,单位,角色", f"甲,乙,{roles}")).roles == wanted


@pytest.mark.parametrize("seat", ["后备", "预备", "候补专家"])
def test_reserves_are_understood(tmp_path: Path, seat: str) -> None:
    assert only(read(tmp_path, "姓名,单位,席位", f"甲,乙,{seat}")).is_reserve
    assert not only(read(tmp_path, "姓名,单位,席位", "甲,乙,正式")).is_reserve


def test_the_chair_is_elected_and_not_imported(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,单位,角色", "甲,乙,组长")
    assert told(table) == ["第 2 行：甲在名单中写为组长；组长由小组推选产生，不从名单导入。"]
    assert Role.EXPERT in only(table).roles


def test_odd_cells_are_told_and_the_line_comes_in(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,单位,角色,来源,电话", "甲,乙,顾问,外星,没有")
    assert told(table) == [
        "第 2 行：甲的角色“顾问”看不懂，按专家导入。",
        "第 2 行：甲的来源“外星”看不懂，按“其他”导入。",
        "第 2 行：甲的电话“没有”不像电话号码，未导入。",
    ]
    assert only(table).roles == {Role.EXPERT}
    assert only(table).phone == ""


def test_a_line_without_a_name_is_left_out(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,单位", ",甲公司", ",", "专家01,乙公司")
    (finding,) = table.findings
    assert (finding.sentence, finding.severity) == (
        "第 2 行：没有姓名，未导入。",
        Severity.BLOCKING,
    )
    assert only(table).name == "专家01"


def test_notes_below_the_list_are_no_people(tmp_path: Path) -> None:
    assert [e.name for e in read(tmp_path, "姓名,单位", "甲,乙", "注：以上,").entries] == ["甲"]


def test_who_was_replaced_is_not_imported_again(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,单位,席位", "甲,乙,已更换")
    assert table.entries == ()
    assert told(table) == ["第 2 行：甲已被更换，未导入。"]


def test_an_empty_list_and_a_list_without_names_are_told(tmp_path: Path) -> None:
    assert told(read(tmp_path, "姓名,单位")) == ["第 1 行：表头下面没有人员。"]
    with pytest.raises(MeihaoError, match="找不到表头"):
        read(tmp_path, "小区,得分", "朗悦花园,90")
    with pytest.raises(MeihaoError, match=r"找不到名单“没有\.xlsx”"):
        read_panel_table(tmp_path / "没有.xlsx")
