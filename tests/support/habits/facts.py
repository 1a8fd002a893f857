"""What the published notice says of its estates, and how offices write it into cells."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from meihao_desktop.domain.fact import FactName, plain

SEED = Path(__file__).parents[3] / "scripts" / "sample" / "seed-estates.json"
AREA, HOUSEHOLDS = FactName.FLOOR_AREA, FactName.HOUSEHOLDS
DATE, GREEN = FactName.HANDED_OVER_ON, FactName.GREENING_RATE
SATISFACTION, COLLECTION = FactName.RESIDENT_SATISFACTION, FactName.FEE_COLLECTION
LANGYUE, CHANGCHENG, HUAFA = "朗悦花园", "长城二花园", "华发世纪城"
JINYU, QIANDENG = "金域蓝湾", "千灯湖1号"
Figures = Mapping[FactName, tuple[Decimal | str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What must be read of one estate; ``codes`` are the findings of the whole submission."""

    summary: Figures = field(default_factory=dict[FactName, tuple[Decimal | str, str]])
    form: Figures | None = None
    materials: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """One submission: where it was made, and everything that must be found in it."""

    source: Path
    county: str
    container: str
    estates: Mapping[str, Wanted]
    codes: tuple[str, ...] = ()
    matches: frozenset[tuple[str, str, str, bool]] = frozenset()
    shared: int = 1


def seed(name: str) -> dict[str, Any]:
    estates = json.loads(SEED.read_text(encoding="utf-8"))["estates"]
    return next(estate for estate in estates if estate["name"] == name)


def figures(name: str, *only: FactName) -> dict[FactName, tuple[Decimal | str, str]]:
    """The figures of the notice, in the program's units."""
    facts = seed(name)
    satisfaction = facts["resident_satisfaction"]
    told = {
        AREA: (facts["floor_area_m2"], "㎡"),
        HOUSEHOLDS: (facts["households"], "户"),
        GREEN: (facts["greening_rate_pct"], "%"),
        COLLECTION: (facts["fee_collection"]["pct"], "%"),
        SATISFACTION: (
            (satisfaction["pct"], "%") if satisfaction["pct"] else (satisfaction["score"], "分")
        ),
    }
    known = {
        fact: (Decimal(str(number)), unit)
        for fact, (number, unit) in told.items()
        if number is not None
    }
    dated = {**known, DATE: (facts["delivered"]["as_written"], "")}
    return {fact: dated[fact] for fact in (only or dated) if fact in dated}


def written(name: str) -> dict[str, str]:
    """The facts as an ordinary office writes them, by the label of their column."""
    facts = seed(name)
    return {
        "小区名称": name,
        "物业服务企业": facts["property_company"] or f"{name}物业服务中心（演练）",
        "建筑面积": f"{facts['floor_area_m2']}平方米",
        "户数": f"{facts['households']}户",
        "交付时间": facts["delivered"]["as_written"],
        "绿化率": _shown(name, GREEN),
        "居民满意度": _shown(name, SATISFACTION),
        "物业费收缴率": _shown(name, COLLECTION),
    }


def row(name: str, *labels: str, **changed: str) -> list[str]:
    """The cells of one estate under these labels."""
    cells = {**written(name), **changed}
    return [cells[label] for label in labels]


def _shown(name: str, fact: FactName) -> str:
    number, unit = figures(name).get(fact, ("", ""))
    return f"{plain(number)}{unit}" if isinstance(number, Decimal) else ""
