"""A small seeded generator: the sample round comes out the same on every machine."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
MODULUS = 2**64
FACTOR = 6364136223846793005
STEP = 1442695040888963407


class Chance:
    """A linear congruential generator; only its upper bits are used."""

    def __init__(self, seed: int) -> None:
        self._state = seed % MODULUS

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit - 1``."""
        self._state = (self._state * FACTOR + STEP) % MODULUS
        return (self._state >> 33) % limit

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order
