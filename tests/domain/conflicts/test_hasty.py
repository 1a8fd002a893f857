"""A sheet filled in faster than anybody can read is asked about."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.conflicts import hasty
from meihao_desktop.domain.dossier import Dossier
from tests.support.builders import a_dossier, a_plain_rubric


def lasting(seconds: int, *, revision: int = 1, items: int = 20) -> Dossier:
    dossier = a_dossier([80], experts=1, rubric=a_plain_rubric(*([5] * items)))
    sheets = tuple(
        replace(sheet, seconds_spent=seconds, revision=revision) for sheet in dossier.sheets
    )
    return replace(dossier, sheets=sheets)


def test_twenty_items_in_half_a_minute_are_too_fast() -> None:
    (finding,) = hasty.check(lasting(30))
    assert "只用了 30 秒" in finding.sentence
    assert "专家01" in finding.sentence


@pytest.mark.parametrize(
    "dossier", [lasting(40), lasting(600), lasting(0), lasting(5, revision=2), lasting(5, items=2)]
)
def test_enough_time_no_record_or_a_mere_correction_is_nothing(dossier: Dossier) -> None:
    assert list(hasty.check(dossier)) == []
