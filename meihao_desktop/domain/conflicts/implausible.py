"""Figures that can hardly be true: floor area per household, and years of handing over."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from statistics import median

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactName, plain
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.review_round import RoundRules
from meihao_desktop.domain.tally_rules import Rounding

ROUNDING = Rounding(places=0)
FEWEST = 5
"""Of fewer estates a median tells nothing."""
FIRST_YEAR = 1949
_YEAR = re.compile(r"(?<!\d)((?:1[89]|2\d)\d{2})(?!\d)")


def check(dossier: Dossier) -> Iterator[Finding]:
    """Asks about figures that are far from what estates have; people decide."""
    yield from _areas(dossier)
    yield from _years(dossier)


def _areas(dossier: Dossier) -> Iterator[Finding]:
    rules = dossier.review_round.rules
    areas = [(estate, area_per_household(estate)) for estate in dossier.estates]
    known = [each for _, each in areas if each is not None]
    middle = median(known) if len(known) >= FEWEST else None
    for estate, each in areas:
        why = _far(each, middle, rules) if each is not None else ""
        if each is None or not why:
            continue
        shown = ROUNDING.shown(each)
        yield Finding(
            severity=Severity.WARNING,
            code="implausible",
            where=Where(estate=estate.id),
            sentence=(
                f"“{estate.name}”建筑面积 {estate.shown(FactName.FLOOR_AREA)}、"
                f"户数 {estate.shown(FactName.HOUSEHOLDS)}，户均 {shown}㎡，"
                f"{why}，请核对原件的数值和单位。"
            ),
            basis=f"{shown}",
        )


def _far(each: Fraction, middle: Fraction | None, rules: RoundRules) -> str:
    """Why this area is asked about; the limits weigh more than the comparison."""
    low, high = rules.area_per_household_min, rules.area_per_household_max
    if not Fraction(low) <= each <= Fraction(high):
        return f"不在 {plain(low)} 至 {plain(high)}㎡ 的合理范围内"
    times = Fraction(rules.area_per_household_times)
    if middle is None or middle / times < each < middle * times:
        return ""
    far = plain(rules.area_per_household_times)
    return f"与各小区户均的中位数 {ROUNDING.shown(middle)}㎡ 相差 {far} 倍以上"


def _years(dossier: Dossier) -> Iterator[Finding]:
    for estate in dossier.estates:
        told = estate.shown(FactName.HANDED_OVER_ON)
        odd = [
            year
            for year in map(int, _YEAR.findall(told))
            if not FIRST_YEAR <= year <= dossier.review_round.year
        ]
        if odd:
            yield Finding(
                severity=Severity.WARNING,
                code="implausible_year",
                where=Where(estate=estate.id),
                sentence=(
                    f"“{estate.name}”的{FactName.HANDED_OVER_ON.value}写作“{told}”，"
                    f"{odd[0]} 年不合常理，请核对原件。"
                ),
                basis=told,
            )


def area_per_household(estate: Estate) -> Fraction | None:
    """Square metres of floor for each household; ``None`` where a figure is missing."""
    area, households = _figure(estate, FactName.FLOOR_AREA), _figure(estate, FactName.HOUSEHOLDS)
    return Fraction(area) / Fraction(households) if area and households else None


def _figure(estate: Estate, name: FactName) -> Decimal | None:
    fact = estate.fact(name)
    return fact.value if fact and isinstance(fact.value, Decimal) else None
