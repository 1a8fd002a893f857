"""Measures tables: the lines of every cell, the height of every row, what stays together.

A batch of score sheets has a hundred thousand cells, most of them alike, so the measured text
of a cell is kept and shared, and only merged cells get an object of their own.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from meihao_desktop.printing.line_breaking import wrap, wrap_evenly
from meihao_desktop.printing.press import SOFT, Align, TextStyle
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle

# More different texts in one column than this, and measuring starts afresh.
_KEPT_TEXTS = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """The measured text of a cell; alike cells of a column share one."""

    cell: Cell
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    style: TextStyle
    note_style: TextStyle
    width: float
    height: float


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """A cell that covers several places, at home in the first of them."""

    content: Content
    row: int
    column: int

    @property
    def end(self) -> int:
        """The row after its last."""
        return self.row + self.content.cell.rows


class Layout:
    """The measured rows of one block of a table, header or body."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Row], *, width: float, style: TableStyle
    ) -> None:
        self.columns = columns
        self.style = style
        self.edges = edges_of(tuple(columns), width)
        measures = [_measure_of(column, style) for column in columns]
        self.grid = [
            [
                None if value is None else measures[place](value, self._inner(value, place))
                for place, value in enumerate(row)
            ]
            for row in rows
        ]
        self.merged = list(self._merged())
        self.heights = self._heights()

    def blocks(self, limit: float) -> list[range]:
        """Rows that stay together on a page: those of one tall cell, if short enough."""
        last = list(range(len(self.heights)))
        for tall in self.merged:
            if sum(self.heights[tall.row : tall.end]) <= limit:
                last[tall.row] = max(last[tall.row], tall.end - 1)
        found: list[range] = []
        start = 0
        while start < len(last):
            end = row = start
            while row <= end:
                end = max(end, last[row])
                row += 1
            found.append(range(start, end + 1))
            start = end + 1
        return found

    def _inner(self, value: str | Cell, place: int) -> float:
        columns = value.columns if isinstance(value, Cell) else 1
        return self.edges[place + columns] - self.edges[place] - 2 * self.style.side

    def _merged(self) -> Iterator[Merged]:
        for number, row in enumerate(self.grid):
            for place, content in enumerate(row):
                if content and (content.cell.rows > 1 or content.cell.columns > 1):
                    yield Merged(content, number, place)

    def _heights(self) -> list[float]:
        frame = 2 * self.style.above
        least = self.style.least_height - frame
        heights = [
            frame + max([least, *[c.height for c in row if c is not None and c.cell.rows == 1]])
            for row in self.grid
        ]
        for tall in self.merged:
            lacking = frame + tall.content.height - sum(heights[tall.row : tall.end])
            heights[tall.end - 1] += max(0.0, lacking)
        # Whole hundredths, so that a row looks the same wherever it stands.
        return [round(height, 2) for height in heights]


@lru_cache(maxsize=64)
def edges_of(columns: tuple[Column, ...], width: float) -> tuple[float, ...]:
    """Left edges of the columns and the right edge of the last."""
    total = sum(column.weight for column in columns)
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + width * column.weight / total)
    return tuple(edges)


Measure = Callable[[str | Cell, float], Content]


@lru_cache(maxsize=256)
def _measure_of(column: Column, style: TableStyle) -> Measure:
    """Measures the cells of a column and remembers them."""
    known: dict[tuple[str | Cell, float], Content] = {}

    def measure(value: str | Cell, width: float) -> Content:
        key = (value, width)
        found = known.get(key)
        if found is None:
            if len(known) >= _KEPT_TEXTS:
                known.clear()
            cell = value if isinstance(value, Cell) else Cell(value)
            found = known[key] = _content(cell, column, style, width)
        return found

    return measure


def _content(cell: Cell, column: Column, style: TableStyle, width: float) -> Content:
    size = style.note_size if column.is_small else style.size
    face, align = cell.face or column.face, cell.align or column.align
    look = TextStyle(size, face, align, leading=style.leading)
    note_look = replace(look, size=style.note_size, grey=SOFT)
    breaking = wrap_evenly if look.align is Align.CENTRE else wrap
    lines = breaking(cell.text, look.face, look.size, width)
    notes = wrap(cell.note, look.face, style.note_size, width)
    height = len(lines) * look.pitch + len(notes) * note_look.pitch
    if cell.is_struck:
        look = replace(look, grey=SOFT, is_struck=True)
    return Content(cell, lines, notes, look, note_look, width, height)


def fitted(table: Table, *, width: float, limit: float) -> Layout:
    """The body of a table, a row taller than a page cut into several that are not."""
    layout = Layout(table.columns, table.rows, width=width, style=table.style)
    if max(layout.heights, default=0) <= limit:
        return layout
    pitch = table.style.size * table.style.leading
    most = int((limit - 2 * table.style.above) / pitch)
    rows: list[Row] = []
    for row, contents, height in zip(table.rows, layout.grid, layout.heights, strict=True):
        rows.extend([row] if height <= limit else _pieces(contents, most))
    return Layout(table.columns, rows, width=width, style=table.style)


def _pieces(contents: Sequence[Content | None], most: int) -> Sequence[Row]:
    """A row cut after every so many lines; notes become ordinary lines."""
    full = [_all_lines(content) if content else () for content in contents]
    longest = max(map(len, full))
    return [
        [
            content and replace(content.cell, text="\n".join(lines[first:][:most]), note="", rows=1)
            for content, lines in zip(contents, full, strict=True)
        ]
        for first in range(0, longest, most)
    ]


def _all_lines(content: Content) -> tuple[str, ...]:
    style = content.style
    return content.lines + wrap(content.cell.note, style.face, style.size, content.width)
