"""What the advice charts show, as plain values: severity, place intervals, the profile."""

from dataclasses import dataclass

from meihao_desktop.domain.advice.readings import (
    effect_text,
    inside_text,
    interval_text,
    severity_reading,
)
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.profile import profile_of
from meihao_desktop.domain.score_sheet import points_text
from meihao_desktop.operations.advise import AdviceDesk

_MOST_TICKS = 12
Reference = tuple[float, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeRow:
    """One line: a dot, an interval where there is one, another mark to compare with, words."""

    label: str
    told: str
    middle: float
    low: float | None = None
    high: float | None = None
    other: float | None = None

    @property
    def ends(self) -> tuple[float, ...]:
        known = (self.middle, self.low, self.high, self.other)
        return tuple(figure for figure in known if figure is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeValues:
    """A whole chart; ``references`` are upright lines with their words, ``key`` tells the marks."""

    rows: tuple[RangeRow, ...] = ()
    least: float = 0.0
    most: float = 1.0
    ticks: tuple[Reference, ...] = ()
    references: tuple[Reference, ...] = ()
    key: str = ""


def severity_values(desk: AdviceDesk) -> RangeValues:
    """Effects of all experts, the most severe first."""
    known = [(e.name, e.estimate) for e in desk.advice.experts if e.estimate is not None]
    rows = tuple(
        RangeRow(
            label=name,
            told=f"{effect_text(estimate)}　{severity_reading(estimate)}",
            middle=estimate.effect,
            low=estimate.interval[0] if estimate.interval else None,
            high=estimate.interval[1] if estimate.interval else None,
        )
        for name, estimate in sorted(known, key=lambda pair: pair[1].effect)
    )
    reach = 1.08 * max((abs(end) for row in rows for end in row.ends), default=1.0) or 1.0
    return RangeValues(
        rows=rows,
        least=-reach,
        most=reach,
        references=((0.0, "各位均值"),),
        key="● 宽严（分）　├─┤ 两个标准误差　左为偏严，右为偏宽",
    )


def interval_values(desk: AdviceDesk) -> RangeValues:
    """Places of all ranked estates with their intervals, the first place on top."""
    advice, ranking = desk.advice, desk.standing.ranking
    rows: list[RangeRow] = []
    for placing in ranking.placings:
        interval = advice.intervals.get(placing.entry)
        if interval is None:
            continue
        inside = "　".join(inside_text(interval, line) for line in advice.lines)
        rows.append(
            RangeRow(
                label=f"{placing.place}　{desk.dossier.estate_name(placing.entry)}",
                told=f"{interval_text(interval)}　{inside}",
                middle=placing.place,
                low=interval.best,
                high=interval.worst,
            )
        )
    last = max(len(rows), 1)
    step = next(step for step in (1, 2, 5, 10) if last / step <= _MOST_TICKS or step == 10)
    places = sorted({1, *range(step, last + 1, step)})
    return RangeValues(
        rows=tuple(rows),
        least=0.0,
        most=last + 1.0,
        ticks=tuple((float(place), str(place)) for place in places if place <= last),
        references=tuple((line + 0.5, f"前 {line} 名") for line in advice.lines if line < last),
        key=f"● 实际名次　├─┤ 换一批同类专家时的名次（中间九成）　{_chances(advice.lines)}",
    )


def profile_values(desk: AdviceDesk, estate: EstateId) -> RangeValues:
    """The sections of one estate as shares of their maximum, beside the mean of all."""
    rounding = desk.standing.tally.rules.rounding
    rows = tuple(
        RangeRow(
            label=f"{line.section.number} {line.section.name}",
            told=f"{rounding.shown(line.points)}　均 {rounding.shown(line.mean)}　"
            f"满 {points_text(line.section.max_points)}",
            middle=100 * line.share,
            other=100 * line.mean_share,
        )
        for line in profile_of(desk.dossier, desk.standing, estate)
    )
    least = min((end for row in rows for end in row.ends), default=0.0)
    start = max(0.0, 10 * (least // 10) - 5)
    return RangeValues(
        rows=rows,
        least=start,
        most=102.0,
        ticks=tuple((float(t), f"{t}%") for t in range(0, 101, 10) if t >= start),
        key="● 本小区得分率　┃ 全体小区均值",
    )


def _chances(lines: tuple[int, ...]) -> str:
    return f"百分数：进入{'、'.join(f'前 {line} 名' for line in lines)}的机会"
