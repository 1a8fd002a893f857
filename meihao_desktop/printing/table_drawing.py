"""Draws the part of a table that falls on one page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate

from meihao_desktop.printing.press import Press
from meihao_desktop.printing.table_layout import Content, Layout, Merged

_HAIRLINE = 0.4
_HEADER_BAND = 0.9

# Where a row stands in the form that keeps it.
_ROW_TOP = 400.0

Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """What a page shows of a cell: its content between four edges."""

    content: Content
    left: float
    top: float
    right: float
    bottom: float


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
        columns = self.layout.columns
        shared = [n for n, column in enumerate(columns) if self.is_header or column.is_shared]
        own = [n for n in range(len(columns)) if n not in shared]
        grid = self.layout.grid[self.rows.start : self.rows.stop]
        merged = self._merged()
        key = (
            self.layout.edges,
            (self.left, self.top, self.is_header),
            tuple(self.layout.heights[self.rows.start : self.rows.stop]),
            tuple(row[place] for row in grid for place in shared),
            tuple(self._key_of(m, shared) for m in merged),
            tuple(
                (number, place)
                for number, row in enumerate(grid)
                for place in own
                if (content := row[place]) and content.cell.is_banded
            ),
        )
        if press.has_met(key):
            press.once(key, lambda part: self._draw_ground(part, shared))
        else:
            self._draw_rules(press)
            self._draw_row_by_row(press, shared)
        for box in self._boxes(own):
            _draw_content(press, box)

    def _key_of(self, merged: Merged, shared: list[int]) -> tuple[object, ...]:
        """What the ground has of a merged cell: its place, and its text only if that is shared."""
        cell = merged.content.cell
        place = (merged.row - self.rows.start, merged.column, cell.rows, cell.columns)
        return (*place, merged.content if merged.column in shared else None)

    def _merged(self) -> list[Merged]:
        """Merged cells of which something falls into this segment."""
        rows = self.rows
        return [m for m in self.layout.merged if m.row < rows.stop and m.end > rows.start]

    def _tops(self) -> list[float]:
        """Upper edges of the rows, and the lower edge of the last."""
        heights = self.layout.heights[self.rows.start : self.rows.stop]
        return list(accumulate(heights, lambda top, height: top - height, initial=self.top))

    def _boxes(self, places: list[int]) -> Iterator[Box]:
        """The cells of some columns, merged ones as far as this segment shows them."""
        yield from self._low_boxes(places)
        yield from self._tall_boxes(places)

    def _low_boxes(self, places: list[int]) -> Iterator[Box]:
        tops = self._tops()
        edges = [self.left + edge for edge in self.layout.edges]
        for number, row in enumerate(self.layout.grid[self.rows.start : self.rows.stop]):
            top, bottom = tops[number], tops[number + 1]
            for place in places:
                content = row[place]
                if content and content.cell.rows == 1:
                    right = edges[place + content.cell.columns]
                    yield Box(content, edges[place], top, right, bottom)

    def _tall_boxes(self, places: list[int]) -> Iterator[Box]:
        tops = self._tops()
        edges = [self.left + edge for edge in self.layout.edges]
        for merged in self._merged():
            cell = merged.content.cell
            if cell.rows > 1 and merged.column in places:
                first = max(merged.row - self.rows.start, 0)
                end = min(merged.end - self.rows.start, len(self.rows))
                right = edges[merged.column + cell.columns]
                yield Box(merged.content, edges[merged.column], tops[first], right, tops[end])

    def _draw_row_by_row(self, press: Press, shared: list[int]) -> None:
        """The cells in common, each row stored once for every height it is met in."""
        tops, rows = self._tops(), self.rows
        for number, row in enumerate(range(rows.start, rows.stop)):
            contents = tuple(self.layout.grid[row][place] for place in shared)
            if not any(contents):
                continue
            height = self.layout.heights[row]
            alone = Segment(self.layout, range(row, row + 1), self.left, _ROW_TOP)
            press.once(
                (self.layout.edges, self.left, height, contents, self.is_header),
                partial(alone.draw_low_cells, places=shared),
                shift=tops[number] - _ROW_TOP,
            )
        for box in self._tall_boxes(shared):
            _draw_content(press, box)

    def draw_low_cells(self, press: Press, places: list[int]) -> None:
        """The cells of some columns that stand in one row only."""
        for box in self._low_boxes(places):
            _draw_content(press, box)

    def _draw_ground(self, press: Press, shared: list[int]) -> None:
        """Bands, rules and the cells that many papers have in common."""
        self._draw_rules(press)
        for box in self._boxes(shared):
            _draw_content(press, box)

    def _draw_rules(self, press: Press) -> None:
        tops, edges = self._tops(), [self.left + edge for edge in self.layout.edges]
        width, height = edges[-1] - edges[0], tops[0] - tops[-1]
        if self.is_header:
            press.band(edges[0], tops[-1], width, height, grey=_HEADER_BAND)
        for box in self._boxes(list(range(len(edges) - 1))):
            if box.content.cell.is_banded:
                press.band(box.left, box.bottom, box.right - box.left, box.top - box.bottom)
        press.rules(self._rules(edges, tops), weight=_HAIRLINE)
        press.frame(edges[0], tops[-1], width, height)

    def _rules(self, edges: list[float], tops: list[float]) -> list[Line]:
        """The inner rules, in as few strokes as merged cells allow."""
        across, down = self._hidden()
        rows, columns = len(self.rows), len(edges) - 1
        strokes: list[Line] = []
        for row in range(1, rows):
            for first, end in _stretches([(row, place) in across for place in range(columns)]):
                strokes.append((edges[first], tops[row], edges[end], tops[row]))
        for place in range(1, columns):
            for first, end in _stretches([(row, place) in down for row in range(rows)]):
                strokes.append((edges[place], tops[first], edges[place], tops[end]))
        return strokes

    def _hidden(self) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        """Where a merged cell hides the rule above a row, or the rule left of a column."""
        across: set[tuple[int, int]] = set()
        down: set[tuple[int, int]] = set()
        for merged in self._merged():
            rows = range(merged.row - self.rows.start, merged.end - self.rows.start)
            places = range(merged.column, merged.column + merged.content.cell.columns)
            across |= {(row, place) for row in rows[1:] for place in places}
            down |= {(row, place) for row in rows for place in places[1:]}
        return across, down


def _stretches(hidden: list[bool]) -> list[tuple[int, int]]:
    """The visible stretches of a rule as (first, end)."""
    found: list[tuple[int, int]] = []
    start = None
    for place, is_hidden in enumerate([*hidden, True]):
        if not is_hidden and start is None:
            start = place
        elif is_hidden and start is not None:
            found.append((start, place))
            start = None
    return found


def _draw_content(press: Press, box: Box) -> None:
    """Text in the middle of its cell; of a cell cut by the page, what has room."""
    content = box.content
    if not content.lines:
        return
    lines, notes, height = content.lines, content.notes, content.height
    pitch, room = content.style.pitch, box.top - box.bottom
    if height > room:
        lines, notes = lines[: max(1, int(room / pitch))], ()
        height = len(lines) * pitch
    top = box.top - (room - height) / 2
    left = box.left + (box.right - box.left - content.width) / 2
    press.lines((left, top, content.width), lines, content.style)
    if notes:
        press.lines((left, top - len(lines) * pitch, content.width), notes, content.note_style)
