"""The table that advice is worked out from: who gave which entry how many points."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from meihao_desktop.domain.tally import Tally

Totals = Mapping[str, Mapping[str, float]]
"""Points as given: entry → expert → weighted total. Advice is statistics, so floats will do."""


def totals_of(tally: Tally) -> Totals:
    """The expert totals of every entry whose experts all scored the same parts."""
    return {
        name: {expert: float(total) for expert, total in entry.expert_totals.items()}
        for name, entry in tally.entries.items()
        if entry.is_uniform
    }


def experts_of(totals: Totals) -> tuple[str, ...]:
    """Everybody who gave points, in the order of their first appearance."""
    return tuple(dict.fromkeys(expert for given in totals.values() for expert in given))


def complete(totals: Totals) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Entries that all experts scored, and those experts; both empty where there are none."""
    experts = experts_of(totals)
    entries = tuple(name for name, given in totals.items() if len(given) == len(experts))
    return (entries, experts) if entries else ((), ())


def places(figures: Mapping[str, float | Fraction]) -> Mapping[str, int]:
    """The place of each entry, highest first, equal figures sharing it: 1-2-2-4."""
    ordered = sorted(figures.values(), reverse=True)
    first: dict[float | Fraction, int] = {}
    for at, figure in enumerate(ordered, start=1):
        first.setdefault(figure, at)
    return {name: first[figure] for name, figure in figures.items()}


def midranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, lowest first; equal values share the mean of their ranks."""
    ranks = [0.0] * len(values)
    for positions in _runs(values):
        shared = sum(at + 1 for at, _ in positions) / len(positions)
        for _, index in positions:
            ranks[index] = shared
    return ranks


def _runs(values: Sequence[float]) -> Iterator[list[tuple[int, int]]]:
    """Runs of equal values in order, each as pairs of position and original index."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    run: list[tuple[int, int]] = []
    for at, index in enumerate(order):
        if run and values[index] != values[run[-1][1]]:
            yield run
            run = []
        run.append((at, index))
    if run:
        yield run
