"""All advice (参考分析) on one standing: figures to understand a result by, never to change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from meihao_desktop.domain.advice.agreement import (
    Agreement,
    Bearing,
    agreement_of,
    bearings_of,
)
from meihao_desktop.domain.advice.place_intervals import PlaceInterval, place_intervals
from meihao_desktop.domain.advice.severity import Estimate, Severity, severity_of
from meihao_desktop.domain.advice.totals import Totals, experts_of, places, totals_of
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.robustness import (
    Turning,
    common_figures,
    robust_sentences,
    turning_experts,
)
from meihao_desktop.domain.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertAdvice:
    """One expert: the spread of the totals given, and how they lie beside those of the others.

    ``turns`` are the sizes of the lists that would be others without this expert.
    """

    expert: PersonId
    name: str
    lowest: float
    middle: float
    highest: float
    bearing: Bearing | None
    estimate: Estimate | None
    turns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonMean:
    """An estate's figure and place by the experts who scored every estate."""

    final_points: Fraction
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Everything that is shown and printed beside the result.

    ``seed`` makes the place intervals repeatable; ``common`` is empty where everybody scored
    everything, so that there is nothing to compare.
    """

    totals: Totals
    experts: tuple[ExpertAdvice, ...]
    severity: Severity | None
    agreement: Agreement | None
    intervals: Mapping[str, PlaceInterval]
    lines: tuple[int, ...]
    seed: str
    common: Mapping[str, CommonMean]
    sentences: tuple[str, ...]


def advice_of(dossier: Dossier, standing: Standing, *, seed: str) -> Advice:
    """The advice on this standing; the same seed gives the same figures everywhere."""
    totals = totals_of(standing.tally)
    severity = severity_of(totals)
    lines = tuple(sorted(set(dossier.review_round.rules.cut_lines)))
    common = common_figures(standing.tally)
    common_places = places(common)
    turning = turning_experts(dossier, standing)
    return Advice(
        totals=totals,
        experts=_experts(dossier, totals, severity, turning),
        severity=severity,
        agreement=agreement_of(totals),
        intervals=place_intervals(totals, seed=seed, lines=lines),
        lines=lines,
        seed=seed,
        common={
            name: CommonMean(final_points=figure, place=common_places[name])
            for name, figure in common.items()
        },
        sentences=robust_sentences(dossier, standing, turning),
    )


def _experts(
    dossier: Dossier, totals: Totals, severity: Severity | None, turning: Turning
) -> tuple[ExpertAdvice, ...]:
    """In the panel's order; experts of whom nothing counts are left out."""
    present = set(experts_of(totals))
    bearings = bearings_of(totals)
    found: list[ExpertAdvice] = []
    for person in dossier.scorers.all:
        if person.id not in present:
            continue
        own = [given[person.id] for given in totals.values() if person.id in given]
        found.append(
            ExpertAdvice(
                expert=person.id,
                name=person.name,
                lowest=min(own),
                middle=median(own),
                highest=max(own),
                bearing=bearings.get(person.id),
                estimate=severity.experts[person.id] if severity else None,
                turns=turning.get(person.id, ()),
            )
        )
    return tuple(found)
