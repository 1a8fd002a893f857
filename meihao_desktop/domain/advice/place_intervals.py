"""Place intervals (名次区间): how far each place would move with another panel of the same kind.

The panel is drawn again and again from its own members, with repetition; the middle nine tenths
of an estate's places are its interval. The draws come from a seed that is printed, so that anybody
can repeat them: number n of a stream is taken from SHA-256 of "seed:n".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from operator import mul

from meihao_desktop.domain.advice.totals import Totals, experts_of, places

DRAWS = 1000
TAIL = 0.05
_WORD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceInterval:
    """The lowest and highest place of an estate over the middle of all draws, and its share inside.

    ``inside`` maps the size of a cut line to the share of draws in which the estate stood inside.
    """

    best: int
    worst: int
    inside: Mapping[int, float]


def place_intervals(
    totals: Totals, *, seed: str, lines: tuple[int, ...] = (), draws: int = DRAWS
) -> Mapping[str, PlaceInterval]:
    """The interval of every estate by its plain mean over the drawn experts."""
    experts = experts_of(totals)
    if not experts or not totals:
        return {}
    stream = chance(seed)
    seen: dict[str, list[int]] = {name: [] for name in totals}
    means, size = _Means(totals, experts), len(experts)
    for _ in range(draws):
        times = [0] * size
        for number in islice(stream, size):
            times[number % size] += 1
        for name, place in places(means.over(times)).items():
            seen[name].append(place)
    return {name: _interval(found, lines) for name, found in seen.items() if found}


def chance(seed: str) -> Iterator[int]:
    """An endless stream of whole numbers below 2**32 that anybody can repeat from the seed."""
    number = 0
    while True:
        block = sha256(f"{seed}:{number}".encode()).digest()
        for start in range(0, len(block), _WORD):
            yield int.from_bytes(block[start : start + _WORD], "big")
        number += 1


class _Means:
    """Means over drawn experts, the table laid out once for all draws."""

    def __init__(self, totals: Totals, experts: Sequence[str]) -> None:
        self._whole = {
            name: [given[who] for who in experts]
            for name, given in totals.items()
            if len(given) == len(experts)
        }
        self._with_gaps = {
            name: ([given.get(who, 0.0) for who in experts], [int(who in given) for who in experts])
            for name, given in totals.items()
            if name not in self._whole
        }

    def over(self, times: Sequence[int]) -> dict[str, float]:
        """Each expert counted so many times; an estate that none of them scored stands outside."""
        drawn = len(times)
        found = {name: sum(map(mul, times, row)) / drawn for name, row in self._whole.items()}
        for name, (points, is_there) in self._with_gaps.items():
            count = sum(map(mul, times, is_there))
            if count:
                found[name] = sum(map(mul, times, points)) / count
        return found


def _interval(found: list[int], lines: tuple[int, ...]) -> PlaceInterval:
    ordered = sorted(found)
    cut = int(len(ordered) * TAIL)
    return PlaceInterval(
        best=ordered[cut],
        worst=ordered[len(ordered) - 1 - cut],
        inside={line: sum(place <= line for place in ordered) / len(ordered) for line in lines},
    )
