"""Tables out of ruling lines: which cells the lines enclose, and what is merged.

Coordinates are points of a page with y growing downwards.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

TOLERANCE = 3.0
SHORTEST = 4.0
MAX_RULES = 4_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line; ``at`` is its y where it is horizontal, else its x."""

    is_horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box on the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Where the middle of the character lies on the page."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def start(self) -> float:
        """Where it begins; text that runs over the edge of its cell still belongs to the cell."""
        return self.left + (self.right - self.left) / 5


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A cell, rows and columns counted from 0, the last ones belonging to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class RuledGrid:
    """One table of ruling lines."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.columns = _clustered(rule.at for rule in rules if not rule.is_horizontal)
        self.rows = _clustered(rule.at for rule in rules if rule.is_horizontal)
        self._rules = rules

    @property
    def is_table(self) -> bool:
        return len(self.columns) > 1 and len(self.rows) > 1 and self.count >= 2

    @property
    def count(self) -> int:
        return (len(self.columns) - 1) * (len(self.rows) - 1)

    @property
    def top(self) -> float:
        return self.rows[0]

    def cell(self, glyph: Glyph) -> tuple[int, int] | None:
        """The row and column in which a character begins."""
        x, y = glyph.start, glyph.height
        if not (self.columns[0] <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1]):
            return None
        row = min(bisect_right(self.rows, y), len(self.rows) - 1) - 1
        return row, min(bisect_right(self.columns, x), len(self.columns) - 1) - 1

    def cell_spans(self) -> dict[tuple[int, int], CellSpan]:
        """Each cell of the grid with the merged cell it belongs to."""
        heads: dict[tuple[int, int], tuple[int, int]] = {}
        for row, (top, bottom) in enumerate(pairwise(self.rows)):
            for column, (left, right) in enumerate(pairwise(self.columns)):
                heads[row, column] = (row, column)
                if column and not self._has(False, left, (top + bottom) / 2):
                    _unite(heads, (row, column - 1), (row, column))
                if row and not self._has(True, top, (left + right) / 2):
                    _unite(heads, (row - 1, column), (row, column))
        members: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for place in heads:
            members.setdefault(_head(heads, place), []).append(place)
        return {place: _around(places) for places in members.values() for place in places}

    def _has(self, is_horizontal: bool, at: float, through: float) -> bool:
        return any(
            rule.is_horizontal is is_horizontal
            and abs(rule.at - at) <= TOLERANCE
            and rule.start - TOLERANCE <= through <= rule.end + TOLERANCE
            for rule in self._rules
        )


def grids(rules: Sequence[Rule]) -> list[RuledGrid]:
    """The tables of one page from the top; lines that touch belong together."""
    usable = [rule for rule in rules if rule.end - rule.start >= SHORTEST][:MAX_RULES]
    groups: list[list[Rule]] = []
    for rule in usable:
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        merged = [rule, *(other for group in touching for other in group)]
        groups = [group for group in groups if not any(group is one for one in touching)]
        groups.append(merged)
    found = [grid for group in groups if (grid := RuledGrid(group)).is_table]
    return sorted(found, key=lambda grid: grid.top)


def _touch(one: Rule, other: Rule) -> bool:
    if one.is_horizontal is other.is_horizontal:
        is_near = abs(one.at - other.at) <= TOLERANCE
        return is_near and one.start - TOLERANCE <= other.end and other.start <= one.end + TOLERANCE
    return (
        one.start - TOLERANCE <= other.at <= one.end + TOLERANCE
        and other.start - TOLERANCE <= one.at <= other.end + TOLERANCE
    )


def _clustered(values: Iterable[float]) -> list[float]:
    """The values with near ones taken as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > TOLERANCE:
            kept.append(value)
    return kept


def _head(heads: dict[tuple[int, int], tuple[int, int]], place: tuple[int, int]) -> tuple[int, int]:
    while heads[place] != place:
        place = heads[place]
    return place


def _unite(
    heads: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]
) -> None:
    first, second = sorted((_head(heads, one), _head(heads, other)))
    heads[second] = first


def _around(places: Sequence[tuple[int, int]]) -> CellSpan:
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return CellSpan(min(rows), min(columns), max(rows), max(columns))
