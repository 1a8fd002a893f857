"""Floor area per household that can hardly be true."""

from dataclasses import replace
from decimal import Decimal

import pytest

from meihao_desktop.domain.conflicts import implausible
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.fact import FactName
from tests.support.builders import a_dossier, a_fact, an_estate, codes, estate_id


def with_figures(area: str | None, households: int | None) -> Dossier:
    facts = {}
    if area is not None:
        facts[FactName.FLOOR_AREA] = a_fact(FactName.FLOOR_AREA, area, Decimal(area), "㎡")
    if households is not None:
        raw = f"{households}户"
        facts[FactName.HOUSEHOLDS] = a_fact(FactName.HOUSEHOLDS, raw, Decimal(households), "户")
    return replace(a_dossier([90]), estates=(an_estate(summary_facts=facts),))


@pytest.mark.parametrize(
    ("area", "households", "is_found"),
    [
        ("110700", 1000, False),
        ("298000", 1000, True),
        ("30000", 1000, True),
        ("250000", 1000, False),
        (None, 1000, False),
        ("110700", None, False),
        ("110700", 0, False),
    ],
)
def test_an_area_per_household_outside_the_limits_is_asked_about(
    area: str | None, households: int | None, *, is_found: bool
) -> None:
    found = codes(implausible.check(with_figures(area, households)))
    assert found == (["implausible"] if is_found else [])


def test_the_sentence_gives_figures_result_and_limits() -> None:
    (finding,) = implausible.check(with_figures("298000", 1000))
    assert "建筑面积 298000㎡、户数 1000户，户均 298㎡，不在 40 至 250㎡" in finding.sentence


def of_areas(*each: int, **rules: Decimal) -> Dossier:
    """One estate for each area per household, of a thousand households."""
    estates = tuple(
        replace(estate, id=estate_id(number), name=f"小区{number:02}")
        for number, area in enumerate(each, start=1)
        for estate in with_figures(str(area * 1000), 1000).estates
    )
    return replace(a_dossier([90] * len(each), **rules), estates=estates)


def test_an_area_far_from_those_of_the_others_is_asked_about() -> None:
    (finding,) = implausible.check(of_areas(101, 110, 120, 156, 240))
    assert finding.where.estate == estate_id(5)
    assert "户均 240㎡，与各小区户均的中位数 120㎡ 相差 2 倍以上" in finding.sentence
    (small,) = implausible.check(of_areas(101, 110, 120, 156, 50))
    assert "户均 50㎡" in small.sentence


def test_a_near_miss_few_estates_or_another_rule_are_no_finding() -> None:
    assert codes(implausible.check(of_areas(101, 110, 120, 156, 239))) == []
    assert codes(implausible.check(of_areas(101, 110, 120, 240))) == []
    wide = of_areas(101, 110, 120, 156, 240, area_per_household_times=Decimal(3))
    assert codes(implausible.check(wide)) == []


def test_outside_the_limits_is_said_once() -> None:
    found = list(implausible.check(of_areas(101, 110, 120, 156, 298)))
    assert ["合理范围" in finding.sentence for finding in found] == [True]


@pytest.mark.parametrize(
    ("told", "is_found"),
    [
        ("2014年6月", False), ("2025年", False), ("2026年1月建成", True), ("1901年", True),
        ("上世纪80年代末", False), ("2007年开始开发，2071年完成", True), ("41579", False),
        ("", False),
    ],
)  # fmt: skip
def test_a_year_before_there_were_estates_or_after_the_round_is_asked_about(
    told: str, *, is_found: bool
) -> None:
    facts = {FactName.HANDED_OVER_ON: a_fact(FactName.HANDED_OVER_ON, told, told or None)}
    dossier = replace(a_dossier([90]), estates=(an_estate(summary_facts=facts),))
    assert codes(implausible.check(dossier)) == (["implausible_year"] if is_found else [])
