"""The election of the panel chair (推选组长): polls with their votes, majority and run-off.

The model is 财政部令第87号: the panel elects its chair, and the bureau's own people are not to be
it. More than half of those who vote elect; otherwise the strongest two meet again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import PersonId

RUN_OFF_SIZE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One round of voting: who stood, with the votes of each, and how many voted.

    Whoever voted for nobody on the list counts among ``voters`` only.
    """

    votes: Mapping[PersonId, int]
    voters: int

    @property
    def blank(self) -> int:
        return self.voters - sum(self.votes.values())

    @property
    def needed(self) -> int:
        """The smallest number of votes that is more than half."""
        return self.voters // 2 + 1

    @property
    def elected(self) -> PersonId | None:
        """Whoever has more than half of the votes; of two nobody ever has."""
        return next((who for who, votes in self.votes.items() if votes >= self.needed), None)

    @property
    def standing_on(self) -> tuple[PersonId, ...]:
        """Who stands in the next poll: the strongest two, and all that are level with them."""
        if self.elected is not None:
            return ()
        order = sorted(self.votes.values(), reverse=True)
        least = order[min(RUN_OFF_SIZE, len(order)) - 1]
        return tuple(who for who, votes in self.votes.items() if votes >= least)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairElection:
    """One election from its first poll to its result; ``number`` counts them in a round."""

    number: int
    polls: tuple[Poll, ...]
    held_at: datetime
    recorded_by: PersonId

    @property
    def elected(self) -> PersonId:
        found = self.polls[-1].elected
        if found is None:
            raise RuleViolation("最后一轮没有人得票过半，请继续投票。")
        return found


def faults(polls: Sequence[Poll], members: int) -> tuple[str, ...]:
    """What keeps these polls from being an election of a panel of so many members."""
    found: list[str] = []
    for number, poll in enumerate(polls, start=1):
        found.extend(f"第 {number} 轮：{fault}" for fault in _poll_faults(poll, members))
        if number < len(polls):
            found.extend(_goes_on_wrongly(number, poll, polls[number]))
    if not polls:
        found.append("还没有填写得票，请先填写第 1 轮。")
    elif not found and polls[-1].elected is None:
        found.append(f"第 {len(polls)} 轮没有人得票过半，请再投一轮。")
    return tuple(found)


def _poll_faults(poll: Poll, members: int) -> list[str]:
    found: list[str] = []
    if not poll.votes:
        found.append("没有候选人。")
    if poll.voters < 1 or poll.voters > members:
        found.append(f"投票人数应在 1 至 {members} 人之间。")
    elif poll.voters * 2 <= members:
        found.append(f"到会投票的 {poll.voters} 人不到专家 {members} 人的半数以上，不能推选。")
    if any(votes < 0 for votes in poll.votes.values()):
        found.append("得票数不能小于 0。")
    if poll.blank < 0:
        found.append(f"得票合计 {sum(poll.votes.values())} 票，多于投票人数 {poll.voters} 人。")
    return found


def _goes_on_wrongly(number: int, poll: Poll, following: Poll) -> list[str]:
    if poll.elected is not None:
        return [f"第 {number} 轮已有人得票过半，不应再投。"]
    if set(following.votes) != set(poll.standing_on):
        return [f"第 {number + 1} 轮的候选人应是上一轮得票最多的各位。"]
    return []
