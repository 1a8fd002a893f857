"""What summaries and application forms are read from: tables with a place for each of their cells.

Workbooks, Word documents and pdf pages all become the same grids, so that one reading of columns
and labels serves every format.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from meihao_desktop.domain.preview import MergedRange, Worksheet
from meihao_desktop.intake.workbook_grid import filled, place_name


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a table, merged ones once, with the place that people find it by."""

    text: str
    place: str
    row: int
    column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside the tables."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Table:
    """A grid; ``places`` names each cell where it is no worksheet."""

    worksheet: Worksheet
    places: tuple[tuple[str, ...], ...] = ()

    def place(self, row: int, column: int) -> str:
        if not self.places:
            return place_name(self.worksheet.name, row, column)
        names = self.places[row]
        return names[min(column, len(names) - 1)] if names else ""

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return self.worksheet.rows

    def filled(self) -> list[list[str]]:
        """The rows with every merged block carrying its text in all of its cells."""
        return filled(self.worksheet)

    def boxes(self) -> list[tuple[Box, ...]]:
        """The rows as distinct cells; a block over several rows stands in its first one."""
        covered: dict[tuple[int, int], MergedRange] = {}
        for block in self.worksheet.merged:
            for row in range(block.first_row, min(block.last_row + 1, len(self.rows))):
                for column in range(block.first_column, block.last_column + 1):
                    covered[row, column] = block
        return [tuple(self._row(index, covered)) for index in range(len(self.rows))]

    def _row(self, row: int, covered: dict[tuple[int, int], MergedRange]) -> Sequence[Box]:
        boxes: list[Box] = []
        for column, text in enumerate(self.rows[row]):
            block = covered.get((row, column))
            if block is not None and (row, column) != (block.first_row, block.first_column):
                continue
            last = block.last_column if block else column
            boxes.append(Box(text.strip(), self.place(row, column), row, column, last))
        return boxes


@dataclass(frozen=True, slots=True)
class Tabled:
    """The tables of one file, and the lines outside of them by the table they stand before."""

    tables: tuple[Table, ...] = ()
    lines: tuple[tuple[Line, ...], ...] = ()

    def above(self, number: int) -> tuple[Line, ...]:
        """The lines between the table before and this one (from 0)."""
        return self.lines[number] if number < len(self.lines) else ()

    @property
    def has_text(self) -> bool:
        return any(self.lines) or any(any(map(any, table.rows)) for table in self.tables)


def gridded(
    name: str,
    cells: Sequence[Sequence[str]],
    merged: Sequence[MergedRange] = (),
    places: Sequence[Sequence[str]] = (),
) -> Table:
    """A table from rows of any length."""
    width = max((len(row) for row in cells), default=0)
    rows = tuple((*row, *[""] * (width - len(row))) for row in cells)
    return Table(Worksheet(name=name, rows=rows, merged=tuple(merged)), tuple(map(tuple, places)))
