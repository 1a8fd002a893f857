"""Ruled tables: what a paper says about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from meihao_desktop.printing.press import Align
from meihao_desktop.printing.typeface import Face


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, its part of the width, and how its cells look.

    ``is_shared`` says that its cells are the same on many papers of one document (the text of
    the criteria on score sheets): they are then stored once. ``is_small`` sets them in the size
    of notes.
    """

    title: str = ""
    weight: float = 1.0
    align: Align = Align.LEFT
    face: Face = Face.SONG
    is_shared: bool = False
    is_small: bool = False


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
    """Sizes of a table, in points; ``leading`` is the pitch of lines, ``after`` the room below."""

    size: float = 10.5
    note_size: float = 8.5
    leading: float = 1.4
    side: float = 4.5
    above: float = 3.6
    least_height: float = 22.0
    after: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a header that is repeated on every page.

    Without ``header`` the titles of the columns are the header; ``header=()`` means none.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    header: Sequence[Row] | None = None
    style: TableStyle = TableStyle()

    def header_columns(self) -> list[Column]:
        """The columns as the header sees them: none of them in small type."""
        return [replace(column, is_small=False) for column in self.columns]

    def header_rows(self) -> list[Row]:
        """The header, centred and in bold."""
        rows = [[column.title for column in self.columns]] if self.header is None else self.header
        return [[_as_header(value) for value in row] for row in rows]


def _as_header(value: str | Cell | None) -> Cell | None:
    if value is None:
        return None
    cell = value if isinstance(value, Cell) else Cell(value)
    return replace(cell, face=Face.BOLD, align=Align.CENTRE)
