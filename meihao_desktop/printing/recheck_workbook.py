"""A re-checked table as a workbook: places, expert totals, parts and means, every figure."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from meihao_desktop.domain.ranking import Ranking
from meihao_desktop.domain.tally import Tally

Value = str | int
WIDE = 60
NARROW = 10
FAMILY = "宋体"
_HEAD = Font(name=FAMILY, bold=True)
_BODY = Font(name=FAMILY)
_WRAP = Alignment(vertical="center", wrap_text=True)


def recheck_workbook(tally: Tally, ranking: Ranking, *, title: str) -> bytes:
    """Four worksheets; exact figures stand as fractions in text, so that nothing is rounded."""
    workbook = Workbook()
    first = workbook.active
    if first is not None:
        workbook.remove(first)
    _places(workbook, tally, ranking, title)
    _totals(workbook, tally)
    _parts(workbook, tally)
    _means(workbook, tally)
    with BytesIO() as stream:
        workbook.save(stream)
        return stream.getvalue()


def _places(workbook: Workbook, tally: Tally, ranking: Ranking, title: str) -> None:
    rows: list[Sequence[Value]] = [
        (p.place, p.entry, str(p.shown_points), str(p.final_points), p.explanation)
        for p in ranking.placings
    ]
    worksheet = _worksheet(workbook, "排名", ("名次", "对象", "得分", "精确值", "说明"), rows)
    told = (title, tally.method, *ranking.sentences)
    for line in told:
        _put(worksheet, worksheet.max_row + 1, 1, line)


def _totals(workbook: Workbook, tally: Tally) -> None:
    header = ("对象", "专家", "总分", "精确值", "是否去掉")
    rows = [
        (name, expert, _shown(tally, total), str(total), "去掉" if expert in e.dropped else "")
        for name, e in tally.entries.items()
        for expert, total in e.expert_totals.items()
    ]
    _worksheet(workbook, "专家总分", header, rows)


def _parts(workbook: Workbook, tally: Tally) -> None:
    header = ("对象", "组成部分", "权重", "得分", "精确值")
    rows = [
        (name, part, str(tally.rules.weight(part)), _shown(tally, points), str(points))
        for name, e in tally.entries.items()
        for part, points in e.part_points.items()
    ]
    _worksheet(workbook, "组成部分", header, rows)


def _means(workbook: Workbook, tally: Tally) -> None:
    header = ("对象", "组成部分", "评分项", "均分", "精确值")
    rows = [
        (name, part, criterion, _shown(tally, mean), str(mean))
        for name, e in tally.entries.items()
        for (part, criterion), mean in e.criterion_means.items()
    ]
    _worksheet(workbook, "评分项均分", header, rows)


def _shown(tally: Tally, figure: Fraction) -> str:
    return str(tally.rules.rounding.shown(figure))


def _worksheet(
    workbook: Workbook, name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]
) -> Worksheet:
    worksheet = workbook.create_sheet(name)
    for column, text in enumerate(header, start=1):
        _put(worksheet, 1, column, text, font=_HEAD)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            _put(worksheet, number, column, value)
    for column in range(1, len(header) + 1):
        letter = get_column_letter(column)
        longest = max(_breadth(cell.value) for cell in worksheet[letter])
        worksheet.column_dimensions[letter].width = min(WIDE, max(NARROW, longest + 2))
    worksheet.freeze_panes = "A2"
    return worksheet


def _put(worksheet: Worksheet, row: int, column: int, value: Value, *, font: Font = _BODY) -> None:
    """Text stays text: a name that begins with = must never become a formula."""
    cell = worksheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font, cell.alignment = font, _WRAP


def _breadth(value: object) -> int:
    """Characters wide, counting a Chinese one as two."""
    return sum(2 if ord(char) > 0xFF else 1 for char in str(value or ""))
