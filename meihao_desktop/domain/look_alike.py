"""Pictures that look alike: perceptual hashes that differ in only a few bits.

Two looks that differ in at most ``limit`` bits have at least one of ``limit + 1`` slices of bits in
common, so that only looks that share a slice need to be compared at all. The bits of a slice lie
far apart, because neighbouring ones are alike in most pictures.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

LOOK_BITS = 128
LARGEST_LIMIT = 20
"""Beyond this the slices become too small to keep pictures apart."""

KEPT = 8
"""So many answers are kept."""

Pair = tuple[str, str]
Entry = tuple[str, int]
Table = Mapping[str, Sequence[Entry]]


class _Compared(NamedTuple):
    """Looks that were compared with one another, and what was found."""

    looks: frozenset[str]
    limit: int
    close: frozenset[Pair]


_compared: list[_Compared] = []


def alike(looks: frozenset[str], limit: int) -> frozenset[Pair]:
    """Every pair of different looks at most ``limit`` bits apart, the smaller one first.

    The same pictures are asked about again and again, with a county more or less among them, so
    answers are kept: fewer pictures are found among the kept ones, further ones are added to them.
    """
    known = [each for each in tuple(_compared) if each.limit == limit]
    for each in known:
        if looks == each.looks:
            return each.close
        if looks < each.looks:
            return frozenset(pair for pair in each.close if looks.issuperset(pair))
    parts = (each for each in known if each.looks < looks)
    close = _extended(max(parts, key=lambda part: len(part.looks), default=None), looks, limit)
    _compared.insert(0, _Compared(looks, limit, close))
    del _compared[KEPT:]
    return close


def _extended(part: _Compared | None, looks: frozenset[str], limit: int) -> frozenset[Pair]:
    """All pairs, where those among a part of the looks are known already."""
    if part is None:
        return _compare(looks, limit)
    fresh = looks - part.looks
    across = alike_between(fresh, part.looks, limit)
    return part.close | _compare(fresh, limit) | {(min(pair), max(pair)) for pair in across}


def _compare(looks: Iterable[str], limit: int) -> frozenset[Pair]:
    close: set[Pair] = set()
    for bucket in (bucket for table in _tables(looks, limit) for bucket in table.values()):
        for at, (look, bits) in enumerate(bucket):
            for other, other_bits in bucket[at + 1 :]:
                if (bits ^ other_bits).bit_count() <= limit:
                    close.add((look, other) if look < other else (other, look))
    return frozenset(close)


@lru_cache(1024)
def alike_between(looks: frozenset[str], others: frozenset[str], limit: int) -> frozenset[Pair]:
    """Every pair of a look and another one at most ``limit`` bits apart; equal ones, too."""
    if not looks or not others:
        return frozenset()
    close: set[Pair] = set()
    tables = _kept_tables(others, limit)
    for look, bits, text in _read(looks):
        for at, table in enumerate(tables):
            for other, other_bits in table.get(text[at :: limit + 1], ()):
                if (bits ^ other_bits).bit_count() <= limit:
                    close.add((look, other))
    return frozenset(close)


@lru_cache(16)
def _kept_tables(looks: frozenset[str], limit: int) -> Sequence[Table]:
    return _tables(looks, limit)


def _tables(looks: Iterable[str], limit: int) -> Sequence[Table]:
    """For each slice the looks by their bits in it; every bit belongs to exactly one slice."""
    tables: list[dict[str, list[Entry]]] = [{} for _ in range(limit + 1)]
    for look, bits, text in _read(looks):
        entry = look, bits
        for at, table in enumerate(tables):
            table.setdefault(text[at :: limit + 1], []).append(entry)
    return tables


def _read(looks: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """Each look with its bits; a look of another program or none at all is like nothing."""
    for look in looks:
        if len(look) * 4 == LOOK_BITS:
            bits = int(look, 16)
            yield look, bits, f"{bits:0{LOOK_BITS}b}"
