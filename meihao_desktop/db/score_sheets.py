"""Score sheets: every revision, its cells in a table of their own, points as whole hundredths."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from meihao_desktop.db.codec import (
    MOMENT,
    TEXT,
    WHOLE,
    in_text,
    maybe,
    named,
    record,
)
from meihao_desktop.db.codec_values import COUNTS, PINS
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.db.table_shapes import Scalar
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell, ScoreSheet, SheetStatus

SheetKey = tuple[str, str, int]
Cells = dict[CriterionId, ScoreCell]

SHEET = record(
    ScoreSheet, expert=TEXT, estate=TEXT, revision=WHOLE, status=named(SheetStatus), remark=TEXT,
    material_version=WHOLE, abstain_reason=TEXT, digest=TEXT, submitted_at=maybe(MOMENT),
    seconds_spent=WHOLE, reopen_reason=TEXT,
)  # fmt: skip
_COUNTS = in_text(COUNTS)
_PINS = in_text(PINS)
_CELLS = "SELECT expert, estate, revision, criterion, points, reason, counts, pins FROM score_cell"
_OF_SHEET = "WHERE expert = ? AND estate = ? AND revision = ?"


class ScoreSheets:
    """Sheets by expert, estate and revision; the highest revision is the one that counts."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._sheets = RowReader(journal, "score_sheet", SHEET)

    def get(self, expert: PersonId, estate: EstateId) -> ScoreSheet | None:
        """The latest revision."""
        found = self._sheets.all(
            "WHERE expert = ? AND estate = ? ORDER BY revision DESC LIMIT 1", expert, estate
        )
        if not found:
            return None
        key = (expert, estate, found[0].revision)
        return _with_cells(found[0], self._cells(_OF_SHEET, *key).get(key, {}))

    def save(self, sheet: ScoreSheet) -> None:
        """Write the sheet and those of its cells that changed."""
        key = (sheet.expert, sheet.estate, sheet.revision)
        sql = f"SELECT criterion, points, reason, counts, pins FROM score_cell {_OF_SHEET}"  # noqa: S608
        known = {row[0]: row for row in self._journal.select(sql, key)}
        for criterion in sorted(known.keys() - sheet.cells.keys()):
            self._journal.remove("score_cell", *key, criterion)
        changed = [
            row
            for criterion, cell in sheet.cells.items()
            if known.get(criterion) != tuple((row := _cell_row(key, criterion, cell)).values())[3:]
        ]
        self._journal.write_all("score_cell", changed)
        self._journal.put("score_sheet", SHEET.encode(sheet))

    def latest(self) -> tuple[ScoreSheet, ...]:
        """The latest revision of each expert × estate."""
        return self.all()[0]

    def earlier(self) -> tuple[ScoreSheet, ...]:
        """Every revision that was replaced by a later one."""
        return self.all()[1]

    def all(self) -> tuple[tuple[ScoreSheet, ...], tuple[ScoreSheet, ...]]:
        """Latest revisions and earlier ones, in one reading."""
        cells = self._cells("")
        latest: dict[tuple[PersonId, EstateId], ScoreSheet] = {}
        earlier: list[ScoreSheet] = []
        for bare in self._sheets.all("ORDER BY expert, estate, revision"):
            key = (bare.expert, bare.estate, bare.revision)
            sheet = _with_cells(bare, cells.get(key, {}))
            if (replaced := latest.get((sheet.expert, sheet.estate))) is not None:
                earlier.append(replaced)
            latest[sheet.expert, sheet.estate] = sheet
        return tuple(latest.values()), tuple(earlier)

    def _cells(self, where: str, *parameters: Scalar) -> Mapping[SheetKey, Cells]:
        rows = self._journal.select(f"{_CELLS} {where}", parameters)
        return _cells_by_sheet(rows)


def _cells_by_sheet(rows: Iterable[tuple[Any, ...]]) -> Mapping[SheetKey, Cells]:
    found: dict[SheetKey, Cells] = {}
    for expert, estate, revision, criterion, points, reason, counts, pins in rows:
        cells = found.setdefault((expert, estate, revision), {})
        cells[criterion] = ScoreCell(
            points=None if points is None else _points(points),
            reason=reason,
            counts=_COUNTS.decode(counts) if counts else {},
            pins=_PINS.decode(pins) if pins else (),
        )
    return found


def _cell_row(key: SheetKey, criterion: CriterionId, cell: ScoreCell) -> dict[str, Scalar]:
    return {
        "expert": key[0],
        "estate": key[1],
        "revision": key[2],
        "criterion": criterion,
        "points": None if cell.points is None else _hundredths(cell.points),
        "reason": cell.reason,
        "counts": _COUNTS.encode(cell.counts) if cell.counts else "",
        "pins": _PINS.encode(cell.pins) if cell.pins else "",
    }


@lru_cache(maxsize=20_000)
def _points(hundredths: int) -> Decimal:
    return Decimal(hundredths).scaleb(-2)


def _hundredths(points: Decimal) -> int:
    whole = int(points.scaleb(2))
    if Decimal(whole) != points.scaleb(2):
        raise StorageError(f"得分最多保留两位小数，{points} 没有保存。请按计分单位重新填写。")
    return whole


def _with_cells(sheet: ScoreSheet, cells: Cells) -> ScoreSheet:
    return replace(sheet, cells=cells) if cells else sheet
