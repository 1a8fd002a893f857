"""Pictures that look alike: perceptual hashes that differ in only a few bits.

Two looks that differ in at most ``limit`` bits have at least one of ``limit + 1`` slices of bits in
common, so that only looks that share a slice need to be compared at all. The bits of a slice lie
far apart, because neighbouring ones are alike in most pictures.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

LOOK_BITS = 128
LARGEST_LIMIT = 20
"""Beyond this the slices become too small to keep pictures apart."""

Pair = tuple[str, str]


@lru_cache(8)
def alike(looks: frozenset[str], limit: int) -> frozenset[Pair]:
    """Every pair of different looks at most ``limit`` bits apart, the smaller one first.

    The same pictures are asked about again and again while people score, so answers are kept.
    """
    close: set[Pair] = set()
    for bucket in _buckets(looks, limit):
        for at, (look, bits) in enumerate(bucket):
            for other, other_bits in bucket[at + 1 :]:
                if (bits ^ other_bits).bit_count() <= limit:
                    close.add((look, other) if look < other else (other, look))
    return frozenset(close)


@lru_cache(8)
def alike_between(looks: frozenset[str], others: frozenset[str], limit: int) -> frozenset[Pair]:
    """Every pair of a look and another one at most ``limit`` bits apart; equal ones, too."""
    close: set[Pair] = set()
    known = _sliced(others, limit)
    for look in _of_full_length(looks):
        bits = int(look, 16)
        for part in _slices(look, limit):
            for other, other_bits in known.get(part, ()):
                if (bits ^ other_bits).bit_count() <= limit:
                    close.add((look, other))
    return frozenset(close)


def _buckets(looks: Iterable[str], limit: int) -> Iterator[list[tuple[str, int]]]:
    return (bucket for bucket in _sliced(looks, limit).values() if len(bucket) > 1)


def _sliced(looks: Iterable[str], limit: int) -> dict[tuple[int, str], list[tuple[str, int]]]:
    by_slice: dict[tuple[int, str], list[tuple[str, int]]] = {}
    for look in _of_full_length(looks):
        entry = look, int(look, 16)
        for part in _slices(look, limit):
            by_slice.setdefault(part, []).append(entry)
    return by_slice


def _slices(look: str, limit: int) -> Iterator[tuple[int, str]]:
    """Every bit belongs to exactly one slice."""
    text = f"{int(look, 16):0{LOOK_BITS}b}"
    count = limit + 1
    return ((at, text[at::count]) for at in range(count))


def _of_full_length(looks: Iterable[str]) -> Iterator[str]:
    """A look of another program or none at all is like nothing."""
    return (look for look in looks if len(look) * 4 == LOOK_BITS)
