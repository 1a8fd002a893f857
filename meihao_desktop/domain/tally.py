"""The tally (汇总): many experts' points become one exact figure for each entry.

The engine works on any table of points, so that a spreadsheet from elsewhere can be re-checked
by the very same arithmetic. Points are whole hundredths inside; results are exact fractions of
points and are rounded only where the rules say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.tally_rules import (
    Combination,
    RoundingStage,
    TallyRules,
    TrimScope,
)

Hundredths = int | Fraction
ExpertPoints = Mapping[str, Mapping[str, Hundredths]]
"""One expert's points: part → criterion → hundredths."""
PointsTable = Mapping[str, Mapping[str, ExpertPoints]]
"""All points: entry → expert → part → criterion → hundredths."""


@dataclass(frozen=True)
class EntryTally:
    """The figures of one entry.

    ``expert_totals`` are the weighted totals (points); ``dropped`` the experts whose totals were
    trimmed; ``final_points`` the exact result; ``criterion_means`` the mean of each criterion over
    all counted experts, keyed by (part, criterion).
    """

    entry: str
    points: Mapping[str, ExpertPoints]
    expert_totals: Mapping[str, Fraction]
    dropped: frozenset[str]
    part_points: Mapping[str, Fraction]
    final_points: Fraction

    @property
    def expert_count(self) -> int:
        return len(self.expert_totals)

    @property
    def counted(self) -> int:
        """How many totals the mean was taken over."""
        return self.expert_count - len(self.dropped)

    @cached_property
    def criterion_means(self) -> Mapping[tuple[str, str], Fraction]:
        columns: dict[tuple[str, str], list[Hundredths]] = {}
        for parts in self.points.values():
            for part, cells in parts.items():
                for criterion, points in cells.items():
                    columns.setdefault((part, criterion), []).append(points)
        return {key: _mean(column) for key, column in columns.items()}

    @property
    def spread(self) -> Fraction:
        """Highest minus lowest expert total, in points."""
        totals = self.expert_totals.values()
        return max(totals) - min(totals)


@dataclass(frozen=True, slots=True)
class Tally:
    """All entries' figures, and whether trimming could be applied to every one of them."""

    entries: Mapping[str, EntryTally]
    rules: TallyRules
    is_trimmed: bool

    @property
    def method(self) -> str:
        """The calculation as one printed sentence."""
        rounding, trim = self.rules.rounding, self.rules.trim
        stages = "、".join(stage.value for stage in RoundingStage if stage in rounding.stages)
        mean = "取全部有效专家的算术平均值"
        if self.is_trimmed:
            mean = (
                f"按{trim.scope.value}去掉 {trim.highest} 个最高分和 {trim.lowest} 个最低分后"
                "取算术平均值"
            )
        elif trim.is_wanted:
            mean += (
                f"（有小区的有效专家不足 {trim.minimum_experts} 人，全部小区均不去最高分和最低分）"
            )
        where = f"{stages}先行修约" if stages else "中间结果不修约，按精确值排名"
        return f"{mean}；{where}；得分保留 {rounding.places} 位小数（{rounding.mode.value}）。"


def collate(table: PointsTable, rules: TallyRules) -> Tally:
    """Tally every entry of the table by one and the same rules."""
    trim = rules.trim
    is_trimmed = trim.is_wanted and all(
        len(experts) >= trim.minimum_experts for experts in table.values()
    )
    entries = {
        entry: _tally_entry(entry, experts, rules, is_trimmed=is_trimmed)
        for entry, experts in table.items()
    }
    return Tally(entries, rules, is_trimmed and bool(table))


def _tally_entry(
    entry: str, experts: Mapping[str, ExpertPoints], rules: TallyRules, *, is_trimmed: bool
) -> EntryTally:
    if not experts:
        raise RuleViolation(f"“{entry}”没有任何有效得分，不能汇总。")
    totals = {expert: _expert_total(parts, rules) for expert, parts in experts.items()}
    by_total = is_trimmed and rules.trim.scope is TrimScope.TOTAL
    dropped = _dropped(totals, rules) if by_total else frozenset[str]()
    kept = {expert: parts for expert, parts in experts.items() if expert not in dropped}
    part_points = _part_points(kept, rules, is_trimmed=is_trimmed)
    if _goes_by_parts(rules, is_trimmed=is_trimmed):
        final = sum((rules.weight(part) * got for part, got in part_points.items()), Fraction())
    else:
        final = sum((totals[expert] for expert in kept), Fraction()) / len(kept)
    return EntryTally(
        entry=entry,
        points=experts,
        expert_totals=totals,
        dropped=dropped,
        part_points=part_points,
        final_points=rules.rounding.at(RoundingStage.FINAL, final),
    )


def _goes_by_parts(rules: TallyRules, *, is_trimmed: bool) -> bool:
    """Whether the figure is made of part results rather than of expert totals."""
    by_criterion = is_trimmed and rules.trim.scope is TrimScope.CRITERION
    stages = {RoundingStage.CRITERION_MEAN, RoundingStage.PART_POINTS}
    return (
        rules.combination is Combination.PART_MEANS
        or by_criterion
        or bool(stages & rules.rounding.stages)
    )


def _expert_total(parts: ExpertPoints, rules: TallyRules) -> Fraction:
    total = sum(
        (rules.weight(part) * Fraction(sum(cells.values()), 100) for part, cells in parts.items()),
        Fraction(),
    )
    return rules.rounding.at(RoundingStage.EXPERT_TOTAL, total)


def _dropped(totals: Mapping[str, Fraction], rules: TallyRules) -> frozenset[str]:
    """The experts at both ends; which of two equal totals is marked changes no figure."""
    ordered = sorted(totals, key=lambda expert: (totals[expert], expert))
    trim = rules.trim
    return frozenset(ordered[: trim.lowest]) | frozenset(ordered[len(ordered) - trim.highest :])


def _part_points(
    kept: Mapping[str, ExpertPoints], rules: TallyRules, *, is_trimmed: bool
) -> Mapping[str, Fraction]:
    parts = list(dict.fromkeys(part for cells in kept.values() for part in cells))
    by_criterion = is_trimmed and rules.trim.scope is TrimScope.CRITERION
    rounds_criteria = RoundingStage.CRITERION_MEAN in rules.rounding.stages
    compute = _by_criterion if by_criterion or rounds_criteria else _by_total
    return {
        part: rules.rounding.at(
            RoundingStage.PART_POINTS, compute(part, kept, rules, is_trimmed=by_criterion)
        )
        for part in parts
    }


def _by_total(
    part: str, kept: Mapping[str, ExpertPoints], _rules: TallyRules, *, is_trimmed: bool
) -> Fraction:
    del is_trimmed
    sums = [sum(cells[part].values()) for cells in kept.values() if part in cells]
    return _mean(sums)


def _by_criterion(
    part: str, kept: Mapping[str, ExpertPoints], rules: TallyRules, *, is_trimmed: bool
) -> Fraction:
    columns: dict[str, list[Hundredths]] = {}
    for cells in kept.values():
        for criterion, points in cells.get(part, {}).items():
            columns.setdefault(criterion, []).append(points)
    trim = rules.trim
    total = Fraction()
    for column in columns.values():
        ordered = sorted(column)
        inner = ordered[trim.lowest : len(ordered) - trim.highest] if is_trimmed else ordered
        total += rules.rounding.at(RoundingStage.CRITERION_MEAN, _mean(inner))
    return total


def _mean(hundredths: list[Hundredths]) -> Fraction:
    return Fraction(sum(hundredths)) / (100 * len(hundredths))
