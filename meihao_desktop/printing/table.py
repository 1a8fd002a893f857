"""Ruled tables: what is in them, and how tall each row becomes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from meihao_desktop.printing.line_breaking import wrap
from meihao_desktop.printing.press import SOFT, Align, TextStyle
from meihao_desktop.printing.typeface import Face


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, its part of the width, and how its cells look.

    ``is_shared`` says that its cells are the same on many papers of one document (the text of
    the criteria on score sheets): they are then stored once.
    """

    title: str = ""
    weight: float = 1.0
    align: Align = Align.LEFT
    face: Face = Face.SONG
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that needs more than plain text.

    ``columns`` and ``rows`` merge cells: the places covered hold ``None``. ``note`` stands
    smaller below the text. Alignment and face are those of the column unless given.
    """

    text: str
    note: str = field(default="", kw_only=True)
    columns: int = field(default=1, kw_only=True)
    rows: int = field(default=1, kw_only=True)
    align: Align | None = field(default=None, kw_only=True)
    face: Face | None = field(default=None, kw_only=True)
    is_struck: bool = field(default=False, kw_only=True)
    is_banded: bool = field(default=False, kw_only=True)


Row = Sequence[str | Cell | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStyle:
    """Sizes of a table, in points."""

    size: float = 10.5
    note_size: float = 8.5
    side: float = 4.5
    above: float = 3.6
    least_height: float = 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a header that is repeated on every page.

    Without ``header`` the titles of the columns are the header; ``header=()`` means none.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    header: Sequence[Row] | None = None
    style: TableStyle = TableStyle()

    def header_rows(self) -> list[Row]:
        """The header, centred and in bold."""
        rows = [[column.title for column in self.columns]] if self.header is None else self.header
        return [[_as_header(value) for value in row] for row in rows]


def _as_header(value: str | Cell | None) -> Cell | None:
    if value is None:
        return None
    cell = value if isinstance(value, Cell) else Cell(value)
    return replace(cell, face=Face.BOLD, align=Align.CENTRE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its lines, at home in a row and a column."""

    cell: Cell
    row: int
    column: int
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    style: TextStyle
    note_style: TextStyle

    @property
    def height(self) -> float:
        """Height of the text alone."""
        return len(self.lines) * self.style.pitch + len(self.notes) * self.note_style.pitch


class Layout:
    """The measured rows of one block of a table, header or body."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Row], *, width: float, style: TableStyle
    ) -> None:
        self.columns = columns
        self.style = style
        total = sum(column.weight for column in columns)
        self.edges = [0.0]
        for column in columns:
            self.edges.append(self.edges[-1] + width * column.weight / total)
        self.cells = [
            self._place(value, (number, place))
            for number, row in enumerate(rows)
            for place, value in enumerate(row)
            if value is not None
        ]
        self.heights = self._heights(len(rows))

    def width_of(self, placed: Placed) -> float:
        """Inner width of a cell."""
        right = self.edges[placed.column + placed.cell.columns]
        return right - self.edges[placed.column] - 2 * self.style.side

    @cached_property
    def tall_cells(self) -> list[Placed]:
        """Cells that go over several rows."""
        return [placed for placed in self.cells if placed.cell.rows > 1]

    def blocks(self, limit: float) -> list[range]:
        """Rows that stay together on a page: those of one tall cell, if short enough."""
        last = list(range(len(self.heights)))
        for placed in self.tall_cells:
            end = placed.row + placed.cell.rows - 1
            if sum(self.heights[placed.row : end + 1]) <= limit:
                last[placed.row] = max(last[placed.row], end)
        found: list[range] = []
        start = 0
        while start < len(last):
            end = start
            row = start
            while row <= end:
                end = max(end, last[row])
                row += 1
            found.append(range(start, end + 1))
            start = end + 1
        return found

    def _place(self, value: str | Cell, home: tuple[int, int]) -> Placed:
        cell = value if isinstance(value, Cell) else Cell(value)
        row, place = home
        column, style = self.columns[place], self.style
        inner = self.edges[place + cell.columns] - self.edges[place] - 2 * style.side
        look = _look(style.size, cell.face or column.face, cell.align or column.align)
        note_look = look
        if cell.note:
            note_look = replace(look, size=style.note_size, grey=SOFT)
        if cell.is_struck:
            look = replace(look, grey=SOFT, is_struck=True)
        lines = wrap(cell.text, look.face, look.size, inner)
        notes = wrap(cell.note, look.face, style.note_size, inner) if cell.note else ()
        return Placed(cell, row, place, lines, notes, look, note_look)

    def _heights(self, rows: int) -> list[float]:
        style = self.style
        heights = [style.least_height] * rows
        for placed in self.cells:
            if placed.cell.rows == 1:
                heights[placed.row] = max(heights[placed.row], placed.height + 2 * style.above)
        for placed in self.tall_cells:
            end = placed.row + placed.cell.rows
            lacking = placed.height + 2 * style.above - sum(heights[placed.row : end])
            heights[end - 1] += max(0.0, lacking)
        return heights


@lru_cache(maxsize=256)
def _look(size: float, face: Face, align: Align) -> TextStyle:
    return TextStyle(size, face, align)


def split_tall_rows(table: Table, *, width: float, limit: float) -> Sequence[Row]:
    """The rows, with one that is taller than a page cut into several that are not."""
    layout = Layout(table.columns, table.rows, width=width, style=table.style)
    if all(height <= limit for height in layout.heights):
        return table.rows
    most = int((limit - 2 * table.style.above) / TextStyle(table.style.size).pitch)
    rows: list[Row] = []
    for number, row in enumerate(table.rows):
        if layout.heights[number] <= limit:
            rows.append(row)
        else:
            rows.extend(_pieces([p for p in layout.cells if p.row == number], row, most))
    return rows


def _pieces(cells: list[Placed], row: Row, most: int) -> Sequence[Row]:
    """A row cut after every so many lines; notes become ordinary lines."""
    pieces = -(-max(len(placed.lines) + len(placed.notes) for placed in cells) // most)
    cut: list[list[str | Cell | None]] = [[None] * len(row) for _ in range(pieces)]
    for placed in cells:
        lines = placed.lines + placed.notes
        for number, piece in enumerate(cut):
            text = "\n".join(lines[number * most : (number + 1) * most])
            old = placed.cell
            piece[placed.column] = Cell(
                text,
                columns=old.columns,
                align=old.align,
                face=old.face,
                is_struck=old.is_struck,
                is_banded=old.is_banded,
            )
    return cut
