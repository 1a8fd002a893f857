"""推荐汇总表: finds the header wherever it stands and reads one row for each estate."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from meihao_desktop.domain.fact import Fact, FactName, FactSource
from meihao_desktop.domain.preview import Worksheet
from meihao_desktop.intake.column_names import Column, meaning
from meihao_desktop.intake.figures import folded, read_figure, tidy, unit_in
from meihao_desktop.intake.workbook_grid import filled, place_name, read_worksheets

HEADER_ROWS = 30
FEWEST_COLUMNS = 4
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
    def is_summary(self) -> bool:
        return Column.NAME in self.columns.values() and len(self.columns) >= FEWEST_COLUMNS

    def column(self, what: Column) -> int | None:
        return next((index for index, found in self.columns.items() if found is what), None)


def read_summary(path: Path, file: str) -> Summary | None:
    """The summary in this workbook, or ``None`` where no worksheet has its header."""
    found = [
        (header, worksheet)
        for worksheet in read_worksheets(path)
        if (header := find_header(worksheet)) is not None
    ]
    if not found:
        return None
    header, worksheet = max(found, key=lambda pair: len(pair[0].columns))
    return _read(header, worksheet, file)


def find_header(worksheet: Worksheet) -> Header | None:
    """The best header among the first rows, on one row or on two."""
    rows = filled(worksheet)
    candidates: list[Header] = []
    for index, row in enumerate(rows[:HEADER_ROWS]):
        candidates.append(_header(index, [[text] for text in row]))
        if index + 1 < len(rows) and _has_groups(worksheet, index):
            both = [
                _stacked(upper, lower) for upper, lower in zip(row, rows[index + 1], strict=True)
            ]
            candidates.append(_header(index + 1, both))
    usable = [header for header in candidates if header.is_summary]
    return max(usable, key=lambda header: len(header.columns), default=None)


def _has_groups(worksheet: Worksheet, row: int) -> bool:
    """Whether a row has headings over several columns, but not one heading over all of them."""
    width = len(worksheet.rows[row])
    return any(
        block.first_row == row == block.last_row
        and 1 < block.last_column - block.first_column + 1 < width
        for block in worksheet.merged
    )


def _stacked(upper: str, lower: str) -> list[str]:
    if folded(upper) == folded(lower):
        return [upper]
    return [lower, f"{upper}{lower}"] if lower.strip() else [upper]


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


def _read(header: Header, worksheet: Worksheet, file: str) -> Summary:
    rows: list[SummaryRow] = []
    unnamed: list[int] = []
    grid = filled(worksheet)
    county_column = header.column(Column.COUNTY)
    county = ""
    for index in range(header.last_row + 1, len(grid)):
        cells = grid[index]
        if _is_beside_the_point(cells):
            continue
        county = (tidy(cells[county_column]) or county) if county_column is not None else ""
        name = tidy(cells[_name_column(header)])
        if name and not folded(name).isdigit():
            facts = dict(_facts(header, worksheet, (index, file)))
            rows.append(SummaryRow(name=name, county=county, row=index + 1, facts=facts))
        elif not name and _says_something(header, worksheet.rows[index]):
            unnamed.append(index + 1)
    return Summary(
        file=file,
        worksheet=worksheet.name,
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


def _facts(
    header: Header, worksheet: Worksheet, place: tuple[int, str]
) -> Iterator[tuple[FactName, Fact]]:
    row, file = place
    for column, what in header.columns.items():
        raw = worksheet.rows[row][column]
        if not isinstance(what, FactName) or is_blank(raw):
            continue
        reading = read_figure(what, raw, header.units[column])
        yield (
            what,
            Fact(
                name=what,
                raw=raw,
                value=reading.value,
                unit=reading.unit,
                source=FactSource(file=file, place=place_name(worksheet.name, row, column)),
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
