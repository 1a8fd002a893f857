"""Which pictures a page is put together from: one, or for a magnified page several parts; no Qt."""

from math import sqrt
from typing import NamedTuple

MOST_WHOLE = 8_000_000  # pixels up to which a page is drawn in one piece
GROUND = 2_000_000  # pixels of the whole page below the parts of a magnified one
EDGE = 1024

Part = tuple[int, int, int, int]


class PageKey(NamedTuple):
    """A drawing of a page in so many pixels after quarter turns; ``part`` of it, or all."""

    page: int
    width: int
    height: int
    turns: int
    part: Part | None = None


def keys_for(whole: PageKey, seen: Part) -> tuple[PageKey, ...]:
    """The drawings that fill what is seen of a page (left, top, width, height), ground first."""
    if whole.width * whole.height <= MOST_WHOLE:
        return (whole,)
    shrink = sqrt(GROUND / (whole.width * whole.height))
    width, height = (max(1, round(edge * shrink)) for edge in (whole.width, whole.height))
    ground = PageKey(whole.page, width, height, whole.turns)
    return (ground, *(whole._replace(part=part) for part in _parts(whole, seen)))


def _parts(whole: PageKey, seen: Part) -> list[Part]:
    """Squares of a fixed grid, so that scrolling a little asks for few new ones."""
    left, top, width, height = seen
    if width <= 0 or height <= 0:
        return []
    lefts = range(max(left, 0) // EDGE * EDGE, min(left + width, whole.width), EDGE)
    tops = range(max(top, 0) // EDGE * EDGE, min(top + height, whole.height), EDGE)
    return [
        (x, y, min(EDGE, whole.width - x), min(EDGE, whole.height - y)) for y in tops for x in lefts
    ]
