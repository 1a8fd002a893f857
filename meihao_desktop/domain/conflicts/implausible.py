"""Figures that can hardly be true: floor area per household outside the round's limits."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactName, plain
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.tally_rules import Rounding

ROUNDING = Rounding(places=0)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Asks about areas per household that are far from what estates have; people decide."""
    rules = dossier.review_round.rules
    low, high = rules.area_per_household_min, rules.area_per_household_max
    for estate in dossier.estates:
        each = area_per_household(estate)
        if each is None or Fraction(low) <= each <= Fraction(high):
            continue
        shown = ROUNDING.shown(each)
        yield Finding(
            severity=Severity.WARNING,
            code="implausible",
            where=Where(estate=estate.id),
            sentence=(
                f"“{estate.name}”建筑面积 {estate.shown(FactName.FLOOR_AREA)}、"
                f"户数 {estate.shown(FactName.HOUSEHOLDS)}，户均 {shown}㎡，"
                f"不在 {plain(low)} 至 {plain(high)}㎡ 的合理范围内，请核对原件的数值和单位。"
            ),
            basis=f"{shown}",
        )


def area_per_household(estate: Estate) -> Fraction | None:
    """Square metres of floor for each household; ``None`` where a figure is missing."""
    area, households = _figure(estate, FactName.FLOOR_AREA), _figure(estate, FactName.HOUSEHOLDS)
    return Fraction(area) / Fraction(households) if area and households else None


def _figure(estate: Estate, name: FactName) -> Decimal | None:
    fact = estate.fact(name)
    return fact.value if fact and isinstance(fact.value, Decimal) else None
