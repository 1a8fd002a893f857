"""Draws the part of a table that falls on one page."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from meihao_desktop.printing.press import BAND, RULE, Press
from meihao_desktop.printing.table import Layout, Placed

_HAIRLINE = 0.4
_HEADER_BAND = 0.9


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive rows of a layout, their upper left corner at a point of the page."""

    layout: Layout
    rows: range
    left: float
    top: float
    is_header: bool = field(default=False, kw_only=True)

    @property
    def height(self) -> float:
        return sum(self.layout.heights[self.rows.start : self.rows.stop])

    def draw(self, press: Press) -> None:
        """Shared cells and rules once per document, the rest on this page."""
        tops = _tops(self)
        mine = [placed for placed in self.layout.cells if _is_on(placed, self.rows)]
        shared = [p for p in mine if self.is_header or self._is_shared(p)]
        press.once(_key(self, shared), lambda part: _draw_ground(part, self, shared, tops))
        for placed in mine:
            if not (self.is_header or self._is_shared(placed)):
                _draw_cell(press, self, placed, tops)

    def _is_shared(self, placed: Placed) -> bool:
        return self.layout.columns[placed.column].is_shared


def _is_on(placed: Placed, rows: range) -> bool:
    return placed.row < rows.stop and placed.row + placed.cell.rows > rows.start


def _tops(segment: Segment) -> list[float]:
    """Height of the upper edge of every row of the segment, and of the last lower edge."""
    tops = [segment.top]
    for row in segment.rows:
        tops.append(tops[-1] - segment.layout.heights[row])
    return tops


def _key(segment: Segment, shared: Iterable[Placed]) -> Hashable:
    """Two segments with the same key look the same but for their own cells."""
    layout, rows = segment.layout, segment.rows
    merged = tuple(
        (p.row - rows.start, p.column, p.cell.rows, p.cell.columns, p.cell.is_banded)
        for p in layout.cells
        if p.cell.rows > 1 or p.cell.columns > 1 or p.cell.is_banded
    )
    return (
        tuple(layout.edges),
        tuple(layout.heights[rows.start : rows.stop]),
        (segment.left, segment.top, segment.is_header),
        tuple((p.row - rows.start, p.column, p.cell) for p in shared),
        merged,
    )


def _draw_ground(
    press: Press, segment: Segment, shared: Iterable[Placed], tops: list[float]
) -> None:
    edges = [segment.left + edge for edge in segment.layout.edges]
    width, height = edges[-1] - edges[0], tops[0] - tops[-1]
    if segment.is_header:
        press.band(edges[0], tops[-1], width, height, grey=_HEADER_BAND)
    for placed in segment.layout.cells:
        if placed.cell.is_banded and _is_on(placed, segment.rows):
            left, top, right, bottom = _corners(segment, placed, tops)
            press.band(left, bottom, right - left, top - bottom, grey=BAND)
    press.canvas.setLineWidth(_HAIRLINE)
    press.canvas.setStrokeGray(RULE)
    press.canvas.lines(_rules(segment, edges, tops))
    press.frame(edges[0], tops[-1], width, height)
    for placed in shared:
        _draw_cell(press, segment, placed, tops)


def _corners(
    segment: Segment, placed: Placed, tops: list[float]
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what this segment shows of a cell."""
    first = max(placed.row - segment.rows.start, 0)
    end = min(placed.row + placed.cell.rows - segment.rows.start, len(segment.rows))
    edges = segment.layout.edges
    right = edges[placed.column + placed.cell.columns]
    return segment.left + edges[placed.column], tops[first], segment.left + right, tops[end]


def _rules(
    segment: Segment, edges: list[float], tops: list[float]
) -> list[tuple[float, float, float, float]]:
    """The inner rules, in as few strokes as merged cells allow."""
    across, down = _covered(segment)
    rows, columns = len(segment.rows), len(edges) - 1
    strokes: list[tuple[float, float, float, float]] = []
    for row in range(1, rows):
        for first, end in _stretches(columns, [(row, place) in across for place in range(columns)]):
            strokes.append((edges[first], tops[row], edges[end], tops[row]))
    for place in range(1, columns):
        for first, end in _stretches(rows, [(row, place) in down for row in range(rows)]):
            strokes.append((edges[place], tops[first], edges[place], tops[end]))
    return strokes


def _covered(segment: Segment) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Where a merged cell hides the rule above a row, or the rule left of a column."""
    across: set[tuple[int, int]] = set()
    down: set[tuple[int, int]] = set()
    for placed in segment.layout.cells:
        row, place = placed.row - segment.rows.start, placed.column
        height, width = placed.cell.rows, placed.cell.columns
        if height > 1:
            across |= {(r, c) for r in range(row + 1, row + height) for c in _span(place, width)}
        if width > 1:
            down |= {(r, c) for r in range(row, row + height) for c in _span(place + 1, width - 1)}
    return across, down


def _span(first: int, length: int) -> range:
    return range(first, first + length)


def _stretches(length: int, hidden: list[bool]) -> list[tuple[int, int]]:
    """The visible stretches of a rule as (first, end)."""
    found: list[tuple[int, int]] = []
    start = None
    for place in range(length + 1):
        is_seen = place < length and not hidden[place]
        if is_seen and start is None:
            start = place
        elif not is_seen and start is not None:
            found.append((start, place))
            start = None
    return found


def _draw_cell(press: Press, segment: Segment, placed: Placed, tops: list[float]) -> None:
    """Text in the middle of its cell; of a cell cut by the page, what has room."""
    if not placed.lines:
        return
    left, top, _, bottom = _corners(segment, placed, tops)
    lines, notes = placed.lines, placed.notes
    pitch = placed.style.pitch
    height = placed.height
    if height > top - bottom:
        lines, notes = lines[: max(1, int((top - bottom) / pitch))], ()
        height = len(lines) * pitch
    top -= (top - bottom - height) / 2
    x, width = left + segment.layout.style.side, segment.layout.width_of(placed)
    press.lines((x, top, width), lines, placed.style)
    press.lines((x, top - len(lines) * pitch, width), notes, placed.note_style)
