"""递补名单: who moves up, in which order, when an estate of the last list drops out.

The order among the runners-up decides who moves up first, so that a tie there is broken by the same
chain as across a cut line, and left to people where the chain cannot tell. Nobody may be asked to
decide it later, when it would be known whom it helps.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from meihao_desktop.domain.cut_line import CutLine, CutLines, Group
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.tie_chain import TieBreaker


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """One entry with its turn; those that were admitted together share one.

    ``waits_for_own_county`` where the share of its county is used up: it moves up only for an
    entry of the same county.
    """

    turn: int
    entry: str
    is_shared: bool = False
    waits_for_own_county: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnersUp:
    """The runners-up behind the last line; ``undecided`` is a tie that stops the list.

    ``size`` is how many the rules ask for, 0 where they ask for none.
    """

    size: int = 0
    entries: tuple[RunnerUp, ...] = ()
    undecided: Group = ()
    sentence: str = ""

    @property
    def is_decided(self) -> bool:
        return not self.undecided

    def turn_of(self, entry: str) -> RunnerUp | None:
        return next((each for each in self.entries if each.entry == entry), None)


def runners_up_after(
    lines: Sequence[CutLine], groups: Sequence[Group], breaker: TieBreaker, rules: CutLines
) -> tuple[list[Group], RunnersUp]:
    """The groups with the ties among the runners-up broken, and the list.

    While the last line itself is open nobody is a runner_up yet.
    """
    last = max(lines, key=lambda line: line.size, default=None)
    if not rules.runners_up or last is None or not last.is_decided:
        return list(groups), RunnersUp(size=rules.runners_up)
    breaker.is_among_runners_up = True
    ordered: list[Group] = []
    outside: list[Group] = []
    for group in groups:
        rest = tuple(name for name in group if name not in last.inside)
        parts = _ordered(rest, outside, breaker, (len(last.inside), rules.runners_up))
        outside.extend(parts)
        ordered.extend(parts if rest == group else [group])
    return ordered, _listed(outside, last, breaker, rules)


def moving_up(
    found: RunnersUp, last: CutLine, rules: CutLines, leaving: Collection[str]
) -> tuple[str, ...]:
    """Who takes the seats of those that leave the last list, in order; used when one is dropped.

    A list on which more were admitted than it has seats is first let shrink to its size.
    """
    staying = [entry for entry in last.inside if entry not in leaving]
    moved: list[str] = []
    for runner_up in found.entries:
        inside = (*staying, *moved)
        if len(inside) >= last.size:
            break
        if runner_up.entry in leaving or not rules.has_room(runner_up.entry, inside):
            continue
        rivals = [
            other.entry
            for other in found.entries
            if other.turn == runner_up.turn
            and other.entry not in (*moved, *leaving)
            and rules.has_room(other.entry, inside)
        ]
        if len(rivals) > last.size - len(inside):
            raise RuleViolation("递补顺序并列，名额不够，请先由评审小组表决或抽签确定先后。")
        moved.append(runner_up.entry)
    return tuple(moved)


def _ordered(
    rest: Group, ahead: Sequence[Group], breaker: TieBreaker, seats: tuple[int, int]
) -> list[Group]:
    """The group broken by the chain as far as it reaches into the turns that count."""
    inside, size = seats

    def contested(before: Sequence[Group], group: Group) -> tuple[int, ...]:
        taken = sum(len(each) for each in before)
        if taken >= size:
            return ()
        first = inside + taken + 1
        return tuple(range(first, min(first + len(group) - 1, inside + size + 1)))

    if not rest:
        return []
    breaker.contested = contested
    return breaker.ordered(rest, before=ahead)


def _listed(
    outside: Sequence[Group], last: CutLine, breaker: TieBreaker, rules: CutLines
) -> RunnersUp:
    admitted = {tie.entries for tie in breaker.ties if tie.ruling and tie.ruling.admits_all}
    listed: list[RunnerUp] = []
    for group in outside:
        if len(listed) >= rules.runners_up:
            break
        if len(group) > 1 and group not in admitted:
            return RunnersUp(
                size=rules.runners_up,
                entries=tuple(listed),
                undecided=group,
                sentence=breaker.open_turn(group, len(listed) + 1),
            )
        turn = len(listed) + 1
        listed.extend(
            RunnerUp(
                turn=turn,
                entry=name,
                is_shared=len(group) > 1,
                waits_for_own_county=not rules.has_room(name, last.inside),
            )
            for name in group
        )
    return RunnersUp(size=rules.runners_up, entries=tuple(listed))
