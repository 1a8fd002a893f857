"""A rubric (评分标准): parts, sections and criteria with the points each may give."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import NewType

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.fact import plain

CriterionId = NewType("CriterionId", str)
ZERO = Decimal(0)
SMALLEST = Decimal("0.01")


class CriterionKind(Enum):
    """评分方式: how the points of a criterion come about; the value is the short mark."""

    RATE = "率"
    GRADED = "档"
    DEDUCTION = "扣"
    PRESENCE = "有"
    POINTS = "分"
    COMPOSITE = "合"

    @property
    def is_objective(self) -> bool:
        """Whether every expert must arrive at the same points."""
        return self in (CriterionKind.RATE, CriterionKind.PRESENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of a graded criterion and what it is worth."""

    label: str
    points: Decimal


class DeductionPer(Enum):
    """What one deduction is counted by."""

    FINDING = "每处"
    PERCENTAGE_POINT = "每低1个百分点"
    ONCE = "一次性"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeductionRule:
    """One reason for taking points off; ``threshold`` is the percentage below which it counts."""

    label: str
    amount: Decimal
    per: DeductionPer
    threshold: Decimal | None = None

    def taken(self, count: Decimal) -> Decimal:
        """Points taken off when it has occurred so many times."""
        return self.amount * (min(count, Decimal(1)) if self.per is DeductionPer.ONCE else count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One sub-part of a composite criterion, scored by levels or freely up to its maximum."""

    label: str
    max_points: Decimal
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One line of the rubric (评分项).

    ``number`` is unique ("6.5"); ``max_points`` and ``step`` are in points; ``evidence`` names the
    material expected.
    """

    number: CriterionId
    name: str
    max_points: Decimal
    kind: CriterionKind
    step: Decimal = Decimal("0.5")
    levels: tuple[Level, ...] = ()
    deductions: tuple[DeductionRule, ...] = ()
    components: tuple[Component, ...] = ()
    evidence: str = ""
    guidance: str = ""

    def fault(self, points: Decimal) -> str | None:
        """Why these points cannot stand here, as a sentence; ``None`` where they can."""
        if not points.is_finite():
            return f"{self.number}“{self.name}”的得分不是数字。"
        if points < ZERO or points > self.max_points:
            return (
                f"{self.number}“{self.name}”的得分应在 0 至 {plain(self.max_points)} 分之间，"
                f"现为 {plain(points)} 分。"
            )
        if not self._is_allowed(points):
            return (
                f"{self.number}“{self.name}”的得分 {plain(points)} 不合分档，{self.choices_text}。"
            )
        return None

    def _is_allowed(self, points: Decimal) -> bool:
        if self.kind is CriterionKind.GRADED or self.kind is CriterionKind.PRESENCE:
            return points in {level.points for level in self.levels}
        return points % self.step == 0

    @property
    def choices_text(self) -> str:
        """What may be entered, as a sentence part."""
        if self.levels:
            return "可选 " + "、".join(plain(level.points) for level in self.levels) + " 分"
        return f"应为 {plain(self.step)} 分的整数倍"

    def after_deductions(self, counts: Mapping[str, Decimal]) -> Decimal:
        """Points left when each named deduction has occurred so many times; the floor is 0.

        For a rate the count is the number of percentage points below the threshold.
        """
        taken = sum(
            (rule.taken(counts.get(rule.label, ZERO)) for rule in self.deductions), start=ZERO
        )
        return max(ZERO, self.max_points - taken)

    def from_rate(self, rate: Decimal) -> Decimal:
        """Points of a rate criterion at this percentage, rounded down to whole steps."""
        counts = {
            rule.label: max(ZERO, rule.threshold - rate)
            for rule in self.deductions
            if rule.threshold is not None
        }
        left = self.after_deductions(counts)
        return left - left % self.step


@dataclass(frozen=True, kw_only=True)
class Section:
    """一级指标: criteria under one heading, belonging to one part."""

    number: str
    name: str
    criteria: tuple[Criterion, ...]
    part: str = "材料"

    @cached_property
    def max_points(self) -> Decimal:
        return sum((criterion.max_points for criterion in self.criteria), start=ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the judgement (材料、现场、测评) and its weight; weights add up to 1."""

    name: str
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Rubric:
    """One edition of the scoring standard.

    ``standing`` says what the text is ("参考方案" for the shipped default), so that nothing is ever
    printed as an official standard by mistake.
    """

    title: str
    edition: str
    sections: tuple[Section, ...]
    parts: tuple[Part, ...] = (Part(name="材料"),)
    standing: str = "参考方案"
    veto_grounds: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Criterion]:
        for section in self.sections:
            yield from section.criteria

    @cached_property
    def by_number(self) -> Mapping[CriterionId, Criterion]:
        return {criterion.number: criterion for criterion in self}

    @cached_property
    def max_points(self) -> Decimal:
        return sum((section.max_points for section in self.sections), start=ZERO)

    def criterion(self, number: CriterionId) -> Criterion:
        try:
            return self.by_number[number]
        except KeyError:
            raise RuleViolation(f"评分标准中没有评分项 {number}。") from None

    def section(self, number: str) -> Section | None:
        return next((section for section in self.sections if section.number == number), None)

    def faults(self) -> tuple[str, ...]:
        """Every reason why this rubric cannot be used, as sentences."""
        return (*self._number_faults(), *self._part_faults(), *self._points_faults())

    def _number_faults(self) -> Iterator[str]:
        numbers = [criterion.number for criterion in self]
        for number in _twice(numbers):
            yield f"评分项编号 {number} 重复。"
        for number in _twice([section.number for section in self.sections]):
            yield f"部分编号 {number} 重复。"
        if not numbers:
            yield "评分标准中没有任何评分项。"

    def _part_faults(self) -> Iterator[str]:
        names = {part.name for part in self.parts}
        for name in _twice([part.name for part in self.parts]):
            yield f"组成部分“{name}”重复。"
        if sum((part.weight for part in self.parts), start=ZERO) != 1:
            yield "各组成部分的权重合计应为 100%。"
        for section in self.sections:
            if section.part not in names:
                label = f"第 {section.number} 部分“{section.name}”"
                yield f"{label}所属的“{section.part}”未列入组成部分。"

    def _points_faults(self) -> Iterator[str]:
        for criterion in self:
            label = f"{criterion.number}“{criterion.name}”"
            for fault in (
                *_range_faults(criterion),
                *_level_faults(criterion),
                *_rule_faults(criterion),
            ):
                yield f"{label}{fault}"


def _twice(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _range_faults(criterion: Criterion) -> Iterator[str]:
    if criterion.max_points <= ZERO:
        yield "的分值应大于 0。"
    if criterion.step <= ZERO or criterion.max_points % criterion.step != 0:
        yield f"的分值不是计分单位 {plain(criterion.step)} 的整数倍。"
    if criterion.step % SMALLEST != 0:
        yield "的计分单位不能小于 0.01 分。"


def _level_faults(criterion: Criterion) -> Iterator[str]:
    needs_levels = criterion.kind in (CriterionKind.GRADED, CriterionKind.PRESENCE)
    values = [level.points for level in criterion.levels]
    if needs_levels and len(set(values)) < 2:
        yield "至少要有两个分档。"
    if any(points < ZERO or points > criterion.max_points for points in values):
        yield f"有分档超出 0 至 {plain(criterion.max_points)} 分。"
    if any(points % SMALLEST != 0 for points in values):
        yield "有分档的得分小数超过两位。"


def _rule_faults(criterion: Criterion) -> Iterator[str]:
    labels = [each.label for each in (*criterion.deductions, *criterion.components)]
    for label in _twice(labels):
        yield f"的“{label}”重复。"
    if any(rule.amount <= ZERO for rule in criterion.deductions):
        yield "的扣分应大于 0。"
    if criterion.kind is CriterionKind.DEDUCTION and not criterion.deductions:
        yield "没有写明扣分办法。"
    if criterion.kind is CriterionKind.COMPOSITE:
        parts = sum((part.max_points for part in criterion.components), start=ZERO)
        if parts != criterion.max_points:
            yield f"各分项合计 {plain(parts)} 分，与分值 {plain(criterion.max_points)} 不符。"
