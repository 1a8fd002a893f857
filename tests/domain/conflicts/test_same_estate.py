"""An estate nominated twice."""

from dataclasses import replace
from decimal import Decimal

import pytest

from meihao_desktop.domain.conflicts import same_estate
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import Fact, FactName
from tests.support.builders import a_county, a_dossier, a_fact, an_estate, codes


def figures(
    area: int | None = None, households: int | None = None, address: str = ""
) -> dict[FactName, Fact]:
    facts = {}
    if area is not None:
        facts[FactName.FLOOR_AREA] = a_fact(FactName.FLOOR_AREA, f"{area}", Decimal(area), "㎡")
    if households is not None:
        facts[FactName.HOUSEHOLDS] = a_fact(
            FactName.HOUSEHOLDS, f"{households}", Decimal(households), "户"
        )
    if address:
        facts[FactName.ADDRESS] = a_fact(FactName.ADDRESS, address, address)
    return facts


def of(*estates: Estate) -> Dossier:
    counties = (a_county(1, "博白县"), a_county(2, "陆川县"))
    return replace(a_dossier(), counties=counties, estates=estates)


def test_one_name_from_two_counties_is_asked_about() -> None:
    one, other = an_estate(1, "千灯湖1号"), an_estate(2, "千灯湖 一号小区", county=2)
    (finding,) = same_estate.check(of(one, other))
    assert finding.where.estate == f"{one.id}+{other.id}"
    assert "博白县“千灯湖1号”与陆川县“千灯湖 一号小区”名称相同" in finding.sentence


@pytest.mark.parametrize(
    ("one", "other", "first", "second", "ground"),
    [
        ("朗悦花园", "朗悦家园", figures(110700), figures(110700), "名称相近，建筑面积相同"),
        ("千灯湖1号", "中海千灯湖一号", figures(None, 980), figures(None, 980), "户数相同"),
        ("朗悦花园", "绿岛湖", figures(110700, 980), figures(110700, 980), "建筑面积、户数都相同"),
        (
            "朗悦花园", "朗悦", figures(address="人民东路 1 号"), figures(address="人民东路1号"),
            "名称相近，地址相同",
        ),
    ],
)  # fmt: skip
def test_two_spellings_with_something_in_common_are_asked_about(
    one: str, other: str, first: dict[FactName, Fact], second: dict[FactName, Fact], ground: str
) -> None:
    dossier = of(an_estate(1, one, summary_facts=first), an_estate(2, other, summary_facts=second))
    (finding,) = same_estate.check(dossier)
    assert ground in finding.sentence


@pytest.mark.parametrize(
    ("one", "other", "first", "second"),
    [
        ("翠湖一期", "翠湖二期", figures(110700), figures(110700)),
        ("朗悦花园", "朗悦家园", figures(110700), figures(110800)),
        ("朗悦花园", "朗悦家园", figures(), figures()),
        ("朗悦花园", "凯旋会花园", figures(110700), figures(110700)),
        (
            "朗悦花园",
            "绿岛湖",
            figures(None, 980, "人民东路1号"),
            figures(None, 980, "人民东路1号"),
        ),
    ],
)
def test_neighbours_and_namesakes_are_no_finding(
    one: str, other: str, first: dict[FactName, Fact], second: dict[FactName, Fact]
) -> None:
    dossier = of(an_estate(1, one, summary_facts=first), an_estate(2, other, summary_facts=second))
    assert codes(same_estate.check(dossier)) == []
