"""A score sheet (评分表): one expert's points for one estate, from draft to signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.rubric import Criterion, CriterionId, CriterionKind, Rubric

ZERO = Decimal(0)


class SheetStatus(Enum):
    """How far a score sheet has come."""

    DRAFT = "草稿"
    SUBMITTED = "已提交"
    SIGNED = "已签字"
    WITHDRAWN = "已撤回"
    VOID = "作废"

    @property
    def is_sealed(self) -> bool:
        return self in (SheetStatus.SUBMITTED, SheetStatus.SIGNED)


class CellState(Enum):
    """What one expert × estate pair is; only SUBMITTED and REPLACED enter arithmetic.

    NOT_ASKED: a substitute for one recused pair has nothing to do with the other estates.
    """

    NOT_SCORED = "未评"
    DRAFT = "草稿"
    SUBMITTED = "已提交"
    ABSTAINED = "弃权"
    RECUSED = "回避"
    VOID = "作废"
    REPLACED = "替换"
    NOT_ASKED = "不评"

    @property
    def is_counted(self) -> bool:
        return self in (CellState.SUBMITTED, CellState.REPLACED)

    @property
    def is_waiting(self) -> bool:
        """Whether the expert still owes this pair."""
        return self in (CellState.NOT_SCORED, CellState.DRAFT, CellState.VOID)

    @property
    def takes_part(self) -> bool:
        """Whether the expert has to do with this estate at all."""
        return self not in (CellState.RECUSED, CellState.NOT_ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePin:
    """依据: the place in a material that a criterion was judged by.

    ``place`` is what people read ("第 3 页", "工作表 收缴率!C5"); empty for the whole file.
    """

    material: str
    file_name: str
    place: str = ""

    @property
    def label(self) -> str:
        return f"{self.file_name} {self.place}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCell:
    """What an expert entered for one criterion.

    ``points`` is ``None`` while only a reason or a pin exists. ``counts`` keeps how often each
    deduction occurred, or the points of each component of a composite criterion.
    """

    points: Decimal | None = None
    reason: str = ""
    counts: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    pins: tuple[EvidencePin, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.points is None and not (self.reason or self.counts or self.pins)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """One expert's points for one estate.

    ``material_version`` is the version of the submission that was judged; ``revision`` counts
    re-openings from 1; ``digest`` is set when the sheet is handed in. ``open_criteria`` are those
    that a revision after a hearing was opened for; where it is empty all are open.
    """

    expert: PersonId
    estate: EstateId
    cells: Mapping[CriterionId, ScoreCell] = field(default_factory=dict[CriterionId, ScoreCell])
    status: SheetStatus = SheetStatus.DRAFT
    remark: str = ""
    revision: int = 1
    material_version: int = 1
    abstain_reason: str = ""
    digest: str = ""
    submitted_at: datetime | None = None
    seconds_spent: int = 0
    reopen_reason: str = ""
    open_criteria: tuple[CriterionId, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.expert}/{self.estate}/{self.revision}"

    @property
    def is_abstained(self) -> bool:
        return bool(self.abstain_reason)

    @property
    def total(self) -> Decimal:
        """Σ of the points entered so far."""
        return sum(
            (cell.points for cell in self.cells.values() if cell.points is not None), start=ZERO
        )

    def points(self, number: CriterionId) -> Decimal | None:
        cell = self.cells.get(number)
        return cell.points if cell else None

    def unanswered(self, rubric: Rubric) -> tuple[Criterion, ...]:
        """Criteria without points; a reason or a pin alone is no answer."""
        cells = self.cells
        return tuple(
            criterion
            for criterion in rubric
            if (cell := cells.get(criterion.number)) is None or cell.points is None
        )

    def is_open_for(self, number: CriterionId) -> bool:
        """Whether this revision lets the criterion be changed at all."""
        return not self.open_criteria or number in self.open_criteria

    def with_cell(self, criterion: Criterion, cell: ScoreCell) -> "ScoreSheet":
        """The sheet after one criterion was changed; a sealed sheet refuses."""
        _require_open(self)
        if not self.is_open_for(criterion.number):
            raise RuleViolation(_only_these(self, f"评分项 {criterion.number} 不能修改。"))
        if cell.points is not None and (fault := criterion.fault(cell.points)):
            raise RuleViolation(fault)
        cells = {number: kept for number, kept in self.cells.items() if number != criterion.number}
        if not cell.is_empty:
            cells[criterion.number] = cell
        return replace(self, cells=cells)

    def with_remark(self, remark: str) -> "ScoreSheet":
        _require_open(self)
        return replace(self, remark=remark)

    def abstained(self, reason: str) -> "ScoreSheet":
        """The expert was present and chose not to score; the reason is printed."""
        _require_open(self)
        if self.open_criteria:
            raise RuleViolation(_only_these(self, "不能改为弃权。"))
        if not reason.strip():
            raise RuleViolation("弃权必须写明理由，请填写后再确认。")
        return replace(self, abstain_reason=reason.strip())

    def submitted(self, rubric: Rubric, *, digest: str, at: datetime) -> "ScoreSheet":
        """The sheet sealed with its digest; every criterion must be answered in its range."""
        _require_open(self)
        if not self.is_abstained:
            _require_complete(self, rubric)
        return replace(self, status=SheetStatus.SUBMITTED, digest=digest, submitted_at=at)

    def signed(self) -> "ScoreSheet":
        """The printed sheet carries the expert's signature in ink."""
        if self.status is not SheetStatus.SUBMITTED:
            raise RuleViolation(f"评分表现为“{self.status.value}”，提交封存后才能登记签字。")
        return replace(self, status=SheetStatus.SIGNED)

    def reopened(self, reason: str, only: Iterable[CriterionId] = ()) -> "ScoreSheet":
        """The next revision as a draft with the same points; this one is to be withdrawn.

        ``only`` are the criteria it is opened for, where a hearing was about some of them.
        """
        if not self.status.is_sealed:
            raise RuleViolation(f"评分表现为“{self.status.value}”，不需要重新打开。")
        if not reason.strip():
            raise RuleViolation("重新打开评分表必须写明理由，请填写后再确认。")
        return replace(_next_revision(self, reason.strip()), open_criteria=tuple(only))

    def kept_as(self, status: SheetStatus) -> "ScoreSheet":
        """The sheet as it stays in the records: WITHDRAWN when re-opened, VOID when outdated."""
        return replace(self, status=status)

    def started_anew(self, *, material_version: int) -> "ScoreSheet":
        """The next revision of a void sheet, for newer materials, to be looked through again."""
        if self.status is not SheetStatus.VOID:
            raise RuleViolation(f"评分表现为“{self.status.value}”，不需要重新评分。")
        return replace(_next_revision(self, "材料版本变化"), material_version=material_version)

    def missing_reasons(self, rubric: Rubric) -> tuple[Criterion, ...]:
        """Answered criteria whose points ask for a reason that was not given."""
        return tuple(
            criterion
            for criterion in rubric
            if (cell := self.cells.get(criterion.number)) and needs_reason(criterion, cell)
            and not cell.reason.strip()
        )  # fmt: skip


def _next_revision(sheet: ScoreSheet, reason: str) -> ScoreSheet:
    return replace(
        sheet, status=SheetStatus.DRAFT, revision=sheet.revision + 1, digest="",
        submitted_at=None, abstain_reason="", reopen_reason=reason, open_criteria=(),
    )  # fmt: skip


def _only_these(sheet: ScoreSheet, refusal: str) -> str:
    numbers = "、".join(sheet.open_criteria)
    return f"本次只为评分项 {numbers} 重新打开，{refusal}"


def _require_open(sheet: ScoreSheet) -> None:
    if sheet.status is not SheetStatus.DRAFT:
        raise RuleViolation(
            f"评分表现为“{sheet.status.value}”，不能修改；如需更正，请由组长和监督员重新打开。"
        )


def _require_complete(sheet: ScoreSheet, rubric: Rubric) -> None:
    if missing := sheet.unanswered(rubric):
        named = "、".join(criterion.number for criterion in missing[:5])
        more = "等" if len(missing) > 5 else ""
        raise RuleViolation(
            f"还有 {len(missing)} 个评分项未打分（{named}{more}），请补齐后再提交。"
        )
    for criterion in rubric:
        points = sheet.points(criterion.number)
        if points is not None and (fault := criterion.fault(points)):
            raise RuleViolation(fault)


def needs_reason(criterion: Criterion, cell: ScoreCell) -> bool:
    """Full marks, zero and every deduction ask for a reason, unless points are measured."""
    if cell.points is None or criterion.kind.is_objective:
        return False
    if criterion.kind is CriterionKind.DEDUCTION:
        return cell.points < criterion.max_points
    return cell.points in {criterion.max_points, ZERO}


def points_text(points: Decimal | None) -> str:
    """Points as people write them; a dash where nothing was entered."""
    return "—" if points is None else plain(points)
