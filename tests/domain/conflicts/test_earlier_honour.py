"""Estates and enterprises that were honoured before."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.conflicts import earlier_honour
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.earlier_round import EarlierEstate, EarlierRound
from meihao_desktop.domain.finding import Severity
from tests.support.builders import (
    a_company,
    a_county,
    a_dossier,
    a_veto,
    an_earlier_round,
    an_estate,
    codes,
)


def past(
    name: str = "千灯湖一号小区",
    county: str = "博白县",
    *,
    honoured: bool = True,
    company: str = "",
) -> EarlierEstate:
    return EarlierEstate(name=name, county=county, is_honoured=honoured, company=company)


def of(*rounds: EarlierRound, company: str = "锦绣物业服务有限公司", **rules: int) -> Dossier:
    return replace(
        a_dossier(**rules),
        counties=(a_county(1, "博白县"),),
        estates=(an_estate(1, "千灯湖1号", summary_facts=a_company(company)),),
        earlier_rounds=rounds,
    )


def test_an_estate_on_an_earlier_list_is_told() -> None:
    (finding,) = earlier_honour.check(of(an_earlier_round(past(), year=2022)))
    assert (finding.code, finding.severity) == ("earlier_honour", Severity.NOTE)
    assert "“千灯湖1号”（当时写作“千灯湖一号小区”）已列入“2022年度" in finding.sentence


@pytest.mark.parametrize(
    ("year", "rest", "severity"),
    [
        (2024, 1, Severity.BLOCKING), (2023, 1, Severity.NOTE), (2023, 2, Severity.BLOCKING),
        (2025, 2, Severity.NOTE), (2024, 0, Severity.NOTE),
    ],
)  # fmt: skip
def test_the_rule_of_the_round_says_for_how_long_it_must_rest(
    year: int, rest: int, severity: Severity
) -> None:
    dossier = of(an_earlier_round(past(), year=year), honour_rest_years=rest)
    (finding,) = earlier_honour.check(dossier)
    assert finding.severity is severity
    assert ("不得再次申报" in finding.sentence) == (severity is Severity.BLOCKING)


def test_not_honoured_another_estate_or_another_county_is_no_finding() -> None:
    estates = past(honoured=False), past("千灯湖2号"), past(county="陆川县")
    assert codes(earlier_honour.check(of(an_earlier_round(*estates)))) == []


def test_a_vetoed_estate_is_asked_nothing_more() -> None:
    dossier = of(an_earlier_round(past()), honour_rest_years=3)
    assert codes(earlier_honour.check(replace(dossier, vetoes=(a_veto(1),)))) == []


def test_an_enterprise_honoured_last_year_is_told_whatever_its_spelling() -> None:
    before = past("绿岛湖", company="锦绣物业管理有限责任公司")
    (finding,) = earlier_honour.check(of(an_earlier_round(before)))
    assert (finding.code, finding.severity) == ("earlier_company", Severity.NOTE)
    assert "去年（2024 年）服务的“绿岛湖”已列入公示名单" in finding.sentence


def test_an_enterprise_of_two_years_ago_or_without_a_name_is_no_finding() -> None:
    before = past("绿岛湖", company="锦绣物业服务有限公司")
    assert codes(earlier_honour.check(of(an_earlier_round(before, year=2023)))) == []
    assert codes(earlier_honour.check(of(an_earlier_round(past("绿岛湖")), company=""))) == []
