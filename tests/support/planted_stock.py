"""The ground of the planted round: eleven counties, 44 estates, nine experts, honest points.

Everything is synthetic and comes from one stream of chance that anybody can repeat. Before anything
is planted in it, no check finds anything but what the records of ``planted`` name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from meihao_desktop.domain.advice.place_intervals import chance
from meihao_desktop.domain.county import County
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import Fact, FactName
from meihao_desktop.domain.panel import Person, PersonKind, Role
from meihao_desktop.domain.rubric import Criterion, CriterionKind, Rubric
from meihao_desktop.domain.submission import Submission
from tests.support.builders import (
    a_county,
    a_criterion,
    a_fact,
    a_photo,
    a_rubric,
    a_section,
    an_estate,
    an_expert,
    county_id,
)

Points = dict[str, Decimal]
EXPERTS = 9
COUNTIES: Mapping[str, int] = {
    "玉州区": 4, "福绵区": 4, "北流市": 4, "容县": 4, "陆川县": 3, "博白县": 5,
    "兴业县": 2, "江南县": 6, "临水县": 4, "青山区": 4, "新河县": 4,
}  # fmt: skip
"""County names and how many estates each hands in; the round's quota is three to five."""
_HEADS = (
    "松鹤", "竹海", "梅岭", "兰亭", "桂岭", "榕城", "荷塘", "柳岸", "枫林", "杏坛", "桃源",
    "银杏", "紫荆", "木棉", "海棠", "丁香", "茉莉", "玉兰", "云山", "星河", "明珠", "碧波",
    "翠屏", "金沙", "银滩", "锦绣", "和谐", "安居", "康乐", "吉庆", "朝阳", "晨曦", "暮云",
    "春晖", "秋实", "夏荷", "冬青", "瑞景", "祥和", "福泽", "富华", "龙腾", "凤鸣", "麒麟",
)  # fmt: skip
_TAILS = ("花园", "苑", "家园", "公寓")
LEANS = tuple(Decimal(thousandths) / 1000 for thousandths in (4, -6, 2, 0, -3, 6, 1, -4, 3))
STEP = Decimal("0.1")
RATE, PRESENCE = CriterionKind.RATE, CriterionKind.PRESENCE
RECEIVED = datetime(2025, 9, 1, 9, 0, tzinfo=UTC)


def a_step(number: str, most: int, kind: CriterionKind = CriterionKind.POINTS) -> Criterion:
    """A criterion that goes by tenths."""
    return a_criterion(number, most, kind, step=STEP)


RUBRIC: Rubric = a_rubric(
    [
        a_section("1", "居民满意度", a_step("1.1", 8, RATE), a_step("1.2", 10), a_step("1.3", 5)),
        a_section("2", "规划设施", a_step("2.1", 10), a_step("2.2", 5), a_step("2.3", 5)),
        a_section(
            "6", "物业服务", a_step("6.1", 4, PRESENCE), a_step("6.2", 10), a_step("6.3", 8),
            a_step("6.4", 5, CriterionKind.DEDUCTION),
        ),
        a_section("9", "共建共治", a_step("9.1", 10), a_step("9.2", 10), a_step("9.3", 10)),
    ]
)  # fmt: skip
JUDGED = tuple(c for c in RUBRIC if not c.kind.is_objective)


def county_of(number: int) -> int:
    """The number of the county that handed in this estate."""
    last = 0
    for county, count in enumerate(COUNTIES.values(), start=1):
        last += count
        if number <= last:
            return county
    raise ValueError(number)


def counties() -> tuple[County, ...]:
    """All counties, in the order of receipt."""
    return tuple(a_county(number, name) for number, name in enumerate(COUNTIES, start=1))


def submissions() -> dict[int, Submission]:
    """One submission of each county, all in time."""
    return {
        number: Submission(
            county=county_id(number), version=1, source_name=name, container="文件夹",
            digest=f"{number:064}", received_at=RECEIVED, received_by="秘书",
        )
        for number, name in enumerate(COUNTIES, start=1)
    }  # fmt: skip


def facts(number: int) -> dict[FactName, Fact]:
    """What an estate's summary says of it; no two estates say the same."""
    households = 300 + 13 * number
    area = households * (96 + number % 17) + number
    told: dict[FactName, tuple[str, Decimal | None]] = {
        FactName.PROPERTY_COMPANY: (f"{_HEADS[-number]}物业服务有限公司", None),
        FactName.FLOOR_AREA: (str(area), Decimal(area)),
        FactName.HOUSEHOLDS: (str(households), Decimal(households)),
        FactName.HANDED_OVER_ON: (f"{2001 + number % 20}年6月", None),
        FactName.ADDRESS: (f"文化路 {number} 号", None),
        FactName.COMMUNITY: (f"第{number:02}社区居民委员会", None),
        FactName.CONTACT: (f"联系人{number:02}", None),
        FactName.PHONE: (f"1380775{1000 + number}", None),
    }
    return {
        name: a_fact(name, raw, value if value is not None else raw)
        for name, (raw, value) in told.items()
    }


def estates() -> dict[int, Estate]:
    """All estates by number, each with three photos of its own."""
    stream = chance("looks")
    return {
        number: replace(
            an_estate(number, f"{head}{_TAILS[number % 4]}", county=county_of(number)),
            summary_facts=facts(number),
            materials=tuple(
                a_photo(f"E{number:02}/{at}.jpg", a_look(stream)) for at in range(1, 4)
            ),
        )
        for number, head in enumerate(_HEADS, start=1)
    }


def a_look(stream: Iterator[int]) -> str:
    """128 bits of chance: two of them differ in about 64."""
    return "".join(f"{next(stream):08x}" for _ in range(4))


def experts() -> dict[int, Person]:
    """Nine experts, six of them from outside the bureau; the first is the chair."""
    kinds = (PersonKind.BUREAU,) * 3 + (PersonKind.ASSOCIATION,) * 6
    return {
        number: an_expert(
            number,
            *((Role.EXPERT, Role.PANEL_CHAIR) if number == 1 else (Role.EXPERT,)),
            unit=f"第{number}行业协会",
            kind=kind,
        )
        for number, kind in enumerate(kinds, start=1)
    }


def honest_points(
    qualities: Mapping[int, Decimal], seed: str = "points"
) -> dict[tuple[int, int], Points]:
    """What every expert gives every estate: its quality, a small lean, a little chance."""
    stream = chance(seed)
    return {
        (expert, estate): _sheet_points(quality + LEANS[expert - 1], stream, estate)
        for estate, quality in qualities.items()
        for expert in range(1, EXPERTS + 1)
    }


def _sheet_points(level: Decimal, stream: Iterator[int], estate: int) -> Points:
    points: Points = {"1.1": Decimal(80 - estate % 9) / 10, "6.1": Decimal(4), "6.4": Decimal(4)}
    for criterion in JUDGED:
        if criterion.number not in points:
            off = Decimal(next(stream)) / 2**32 * Decimal("0.08") - Decimal("0.04")
            given = (criterion.max_points * (level + off)).quantize(STEP)
            points[criterion.number] = min(max(given, STEP), criterion.max_points - STEP)
    return {criterion.number: points[criterion.number] for criterion in RUBRIC}
