"""A fact of an estate: the raw text as handed in, beside what the program read from it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class FactName(Enum):
    """The facts that summaries and application forms carry; the value is the printed label."""

    ADDRESS = "地址"
    PROPERTY_COMPANY = "物业服务企业"
    FLOOR_AREA = "建筑面积"
    HOUSEHOLDS = "户数"
    HANDED_OVER_ON = "交付时间"
    OWNERS_COMMITTEE = "业委会(物管会)"
    PARTY_ORGANISATION = "党组织"
    RESIDENT_SATISFACTION = "居民满意度"
    FEE_COLLECTION = "物业费收缴率"
    GREENING_RATE = "绿化率"
    SUBDISTRICT = "街道(乡镇)"
    COMMUNITY = "社区"
    CONTACT = "联系人"
    PHONE = "联系电话"
    RECOMMENDED_PLACE = "推荐排序"
    HONOURS = "曾获荣誉"
    REMARK = "备注"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSource:
    """Where a fact stood: file inside the submission and the cell, page or paragraph."""

    file: str
    place: str

    @property
    def label(self) -> str:
        return f"{self.file} › {self.place}" if self.place else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One raw text and its parsed reading.

    ``value`` is in the unit that ``unit`` names (㎡ for areas, 户, % or 分 for rates); ``None``
    where nothing could be read. ``is_guessed`` marks a unit or scale that the program assumed and
    a person should confirm; ``note`` says what was assumed.
    """

    name: FactName
    raw: str
    value: Decimal | str | None
    unit: str = ""
    source: FactSource
    is_guessed: bool = False
    note: str = ""

    @property
    def shown(self) -> str:
        """The parsed reading as people write it, or the raw text where none exists."""
        if self.value is None:
            return self.raw
        if isinstance(self.value, str):
            return self.value
        return f"{plain(self.value)}{self.unit}"


def plain(number: Decimal) -> str:
    """A decimal without exponent and without trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
