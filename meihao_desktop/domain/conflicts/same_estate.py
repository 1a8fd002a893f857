"""An estate that seems to be nominated twice, by two counties or under two spellings."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.estate_name import SHORTEST, folded, loose_key, name_key
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.finding import Finding, Severity, Where

MEASURES = (FactName.FLOOR_AREA, FactName.HOUSEHOLDS)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Two counties may each have a 阳光花园, so that people decide."""
    for one, other in combinations(dossier.estates, 2):
        ground = _ground(one, other)
        if ground:
            yield Finding(
                severity=Severity.WARNING,
                code="same_estate",
                where=Where(estate=f"{one.id}+{other.id}"),
                sentence=(
                    f"{dossier.county_of(one)}“{one.name}”与{dossier.county_of(other)}"
                    f"“{other.name}”{ground}，请核实是否同一小区重复报送。"
                ),
                basis=f"{one.name}|{other.name}|{ground}",
            )


def _ground(one: Estate, other: Estate) -> str:
    """Why the two may be one; empty where nothing speaks for it."""
    if name_key(one.name) == name_key(other.name):
        return "名称相同"
    equal = [name.value for name in MEASURES if _agree(_figure(one, name), _figure(other, name))]
    if len(equal) == len(MEASURES):
        return f"{'、'.join(equal)}都相同"
    if not _near(one.name, other.name):
        return ""
    if equal:
        return f"名称相近，{equal[0]}相同"
    return "名称相近，地址相同" if _address(one) and _address(one) == _address(other) else ""


def _near(one: str, other: str) -> bool:
    """Whether the names differ in 花园 and the like only, or one holds the other."""
    first, second = name_key(one), name_key(other)
    holds = min(len(first), len(second)) > SHORTEST and (first in second or second in first)
    return holds or loose_key(one) == loose_key(other)


def _agree(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and one == other


def _figure(estate: Estate, name: FactName) -> Decimal | None:
    fact = estate.fact(name)
    return fact.value if fact and isinstance(fact.value, Decimal) else None


def _address(estate: Estate) -> str:
    return folded(estate.shown(FactName.ADDRESS))
