"""Any table of points, long csv or workbook: entry, part, criterion, expert, points."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.preview import Worksheet
from meihao_desktop.intake.child.untrusted import parse_untrusted
from meihao_desktop.intake.figures import folded, tidy
from meihao_desktop.intake.workbook_grid import filled, place_name, read_worksheets

HEADER_ROWS = 20
MOST_FAULTS = 5
WHOLE = "总分"
_HUNDREDTHS = Decimal("0.01")
_MOST = Decimal(1_000_000)
_PATTERNS: Mapping[str, str] = {
    "points": r"^(得分|分数|评分|打分|points?|score|marks?)(分|\(分\))?$",
    "entry": (
        r"^(参评)?(小区|项目|对象|候选|作品|单位)(名称|名)?$"
        r"|^(entry|estate|candidate|project|item)$"
    ),
    "part": r"^(组成)?部分$|^环节$|^part$",
    "criterion": (
        r"^(评分项|评分指标|指标|项目编号|评分项目|编号|序号)$|^(criterion|criteria|indicator)$"
    ),
    "expert": r"^(评审)?(专家|评委|评审|考官|委员)(姓名|编号)?$|^(expert|judge|reviewer|rater)$",
}
_NEEDED = ("entry", "expert", "points")
_LABELS = {"entry": "小区（entry）", "expert": "专家（expert）", "points": "得分（points）"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsRow:
    """One line: what this expert gave this entry for one criterion; ``place`` is its cell."""

    entry: str
    part: str
    criterion: str
    expert: str
    points: Decimal
    place: str


class BrokenPointsTable(MeihaoError):
    """A table that cannot be tallied; the sentence names the cells."""


def read_points_table(path: Path) -> list[PointsRow]:
    """Every line of the first worksheet that has the columns; a faulty cell refuses the table.

    Without a column of parts or criteria all points are of one part or one whole total.
    """
    if not path.is_file():
        raise MeihaoError(f"找不到得分表“{path.name}”，请检查文件位置后再试。")
    for worksheet in parse_untrusted(read_worksheets, path):
        for index, columns in _headers(worksheet):
            if all(key in columns for key in _NEEDED):
                return _rows(worksheet, index, columns)
    needed = "、".join(_LABELS[key] for key in _NEEDED)
    raise BrokenPointsTable(
        f"得分表“{path.name}”中找不到表头，至少应有{needed}三列，另可有部分（part）和评分项（criterion）。"
    )


def _headers(worksheet: Worksheet) -> Iterator[tuple[int, dict[str, int]]]:
    for index, row in enumerate(worksheet.rows[:HEADER_ROWS]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            key = _meaning(folded(cell).casefold())
            if key is not None:
                columns.setdefault(key, column)
        yield index, columns


def _meaning(header: str) -> str | None:
    return next((key for key, pattern in _PATTERNS.items() if re.search(pattern, header)), None)


def _rows(worksheet: Worksheet, header: int, columns: Mapping[str, int]) -> list[PointsRow]:
    faults: list[str] = []
    seen: dict[tuple[str, str, str, str], str] = {}
    rows: list[PointsRow] = []
    for index, cells in enumerate(filled(worksheet)[header + 1 :], start=header + 1):
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(cells, columns, place_name(worksheet.name, index, columns["points"]), faults)
        if row is None:
            continue
        key = (row.entry, row.part, row.criterion, row.expert)
        if key in seen:
            faults.append(f"{row.place} 与 {seen[key]} 重复")
        seen[key] = row.place
        rows.append(row)
    if faults:
        shown = "；".join(faults[:MOST_FAULTS])
        more = f"等共 {len(faults)} 处" if len(faults) > MOST_FAULTS else ""
        raise BrokenPointsTable(f"得分表有误：{shown}{more}。请改正后再试。")
    if not rows:
        raise BrokenPointsTable("得分表中没有任何得分，请检查后再试。")
    return rows


def _row(
    cells: Sequence[str], columns: Mapping[str, int], place: str, faults: list[str]
) -> PointsRow | None:
    def cell(key: str, default: str = "") -> str:
        return tidy(cells[columns[key]]) if key in columns else default

    entry, expert = cell("entry"), cell("expert")
    if not entry or not expert:
        faults.append(f"{place} 这一行没有写小区或专家")
        return None
    points = _points(cell("points"))
    if points is None:
        faults.append(f"{place} 的得分“{cell('points')}”不是最多两位小数的数")
        return None
    return PointsRow(
        entry=entry,
        part=cell("part"),
        criterion=cell("criterion") or WHOLE,
        expert=expert,
        points=points,
        place=place,
    )


def _points(text: str) -> Decimal | None:
    try:
        points = Decimal(folded(text).removesuffix("分"))
    except InvalidOperation:
        return None
    if not points.is_finite() or not 0 <= points <= _MOST:
        return None
    return None if points % _HUNDREDTHS else points
