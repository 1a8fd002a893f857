"""推荐汇总表: finds the header wherever it stands and reads one row for each estate."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from meihao_desktop.domain.fact import Fact, FactName, FactSource
from meihao_desktop.domain.preview import Worksheet
from meihao_desktop.intake.column_names import Column, meaning
from meihao_desktop.intake.figures import MEASURED, folded, joined, read_figure, unit_in
from meihao_desktop.intake.tables import Table, Tabled
from meihao_desktop.intake.workbook_grid import filled, read_worksheets

HEADER_ROWS = 30
DEEPEST_HEADER = 3
FEWEST_COLUMNS = 4
_UNIT = re.compile(r"[(\[]?(单位[::])?(万?(m2|平方米|平米|方)|户|套|%|分|年[、.]?月|名|个)[)\]]?")
_TOTALS = re.compile(r"^(小计|合计|总计|共计|平均)")
_SIGNERS = re.compile(
    r"(填表|填报|审核|制表|经办|负责|联系)人|^注[:：]|^备注|^说明|盖章|填报(单位|日期)"
)
_SUBMITTER = re.compile(r"(填报|报送|推荐|申报)单位(\(.*?\))?[:：](.+?)(填报|报送|日期|联系|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """What the summary says of one estate; ``row`` counts from 1 as people count."""

    name: str
    county: str
    row: int
    is_hidden: bool = False
    facts: Mapping[FactName, Fact] = field(default_factory=dict[FactName, Fact])


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A recommendation summary as read; ``unnamed_rows`` had content but no estate name."""

    file: str
    worksheet: str
    rows: tuple[SummaryRow, ...]
    submitting_unit: str = ""
    unnamed_rows: tuple[int, ...] = ()

    @property
    def counties(self) -> tuple[str, ...]:
        """The counties named, the most frequent first."""
        return tuple(
            name for name, _ in Counter(r.county for r in self.rows if r.county).most_common()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the header stands and what each column means."""

    last_row: int
    columns: Mapping[int, Column | FactName]
    units: Mapping[int, str]

    @property
    def unit_count(self) -> int:
        return sum(map(bool, self.units.values()))

    @property
    def is_summary(self) -> bool:
        return Column.NAME in self.columns.values() and len(self.columns) >= FEWEST_COLUMNS

    def column(self, what: Column) -> int | None:
        return next((index for index, found in self.columns.items() if found is what), None)


def read_summary(path: Path, file: str) -> Summary | None:
    """The summary in this workbook, or ``None`` where no worksheet has its header."""
    return summary_in(Tabled(tuple(map(Table, read_worksheets(path)))), file)


def summary_in(tabled: Tabled, file: str) -> Summary | None:
    """The summary among these tables, or ``None`` where none has its header."""
    found = [
        (header, table)
        for table in tabled.tables
        if (header := find_header(table.worksheet)) is not None
    ]
    if not found:
        return None
    width = max(len(header.columns) for header, _ in found)
    parts = [_read(*pair, file) for pair in found if len(pair[0].columns) == width]
    first = parts[0]
    lines = [line.text for group in tabled.lines for line in group]
    return replace(
        first,
        rows=tuple(row for part in parts for row in part.rows),
        unnamed_rows=tuple(row for part in parts for row in part.unnamed_rows),
        submitting_unit=first.submitting_unit or _submitting_unit([lines]),
    )


def find_header(worksheet: Worksheet) -> Header | None:
    """The best header among the first rows, on one row or up to three."""
    rows = filled(worksheet)
    candidates: list[Header] = []
    for index, row in enumerate(rows[:HEADER_ROWS]):
        readings = [[text] for text in row]
        candidates.append(_header(index, readings))
        for below in range(index + 1, min(index + DEEPEST_HEADER, len(rows))):
            if not _has_groups(worksheet, below - 1) and not _is_unit_row(rows[below]):
                break
            readings = [
                _stacked(upper, lower) for upper, lower in zip(readings, rows[below], strict=True)
            ]
            candidates.append(_header(below, readings))
    usable = [header for header in candidates if header.is_summary and _stands_together(header)]
    return max(usable, key=lambda header: (len(header.columns), header.unit_count), default=None)


def _stands_together(header: Header) -> bool:
    """Labels beside labels; in an application form every second cell is a value."""
    columns = sorted(header.columns)
    return sum(right - left == 1 for left, right in pairwise(columns)) >= len(columns) // 2


def _has_groups(worksheet: Worksheet, row: int) -> bool:
    """Whether a row has headings over several columns, but not one heading over all of them."""
    width = len(worksheet.rows[row])
    return any(
        block.first_row <= row <= block.last_row
        and block.first_row == block.last_row
        and 1 < block.last_column - block.first_column + 1 < width
        for block in worksheet.merged
    )


def _is_unit_row(row: Sequence[str]) -> bool:
    """A row that only names the units of the header above it."""
    texts = [text for cell in row if (text := folded(cell))]
    units = [text for text in texts if _UNIT.fullmatch(text)]
    return len(units) >= 2 and all(_UNIT.fullmatch(t) or meaning(t) for t in texts)


def _stacked(upper: Sequence[str], lower: str) -> list[str]:
    """What a column may be called, the lowest words first."""
    if not lower.strip() or folded(lower) == folded(upper[0]):
        return list(upper)
    return [lower, *(f"{text}{lower}" for text in upper), *upper]


def _header(last_row: int, texts: Sequence[Sequence[str]]) -> Header:
    columns: dict[int, Column | FactName] = {}
    units: dict[int, str] = {}
    for index, readings in enumerate(texts):
        what = next((found for text in readings if (found := meaning(text))), None)
        if what is None or what in columns.values():
            continue
        columns[index] = what
        units[index] = next((unit for text in readings if (unit := unit_in(text))), "")
    return Header(last_row=last_row, columns=columns, units=units)


def _read(header: Header, table: Table, file: str) -> Summary:
    rows: list[SummaryRow] = []
    unnamed: list[int] = []
    grid = table.filled()
    county_column = header.column(Column.COUNTY)
    county = ""
    for index in range(header.last_row + 1, len(grid)):
        cells = grid[index]
        name = joined(cells[_name_column(header)])
        if _is_beside_the_point(cells) or meaning(name) is Column.NAME:
            continue
        county = (
            ("".join(cells[county_column].split()) or county) if county_column is not None else ""
        )
        if name and not folded(name).isdigit():
            facts = dict(_facts(header, table, (index, file)))
            rows.append(
                SummaryRow(
                    name=name,
                    county=county,
                    row=index + 1,
                    is_hidden=index in table.worksheet.hidden_rows,
                    facts=facts,
                )
            )
        elif not name and _says_something(header, table.rows[index]):
            unnamed.append(index + 1)
    return Summary(
        file=file,
        worksheet=table.worksheet.name,
        rows=tuple(rows),
        submitting_unit=_submitting_unit(grid),
        unnamed_rows=tuple(unnamed),
    )


def _name_column(header: Header) -> int:
    return next(index for index, what in header.columns.items() if what is Column.NAME)


def _is_beside_the_point(cells: Sequence[str]) -> bool:
    """Blank rows, subtotals and the lines of those who filled the table in."""
    texts = [text for cell in cells if (text := folded(cell))]
    return not texts or any(_TOTALS.match(t) for t in texts[:3]) or bool(_SIGNERS.search(texts[0]))


def _says_something(header: Header, cells: Sequence[str]) -> bool:
    facts = [i for i, what in header.columns.items() if isinstance(what, FactName)]
    return sum(bool(cells[index].strip()) for index in facts) >= 2


def _facts(header: Header, table: Table, place: tuple[int, str]) -> Iterator[tuple[FactName, Fact]]:
    row, file = place
    grid = table.filled()
    for column, what in header.columns.items():
        if not isinstance(what, FactName):
            continue
        raw = table.rows[row][column] or ("" if what in MEASURED else grid[row][column])
        if is_blank(raw):
            continue
        reading = read_figure(what, raw, header.units[column])
        yield (
            what,
            Fact(
                name=what,
                raw=raw,
                value=reading.value,
                unit=reading.unit,
                source=FactSource(file=file, place=table.place(row, column)),
                is_guessed=reading.is_guessed,
                note=reading.note,
            ),
        )


def is_blank(raw: str) -> bool:
    """Nothing, or one of the marks that people put for nothing."""
    return folded(raw) in ("", "/", "-", "—", "——", "无", "\\", "暂无", "未提供")


def _submitting_unit(grid: Sequence[Sequence[str]]) -> str:
    for row in grid[:HEADER_ROWS]:
        for cell in row:
            if found := _SUBMITTER.search(folded(cell)):
                return found.group(3).strip("_＿")
    return ""
