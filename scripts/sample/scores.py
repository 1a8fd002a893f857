"""Synthetic points of five experts for seven estates, legal by the rubric and drawn by a seed.

The story: 朗悦花园 and 凯旋会花园 tie across the line of five; 专家03 must recuse from 千灯湖1号;
专家05 is far too low on 金域蓝湾; 专家02 has left out one criterion of 华发世纪城.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from meihao_desktop.domain.rubric import Criterion, CriterionKind, Rubric
from scripts.sample.chance import Chance
from scripts.sample.stories import Story

EXPERTS = ("专家01", "专家02", "专家03", "专家04", "专家05")
TARGETS = {
    "凯旋会花园": Decimal("83.6"),
    "保利花园": Decimal(80),
    "朗悦花园": Decimal("83.6"),
    "长城二花园": Decimal("88.5"),
    "华发世纪城": Decimal(86),
    "金域蓝湾": Decimal(91),
    "千灯湖1号": Decimal(93),
}
SEVERITY = dict(zip(EXPERTS, map(Decimal, ("0", "0.8", "-0.9", "0.5", "-0.6")), strict=True))
MODEL, TWIN = "朗悦花园", "凯旋会花园"
OUTLIER = ("专家05", "金域蓝湾", Decimal("69.6"))
RECUSED = ("专家03", "千灯湖1号")
MISSING = ("专家02", "华发世纪城", "8.2")
COMPARED_FIRST = ("1", "6")
SEED = 20250910

Points = dict[str, Decimal]
Table = dict[tuple[str, str], Points]


@dataclass(frozen=True)
class ScoreLine:
    """One line of scores.csv."""

    estate: str
    expert: str
    criterion: str
    points: Decimal
    reason: str


def all_points(rubric: Rubric, stories: Mapping[str, Story]) -> Table:
    """Every pair's points, the missing cell included."""
    chance = Chance(SEED)
    table: Table = {}
    for estate, target in TARGETS.items():
        fixed = _objective(rubric, stories[estate])
        for expert in EXPERTS:
            wanted = target + SEVERITY[expert] + Decimal(chance.between(-8, 8)) / 10
            if (expert, estate) == OUTLIER[:2]:
                wanted = OUTLIER[2]
            table[expert, estate] = _sheet(rubric, fixed, wanted, chance)
    for expert, points in _twin(rubric, table, chance).items():
        table[expert, TWIN] = points
    return table


def score_lines(rubric: Rubric, table: Table) -> Iterable[ScoreLine]:
    """What the experts have handed in; one cell is not among it."""
    for (expert, estate), points in table.items():
        for criterion in rubric:
            if (expert, estate, criterion.number) == MISSING:
                continue
            given = points[criterion.number]
            yield ScoreLine(estate, expert, criterion.number, given, reason_for(criterion, given))


def reason_for(criterion: Criterion, points: Decimal) -> str:
    """The short reason that full marks, zeros and deductions ask for."""
    if criterion.kind.is_objective:
        return ""
    if criterion.deductions and points < criterion.max_points:
        return f"现场核查发现安全隐患 {criterion.max_points - points:f} 处，已要求整改。"
    if points == criterion.max_points and not criterion.deductions:
        return f"{criterion.evidence}齐全，查阅属实。"
    if points < criterion.max_points / 2:
        return f"{criterion.evidence}不完整，支撑不足。"
    return ""


def _objective(rubric: Rubric, story: Story) -> Points:
    rate = Decimal(story.satisfaction[0])
    return {
        criterion.number: criterion.from_rate(rate)
        if criterion.kind is CriterionKind.RATE
        else criterion.max_points
        for criterion in rubric
        if criterion.kind.is_objective
    }


def _sheet(rubric: Rubric, fixed: Points, wanted: Decimal, chance: Chance) -> Points:
    """Start from good grades and move one criterion after another towards the total wanted."""
    points = dict(fixed)
    movable = [criterion for criterion in rubric if criterion.number not in fixed]
    for criterion in movable:
        points[criterion.number] = _choices(criterion)[1]
    for _ in range(3):
        for criterion in chance.shuffled(movable):
            gap = wanted - sum(points.values())
            now = points[criterion.number]
            best = min(_steps(criterion, now), key=lambda value: abs(gap - (value - now)))
            points[criterion.number] = best
    return points


def _choices(criterion: Criterion) -> list[Decimal]:
    """What experts give in practice, best first; hazards are at most two."""
    if criterion.levels:
        return sorted((level.points for level in criterion.levels), reverse=True)[:3]
    return [criterion.max_points - n * criterion.step for n in range(3)]


def _steps(criterion: Criterion, now: Decimal) -> list[Decimal]:
    choices = _choices(criterion)
    at = choices.index(now)
    return choices[max(0, at - 1) : at + 2]


def _twin(rubric: Rubric, table: Table, chance: Chance) -> dict[str, Points]:
    """The twin of the model: in each section the same points, dealt out in another order.

    Only criteria of one shape change places, so every sum of a section stays exactly the same.
    """
    twins: dict[str, Points] = {expert: {} for expert in EXPERTS}
    for section in rubric.sections:
        shapes: dict[tuple[CriterionKind, Decimal], list[str]] = {}
        for criterion in section.criteria:
            shapes.setdefault((criterion.kind, criterion.max_points), []).append(criterion.number)
        for numbers in shapes.values():
            places = [(expert, number) for expert in EXPERTS for number in numbers]
            dealt = chance.shuffled([table[expert, MODEL][number] for expert, number in places])
            for (expert, number), points in zip(places, dealt, strict=True):
                twins[expert][number] = points
    return twins
