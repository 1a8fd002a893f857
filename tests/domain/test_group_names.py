"""Enterprises are tied by the word they are known by, not by words everybody has."""

import pytest

from meihao_desktop.domain.group_names import (
    CompanyGroup,
    core_name,
    group_of,
    words_of,
)


@pytest.mark.parametrize(
    ("unit", "core"),
    [
        ("中海物业佛山分公司", "中海"),
        ("中海物业管理广州有限公司", "中海"),
        ("佛山市万科物业服务有限公司", "万科"),
        ("保利（广州）物业发展有限公司", "保利"),
        ("广州中海物业管理有限公司", "中海"),
        ("广东省广州市天河区中海物业管理有限公司", "中海"),
        ("碧桂园生活服务集团股份有限公司", "碧桂园"),
        ("华润置地（南宁）有限公司", "华润"),
        ("中海油物业管理有限公司", "中海油"),
        ("中国金茂物业服务有限公司", "金茂"),
    ],
)
def test_place_trade_and_legal_form_are_left_out(unit: str, core: str) -> None:
    assert core_name(unit) == core


@pytest.mark.parametrize(
    "unit",
    [
        "玉林市住房和城乡建设局",
        "玉林市物业行业协会",
        "物业服务有限公司",
        "广西物业服务有限公司",
        "",
        "退休",
    ],
)
def test_offices_associations_and_weak_words_have_no_core(unit: str) -> None:
    assert core_name(unit) == ""


def test_a_county_of_the_round_is_a_place_too() -> None:
    assert core_name("北流嘉宏物业服务有限公司", {"北流"}) == "嘉宏"
    assert core_name("北流嘉宏物业服务有限公司") == "北流嘉宏"


def test_a_table_ties_the_words_of_one_group() -> None:
    words = words_of([CompanyGroup(name="万科", words=("万物云", "印力"))])
    assert group_of("万物云空间科技服务股份有限公司", words) in ("万科", "万物云空间科技")
    assert group_of("印力商业运营管理有限公司", words) == "万科"
    assert group_of("佛山市万科物业服务有限公司", words) == "万科"
    assert group_of("保利物业服务股份有限公司", words) == "保利"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("中海物业管理有限公司", "中海油物业管理有限公司"),
        ("佛山市物业服务有限公司", "佛山市保利物业服务有限公司"),
        ("嘉宏物业服务有限公司", "嘉宏达物业服务有限公司"),
        ("玉林市物业行业协会", "玉林市物业服务有限公司"),
    ],
)
def test_neighbours_in_the_alphabet_are_not_one_group(first: str, second: str) -> None:
    assert core_name(first) != core_name(second) or core_name(first) == ""
