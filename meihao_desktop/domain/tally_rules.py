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

    EXPERT_TOTAL = "每位专家的总分"
    CRITERION_MEAN = "每个评分项的均分"
    PART_POINTS = "每个组成部分的得分"
    FINAL = "最终得分"


class TrimScope(Enum):
    """What the highest and lowest are dropped from."""

    TOTAL = "专家总分"
    CRITERION = "各评分项"


class Combination(Enum):
    """How parts come together: inside each expert's total, or part by part over all experts."""

    EXPERT_TOTALS = "先合成每位专家的总分，再取均值"
    PART_MEANS = "先取各部分的均值，再按权重合成"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """To how many places, how, and at which stages figures are rounded."""

    places: int = 2
    mode: RoundingMode = RoundingMode.HALF_UP
    stages: frozenset[RoundingStage] = frozenset()

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
        return Fraction(self.shown(figure)) if stage in self.stages else figure

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
class TallyRules:
    """All that the arithmetic needs to know."""

    trim: Trim = field(default_factory=Trim)
    rounding: Rounding = field(default_factory=Rounding)
    combination: Combination = Combination.EXPERT_TOTALS
    weights: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])

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
            (not 0 <= self.rounding.places <= 6, "小数位数应在 0 至 6 之间。"),
            (
                self.goes_by_parts and RoundingStage.EXPERT_TOTAL in self.rounding.stages,
                "得分由各评分项或各组成部分的均值合成时，不能再对每位专家的总分修约。",
            ),
            (any(weight < 0 for weight in self.weights.values()), "组成部分的权重不能为负。"),
        )
        return tuple(sentence for fails, sentence in checks if fails)
