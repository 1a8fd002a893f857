"""Floor area per household that can hardly be true."""

from dataclasses import replace
from decimal import Decimal

import pytest

from meihao_desktop.domain.conflicts import implausible
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.fact import FactName
from tests.support.builders import a_dossier, a_fact, an_estate, codes


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
