"""The core of an enterprise's name: 中海物业佛山分公司 and 中海物业管理广州有限公司 are both 中海.

Place, trade and legal form are weak words: everybody has them, so they tie nobody to anybody. What
is left is the word by which a group is known. Groups that go by several words stand in a table
that the round keeps and people may edit.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from meihao_desktop.domain.estate_name import folded

SHORTEST = 2
_BRACKETS = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_MARKS = re.compile(r"[·•・.,，、。:：;_\-—–“”\"'‘’《》&+]+")
_TRADE = re.compile(
    r"物业|物管|智慧服务|智慧城市服务|生活服务|城市服务|社区服务|服务|管理|置业|置地|地产|房地产|房产"
    r"|商业运营|集团|控股|发展|实业|投资|建设|建筑|有限|股份|责任|公司|分公司|项目部|管理处"
)
_ENTERPRISE = re.compile(r"公司|集团|物业(?!.*协会)|物管|置业|置地|地产")
_AREA = re.compile(r"^[\u4e00-\u9fff]{2,7}?(?:省|自治区|特别行政区|市|自治县|县|区|镇|街道)")
_PLACE_NAMES = """
北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西
山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古
西藏 宁夏 新疆 香港 澳门 广州 深圳 佛山 珠海 东莞 中山 惠州 南宁 柳州
桂林 玉林 梧州 北海 贵港 百色 成都 杭州 南京 苏州 武汉 长沙 西安 郑州
济南 青岛 合肥 福州 厦门 南昌 昆明 贵阳 海口 三亚 沈阳 大连 长春 哈尔滨
石家庄 太原 兰州 中国
"""
PLACES = frozenset(_PLACE_NAMES.split())
"""Places that enterprises put before their names without 省 or 市."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyGroup:
    """A group and every word its enterprises are known by; the first is its name."""

    name: str
    words: tuple[str, ...] = ()

    @property
    def all_words(self) -> tuple[str, ...]:
        return (self.name, *self.words)


def core_name(unit: str, places: Collection[str] = ()) -> str:
    """The word an enterprise is known by; empty for offices, associations and mere weak words."""
    text = _MARKS.sub("", _BRACKETS.sub("", folded(unit))).casefold()
    if not _ENTERPRISE.search(text):
        return ""
    found = _TRADE.search(text)
    head = _without_places(text[: found.start()] if found else text, {*PLACES, *places})
    return head if len(head) >= SHORTEST else ""


def group_of(unit: str, groups: Mapping[str, str], places: Collection[str] = ()) -> str:
    """The group of an enterprise by its core and the table of words; empty where it has none."""
    core = core_name(unit, places)
    return groups.get(core, core)


def words_of(groups: Collection[CompanyGroup]) -> Mapping[str, str]:
    """The table the other way round: every word and the group it stands for."""
    return {
        folded(word).casefold(): group.name for group in groups for word in group.all_words if word
    }


def _without_places(head: str, places: Collection[str]) -> str:
    """The head without the places it begins with, as long as something is left."""
    while head:
        area = _AREA.match(head)
        plain = max((p for p in places if p and head.startswith(p)), key=len, default="")
        cut = area.end() if area and not _is_word(area.group(), places) else len(plain)
        if not cut:
            return head
        head = head[cut:]
    return head


def _is_word(area: str, places: Collection[str]) -> bool:
    """Whether what looks like a place is a longer word, as 万科城市花园 is no city."""
    name = re.sub(r"(?:省|自治区|特别行政区|市|自治县|县|区|镇|街道)$", "", area)
    return len(name) > 3 and name not in places
