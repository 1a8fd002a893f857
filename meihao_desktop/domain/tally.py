"""The tally (汇总): many experts' points become one exact figure for each entry.

The engine works on any table of points, so that a spreadsheet from elsewhere can be re-checked
by the very same arithmetic. Points are whole hundredths inside, weights become whole numbers over
one common denominator, and results are exact fractions of points that are rounded only where the
rules say so.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.tally_rules import (
    Combination,
    EntryTerms,
    RoundingStage,
    TallyRules,
    TrimScope,
)

Hundredths = int | Fraction
ExpertPoints = Mapping[str, Mapping[str, Hundredths]]
"""One expert's points: part → criterion → hundredths."""
PointsTable = Mapping[str, Mapping[str, ExpertPoints]]
"""All points: entry → expert → part → criterion → hundredths."""
Layout = Mapping[str, Collection[str]]
"""What every expert must have scored: part → criteria."""


NO_TERMS = EntryTerms()
NO_TERMS_AT_ALL: Mapping[str, EntryTerms] = {}


@dataclass(frozen=True, slots=True)
class Method:
    """The rules as they come to bear on one whole table.

    ``factors`` are the weights as whole numbers; ``scale`` is how many of the resulting units make
    one point.
    """

    rules: TallyRules
    factors: Mapping[str, int]
    scale: int
    is_trimmed: bool

    def units(self, points: Mapping[str, ExpertPoints]) -> Mapping[str, Hundredths]:
        """Every expert's weighted total."""
        weighed = tuple(self.factors.items())
        units = {
            who: sum([factor * sum(parts[p].values()) for p, factor in weighed if p in parts])
            for who, parts in points.items()
        }
        rounding, stage = self.rules.rounding, RoundingStage.EXPERT_TOTAL
        if stage not in rounding.stages:
            return units
        return {
            who: rounding.at(stage, Fraction(total) / self.scale) * self.scale
            for who, total in units.items()
        }

    def dropped(
        self, points: Mapping[str, ExpertPoints], units: Mapping[str, Hundredths]
    ) -> Mapping[str, frozenset[str]]:
        """Who is left out of which part."""
        if not self.is_trimmed or self.rules.trim.scope is TrimScope.CRITERION:
            return {}
        if self.rules.combination is Combination.EXPERT_TOTALS:
            return dict.fromkeys(self.factors, self._ends(units))
        return {
            part: self._ends(
                {who: sum(parts[part].values()) for who, parts in points.items() if part in parts}
            )
            for part in self.factors
        }

    @property
    def goes_by_criteria(self) -> bool:
        """Whether a part is added up from the means of its criteria."""
        trims = self.is_trimmed and self.rules.trim.scope is TrimScope.CRITERION
        return trims or RoundingStage.CRITERION_MEAN in self.rules.rounding.stages

    def part_points(self, entry: "EntryTally", part: str) -> Fraction:
        """One part's figure, before its weight."""
        if self.goes_by_criteria:
            means = (_mean(kept) for kept in self.criterion_columns(entry, part).values())
            rounding = self.rules.rounding
            figure = sum(
                (rounding.at(RoundingStage.CRITERION_MEAN, mean) for mean in means), Fraction()
            )
        else:
            figure = _mean([sum(cells.values()) for cells in self.counted_cells(entry, part)])
        return self.rules.rounding.at(RoundingStage.PART_POINTS, figure)

    def counted_cells(self, entry: "EntryTally", part: str) -> Sequence[Mapping[str, Hundredths]]:
        """The points of everybody whose figure for the part was not dropped."""
        out = entry.dropped_by_part.get(part, frozenset[str]())
        return [
            parts[part] for who, parts in entry.points.items() if part in parts and who not in out
        ]

    def criterion_columns(
        self, entry: "EntryTally", part: str
    ) -> Mapping[str, Sequence[Hundredths]]:
        """What each criterion's mean is taken over, lowest first."""
        given, trim = self.counted_cells(entry, part), self.rules.trim
        trims = self.is_trimmed and trim.scope is TrimScope.CRITERION
        columns = {criterion: sorted(cells[criterion] for cells in given) for criterion in given[0]}
        if not trims:
            return columns
        return {c: each[trim.lowest : len(each) - trim.highest] for c, each in columns.items()}

    def _ends(self, figures: Mapping[str, Hundredths]) -> frozenset[str]:
        """The experts at both ends; which of two equal ones is marked changes no figure."""
        ordered = sorted(figures, key=lambda expert: (figures[expert], expert))
        trim = self.rules.trim
        return frozenset(ordered[: trim.lowest]) | frozenset(ordered[len(ordered) - trim.highest :])


@dataclass(frozen=True)
class EntryTally:
    """The figures of one entry.

    ``units`` are the experts' weighted totals, ``method.scale`` of them to the point;
    ``dropped_by_part`` tells who was trimmed from which part; ``final_points`` is the exact result.
    """

    entry: str
    points: Mapping[str, ExpertPoints]
    units: Mapping[str, Hundredths]
    dropped_by_part: Mapping[str, frozenset[str]]
    final_points: Fraction
    method: Method
    terms: EntryTerms = NO_TERMS

    @cached_property
    def expert_totals(self) -> Mapping[str, Fraction]:
        """Every expert's weighted total in points."""
        return {who: Fraction(units) / self.method.scale for who, units in self.units.items()}

    @cached_property
    def dropped(self) -> frozenset[str]:
        """The experts who were trimmed from every part that they scored."""
        out = frozenset[str]().union(*self.dropped_by_part.values())
        return frozenset(
            who
            for who in out
            if all(who in self.dropped_by_part[part] for part in self.points[who])
        )

    @cached_property
    def part_points(self) -> Mapping[str, Fraction]:
        return {part: self.method.part_points(self, part) for part in self.method.factors}

    @cached_property
    def mean_points(self) -> Fraction:
        """The figure before factor and deduction."""
        rules = self.method.rules
        if rules.goes_by_parts:
            parts = self.part_points.items()
            figure = sum((rules.weight(part) * points for part, points in parts), Fraction())
        else:
            kept = [total for expert, total in self.units.items() if expert not in self.dropped]
            figure = Fraction(sum(kept)) / (self.method.scale * len(kept))
        return rules.rounding.at(RoundingStage.ENTRY_MEAN, figure)

    @property
    def expert_count(self) -> int:
        return len(self.units)

    @property
    def counted(self) -> int:
        """How many totals the mean was taken over."""
        return self.expert_count - len(self.dropped)

    @cached_property
    def criterion_means(self) -> Mapping[tuple[str, str], Fraction]:
        """The mean of each criterion over all counted experts, keyed by part and criterion."""
        columns: dict[tuple[str, str], list[Hundredths]] = {}
        for parts in self.points.values():
            for part, cells in parts.items():
                for criterion, points in cells.items():
                    columns.setdefault((part, criterion), []).append(points)
        return {key: _mean(column) for key, column in columns.items()}

    @property
    def is_uniform(self) -> bool:
        """Whether every expert scored every part, so that totals can be compared."""
        return all(len(parts) == len(self.method.factors) for parts in self.points.values())

    @property
    def spread(self) -> Fraction:
        """Highest minus lowest expert total, in points."""
        units = self.units.values()
        return Fraction(max(units) - min(units)) / self.method.scale


@dataclass(frozen=True, slots=True)
class Tally:
    """All entries' figures, and whether trimming could be applied to every one of them.

    ``goes_by_places`` where the figures are mean places, of which the smaller is the better.
    """

    entries: Mapping[str, EntryTally]
    rules: TallyRules
    is_trimmed: bool
    goes_by_places: bool = False

    @property
    def terms(self) -> Mapping[str, EntryTerms]:
        """The factors and deductions of the entries that have any, to count again by."""
        return {name: each.terms for name, each in self.entries.items() if each.terms.text}

    def merit(self, entry: str) -> Fraction:
        """What entries are ordered by, the greater the better."""
        figure = self.entries[entry].final_points
        return -figure if self.goes_by_places else figure

    @property
    def method(self) -> str:
        """The calculation as one printed sentence."""
        rounding, trim = self.rules.rounding, self.rules.trim
        stages = rounding.stages_text
        mean = "取全部有效专家的算术平均值"
        if self.is_trimmed:
            mean = f"按{self._trimmed_of}去掉{trim.text}后取算术平均值"
        elif trim.is_wanted:
            mean += (
                f"（有小区的有效专家不足 {trim.minimum_experts} 人，全部小区均不去最高分和最低分）"
            )
        if self.goes_by_places:
            mean = f"{Combination.PLACES.value}；名次{mean}"
        elif len(self.rules.weights) > 1:
            mean += f"，{self.rules.combination.value}"
        if any(entry.terms.text for entry in self.entries.values()):
            mean += "，再按各小区的系数和扣分计算"
        where = f"{stages}先行修约" if stages else "中间结果不修约，按精确值排名"
        return f"{mean}；{where}；得分保留 {rounding.places} 位小数（{rounding.mode.value}）。"

    @property
    def _trimmed_of(self) -> str:
        of_parts = self.rules.combination is Combination.PART_MEANS and len(self.rules.weights) > 1
        if of_parts and self.rules.trim.scope is TrimScope.TOTAL:
            return "每个组成部分的专家得分"
        return self.rules.trim.scope.value


def collate(
    table: PointsTable, rules: TallyRules, terms: Mapping[str, EntryTerms] = NO_TERMS_AT_ALL
) -> Tally:
    """Tally every entry of the table by one and the same rules.

    A table with a hole in it is refused: to guess a missing figure would be a decision.
    """
    if faults := rules.faults():
        raise RuleViolation("".join(faults))
    layout = _layout(table)
    if rules.weighs_criteria:
        table = _weighed(table, rules)
    samples = [size for experts in table.values() for size in _samples(experts, layout, rules)]
    least = min(samples, default=0)
    trim = rules.trim
    weights = {part: rules.weight(part) for part in layout}
    denominator = lcm(*(weight.denominator for weight in weights.values()))
    method = Method(
        rules=rules,
        factors={part: int(weight * denominator) for part, weight in weights.items()},
        scale=100 * denominator,
        is_trimmed=trim.is_wanted and least >= trim.minimum_experts,
    )
    entries = {
        entry: _entry(entry, experts, method, terms.get(entry, NO_TERMS))
        for entry, experts in table.items()
    }
    return Tally(entries, rules, method.is_trimmed)


def _weighed(table: PointsTable, rules: TallyRules) -> PointsTable:
    """The table after the weights of the criteria, each cell rounded where the rules say so."""
    rounding, stage = rules.rounding, RoundingStage.WEIGHTED_POINTS

    def weighed(criterion: str, hundredths: Hundredths) -> Fraction:
        points = Fraction(hundredths) / 100 * rules.criterion_weight(criterion)
        return rounding.at(stage, points) * 100

    return {
        entry: {
            who: {
                part: {c: weighed(c, hundredths) for c, hundredths in cells.items()}
                for part, cells in parts.items()
            }
            for who, parts in experts.items()
        }
        for entry, experts in table.items()
    }


def _entry(
    entry: str, experts: Mapping[str, ExpertPoints], method: Method, terms: EntryTerms
) -> EntryTally:
    units = method.units(experts)
    dropped = method.dropped(experts, units)
    tallied = EntryTally(entry, experts, units, dropped, Fraction(), method, terms)
    final = method.rules.rounding.at(RoundingStage.FINAL, terms.applied(tallied.mean_points))
    return EntryTally(entry, experts, units, dropped, final, method, terms)


def _layout(table: PointsTable) -> Layout:
    """The parts and criteria of the whole table; every expert of a part has all its criteria."""
    layout: dict[str, Collection[str]] = {}
    for entry, experts in table.items():
        if not experts:
            raise RuleViolation(f"“{entry}”没有任何有效得分，不能汇总。")
        for expert, parts in experts.items():
            for part, cells in parts.items():
                wanted = layout.setdefault(part, cells.keys())
                if cells.keys() != wanted:
                    lacking = "、".join(sorted(cells.keys() ^ set(wanted))[:5])
                    raise RuleViolation(
                        f"{expert}对“{entry}”的评分项与其他评分不一致（{lacking}），"
                        "请补齐后再汇总。"
                    )
    return layout


def _samples(
    experts: Mapping[str, ExpertPoints], layout: Layout, rules: TallyRules
) -> Iterator[int]:
    """How many experts stand behind each part of one entry."""
    scored = [part for parts in experts.values() for part in parts]
    for part in layout:
        count = scored.count(part)
        if count < len(experts) and rules.combination is Combination.EXPERT_TOTALS:
            raise RuleViolation(
                f"有专家没有评“{part}”部分，不能先合成每位专家的总分；请补齐评分，"
                f"或改为“{Combination.PART_MEANS.value}”。"
            )
        if count == 0:
            raise RuleViolation(f"有小区没有“{part}”部分的得分，不能汇总。")
        yield count


def _mean(hundredths: Sequence[Hundredths]) -> Fraction:
    return Fraction(sum(hundredths)) / (100 * len(hundredths))
