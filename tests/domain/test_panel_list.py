"""Cells of the panel's list that hold several things, told and read back."""

import pytest

from meihao_desktop.domain.panel import Background, FormerUnit, Role, Seat
from meihao_desktop.domain.panel_list import (
    PanelColumn,
    names_in,
    names_told,
    seat_told,
    told,
    units_in,
    units_told,
)
from tests.support.builders import a_secretary, an_expert


@pytest.mark.parametrize(
    ("text", "begun", "ended"),
    [
        ("甲物业（2019—2023）", 2019, 2023),
        ("甲物业(2019-2023)", 2019, 2023),
        ("甲物业（2019年至2023年）", 2019, 2023),
        ("甲物业（2019—今）", 2019, None),
        ("甲物业（2019年至今）", 2019, None),
        ("甲物业（2019—）", 2019, None),
        ("甲物业（—2023）", None, 2023),
        ("甲物业", None, None),
    ],
)
def test_years_are_read_in_the_ways_people_write_them(
    text: str, begun: int | None, ended: int | None
) -> None:
    assert units_in(text) == (FormerUnit(unit="甲物业", from_year=begun, until_year=ended),)


def test_brackets_in_a_name_are_no_years() -> None:
    assert units_in("甲（集团）公司") == (FormerUnit(unit="甲（集团）公司"),)


def test_what_is_told_is_read_back() -> None:
    units = (
        FormerUnit(unit="甲（集团）公司", from_year=2019, until_year=2023),
        FormerUnit(unit="乙公司", until_year=2020),
        FormerUnit(unit="丙公司"),
    )
    assert units_in(units_told(units)) == units
    assert units_told(()) == ""


def test_names_stand_once_each_whatever_divides_them() -> None:
    assert names_in("玉州区、福绵区，玉州区；北流市\n容县") == (
        "玉州区",
        "福绵区",
        "北流市",
        "容县",
    )
    assert names_in(names_told(("朗悦花园", "长城二花园"))) == ("朗悦花园", "长城二花园")
    assert names_in("　") == ()


def test_a_seat_is_told_of_experts_only() -> None:
    assert seat_told(an_expert(1)) == "正式"
    assert seat_told(an_expert(1, seat=Seat(is_reserve=True))) == "后备"
    assert seat_told(an_expert(1, Role.EXPERT, seat=Seat(replaced_by="P02"))) == "已更换"
    assert seat_told(a_secretary()) == ""


def test_every_column_tells_its_own_and_a_phone_is_never_told() -> None:
    background = Background(homes=("朗悦花园",), group_company="物业集团", phone_mark="abcdef")
    person = an_expert(1, group="资料组", background=background)
    columns = {column: told(person, column) for column in PanelColumn}
    assert columns[PanelColumn.NAME] == "专家01"
    assert columns[PanelColumn.HOMES] == "朗悦花园"
    assert (columns[PanelColumn.GROUP], columns[PanelColumn.GROUP_COMPANY]) == (
        "资料组", "物业集团",
    )  # fmt: skip
    assert columns[PanelColumn.PHONE] == ""
    assert not any("abcdef" in text for text in columns.values())
