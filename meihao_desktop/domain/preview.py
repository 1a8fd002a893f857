"""Previews: odd files as plain blocks that a window can show without knowing their format."""

from dataclasses import dataclass
from enum import Enum


class TextCoding(Enum):
    """How the bytes of a plain text become characters, where a person chose it."""

    AUTO = "自动"
    UTF_8 = "UTF-8"
    GBK = "GBK"
    UTF_16 = "UTF-16"
    BIG5 = "Big5"


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPreview:
    """A text document as simple html with its pictures inside."""

    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedRange:
    """A block of merged cells; rows and columns count from 0, the last ones belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """One worksheet: cells as people see them, row by row, all rows equally long.

    ``column_widths`` are in characters of the ordinary face; ``hidden_rows`` count from 0;
    ``is_cut`` tells that the worksheet goes on beyond what is shown.
    """

    name: str
    rows: tuple[tuple[str, ...], ...] = ()
    merged: tuple[MergedRange, ...] = ()
    column_widths: tuple[float, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookPreview:
    """A workbook with its worksheets in their order."""

    worksheets: tuple[Worksheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPreview:
    """A plain text and the encoding it was read with."""

    text: str
    encoding: str
    is_cut: bool = False


Preview = HtmlPreview | WorkbookPreview | TextPreview


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """The text at one place of a material; ``place`` is what an evidence pin would say."""

    place: str
    text: str
