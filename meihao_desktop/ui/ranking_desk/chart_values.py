"""What the chart shows, as plain values: a line an estate, a dot an expert, the mean, the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from meihao_desktop.domain.tally import EntryTally
from meihao_desktop.operations.rank_estates import RankingDesk
from meihao_desktop.ui.ranking_desk.place_rows import PlaceRow, Rule, cut_rules, place_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One expert's total; ``expert`` counts in the panel's order."""

    expert: int
    total: Fraction
    is_dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLine:
    """One ranked estate."""

    name: str
    mean: Fraction
    shown_mean: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartValues:
    """The whole picture; estates from the first place down."""

    experts: tuple[str, ...] = ()
    lines: tuple[ChartLine, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def totals(self) -> tuple[Fraction, ...]:
        return tuple(dot.total for line in self.lines for dot in line.dots)

    @property
    def has_dropped(self) -> bool:
        return any(dot.is_dropped for line in self.lines for dot in line.dots)


def chart_values(desk: RankingDesk) -> ChartValues:
    entries = desk.standing.tally.entries
    order = [expert.id for expert in desk.dossier.scorers.all]
    return ChartValues(
        experts=tuple(desk.dossier.scorers.label(who) for who in desk.dossier.scorers.all),
        lines=tuple(
            _line(row, entries[row.estate.id], order)
            for row in place_rows(desk)
            if row.place is not None
        ),
        rules=cut_rules(desk),
    )


def _line(row: PlaceRow, entry: EntryTally, order: Sequence[str]) -> ChartLine:
    return ChartLine(
        name=f"{row.place}　{row.estate.name}",
        mean=entry.final_points,
        shown_mean=row.points_text,
        dots=tuple(
            Dot(expert=at, total=entry.expert_totals[who], is_dropped=who in entry.dropped)
            for at, who in enumerate(order)
            if who in entry.expert_totals
        ),
    )
