"""Html for the viewer together with the number that the viewer gives each of its paragraphs.

The viewer counts blocks: one for each paragraph and ruling, one at the beginning of each cell, one
before a table that nothing stands before, and one after each table.
"""

from dataclasses import dataclass, field
from enum import Enum
from html import escape

MAX_BLOCKS = 20_000
MAX_CHARACTERS = 2_000_000
CUT = "……文件较长，以下部分请在系统程序中打开查看。"
_BLANK = "<p>\u00a0</p>"
EMPTY = '<p style="-qt-paragraph-type:empty"><br/></p>'


class _At(Enum):
    """What stands where the next block would begin."""

    BEGINNING = "an empty block that waits"
    TEXT = "a filled block"
    AFTER_TABLE = "the empty block after a table"


@dataclass(slots=True)
class Blocks:
    """The document so far."""

    html: list[str] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    is_cut: bool = False
    _count: int = 1
    _characters: int = 0
    _at: _At = _At.BEGINNING
    _is_in_cell: bool = False

    @property
    def is_full(self) -> bool:
        return self._count >= MAX_BLOCKS or self._characters >= MAX_CHARACTERS

    def paragraph(self, inner: str, text: str, style: str = "", tag: str = "p") -> None:
        """One paragraph; an empty one after a table is already there."""
        if not inner:
            self._empty()
            return
        self._next()
        self.html.append(f"<{tag}{style}>{inner}</{tag}>")
        self._characters += len(text)
        if text.strip():
            self.texts.append((self._count, text))

    def ruling(self) -> None:
        """A thin line over the width of the page."""
        self._next()
        self.html.append("<hr/>")

    def open_table(self, attributes: str) -> None:
        self.html.append(f"<table{attributes}>")

    def open_row(self) -> None:
        self.html.append("<tr>")

    def open_cell(self, attributes: str) -> None:
        self.html.append(f"<td{attributes}>")
        self._count += 1
        self._at = _At.BEGINNING
        self._is_in_cell = True

    def close_cell(self) -> None:
        if self._at is _At.BEGINNING:
            self._empty()
        self.html.append("</td>")

    def close_row(self) -> None:
        self.html.append("</tr>")

    def close_table(self) -> None:
        self.html.append("</table>")
        self._count += 1
        self._at = _At.AFTER_TABLE

    def cut(self) -> None:
        """Say once that the document goes on."""
        if not self.is_cut:
            self.is_cut = True
            self.paragraph(f"<i>{escape(CUT)}</i>", "")

    def _empty(self) -> None:
        """An empty paragraph; after a table one is already there.

        In a cell that begins with nothing the viewer would count in its own way.
        """
        if self._at is _At.AFTER_TABLE:
            self._at = _At.TEXT
            return
        self.html.append(_BLANK if self._at is _At.BEGINNING and self._is_in_cell else EMPTY)
        self._next()

    def _next(self) -> None:
        if self._at is not _At.BEGINNING:
            self._count += 1
        self._at = _At.TEXT
