"""When two spellings are one company, and when they are two."""

import pytest

from meihao_desktop.intake.company_names import one_company


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("佛山市万科物业服务有限公司", "佛山万科物业服务有限公司"),
        ("保利（广州）物业发展有限公司", "保利(广州)物业发展有限公司"),
        ("保利（广州）物业发展有限公司", "保利广州物业"),
        ("中海物业佛山分公司", "中海物业 佛山分公司"),
    ],
)
def test_a_shorter_or_bracketed_spelling_is_the_same_company(one: str, other: str) -> None:
    assert one_company(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("佛山市万科物业服务有限公司", "广州市万科物业服务有限公司"),
        ("中海物业管理广州有限公司", "中海物业佛山分公司"),
        ("中海物业佛山有限公司", "中海物业佛山分公司"),
        ("甲物业服务有限公司", "乙物业服务有限公司"),
    ],
)
def test_branches_and_other_places_are_other_companies(one: str, other: str) -> None:
    assert not one_company(one, other)
