"""Which fact a header or a label speaks of, whatever words an office has chosen for it."""

import re
from enum import Enum

from meihao_desktop.domain.fact import FactName
from meihao_desktop.intake.figures import folded

LONGEST = 30


class Column(Enum):
    """Columns that are no facts of an estate."""

    NAME = "小区名称"
    COUNTY = "县(市、区)"


_NOT_WORD = re.compile(r"[^\w%]+")
_PATTERNS: tuple[tuple[Column | FactName, str], ...] = (
    (
        Column.NAME,
        r"^(申报|推荐|参评|住宅)?(小区|项目|楼盘)(全称|名称|名)|^小区$|^(申报|推荐|参评)小区$",
    ),
    (Column.COUNTY, r"^(所在|所属|报送|推荐)?(县市区|县区市|县区|区县|市县区|市县)(名称)?$"),
    (Column.COUNTY, r"^(所在|所属)(地区|区域|辖区|县)$|^地区$|^区域$"),
    (FactName.PHONE, r"电话|手机|联系方式"),
    (FactName.RECOMMENDED_PLACE, r"^(推荐)?(排序|顺序|名次|次序)|推荐排名"),
    (FactName.RESIDENT_SATISFACTION, r"满意度|满意率"),
    (FactName.FEE_COLLECTION, r"收缴率|收费率|缴费率"),
    (FactName.GREENING_RATE, r"绿化率|绿地率|绿化覆盖率"),
    (FactName.FLOOR_AREA, r"建筑面积|总建面|^建面|^面积"),
    (FactName.HOUSEHOLDS, r"户数|^总户|^户$"),
    (FactName.HANDED_OVER_ON, r"交付|建成|竣工|入伙"),
    (FactName.OWNERS_COMMITTEE, r"业委会|业主委员会|物管会|物业管理委员会"),
    (FactName.PARTY_ORGANISATION, r"党组织|党支部|党建"),
    (FactName.PROPERTY_COMPANY, r"物业(服务|管理)?(企业|公司|单位|人)|^服务企业|^管理单位"),
    (FactName.ADDRESS, r"地址|坐落|位置|地点"),
    (FactName.SUBDISTRICT, r"街道|乡镇|镇街"),
    (FactName.COMMUNITY, r"社区|居委"),
    (FactName.CONTACT, r"联系人|负责人|经办人"),
    (FactName.HONOURS, r"荣誉|获奖|表彰|称号"),
    (FactName.REMARK, r"备注|说明"),
)


def meaning(header: str) -> Column | FactName | None:
    """What a header or label stands for; prose and unknown words mean nothing."""
    key = _NOT_WORD.sub("", folded(header))
    if not key or len(key) > LONGEST or "意见" in key:
        return None
    return next((what for what, pattern in _PATTERNS if re.search(pattern, key)), None)
