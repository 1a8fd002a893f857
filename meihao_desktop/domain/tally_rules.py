"""The rules by which points become one figure: weights, trimming and rounding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction


class RoundingMode(Enum):
    """四舍五入 as officials expect, or GB/T 8170 (四舍六入五成双)."""

    HALF_UP = "四舍五入"
    HALF_EVEN = "四舍六入五成双"


class RoundingStage(Enum):
    """A figure that is rounded before the calculation goes on; without any, only print rounds."""

    WEIGHTED_POINTS = "每位专家每项的加权得分"
    EXPERT_TOTAL = "每位专家的总分"
    CRITERION_MEAN = "每个评分项的均分"
    PART_POINTS = "每个组成部分的得分"
    ENTRY_MEAN = "乘系数、扣分之前的均分"
    FINAL = "最终得分"


class TrimScope(Enum):
    """What the highest and lowest are dropped from."""

    TOTAL = "专家总分"
    CRITERION = "各评分项"


class Combination(Enum):
    """How parts come together: inside each expert's total, or part by part over all experts.

    PLACES is met in contests elsewhere and can be recomputed; a round of this program never uses
    it, because it forgets by how much one estate was better.
    """

    EXPERT_TOTALS = "先合成每位专家的总分，再取均值"
    PART_MEANS = "先取各部分的均值，再按权重合成"
    PLACES = "按每位专家给出的名次取平均，名次小者在前"


ROUND_STAGES = tuple(stage for stage in RoundingStage if stage.name != "WEIGHTED_POINTS")
"""The stages a round may name; its rubric states points, not weights, for each criterion."""
ROUND_COMBINATIONS = (Combination.EXPERT_TOTALS, Combination.PART_MEANS)
"""How a round may combine; the other ways are only for recomputing contests elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """To how many places, how, and at which stages figures are rounded.

    ``stage_places`` and ``stage_modes`` name what differs at a stage from ``places`` and ``mode``.
    """

    places: int = 2
    mode: RoundingMode = RoundingMode.HALF_UP
    stages: frozenset[RoundingStage] = frozenset()
    stage_places: Mapping[RoundingStage, int] = field(default_factory=dict[RoundingStage, int])
    stage_modes: Mapping[RoundingStage, RoundingMode] = field(
        default_factory=dict[RoundingStage, RoundingMode]
    )

    def shown(self, figure: Fraction) -> Decimal:
        """The figure rounded once, exactly, for print."""
        scale: int = 10**self.places
        scaled = figure * scale
        whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
        doubled = 2 * rest
        up = doubled > scaled.denominator or (
            doubled == scaled.denominator and (self.mode is RoundingMode.HALF_UP or whole % 2 == 1)
        )
        units = (whole + up) * (-1 if scaled < 0 else 1)
        return Decimal(f"{units}E-{self.places}")  # exact, whatever the precision in force

    def apart(self, figures: Iterable[Fraction]) -> "Rounding":
        """The same rounding with as many places as different figures need to look different."""
        different = set(figures)
        finer = self
        while len({finer.shown(figure) for figure in different}) < len(different):
            finer = replace(finer, places=finer.places + 1)
        return finer

    def at(self, stage: RoundingStage, figure: Fraction) -> Fraction:
        """The figure as the calculation goes on with it after ``stage``."""
        if stage not in self.stages:
            return figure
        return Fraction(self.of(stage).shown(figure))

    def of(self, stage: RoundingStage) -> "Rounding":
        """Places and mode that are in force at one stage."""
        places = self.stage_places.get(stage, self.places)
        return Rounding(places=places, mode=self.stage_modes.get(stage, self.mode))

    @property
    def all_places(self) -> tuple[int, ...]:
        """Every number of places that is in force somewhere."""
        return (self.places, *self.stage_places.values())

    @property
    def stages_text(self) -> str:
        """The stages that round, in the order of the calculation, with what is their own."""
        return "、".join(
            stage.value + self._own_text(stage) for stage in RoundingStage if stage in self.stages
        )

    def _own_text(self, stage: RoundingStage) -> str:
        places, mode = self.stage_places.get(stage), self.stage_modes.get(stage)
        own = (
            "" if places is None else f"保留 {places} 位",
            "" if mode is None or mode is self.mode else mode.value,
        )
        told = "，".join(filter(None, own))
        return f"（{told}）" if told else ""

    @property
    def decimal_mode(self) -> str:
        """The same mode as the standard library names it, for a second calculation."""
        return ROUND_HALF_UP if self.mode is RoundingMode.HALF_UP else ROUND_HALF_EVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """去掉最高分、最低分: how many at each end, of what, and from how many experts on.

    It is applied only where every entry has at least ``minimum_experts`` valid totals, so that no
    entry is treated differently from another.
    """

    highest: int = 1
    lowest: int = 1
    scope: TrimScope = TrimScope.TOTAL
    minimum_experts: int = 5

    @property
    def is_wanted(self) -> bool:
        return self.highest > 0 or self.lowest > 0

    @property
    def text(self) -> str:
        """What is dropped, as a sentence part."""
        ends = ((self.highest, "最高分"), (self.lowest, "最低分"))
        return "和".join(f" {count} 个{what}" for count, what in ends if count)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTerms:
    """What the rules of a contest add to one entry: a factor, then points taken off.

    ``factor`` multiplies the entry's figure (a degree of difficulty, 1 for none); ``deduction`` is
    taken off afterwards, in points.
    """

    factor: Decimal = Decimal(1)
    deduction: Decimal = Decimal(0)

    def applied(self, figure: Fraction) -> Fraction:
        """The figure after both."""
        return figure * Fraction(self.factor) - Fraction(self.deduction)

    @property
    def text(self) -> str:
        """What was done, as a sentence part; empty where nothing was."""
        parts = (
            f"乘以系数 {self.factor}" if self.factor != 1 else "",
            f"扣 {self.deduction} 分" if self.deduction else "",
        )
        return "，".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLimits:
    """Which factors and deductions the rules of a round allow for one entry; by default none."""

    factor_min: Decimal = Decimal(1)
    factor_max: Decimal = Decimal(1)
    deduction_max: Decimal = Decimal(0)

    @property
    def allow_factors(self) -> bool:
        return not self.factor_min == self.factor_max == 1

    @property
    def allow_deductions(self) -> bool:
        return self.deduction_max > 0

    @property
    def allow_any(self) -> bool:
        return self.allow_factors or self.allow_deductions

    def faults(self) -> tuple[str, ...]:
        """Every reason why these limits cannot be used, as sentences."""
        checks = (
            (self.factor_min <= 0, "系数应大于 0。"),
            (
                not self.factor_min <= 1 <= self.factor_max,
                "系数的下限不能大于 1，上限不能小于 1：没有登记系数的小区按 1 计算。",
            ),
            (self.deduction_max < 0, "每个小区的扣分上限不能为负；写 0 表示不扣分。"),
        )
        return tuple(sentence for fails, sentence in checks if fails)

    def outside(self, terms: EntryTerms) -> str:
        """Why these terms of one entry are not allowed; empty where they are."""
        if not self.factor_min <= terms.factor <= self.factor_max:
            if not self.allow_factors:
                return "评审规则没有规定系数"
            return f"系数 {terms.factor} 不在规则允许的 {self.factor_min} 至 {self.factor_max} 之间"
        if terms.deduction > self.deduction_max:
            if not self.allow_deductions:
                return "评审规则没有规定扣分"
            return f"合计扣 {terms.deduction} 分，超过规则允许的 {self.deduction_max} 分"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRules:
    """All that the arithmetic needs to know."""

    trim: Trim = field(default_factory=Trim)
    rounding: Rounding = field(default_factory=Rounding)
    combination: Combination = Combination.EXPERT_TOTALS
    weights: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    criterion_weights: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])

    def criterion_weight(self, criterion: str) -> Fraction:
        """The weight of a criterion; 1 where the rules name none."""
        return Fraction(self.criterion_weights.get(criterion, Decimal(1)))

    @property
    def weighs_criteria(self) -> bool:
        """Whether points are changed before anything is added up."""
        is_rounded = RoundingStage.WEIGHTED_POINTS in self.rounding.stages
        return bool(self.criterion_weights) or is_rounded

    def weight(self, part: str) -> Fraction:
        """The weight of a part; 1 where the rules name none."""
        return Fraction(self.weights.get(part, Decimal(1)))

    @property
    def goes_by_parts(self) -> bool:
        """Whether the figure is made of part results rather than of expert totals."""
        by_part = {RoundingStage.CRITERION_MEAN, RoundingStage.PART_POINTS}
        return (
            self.combination is Combination.PART_MEANS
            or (self.trim.is_wanted and self.trim.scope is TrimScope.CRITERION)
            or bool(by_part & self.rounding.stages)
        )

    def faults(self) -> tuple[str, ...]:
        """Every reason why these rules cannot be used, as sentences."""
        trim = self.trim
        checks = (
            (min(trim.highest, trim.lowest) < 0, "去掉最高分、最低分的个数不能为负。"),
            (
                trim.is_wanted and trim.minimum_experts <= trim.highest + trim.lowest,
                "去掉最高分、最低分之后应至少留有一位专家的得分，请调整适用人数。",
            ),
            (
                not all(0 <= places <= 6 for places in self.rounding.all_places),
                "小数位数应在 0 至 6 之间。",
            ),
            (
                self.goes_by_parts and RoundingStage.EXPERT_TOTAL in self.rounding.stages,
                "得分由各评分项或各组成部分的均值合成时，不能再对每位专家的总分修约。",
            ),
            (any(weight < 0 for weight in self.weights.values()), "组成部分的权重不能为负。"),
            (
                any(weight < 0 for weight in self.criterion_weights.values()),
                "评分项的权重不能为负。",
            ),
        )
        return tuple(sentence for fails, sentence in checks if fails)
