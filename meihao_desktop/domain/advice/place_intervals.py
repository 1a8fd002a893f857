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
from struct import pack, unpack

from meihao_desktop.domain.advice.totals import Totals, experts_of

DRAWS = 1000
TAIL = 0.05
_WORD = 4
_LANE, _SCALE = 8, 10**6


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
        figures = means.over(times)
        place_of = _places(figures)
        for found, figure in zip(seen.values(), figures, strict=True):
            if figure is not None:
                found.append(place_of[figure])
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
    """Means over drawn experts, all estates in one step.

    Each expert's points stand side by side in one long whole number, a lane an estate, so that one
    multiplication counts them for every estate at once, and equal sums are exactly equal.
    """

    def __init__(self, totals: Totals, experts: Sequence[str]) -> None:
        rows = tuple(totals.values())
        self._lanes = len(rows)
        self._points = [
            _packed([round(given.get(who, 0) * _SCALE) for given in rows]) for who in experts
        ]
        self._is_there = [_packed([int(who in given) for given in rows]) for who in experts]
        self._has_gaps = any(len(given) < len(experts) for given in rows)

    def over(self, times: Sequence[int]) -> Sequence[float | None]:
        """Each expert counted so many times; ``None`` for an estate that none of them scored."""
        sums = self._unpacked(sum(map(mul, times, self._points)))
        if not self._has_gaps:
            return sums
        counts = self._unpacked(sum(map(mul, times, self._is_there)))
        return [total / count if count else None for total, count in zip(sums, counts, strict=True)]

    def _unpacked(self, number: int) -> tuple[int, ...]:
        return unpack(f"<{self._lanes}Q", number.to_bytes(_LANE * self._lanes, "little"))


def _packed(figures: Sequence[int]) -> int:
    return int.from_bytes(pack(f"<{len(figures)}Q", *figures), "little")


def _places(figures: Sequence[float | None]) -> Mapping[float, int]:
    """The place of each figure, highest first, equal ones sharing it."""
    ordered = sorted(figure for figure in figures if figure is not None)
    return {figure: len(ordered) - at for at, figure in enumerate(ordered)}


def _interval(found: list[int], lines: tuple[int, ...]) -> PlaceInterval:
    ordered = sorted(found)
    cut = int(len(ordered) * TAIL)
    return PlaceInterval(
        best=ordered[cut],
        worst=ordered[len(ordered) - 1 - cut],
        inside={line: sum(place <= line for place in ordered) / len(ordered) for line in lines},
    )
