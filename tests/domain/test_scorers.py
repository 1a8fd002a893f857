"""Members score every estate; a substitute scores what others stand back from."""

from dataclasses import replace

from meihao_desktop.domain.panel import ReviewPanel, Seat
from meihao_desktop.domain.recusal import Recusals, RecusalStatus
from meihao_desktop.domain.scorers import Scorers, scorers_of
from tests.support.builders import a_recusal, an_expert, estate_id, expert_id

MEMBERS = (an_expert(1), an_expert(2))
RESERVES = tuple(replace(an_expert(number), seat=Seat(is_reserve=True)) for number in (3, 4))


def scorers(status: RecusalStatus = RecusalStatus.CONFIRMED) -> Scorers:
    """Expert 2 stands back from the first estate; expert 3, in reserve, was called up for it."""
    recusal = replace(a_recusal(2, 1, status), successor=expert_id(3))
    return scorers_of(ReviewPanel((*MEMBERS, *RESERVES)), Recusals.of([recusal]))


def test_substitutes_come_after_the_members_and_are_told_apart_by_a_word() -> None:
    found = scorers()
    assert found.all == (*MEMBERS, RESERVES[0])
    assert [found.label(person) for person in found.all] == ["专家01", "专家02", "专家03（替评）"]


def test_a_substitute_is_asked_about_the_recused_estate_and_no_other() -> None:
    found = scorers()
    assert found.is_substitute(expert_id(3))
    assert found.are_asked(expert_id(3), estate_id(1))
    assert not found.are_asked(expert_id(3), estate_id(2))
    assert all(found.are_asked(expert_id(1), estate_id(number)) for number in (1, 2))


def test_a_recusal_that_was_dismissed_needs_no_substitute() -> None:
    found = scorers(RecusalStatus.DISMISSED)
    assert found.substitutes == ()
    assert found.all == MEMBERS
