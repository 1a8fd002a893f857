"""Worksheets for print: text that stays text, widths, A4, a frozen header, the same bytes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | Decimal

FAMILY = "宋体"
NARROWEST, WIDEST = 7, 60
NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001  workbooks know no time zones

_HEAD = Font(name=FAMILY, size=11, bold=True)
_BODY = Font(name=FAMILY, size=11)
_TITLE = Font(name=FAMILY, size=16, bold=True)
_BAND = PatternFill("solid", fgColor="E6E6E6")
_EDGE = Side(style="thin", color="808080")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workpage:
    """One worksheet: a caption over a header over rows; ``widths`` in characters, else measured."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]
    caption: str = ""
    widths: Sequence[float] = ()
    frozen_columns: int = 0
    is_landscape: bool = False


def workbook_bytes(
    pages: Iterable[Workpage], *, title: str, mark: str = "", made_at: datetime = NO_TIME
) -> bytes:
    """The pages as an xlsx; the mark stands in the header of every printed page."""
    workbook = Workbook()
    first = workbook.active
    if first is not None:
        workbook.remove(first)
    for page in pages:
        worksheet = workbook.create_sheet(page.name)
        _fill(worksheet, page)
        _set_widths(worksheet, page)
        _set_print(worksheet, page, title=title, mark=mark)
    workbook.properties.title, workbook.properties.creator = title, "美好家园评审"
    workbook.properties.created = made_at.replace(tzinfo=None)
    with BytesIO() as stream:
        workbook.save(stream)
        return _without_clock(stream, made_at)


def _fill(worksheet: Worksheet, page: Workpage) -> None:
    row = 1
    if page.caption:
        _put(worksheet, (1, 1), page.caption, font=_TITLE, alignment=_CENTRE)
        worksheet.merge_cells(
            start_row=1, start_column=1, end_row=1, end_column=max(1, len(page.header))
        )
        worksheet.row_dimensions[1].height = 32
        row = 2
    for column, text in enumerate(page.header, start=1):
        _put(worksheet, (row, column), text, font=_HEAD, alignment=_CENTRE)
        worksheet.cell(row, column).fill = _BAND
    for number, values in enumerate(page.rows, start=row + 1):
        for column, value in enumerate(values, start=1):
            alignment = _LEFT if isinstance(value, str) else _CENTRE
            _put(worksheet, (number, column), value, alignment=alignment)
    corner = f"{get_column_letter(page.frozen_columns + 1)}{row + 1}"
    worksheet.freeze_panes = corner
    worksheet.print_title_rows = f"{row}:{row}"


def _put(
    worksheet: Worksheet,
    place: tuple[int, int],
    value: Value,
    *,
    font: Font = _BODY,
    alignment: Alignment = _LEFT,
) -> None:
    """Text stays text: a name that begins with = must never become a formula."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = worksheet.cell(*place, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "'")
    elif isinstance(value, Decimal):
        places = max(0, -int(value.as_tuple().exponent))
        cell.number_format = f"0.{'0' * places}" if places else "0"
    cell.font, cell.alignment, cell.border = font, alignment, _BORDER


def _set_widths(worksheet: Worksheet, page: Workpage) -> None:
    table = [page.header, *page.rows]
    for column in range(len(page.header)):
        if column < len(page.widths):
            width = page.widths[column]
        else:
            longest = max(breadth(row[column]) for row in table if column < len(row))
            width = min(WIDEST, max(NARROWEST, longest + 2))
        worksheet.column_dimensions[get_column_letter(column + 1)].width = width


def _set_print(worksheet: Worksheet, page: Workpage, *, title: str, mark: str) -> None:
    setup = worksheet.page_setup
    setup.paperSize = worksheet.PAPERSIZE_A4
    setup.orientation = "landscape" if page.is_landscape else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_options.horizontalCentered = True
    head: Any = worksheet.oddHeader
    foot: Any = worksheet.oddFooter
    head.left.text, head.right.text = _literal(title), _literal(mark)
    foot.center.text = "第 &P 页 共 &N 页"


def _literal(text: str) -> str:
    """Text of a header, where & would begin a code."""
    return text.replace("&", "&&")


def breadth(value: object) -> int:
    """How wide the longest line is, a Chinese character counting as two."""
    lines = str(value).splitlines() or [""]
    return max(sum(2 if ord(char) > 0xFF else 1 for char in line) for line in lines)


def _without_clock(stream: BytesIO, made_at: datetime) -> bytes:
    """The same workbook without the moment at which it was packed."""
    told = made_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with BytesIO() as target:
        with ZipFile(stream) as packed, ZipFile(target, "w", ZIP_DEFLATED) as fresh:
            for name in packed.namelist():
                data = packed.read(name)
                if name == "docProps/core.xml":
                    data = _MODIFIED.sub(rb"\g<1>" + told, data)
                fresh.writestr(ZipInfo(name, _ZIP_TIME), data, ZIP_DEFLATED)
        return target.getvalue()
