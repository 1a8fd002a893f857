"""Which fact a header or a label speaks of, whatever words an office has chosen for it."""

import re
from enum import Enum

from meihao_desktop.domain.estate_name import folded
from meihao_desktop.domain.fact import FactName

LONGEST = 30


class Column(Enum):
    """Columns that are no facts of an estate."""

    NAME = "小区名称"
    COUNTY = "县(市、区)"


_NOT_WORD = re.compile(r"[^\w%]+")
_NOT_THE_FIGURE = r"(?!.*(年度|年份|时间|日期|方式|机构|方法|样本|问卷|人数|单位$))"
_PATTERNS: tuple[tuple[Column | FactName, str], ...] = (
    (
        Column.NAME,
        (
            r"^(申报|推荐|参评|住宅|创建|物业(服务|管理)?)?(小区|项目|楼盘)(全称|名称|名)"
            r"|^小区$|^名称$|^(申报|推荐|参评)(小区|项目)$"
        ),
    ),
    (Column.COUNTY, r"^(所在|所属|报送|推荐)?(县市区|县区市|县区|区县|市县区|市县|县市)(名称)?$"),
    (Column.COUNTY, r"^(所在|所属)(地区|区域|辖区|县)$|^(地区|区域|辖区|县别)$"),
    (FactName.PHONE, r"电话|手机|联系方式"),
    (FactName.RECOMMENDED_PLACE, r"^(推荐)?(排序|顺序|名次|次序)|推荐排名"),
    (FactName.RESIDENT_SATISFACTION, rf"满意[度率]{_NOT_THE_FIGURE}"),
    (FactName.FEE_COLLECTION, rf"(收缴率|收费率|缴费率){_NOT_THE_FIGURE}"),
    (FactName.GREENING_RATE, r"绿化率|绿地率|绿化覆盖率"),
    (
        FactName.FLOOR_AREA,
        r"(?<!地上)(?<!地下)(?<!住宅)(?<!商业)(?<!配套)建筑面积|总建面|^建面|^面积",
    ),
    (
        FactName.HOUSEHOLDS,
        r"(?<!入住)(?<!空置)(?<!商铺)(?<!商业)(?<!交付)户数|^总住?户|^户$|^住户$",
    ),
    (FactName.HANDED_OVER_ON, r"^(?!是否).*(交付|建成|竣工|入伙|交楼)(?!.*(户数|面积|标准))"),
    (FactName.OWNERS_COMMITTEE, r"业委会|业主委员会|物管会|物业管理委员会"),
    (FactName.PARTY_ORGANISATION, r"党组织|党支部|党建"),
    (
        FactName.PROPERTY_COMPANY,
        r"物业(服务|管理)?(企业|公司|单位|人)|^服务企业|^管理单位|^企业名称",
    ),
    (FactName.ADDRESS, r"地址|坐落|座落|位置|地点"),
    (FactName.SUBDISTRICT, r"街道|乡镇|镇街"),
    (FactName.COMMUNITY, r"社区|居委"),
    (FactName.CONTACT, r"联系人|负责人|经办人"),
    (FactName.HONOURS, r"荣誉|获奖|表彰|称号"),
    (FactName.REMARK, r"备注|说明"),
)
_LABEL_WORDS = re.compile(
    r"小区|项目|楼盘|住宅|总|建筑|面积|建面|户数|住户|交付|建成|竣工|入伙|交楼|使用|首次|时间|日期"
    r"|年月|年度|居民|业主|委员会|满意|综合|测评|得分|物业|服务|管理|收费|缴费|收缴|绿化|绿地|覆盖"
    r"|企业|公司|单位|人员|名称|全称|地址|坐落|座落|位置|地点|街道|乡镇|镇街|办事处|社区|居委会|居委"
    r"|所在地|所在|所属|联系|方式|电话|手机|负责|经办|姓名|职务|曾获|获得|主要|荣誉|获奖|表彰|称号"
    r"|情况|备注|说明|党组织|党支部|党建|业委会|物管会|成立|申报|推荐|参评|创建|排序|顺序|名次|县市区"
    r"|县区|区县|市县|平方米|平米|详细|成员|号码|物业人|率|度|费|户|分|万|方|m2|%|套|人|名|或|及|和|的"
)


def meaning(header: str) -> Column | FactName | None:
    """What a header or label stands for; prose and unknown words mean nothing."""
    key = _key(header)
    if not key or len(key) > LONGEST or "意见" in key:
        return None
    return next((what for what, pattern in _PATTERNS if re.search(pattern, key)), None)


def is_plain_label(text: str) -> bool:
    """Whether a text is a label and nothing else, as 社区 is one and 坪环社区 is none."""
    return meaning(text) is not None and not _LABEL_WORDS.sub("", _key(text))


def _key(text: str) -> str:
    return _NOT_WORD.sub("", folded(text))
