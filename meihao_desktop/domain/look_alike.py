"""Pictures that look alike: perceptual hashes that differ in only a few bits.

Two looks that differ in at most ``limit`` bits have at least one of ``limit + 1`` slices of bits in
common, so that only looks that share a slice need to be compared at all. The bits of a slice lie
far apart, because neighbouring ones are alike in most pictures.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

LOOK_BITS = 128
LARGEST_LIMIT = 20
"""Beyond this the slices become too small to keep pictures apart."""

Pair = tuple[str, str]
Entry = tuple[str, int]
Table = Mapping[str, Sequence[Entry]]


@lru_cache(8)
def alike(looks: frozenset[str], limit: int) -> frozenset[Pair]:
    """Every pair of different looks at most ``limit`` bits apart, the smaller one first.

    The same pictures are asked about again and again while people score, so answers are kept.
    """
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
