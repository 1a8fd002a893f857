"""Estates outside a list because of their county's share are told; all others are not."""

from dataclasses import replace

from meihao_desktop.domain.conflicts import passed_over
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity
from tests.support.builders import a_county, a_dossier, county_id, estate_id

CAPPED = {"shortlist_size": 3, "nomination_quota": 2, "tie_chain": ()}


def of_counties(*counties: int, cap: int = 2, waiting: bool = False) -> Dossier:
    """Estates in the order of their place, each of the county with this number."""
    totals = [[90 - 5 * at] * 5 for at in range(len(counties))]
    dossier = a_dossier(totals, county_cap=cap, **CAPPED)
    estates = tuple(
        replace(estate, county=county_id(county))
        for estate, county in zip(dossier.estates, counties, strict=True)
    )
    counties_of = tuple(a_county(number) for number in sorted(set(counties)))
    sheets = dossier.sheets[1:] if waiting else dossier.sheets
    return replace(dossier, estates=estates, counties=counties_of, sheets=sheets)


def found(dossier: Dossier) -> list[Finding]:
    return list(passed_over.check(dossier))


def test_the_third_estate_of_a_county_is_passed_over_and_told() -> None:
    (finding,) = found(of_counties(1, 1, 1, 2, 3))
    assert finding.severity is Severity.NOTE
    assert finding.where.estate == estate_id(3)
    assert "每县至多 2 个小区列入名单，前 3 名因此没有列入“凯旋会花园”" in finding.sentence


def test_a_share_that_is_just_used_up_passes_nobody_over() -> None:
    assert not found(of_counties(1, 1, 2, 1, 3))


def test_without_a_share_the_order_alone_decides() -> None:
    assert not found(of_counties(1, 1, 1, 2, 3, cap=0))


def test_nothing_is_said_of_lists_that_are_not_complete_yet() -> None:
    assert not found(of_counties(1, 1, 1, 2, 3, waiting=True))
