"""The election of the chair: majority, run-off, and polls that cannot be."""

import pytest

from meihao_desktop.domain.chair_election import ChairElection, Poll, faults
from meihao_desktop.domain.errors import RuleViolation
from tests.support.builders import NOON, expert_id


def a_poll(*votes: int, voters: int = 5) -> Poll:
    return Poll(votes={expert_id(at): n for at, n in enumerate(votes, start=1)}, voters=voters)


def test_more_than_half_of_those_who_voted_elect() -> None:
    poll = a_poll(3, 1, 1)
    assert (poll.needed, poll.elected, poll.blank) == (3, expert_id(1), 0)
    assert poll.standing_on == ()


def test_exactly_half_is_not_enough() -> None:
    poll = a_poll(2, 1, 1, voters=4)
    assert poll.needed == 3
    assert poll.elected is None


def test_a_vote_for_nobody_still_counts_among_the_voters() -> None:
    poll = a_poll(2, 1, voters=5)
    assert poll.blank == 2
    assert poll.elected is None


def test_the_strongest_two_meet_again() -> None:
    assert a_poll(1, 2, 2, 0).standing_on == (expert_id(2), expert_id(3))


def test_who_is_level_with_the_second_stands_again_too() -> None:
    assert a_poll(2, 1, 1, 1, 0).standing_on == tuple(expert_id(n) for n in (1, 2, 3, 4))


def test_a_single_candidate_without_majority_stands_again() -> None:
    assert a_poll(2).standing_on == (expert_id(1),)


def test_an_election_names_whom_its_last_poll_elected() -> None:
    run_off = Poll(votes={expert_id(2): 3, expert_id(3): 2}, voters=5)
    election = ChairElection(
        number=1, polls=(a_poll(1, 2, 2), run_off), held_at=NOON, recorded_by=expert_id(9)
    )
    assert faults(election.polls, 5) == ()
    assert election.elected == expert_id(2)


def test_an_election_without_a_majority_is_none_yet() -> None:
    election = ChairElection(
        number=1, polls=(a_poll(1, 2, 2),), held_at=NOON, recorded_by=expert_id(9)
    )
    assert faults(election.polls, 5) == ("第 1 轮没有人得票过半，请再投一轮。",)
    with pytest.raises(RuleViolation, match="没有人得票过半"):
        assert election.elected


@pytest.mark.parametrize(
    ("poll", "told"),
    [
        (a_poll(4, 2), "得票合计 6 票，多于投票人数 5 人"),
        (a_poll(-1, 3), "得票数不能小于 0"),
        (a_poll(voters=5), "没有候选人"),
        (a_poll(1, voters=0), "应在 1 至 5 人之间"),
        (a_poll(6, voters=6), "应在 1 至 5 人之间"),
        (a_poll(2, voters=2), "不到专家 5 人的半数以上"),
    ],
)
def test_a_poll_that_cannot_be_is_told(poll: Poll, told: str) -> None:
    assert any(told in fault for fault in faults([poll], 5))


def test_nothing_entered_is_told() -> None:
    assert faults([], 5) == ("还没有填写得票，请先填写第 1 轮。",)


def test_a_poll_after_a_majority_is_refused() -> None:
    assert "第 1 轮已有人得票过半，不应再投。" in faults([a_poll(3, 2), a_poll(3, 2)], 5)


def test_a_run_off_has_the_candidates_that_the_poll_before_left() -> None:
    (fault,) = faults([a_poll(1, 2, 2), a_poll(3, 2)], 5)
    assert fault == "第 2 轮的候选人应是上一轮得票最多的各位。"
