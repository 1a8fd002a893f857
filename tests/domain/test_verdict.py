"""The verdict follows from the points alone, whatever their order."""

from itertools import permutations

import pytest

from meihao_desktop.domain.found_code import FoundCode, PageCodes
from meihao_desktop.domain.verdict import Outcome, Point, Weight, outcome_of


@pytest.mark.parametrize(
    ("weights", "outcome"),
    [
        ((), Outcome.UNKNOWN),
        ((Weight.NOTE, Weight.SOUND), Outcome.UNKNOWN),
        ((Weight.SOUND, Weight.AGREES), Outcome.CURRENT),
        ((Weight.AGREES, Weight.OLD), Outcome.OUTDATED),
        ((Weight.AGREES, Weight.OLD, Weight.WRONG), Outcome.MISMATCH),
    ],
)
def test_the_worst_point_decides_and_soundness_alone_proves_nothing(
    weights: tuple[Weight, ...], outcome: Outcome
) -> None:
    points = [Point(weight=weight, name="", told="") for weight in weights]
    assert all(outcome_of(order) is outcome for order in permutations(points))


def test_pages_without_any_code_are_counted_once_each() -> None:
    codes = tuple(FoundCode(page=page, text=text) for page, text in ((1, "a"), (1, "b"), (3, "c")))
    assert PageCodes(pages=4, codes=codes).blank_pages == 2
