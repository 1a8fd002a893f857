"""Conflicts of what was handed in: doubles, spellings, figures, dates and earlier rounds."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from meihao_desktop.domain.advice.place_intervals import chance
from meihao_desktop.domain.earlier_round import EarlierEstate, EarlierFile
from meihao_desktop.domain.fact import FactName
from tests.support.builders import a_photo, an_earlier_round
from tests.support.planted_bed import Bed, at
from tests.support.planted_stock import COUNTIES, a_look, county_of

AREA, HOUSEHOLDS, ADDRESS = FactName.FLOOR_AREA, FactName.HOUSEHOLDS, FactName.ADDRESS
COMPANY, HANDED_OVER = FactName.PROPERTY_COMPANY, FactName.HANDED_OVER_ON
NAMES = tuple(COUNTIES)


def plant_materials(bed: Bed) -> None:
    """Put everything about submissions into the bed."""
    _quotas_and_dates(bed)
    _same_estates(bed)
    _companies(bed)
    _figures(bed)
    _files(bed)
    _photos(bed)
    _earlier(bed)


def _quotas_and_dates(bed: Bed) -> None:
    for county, why in ((7, "只报送 2 个"), (8, "报送了 6 个")):
        bed.plant("county_quota", why, county=county)
    for county, why in ((5, "正好 3 个"), (6, "正好 5 个"), (1, "4 个")):
        bed.near("county_quota", why, county=county)
    bed.submissions[2] = replace(bed.submissions[2], received_at=at(6, 0))
    bed.plant("late", "截止次日零点收到", county=2)
    bed.plant("late", "第 2 版在截止之后收到", county=9, says="第 2 版")
    bed.submissions[3] = replace(bed.submissions[3], received_at=at(5, 23))
    bed.near("late", "截止当日 23 点收到", county=3)
    bed.near("late", "第 2 版在截止之前收到", county=10)


def _same_estates(bed: Bed) -> None:
    """Names, figures and addresses that are the same, or only nearly so."""
    tell = "same_estate"
    bed.call(12, "清泉花园")
    bed.call(16, "清泉花园小区")
    bed.plant(tell, "两县报送同名小区", 12, 16, says="名称相同")
    bed.call(19, "听涛花园")
    bed.call(24, "听涛苑")
    _measure(bed, 24, households=bed.estates[19].shown(HOUSEHOLDS))
    bed.plant(tell, "名称相近，户数相同", 19, 24, says="户数相同")
    for name in (AREA, HOUSEHOLDS):
        bed.say(27, name, bed.estates[32].shown(name), Decimal(bed.estates[32].shown(name)))
    bed.plant(tell, "建筑面积和户数都相同", 27, 32, says="都相同")
    bed.call(31, "望江豪庭")
    bed.call(35, "望江豪庭花园")
    bed.say(35, ADDRESS, bed.estates[31].shown(ADDRESS))
    bed.plant(tell, "名称相近，地址相同", 31, 35, says="地址相同")
    bed.call(4, "松涛一期")
    bed.call(8, "松涛二期")
    bed.near(tell, "同一小区的两期", 4, 8)
    bed.call(11, "碧水花园")
    bed.call(15, "碧水公寓")
    bed.near(tell, "名称相近，面积、户数、地址都不同", 11, 15)
    _measure(bed, 22, households=bed.estates[23].shown(HOUSEHOLDS))
    bed.near(tell, "只有户数相同", 22, 23)
    bed.say(17, ADDRESS, bed.estates[18].shown(ADDRESS))
    bed.near(tell, "只有地址相同", 17, 18)
    bed.call(38, "东湖苑")
    bed.call(39, "东湖湾")
    bed.near(tell, "名称只有开头相同", 38, 39)
    bed.near(tell, "1 号和 3 号", 25, 26)


def _measure(bed: Bed, estate: int, *, households: str) -> None:
    """Give an estate so many households and a floor area that goes with them."""
    count = Decimal(households)
    bed.say(estate, HOUSEHOLDS, households, count)
    bed.say(estate, AREA, str(count * 103 + estate), count * 103 + estate)


def _companies(bed: Bed) -> None:
    tell = "company_spelling"
    for one, other, first, second, is_plant, why in (
        (
            34,
            36,
            "恒信物业服务有限公司",
            "恒信物业管理有限责任公司",
            True,
            "服务与管理",
        ),
        (37, 41, "玉林市安泰物业服务有限公司", "玉林安泰物业服务有限公司", True, "有无“市”字"),
        (38, 42, "宏远物业服务有限公司", "宏远物业服务有限公司玉林分公司", False, "总公司与分公司"),
        (39, 43, "兴隆物业服务有限公司", "新兴隆物业服务有限公司", False, "多一个字"),
        (40, 44, "广厦物业服务有限公司", "广夏物业服务有限公司", False, "差一个字"),
        (3, 8, "鼎盛物业服务有限公司", "鼎盛物业服务有限公司", False, "写法相同"),
        (17, 29, "天和物业服务有限公司", "天和园林绿化有限公司", False, "不是同一行业的企业"),
    ):
        bed.say(one, COMPANY, first)
        bed.say(other, COMPANY, second)
        (bed.plant if is_plant else bed.near)(tell, why, one, other)


def _figures(bed: Bed) -> None:
    """Floor area for each household (the middle is about 104) and years of handing over."""
    for estate, each, is_plant in (
        (1, "39.9", True), (5, "250.1", True), (6, "51", True), (7, "211", True),
        (9, "53", False), (10, "203", False), (13, "55", False), (14, "200", False),
    ):  # fmt: skip
        households = 1000 + estate
        area = Decimal(each) * households
        bed.say(estate, HOUSEHOLDS, str(households), Decimal(households))
        bed.say(estate, AREA, str(area), area)
        tell = bed.plant if is_plant else bed.near
        tell("implausible", f"户均 {each}㎡", estate)
    for estate, told, is_plant in (
        (1, "2026年3月", True), (5, "1948年", True), (6, "2025年8月", False),
        (7, "1949年10月", False), (9, "2019年6月30日", False), (10, "1998年至2003年", False),
        (13, "18年12月", False), (14, "20190630", False),
    ):  # fmt: skip
        bed.say(estate, HANDED_OVER, told)
        (bed.plant if is_plant else bed.near)("implausible_year", f"写作“{told}”", estate)


def _files(bed: Bed) -> None:
    """The very same content in two counties, in one county, or nowhere but in the name."""
    tell = "duplicate_file"
    for one, other, why in ((2, 9, "同一张照片"), (17, 33, "同一份记录"), (20, 41, "同一份台账")):
        for estate in (one, other):
            bed.bring(estate, a_photo(f"E{estate:02}/佐证.jpg", content=f"共同{one}"))
        bed.plant(tell, why, one, other)
    for one, other in ((5, 6), (13, 14), (37, 38), (29, 30)):
        for estate in (one, other):
            bed.bring(estate, a_photo(f"E{estate:02}/公约.jpg", content=f"同县{one}"))
        bed.near(tell, "同一县的两个小区", one, other)
    for one, other in ((3, 10), (18, 34), (21, 42)):
        for estate in (one, other):
            empty = a_photo(f"E{estate:02}/空白.jpg", content=f"空{one}")
            bed.bring(estate, replace(empty, size=0))
        bed.near(tell, "都是空文件", one, other)
    for one, other in ((1, 11), (7, 25), (26, 39)):
        for estate in (one, other):
            bed.bring(estate, a_photo(f"E{estate:02}/门头.jpg", content=f"各自{estate}"))
        bed.near(tell, "文件名相同，内容不同", one, other)


def _photos(bed: Bed) -> None:
    """Looks that differ in so many of 128 bits; up to ten are taken for the same picture."""
    stream = chance("alike")
    for one, other, bits in (
        (1, 13, 0), (5, 17, 4), (9, 21, 10), (3, 14, 11), (6, 18, 11), (10, 22, 12),
        (20, 33, 11), (25, 37, 13), (28, 38, 16), (29, 41, 24), (34, 42, 11), (26, 36, 12),
    ):  # fmt: skip
        _pair(bed, (one, other), bits, stream)
        tell = bed.plant if bits <= 10 else bed.near
        tell("look_alike", f"画面相差 {bits} 位", one, other)
    for estate, bits in ((2, 0), (7, 9), (33, 11), (37, 12), (41, 15)):
        _pair(bed, (estate, estate), bits, stream)
        tell = bed.plant if bits <= 10 else bed.near
        tell("look_alike_within", f"同一小区的两张照片，画面相差 {bits} 位", estate)
    bed.near("look_alike", "内容相同的文件另行提出", 2, 9)


def _pair(bed: Bed, estates: tuple[int, int], bits: int, stream: Iterator[int]) -> None:
    look = a_look(stream)
    for side, estate in enumerate(estates):
        seen = turned(look, bits, next(stream)) if side else look
        bed.bring(estate, a_photo(f"E{estate:02}/景观{next(stream)}.jpg", seen))


def turned(look: str, bits: int, start: int) -> str:
    """The look with so many different bits turned over."""
    mask = sum(1 << ((start + 37 * step) % 128) for step in range(bits))
    return f"{int(look, 16) ^ mask:032x}"


def _earlier(bed: Bed) -> None:
    """Two earlier rounds: 2024, within the years of rest, and 2020, long ago."""
    stream = chance("earlier")
    known, near = a_look(stream), {26: 11, 28: 12, 34: 14, 42: 20}
    looks = {estate: a_look(stream) for estate in near}
    content = a_photo("往年台账", content="往年台账").digest
    files = (
        EarlierFile(path="旧/台账.jpg", digest=content),
        EarlierFile(path="旧/大门.jpg", digest="e" * 64, look=known),
        *(
            EarlierFile(path=f"旧/{estate}.jpg", digest=f"{estate:064}", look=look)
            for estate, look in looks.items()
        ),
    )
    bed.bring(18, a_photo("E18/台账.jpg", content="往年台账"))
    bed.plant("earlier_file", "与去年报送的完全相同", 18)
    bed.bring(21, a_photo("E21/台账.jpg", content="今年台账"))
    bed.near("earlier_file", "文件名相同，内容是今年的", 21)
    bed.bring(25, a_photo("E25/大门.jpg", turned(known, 10, 5)))
    bed.plant("earlier_photo", "与去年的照片相差 10 位", 25)
    for estate, bits in near.items():
        bed.bring(estate, a_photo(f"E{estate}/大门.jpg", turned(looks[estate], bits, 9)))
        bed.near("earlier_photo", f"与去年的照片相差 {bits} 位", estate)
    last = an_earlier_round(
        _past(bed, 20, company="安顺物业服务有限公司", files=files),
        _past(bed, 29, county=1), _past(bed, 37, is_honoured=False),
        EarlierEstate(name="金沙二期", county=NAMES[5], is_honoured=True),
    )  # fmt: skip
    bed.earlier += [last, an_earlier_round(_past(bed, 41), _past(bed, 9), year=2020)]
    _honours(bed)


def _past(
    bed: Bed, estate: int, *, county: int = 0, is_honoured: bool = True, **fields: object
) -> EarlierEstate:
    name = NAMES[(county or county_of(estate)) - 1]
    known = bed.estates[estate].name
    return EarlierEstate(name=known, county=name, is_honoured=is_honoured, **fields)  # type: ignore[arg-type]


def _honours(bed: Bed) -> None:
    tell = "earlier_honour"
    bed.plant(tell, "去年已公示，还在三年之内", 20, says="不得再次申报")
    for estate in (9, 41):
        bed.plant(tell, "五年前已公示", estate, says="请知悉")
    bed.near(tell, "去年公示的是另一个县的同名小区", 29)
    bed.near(tell, "去年申报过，没有列入", 37)
    bed.near(tell, "去年公示的是另一期", 24)
    bed.say(21, COMPANY, "安顺物业管理有限公司")
    bed.plant("earlier_company", "去年服务的小区已公示", 21)
    bed.say(28, COMPANY, "安顺达物业服务有限公司")
    bed.near("earlier_company", "企业名称多一个字", 28)
