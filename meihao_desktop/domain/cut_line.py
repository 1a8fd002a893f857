"""Cut lines: how many may stand inside, and, where the rules ask, how many of one county.

A line is filled from the top. An entry whose county has used up its share is passed over and the
next one moves up. The order inside a tied group matters only where it decides who is inside.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLine:
    """One line of the ranking: who is inside, and who still stands across it undecided.

    ``passed_over`` are those that stand outside because their county's share was used up; ``reach``
    is how many placings from the top one passes until the last one inside.
    """

    size: int
    inside: tuple[str, ...]
    undecided: tuple[str, ...] = ()
    tied_points: Fraction | None = None
    sentence: str = ""
    passed_over: tuple[str, ...] = ()
    reach: int = 0

    @property
    def is_decided(self) -> bool:
        return not self.undecided


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A line filled as far as it goes without a decision: room is left where it stopped early."""

    inside: Group
    passed_over: Group
    contested: Group
    room: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLines:
    """The sizes of all lines and the share of one county, ``None`` for no limit.

    ``runners_up`` is how many behind the last line are named in the order in which they move up.
    """

    sizes: tuple[int, ...]
    county_cap: int | None = None
    county_of: Callable[[str], str] = str
    runners_up: int = 0

    def fill(self, size: int, groups: Sequence[Group]) -> Filled:
        """Fill one line from the top, up to the first group whose order would decide it."""
        inside: list[str] = []
        passed: list[str] = []
        for group in groups:
            room = size - len(inside)
            if room <= 0:
                break
            fitting = self._fitting(group, inside)
            if fitting is None or len(fitting) > room:
                return Filled(
                    inside=tuple(inside), passed_over=tuple(passed), contested=group, room=room
                )
            inside.extend(fitting)
            passed.extend(name for name in group if name not in fitting)
        return Filled(
            inside=tuple(inside), passed_over=tuple(passed), contested=(), room=size - len(inside)
        )

    def contested(self, before: Sequence[Group], group: Group) -> tuple[int, ...]:
        """The lines for which the order inside ``group`` decides who is inside."""
        return tuple(
            size
            for size in sorted(set(self.sizes))
            if self.fill(size, (*before, group)).contested == group
        )

    def has_room(self, name: str, inside: Sequence[str]) -> bool:
        """Whether the share of its county leaves room for one more beside those inside."""
        county = self.county_of(name)
        taken = sum(self.county_of(each) == county for each in inside)
        return self.county_cap is None or taken < self.county_cap

    def _fitting(self, group: Group, inside: Sequence[str]) -> Group | None:
        """The members that their counties leave room for; ``None`` where their order decides it."""
        if self.county_cap is None:
            return group
        taken = Counter(self.county_of(name) for name in inside)
        wanted = Counter(self.county_of(name) for name in group)
        left = {county: max(0, self.county_cap - taken[county]) for county in wanted}
        if any(0 < left[county] < count for county, count in wanted.items()):
            return None
        return tuple(name for name in group if left[self.county_of(name)])
