"""An order that runs against all the others is asked about."""

import pytest

from meihao_desktop.domain.conflicts import contrary
from tests.support.builders import a_dossier, expert_id

ORDER = (60, 65, 70, 75, 80, 85)


def totals(own: tuple[int, ...]) -> list[list[int]]:
    """The first expert gives ``own``; three others give the usual order with small differences."""
    return [[mine, usual, usual + 1, usual - 1] for mine, usual in zip(own, ORDER, strict=True)]


def test_the_reversed_order_is_asked_about() -> None:
    (finding,) = contrary.check(a_dossier(totals(ORDER[::-1]), experts=4))
    assert finding.where.expert == expert_id(1)
    assert "-1.00" in finding.sentence


@pytest.mark.parametrize(
    "own",
    [ORDER, (50, 55, 60, 65, 70, 75), (70, 60, 80, 65, 85, 75), (80,) * 6],
    ids=["same", "severe", "shuffled", "flat"],
)
def test_severity_noise_and_no_order_at_all_are_nothing(own: tuple[int, ...]) -> None:
    assert list(contrary.check(a_dossier(totals(own), experts=4))) == []


def test_five_estates_are_too_few_to_say_so() -> None:
    five = totals(ORDER[::-1])[:5]
    assert list(contrary.check(a_dossier(five, experts=4))) == []
