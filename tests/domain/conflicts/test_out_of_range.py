"""Points that the rubric does not allow, however they came in."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.conflicts import out_of_range
from meihao_desktop.domain.score_sheet import ScoreSheet, SheetStatus
from tests.support.builders import a_dossier, a_recusal, a_rubric, a_sheet, codes


def found(sheet: ScoreSheet, **fields: object) -> list[str]:
    dossier = a_dossier([[None] * 5], rubric=a_rubric())
    return codes(out_of_range.check(replace(dossier, sheets=(sheet,), **fields)))


@pytest.mark.parametrize("points", [{"9.1": "70.5"}, {"1.2": "10"}, {"1.1": "-1"}])
def test_points_above_below_or_off_the_step_are_found(points: dict[str, str]) -> None:
    assert found(a_sheet(points=points)) == ["out_of_range"]


def test_sound_and_absent_points_are_no_matter() -> None:
    assert found(a_sheet(points={"9.1": "70", "1.1": None})) == []


def test_what_does_not_count_is_no_matter() -> None:
    bad = a_sheet(points={"9.1": "99"})
    assert found(replace(bad, status=SheetStatus.VOID)) == []
    assert found(bad, recusals=a_dossier(recusals=[a_recusal(1)]).recusals) == []
