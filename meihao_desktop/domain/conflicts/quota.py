"""Counties whose number of estates lies outside the round's quota."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where


def check(dossier: Dossier) -> Iterator[Finding]:
    """The plan asks each county for a number of estates between two limits."""
    rules = dossier.review_round.rules
    for county in dossier.counties:
        count = len(dossier.estates_of(county.id))
        if rules.county_quota_min <= count <= rules.county_quota_max:
            continue
        yield Finding(
            severity=Severity.WARNING,
            code="county_quota",
            where=Where(county=county.id),
            sentence=(
                f"{county.name}报送 {count} 个小区，不在规定的 {rules.county_quota_min} 至 "
                f"{rules.county_quota_max} 个之间，请与县级主管部门核实。"
            ),
            basis=str(count),
        )
