"""Interests of the panel, each beside one that looks like it and ties nobody to anything."""

from dataclasses import replace

from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.group_names import CompanyGroup
from meihao_desktop.domain.panel import FormerUnit
from meihao_desktop.domain.phone import phone_mark, phone_salt
from meihao_desktop.domain.recusal import RecusalStatus
from tests.support.builders import a_round
from tests.support.planted_bed import Bed

COMPANY, CONTACT, PHONE = FactName.PROPERTY_COMPANY, FactName.CONTACT, FactName.PHONE
SECRETARY = 90
HINT = "interest_hint"
FORMER = (
    (15, "玉林市绿城物业服务有限公司", 2022, True, "离开正好三年"),
    (18, "玉林市雅居乐物业服务有限公司", None, True, "没有写离开的年份"),
    (19, "玉林市龙湖物业服务有限公司", 2021, False, "离开已经四年"),
    (20, "玉林市碧桂园物业服务有限公司", 2018, False, "离开已经七年"),
)
"""Estate, enterprise, year of leaving, whether it still ties, and why."""


def plant_people(bed: Bed) -> None:
    """Put all interests into the bed."""
    bed.rules["company_groups"] = (CompanyGroup(name="万科", words=("泊寓", "印力")),)
    _phones(bed)
    _contacts(bed)
    _enterprises(bed)
    _former_units(bed)
    _bodies(bed)
    _areas(bed)
    _homes(bed)
    _silent(bed)
    _panel(bed)


def _phones(bed: Bed) -> None:
    bed.say(1, PHONE, "0775-2823456 / 138 0775 9001")
    bed.know(1, phone_mark=phone_mark("13807759001", phone_salt(a_round())))
    bed.plant(HINT, "手机号与联系电话相同", 1, expert=1, says="联系电话相同")
    bed.say(2, PHONE, "13807759002")
    bed.near(HINT, "联系电话只差一位", 2, expert=1)
    bed.say(3, PHONE, "0775-2823456")
    bed.near(HINT, "号码与专家登记的不同，只是同一小区电话之一", 3, expert=1)


def _contacts(bed: Bed) -> None:
    """The name with the unit, the name alone, and names that only contain each other."""
    unit = "玉林市金桂物业服务有限公司"
    bed.people[2] = replace(bed.people[2], unit=unit)
    bed.say(2, CONTACT, "专家02（项目经理）")
    bed.say(2, COMPANY, "玉林金桂物业管理有限责任公司")
    bed.plant(HINT, "联系人姓名和单位都相同", 2, expert=2, says="姓名和单位均相同")
    bed.plant(HINT, "单位就是物业服务企业，写法不同", 2, expert=2, says="同一单位")
    bed.say(5, CONTACT, "专家03、联系人05")
    bed.plant(HINT, "联系人姓名相同", 5, expert=3, says="联系人姓名相同")
    bed.say(6, CONTACT, "专家031")
    bed.near(HINT, "联系人姓名只是开头相同", 6, expert=3)
    bed.say(9, COMPANY, "玉林市银桂物业服务有限公司")
    bed.near(HINT, "企业名称只差一个字", 9, expert=2)
    bed.say(10, COMPANY, "玉林市新金桂物业服务有限公司")
    bed.near(HINT, "企业名称只多一个字", 10, expert=2)


def _enterprises(bed: Bed) -> None:
    """Groups by the core of the name, by the table, and cores that are mere weak words."""
    bed.people[4] = replace(bed.people[4], unit="中海物业管理有限公司佛山分公司")
    bed.say(7, COMPANY, "中海物业管理广州有限公司")
    bed.plant(HINT, "同一集团的两个公司", 7, expert=4, says="名称的核心相同")
    bed.say(11, COMPANY, "中航物业管理有限公司")
    bed.near(HINT, "中航不是中海", 11, expert=4)
    bed.know(5, group_company="深圳万科物业服务有限公司")
    bed.say(13, COMPANY, "泊寓公寓管理有限公司")
    bed.say(12, COMPANY, "印力物业服务有限公司")
    bed.plant(HINT, "集团表中的另一个叫法", 12, expert=5, says="所属集团")
    bed.near(HINT, "核心是“泊寓公寓”，不在集团表中", 13, expert=5)
    bed.say(14, COMPANY, "万达物业服务有限公司")
    bed.near(HINT, "万达不是万科", 14, expert=5)
    bed.say(16, COMPANY, "玉林市物业服务有限公司")
    bed.near(HINT, "名称里只有地名和行业", 16, expert=4)
    bed.near(HINT, "名称里只有地名和行业", 16, expert=5)


def _former_units(bed: Bed) -> None:
    bed.know(6, former_units=tuple(FormerUnit(unit=u, until_year=y) for _, u, y, _, _ in FORMER))
    for estate, company, _, ties, why in FORMER:
        bed.say(estate, COMPANY, company.replace("物业服务有限公司", "物业管理有限公司"))
        if ties:
            bed.plant(HINT, why, estate, expert=6, says="曾在")
        else:
            bed.near(HINT, why, estate, expert=6)


def _bodies(bed: Bed) -> None:
    bed.people[9] = replace(bed.people[9], unit="明月社区居民委员会")
    bed.say(21, FactName.COMMUNITY, "明月社区居民委员会")
    bed.plant(HINT, "单位就是所在社区", 21, expert=9, says="社区")
    bed.say(22, FactName.COMMUNITY, "明月湾社区居民委员会")
    bed.near(HINT, "社区名称只多一个字", 22, expert=9)
    bed.say(23, FactName.COMMUNITY, "明月社区")
    bed.near(HINT, "社区和居民委员会不是同一个写法", 23, expert=9)
    bed.say(24, FactName.SUBDISTRICT, "明月街道办事处")
    bed.near(HINT, "街道与社区同名", 24, expert=9)


def _areas(bed: Bed) -> None:
    """People of a county for its estates, and people of a place that only begins like it."""
    bed.know(7, counties=("北流",))
    for estate in (9, 10, 11, 12):
        bed.plant(HINT, "登记为推荐该小区的县的人员", estate, expert=7, says="北流市")
    bed.people[8] = replace(bed.people[8], unit="新河县住房和城乡建设局")
    for estate in (41, 42, 43):
        bed.plant(HINT, "单位属于推荐该小区的县", estate, expert=8, says="属于推荐该小区")
    bed.people[3] = replace(bed.people[3], unit="临水路街道办事处")
    for estate in (33, 34):
        bed.near(HINT, "单位名称开头与县名只有两个字相同", estate, expert=3)
    bed.know(3, counties=("容州市",))
    for estate in (13, 14):
        bed.near(HINT, "容州不是容县", estate, expert=3)


def _homes(bed: Bed) -> None:
    """Homes and estates helped along, by other spellings and other phases."""
    bed.call(25, "千灯湖1号小区")
    bed.call(26, "千灯湖 3 号")
    bed.know(9, homes=("千灯湖一号", "千灯湖2号", "锦绣花园二期"), coached=("福泽苑",))
    bed.plant(HINT, "登记的住处就是该小区，写法不同", 25, expert=9, says="业主或住户")
    bed.near(HINT, "住处是另一号", 26, expert=9)
    bed.near(HINT, "住处是另一期", 26, expert=9)
    bed.call(40, "福泽家园")
    bed.near(HINT, "辅导过的是另一个小区", 40, expert=9)
    bed.know(1, coached=(bed.estates[28].name,), homes=(f"{bed.estates[29].name}二期",))
    bed.plant(HINT, "参与过创建", 28, expert=1, says="创建或辅导")
    bed.near(HINT, "住在同名小区的另一期", 29, expert=1)
    bed.know(SECRETARY, homes=(bed.estates[30].name,))
    bed.plant(HINT, "秘书本人是住户", 30, expert=SECRETARY, says="由他人经办")
    bed.near(HINT, "秘书不住在这里", 31, expert=SECRETARY)


def _silent(bed: Bed) -> None:
    """Hints that were declared or decided are not asked about again."""
    known = bed.people[4].background
    bed.know(4, homes=(bed.estates[33].name, bed.estates[37].name), coached=known.coached)
    bed.recuse(4, 33, RecusalStatus.DISMISSED, decision_reason="已售出，经核实不成立")
    bed.near(HINT, "已认定不成立", 33, expert=4)
    bed.near(HINT, "已登记为提示，另行认定", 37, expert=4)
    bed.know(2, homes=(bed.estates[40].name,))
    bed.near(HINT, "已回避", 40, expert=2)


def _panel(bed: Bed) -> None:
    """Two of one enterprise and two of one group; two of one association are none."""
    bed.people[6] = replace(bed.people[6], unit="金桂物业服务有限公司（玉林）")
    bed.people[5] = replace(bed.people[5], unit="玉林市物业服务行业协会")
    bed.people[7] = replace(bed.people[7], unit="玉林市物业服务行业协会")
    bed.near("composition", "两人来自同一协会", expert=5)
    bed.people[6] = replace(bed.people[6], unit="玉林金桂物业管理有限公司")
    bed.plant("composition", "两人来自同一企业", expert=2, says="同一单位")
    bed.plant(HINT, "单位就是物业服务企业", 2, expert=6, says="同一单位")
    bed.near("composition", "九人，正好三分之二来自局外", says="以外的只有")
    bed.near("composition", "九人，是单数", says="双数")
