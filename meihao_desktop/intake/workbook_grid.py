"""Workbooks as grids of the texts that people see, whatever program wrote them.

xlsx through openpyxl (number formats tell percents and dates), xls and et through calamine, csv in
the encoding it is in. Everything stops at fixed limits, whatever size a file declares.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet as OpenpyxlWorksheet
from python_calamine import CalamineWorkbook

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.preview import MergedRange, Worksheet
from meihao_desktop.intake.child.untrusted import Unreadable
from meihao_desktop.intake.office_gate import require_sound
from meihao_desktop.intake.text_file import read_text

MAX_ROWS = 5_000
MAX_COLUMNS = 200
MAX_WORKSHEETS = 200
MAX_XML = 200 * 1024 * 1024
ORDINARY_WIDTH = 9.0
_OLE = b"\xd0\xcf\x11\xe0"
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml$")
_OPEN_FORMULA = re.compile(rb"</f>\s*(<v\s*/>|<v>\s*</v>)?\s*</c>")
_UNIT_FORMAT = re.compile(r'"(万?(?:㎡|m2|平方米|平米)|户|分|%)"[^"]*$')
"""A unit that is only shown with the number and not written in the cell."""


def read_worksheets(path: Path) -> tuple[Worksheet, ...]:
    """Every worksheet of an xlsx, xls, et or csv file; the last one read is kept."""
    facts = path.stat()
    return _read_worksheets(path, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=1)
def _read_worksheets(path: Path, _changed_at: int, _size: int) -> tuple[Worksheet, ...]:
    require_sound(path)
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(b"PK"):
        return tuple(_from_xlsx(path))
    if head.startswith(_OLE):
        return tuple(_from_xls(path))
    return (_from_csv(path),)


def place_name(worksheet: str, row: int, column: int) -> str:
    """A cell as people name it: 推荐汇总表!C5 (row and column count from 0)."""
    return f"{worksheet}!{get_column_letter(column + 1)}{row + 1}"


def filled(worksheet: Worksheet) -> list[list[str]]:
    """The rows with every merged block carrying its text in all of its cells."""
    rows = [list(row) for row in worksheet.rows]
    for block in worksheet.merged:
        text = _cell(rows, block.first_row, block.first_column)
        for row in rows[block.first_row : block.last_row + 1]:
            for column in range(block.first_column, min(block.last_column + 1, len(row))):
                row[column] = text
    return rows


def _cell(rows: Sequence[Sequence[str]], row: int, column: int) -> str:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def _from_xlsx(path: Path) -> Iterator[Worksheet]:
    with zipfile.ZipFile(path) as archive:
        if sum(info.file_size for info in archive.infolist()) > MAX_XML:
            raise Unreadable
        has_open_formulas = any(
            _OPEN_FORMULA.search(archive.read(name))
            for name in archive.namelist()
            if _SHEET_PART.match(name)
        )
    with path.open("rb") as stream:  # a path without extension would be refused
        workbook = load_workbook(stream, data_only=True, keep_links=False)
        if has_open_formulas:
            _show_formulas(workbook, load_workbook(stream, keep_links=False))
        for worksheet in islice(workbook.worksheets, MAX_WORKSHEETS):
            yield _worksheet(worksheet)


def _show_formulas(workbook: Workbook, written: Workbook) -> None:
    """Put the formula where a program has never written its result; blank would look like none."""
    for worksheet, other in zip(workbook.worksheets, written.worksheets, strict=True):
        cells = other.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
        for row, values in enumerate(cells, start=1):
            for column, text in enumerate(values, start=1):
                if not isinstance(text, str) or not text.startswith("="):
                    continue
                target = worksheet.cell(row, column)
                if isinstance(target, Cell) and target.value is None:
                    target.value = text


def _worksheet(worksheet: OpenpyxlWorksheet) -> Worksheet:
    last_row, last_column = min(worksheet.max_row, MAX_ROWS), min(worksheet.max_column, MAX_COLUMNS)
    rows = [
        [_shown(cell) for cell in row]
        for row in worksheet.iter_rows(max_row=last_row, max_col=last_column)
    ]
    merged = (
        MergedRange(
            first_row=block.min_row - 1,
            first_column=block.min_col - 1,
            last_row=min(block.max_row, last_row) - 1,
            last_column=min(block.max_col, last_column) - 1,
        )
        for block in worksheet.merged_cells.ranges
        if block.min_row <= last_row and block.min_col <= last_column
    )
    hidden = (
        row - 1
        for row, facts in worksheet.row_dimensions.items()
        if facts.hidden and row <= last_row
    )
    shown = _trimmed(
        worksheet.title,
        rows,
        merged=sorted(merged, key=lambda block: (block.first_row, block.first_column)),
        widths=[
            float(
                worksheet.column_dimensions[get_column_letter(column + 1)].width or ORDINARY_WIDTH
            )
            for column in range(last_column)
        ],
        is_cut=worksheet.max_row > MAX_ROWS or worksheet.max_column > MAX_COLUMNS,
    )
    return replace(shown, hidden_rows=tuple(hidden))


def _shown(cell: Cell | MergedCell) -> str:
    value = cell.value
    if value is None or isinstance(cell, MergedCell):
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in cell.number_format:
        return f"{_number(Decimal(f'{value:.15g}') * 100)}%"
    if isinstance(value, int | float) and (unit := _UNIT_FORMAT.search(cell.number_format)):
        return f"{_text(value)}{unit[1]}"
    if isinstance(value, datetime | date) and not re.search(
        r"d|日", cell.number_format, re.IGNORECASE
    ):
        return f"{value.year}年{value.month}月"
    return _text(value)


def _text(value: object) -> str:
    """A value as people read it; long numbers never in scientific notation."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(Decimal(f"{value:.15g}"))
    if isinstance(value, date):
        return _day(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _day(value: date) -> str:
    shown = f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime) and value.time() != time():
        return f"{shown} {value:%H:%M}"
    return shown


def _number(number: Decimal) -> str:
    return plain(number) if number.is_finite() else ""


def _from_xls(path: Path) -> Iterator[Worksheet]:
    with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as workbook:
        for name in workbook.sheet_names[:MAX_WORKSHEETS]:
            worksheet = workbook.get_sheet_by_name(name)
            rows = worksheet.to_python(skip_empty_area=False, nrows=MAX_ROWS)
            merged = [
                MergedRange(
                    first_row=start[0], first_column=start[1], last_row=end[0], last_column=end[1]
                )
                for start, end in worksheet.merged_cell_ranges or ()
                if start[0] < MAX_ROWS and start[1] < MAX_COLUMNS
            ]
            yield _trimmed(
                name,
                [[_text(cell) for cell in row[:MAX_COLUMNS]] for row in rows],
                merged=merged,
                is_cut=worksheet.height > MAX_ROWS or worksheet.width > MAX_COLUMNS,
            )


def _from_csv(path: Path) -> Worksheet:
    text = read_text(path).text
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = [row[:MAX_COLUMNS] for row in islice(lines, MAX_ROWS + 1)]
    return _trimmed(path.stem, rows[:MAX_ROWS], is_cut=len(rows) > MAX_ROWS)


def _trimmed(
    name: str,
    rows: Iterable[Sequence[str]],
    *,
    merged: Iterable[MergedRange] = (),
    widths: Sequence[float] = (),
    is_cut: bool = False,
) -> Worksheet:
    """A worksheet without the empty rows and columns at its end."""
    kept = [list(row) for row in rows]
    while kept and not any(cell.strip() for cell in kept[-1]):
        kept.pop()
    width = max(
        (index + 1 for row in kept for index, cell in enumerate(row) if cell.strip()), default=0
    )
    blocks = tuple(block for block in merged if block.first_row < len(kept))
    width = max([width, *(block.last_column + 1 for block in blocks if kept)])
    sizes = [*widths[:width], *[ORDINARY_WIDTH] * (width - len(widths))]
    return Worksheet(
        name=name,
        rows=tuple((*row[:width], *[""] * (width - len(row))) for row in kept),
        merged=blocks,
        column_widths=tuple(sizes),
        is_cut=is_cut,
    )
