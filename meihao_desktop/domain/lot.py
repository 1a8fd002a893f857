"""Lot (抽签): an order drawn from a witnessed seed that anybody can check with ``sha256sum``.

The seed is made in the room, in front of the witness, from figures that nobody there controls
alone (each party names a number). Every name's digest is SHA-256 of "seed|name"; the names stand
in the order of their digests. The order of entry plays no part.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from meihao_desktop.domain.errors import RuleViolation

SHORTEST_SEED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLot:
    """The order drawn and, for the paper, the digest that stands behind each name."""

    seed: str
    order: tuple[str, ...]
    digests: tuple[str, ...]


def draw(names: Iterable[str], seed: str) -> DrawnLot:
    """The order of the names for this seed; refused where two names or no seed would decide it."""
    given = tuple(names)
    kept = seed.strip()
    if len(kept) < SHORTEST_SEED:
        raise RuleViolation(f"抽签种子至少 {SHORTEST_SEED} 个字符，请由在场各方各报一个数后填写。")
    if len(set(given)) != len(given) or len(given) < 2:
        raise RuleViolation("抽签须有两个以上互不重名的小区，请核对。")
    drawn = sorted((digest_of(kept, name), name) for name in given)
    return DrawnLot(
        seed=kept,
        order=tuple(name for _, name in drawn),
        digests=tuple(digest for digest, _ in drawn),
    )


def digest_of(seed: str, name: str) -> str:
    """SHA-256 of "seed|name" as hexadecimal digits."""
    return sha256(f"{seed}|{name}".encode()).hexdigest()
