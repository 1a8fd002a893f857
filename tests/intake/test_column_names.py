"""Headers of every office lead to the same facts."""

import pytest

from meihao_desktop.domain.fact import FactName
from meihao_desktop.intake.column_names import Column, is_plain_label, meaning


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("小区名称", Column.NAME),
        ("小区 名称", Column.NAME),
        ("项目名称", Column.NAME),
        ("申报小区名称", Column.NAME),
        ("县（市、区）", Column.COUNTY),
        ("所在县(市、区)", Column.COUNTY),
        ("所属区县", Column.COUNTY),
        ("县市区名称", Column.COUNTY),
        ("小区地址", FactName.ADDRESS),
        ("坐落位置", FactName.ADDRESS),
        ("物业服务企业", FactName.PROPERTY_COMPANY),
        ("物业服务企业名称", FactName.PROPERTY_COMPANY),
        ("管理单位", FactName.PROPERTY_COMPANY),
        ("建筑面积(万㎡)", FactName.FLOOR_AREA),
        ("总建筑面积", FactName.FLOOR_AREA),
        ("总户数（户）", FactName.HOUSEHOLDS),
        ("竣工交付时间", FactName.HANDED_OVER_ON),
        ("业委会/物管会", FactName.OWNERS_COMMITTEE),
        ("党组织情况", FactName.PARTY_ORGANISATION),
        ("业主满意度", FactName.RESIDENT_SATISFACTION),
        ("居民\n满意率(%)", FactName.RESIDENT_SATISFACTION),
        ("物业服务费收缴率", FactName.FEE_COLLECTION),
        ("绿地率", FactName.GREENING_RATE),
        ("街道（乡镇）", FactName.SUBDISTRICT),
        ("社区/居委会", FactName.COMMUNITY),
        ("联系人", FactName.CONTACT),
        ("联系人电话", FactName.PHONE),
        ("推荐排序", FactName.RECOMMENDED_PLACE),
        ("曾获荣誉", FactName.HONOURS),
        ("备注", FactName.REMARK),
    ],
)
def test_a_header_is_understood(header: str, what: Column | FactName) -> None:
    assert meaning(header) is what


@pytest.mark.parametrize(
    "text",
    [
        "",
        "序号",
        "凯旋会花园",
        "占地面积",
        "社区意见",
        "楼栋",
        "应收（元）",
        "小区党支部书记兼任业委会副主任，重大事项先由党员业主商议，再向全体业主公开",
    ],
)
def test_values_opinions_and_prose_are_no_headers(text: str) -> None:
    assert meaning(text) is None


@pytest.mark.parametrize(
    "label",
    [
        "社区",
        "总户数（户）",
        "建筑面积(万㎡)",
        "交付（建成）时间",
        "物业服务企业名称",
        "联系人及电话",
    ],
)
def test_a_label_and_nothing_else(label: str) -> None:
    assert is_plain_label(label)


@pytest.mark.parametrize(
    "text", ["坪环社区", "马峦街道", "2014年6月建成", "朗悦花园", "某某物业公司", "社区意见", ""]
)
def test_values_that_hold_the_word_of_a_label_are_none(text: str) -> None:
    assert not is_plain_label(text)


@pytest.mark.parametrize(
    "header",
    ["入住户数", "地下建筑面积", "满意度测评时间", "居民满意度年度", "是否交付", "占地面积"],
)
def test_neighbours_of_a_figure_are_not_the_figure(header: str) -> None:
    assert meaning(header) is None
