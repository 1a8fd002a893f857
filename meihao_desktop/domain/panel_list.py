"""The list of the panel as a table (评审小组名单): its columns and what their cells hold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.panel import Background, FormerUnit, Person, PersonKind, Role

_BETWEEN_UNITS = re.compile(r"[;；\n]+")
_BETWEEN_NAMES = re.compile(r"[、,，;；\n]+")
_YEARS = re.compile(
    r"^(?P<unit>.+?)\s*[(（]\s*(?P<begun>\d{4})?\s*年?\s*[-—–~～至到]+\s*"
    r"(?P<ended>\d{4}|今|现在)?\s*年?\s*[)）]$"
)


class PanelColumn(Enum):
    """The columns of the list; the value is the heading."""

    NAME = "姓名"
    ROLES = "角色"
    SEAT = "席位"
    KIND = "来源"
    UNIT = "工作单位"
    TITLE = "职务职称"
    GROUP = "专家组"
    GROUP_COMPANY = "所属集团"
    FORMER_UNITS = "曾任职单位（年份）"
    COUNTIES = "工作涉及的县（市、区）"
    HOMES = "本人或近亲属房产所在小区"
    COACHED = "参与创建或辅导的小区"
    PHONE = "电话"


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelEntry:
    """One line of a list as read; ``row`` counts from 1 as people count."""

    row: int
    name: str
    roles: frozenset[Role] = frozenset({Role.EXPERT})
    is_reserve: bool = False
    kind: PersonKind = PersonKind.OTHER
    unit: str = ""
    title: str = ""
    group: str = ""
    background: Background = field(default_factory=Background)
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelTable:
    """A list as read: lines that can be used, what was strange, and which columns it has."""

    entries: tuple[PanelEntry, ...]
    columns: frozenset[PanelColumn]
    findings: tuple[Finding, ...] = ()


def units_told(units: Iterable[FormerUnit]) -> str:
    """Former units in one cell: 甲物业（2019—2023）；乙公司（2016—）."""
    return "；".join(_unit_told(unit) for unit in units)


def units_in(text: str) -> tuple[FormerUnit, ...]:
    """The former units of a cell; years may be missing, and 今 leaves the end open."""
    return tuple(_unit_in(part.strip()) for part in _BETWEEN_UNITS.split(text) if part.strip())


def names_told(names: Iterable[str]) -> str:
    return "、".join(names)


def names_in(text: str) -> tuple[str, ...]:
    """The names of a cell, each once."""
    parts = (part.strip() for part in _BETWEEN_NAMES.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def told(person: Person, column: PanelColumn) -> str:
    """What stands in this column for a person; a phone is never told, only its mark is kept."""
    background = person.background
    texts = {
        PanelColumn.NAME: person.name,
        PanelColumn.ROLES: person.roles_text,
        PanelColumn.SEAT: seat_told(person),
        PanelColumn.KIND: person.kind.value,
        PanelColumn.UNIT: person.unit,
        PanelColumn.TITLE: person.title,
        PanelColumn.GROUP: person.group,
        PanelColumn.GROUP_COMPANY: background.group_company,
        PanelColumn.FORMER_UNITS: units_told(background.former_units),
        PanelColumn.COUNTIES: names_told(background.counties),
        PanelColumn.HOMES: names_told(background.homes),
        PanelColumn.COACHED: names_told(background.coached),
        PanelColumn.PHONE: "",
    }
    return texts[column]


def seat_told(person: Person) -> str:
    """正式, 后备 or 已更换; empty for those who do not score."""
    if not person.is_expert:
        return ""
    if person.seat.replaced_by:
        return "已更换"
    return "后备" if person.seat.is_reserve else "正式"


def _unit_told(former: FormerUnit) -> str:
    if former.from_year is None and former.until_year is None:
        return former.unit
    begun = "" if former.from_year is None else str(former.from_year)
    ended = "" if former.until_year is None else str(former.until_year)
    return f"{former.unit}（{begun}—{ended}）"


def _unit_in(text: str) -> FormerUnit:
    found = _YEARS.match(text)
    if found is None:
        return FormerUnit(unit=text)
    begun, ended = found["begun"], found["ended"]
    return FormerUnit(
        unit=found["unit"].strip(),
        from_year=int(begun) if begun else None,
        until_year=int(ended) if ended and ended.isdecimal() else None,
    )
