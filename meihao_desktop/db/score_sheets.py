"""Score sheets: every revision, its cells in a table of their own, points as whole hundredths."""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from meihao_desktop.db.codec import (
    MOMENT,
    TEXT,
    WHOLE,
    in_text,
    many,
    maybe,
    named,
    record,
)
from meihao_desktop.db.codec_values import COUNTS, PINS
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell, ScoreSheet, SheetStatus

SheetKey = tuple[str, str, int]
Cells = dict[CriterionId, ScoreCell]
CellRow = tuple[str, int | None, str, str, str]

SHEET = record(
    ScoreSheet, late=("open_criteria",), expert=TEXT, estate=TEXT, revision=WHOLE,
    status=named(SheetStatus), remark=TEXT, material_version=WHOLE, abstain_reason=TEXT,
    digest=TEXT, submitted_at=maybe(MOMENT), seconds_spent=WHOLE,
    reopen_reason=TEXT, open_criteria=in_text(many(TEXT)),
)  # fmt: skip
_COUNTS = in_text(COUNTS)
_PINS = in_text(PINS)
_COLUMNS: tuple[str, ...] = (
    "expert",
    "estate",
    "revision",
    "criterion",
    "points",
    "reason",
    "counts",
    "pins",
)
_CELLS = (
    "SELECT criterion, points, reason, counts, pins FROM score_cell "
    "WHERE expert = ? AND estate = ? AND revision = ?"
)


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
        return self._with_cells(found[0])

    def sealed(self, expert: PersonId, estate: EstateId, revision: int) -> bool:
        """Whether this very revision was ever sealed here."""
        found = self._journal.select(
            "SELECT digest FROM score_sheet WHERE expert = ? AND estate = ? AND revision = ?",
            (expert, estate, revision),
        )
        return bool(found and found[0][0])

    def save(self, sheet: ScoreSheet) -> None:
        """Write the sheet and those of its cells that changed."""
        key = (sheet.expert, sheet.estate, sheet.revision)
        known = {row[0]: row for row in self._journal.select(_CELLS, key)}
        for criterion in sorted(known.keys() - sheet.cells.keys()):
            self._journal.remove("score_cell", *key, criterion)
        changed = [
            dict(zip(_COLUMNS, (*key, *row), strict=True))
            for row in map(_cell_row, sheet.cells, sheet.cells.values())
            if known.get(row[0]) != row
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
        latest: dict[tuple[PersonId, EstateId], ScoreSheet] = {}
        earlier: list[ScoreSheet] = []
        for bare in self._sheets.all("ORDER BY expert, estate, revision"):
            sheet = self._with_cells(bare)
            if (replaced := latest.get((sheet.expert, sheet.estate))) is not None:
                earlier.append(replaced)
            latest[sheet.expert, sheet.estate] = sheet
        return tuple(latest.values()), tuple(earlier)

    def _with_cells(self, bare: ScoreSheet) -> ScoreSheet:
        return replace(bare, cells=self._cells((bare.expert, bare.estate, bare.revision)))

    def _cells(self, key: SheetKey) -> Cells:
        return {
            criterion: _read_cell(points, reason, counts, pins)
            if reason or counts or pins
            else _bare_cell(points)
            for criterion, points, reason, counts, pins in self._journal.select(_CELLS, key)
        }


def _read_cell(points: int | None, reason: str, counts: str, pins: str) -> ScoreCell:
    return ScoreCell(
        points=None if points is None else _points(points),
        reason=reason,
        counts=_COUNTS.decode(counts) if counts else {},
        pins=_PINS.decode(pins) if pins else (),
    )


@lru_cache(maxsize=20_000)
def _bare_cell(points: int | None) -> ScoreCell:
    """A cell of points alone, as most are, shared by all that hold the same."""
    return _read_cell(points, "", "", "")


def _cell_row(criterion: CriterionId, cell: ScoreCell) -> CellRow:
    return (
        criterion,
        None if cell.points is None else _hundredths(cell.points),
        cell.reason,
        _COUNTS.encode(cell.counts) if cell.counts else "",
        _PINS.encode(cell.pins) if cell.pins else "",
    )


@lru_cache(maxsize=20_000)
def _points(hundredths: int) -> Decimal:
    return Decimal(hundredths).scaleb(-2)


@lru_cache(maxsize=20_000)
def _hundredths(points: Decimal) -> int:
    whole = int(points.scaleb(2))
    if Decimal(whole) != points.scaleb(2):
        raise StorageError(f"得分最多保留两位小数，{points} 没有保存。请按计分单位重新填写。")
    return whole
