"""Agreement (一致性): how far the experts see the estates alike.

Kendall's W compares orders, the intraclass correlation compares points; both look at the estates
that every expert scored. Sources: M. G. Kendall, Rank Correlation Methods, with the correction for
ties; P. E. Shrout and J. L. Fleiss, Psychological Bulletin 86 (1979), two-way random effects.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from statistics import fmean, pstdev

from meihao_desktop.domain.advice.totals import Totals, complete, experts_of, midranks

FEWEST_ENTRIES = 3
FEWEST_EXPERTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The panel as a whole, over ``entries`` estates that all ``experts`` scored.

    ``kendall_w`` runs from 0 (no agreement) to 1 (same order everywhere). ``single`` and ``panel``
    are ICC(2,1) and ICC(2,k): how far one expert's, and the panel's mean, points can be relied
    on. ``None`` where nothing varies.
    """

    entries: int
    experts: int
    kendall_w: float | None
    single: float | None
    panel: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """One expert beside the others; deviations in points over the estates they scored.

    ``order_agreement`` is Spearman's correlation with the means of the others, ``None`` where one
    side does not vary.
    """

    count: int
    mean_deviation: float
    own_spread: float
    order_agreement: float | None


def agreement_of(totals: Totals) -> Agreement | None:
    """The agreement of the panel; ``None`` where too few estates were scored by all."""
    entries, experts = complete(totals)
    if len(entries) < FEWEST_ENTRIES or len(experts) < FEWEST_EXPERTS:
        return None
    table = [[totals[name][who] for who in experts] for name in entries]
    single, panel = _intraclass(table)
    return Agreement(
        entries=len(entries),
        experts=len(experts),
        kendall_w=_kendall_w(table),
        single=single,
        panel=panel,
    )


def bearings_of(totals: Totals) -> Mapping[str, Bearing]:
    """Every expert against the mean of the others, estate by estate."""
    found: dict[str, Bearing] = {}
    for who in experts_of(totals):
        pairs = [
            (given[who], fmean(points for other, points in given.items() if other != who))
            for given in totals.values()
            if who in given and len(given) > 1
        ]
        if pairs:
            own, others = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
            found[who] = Bearing(
                count=len(pairs),
                mean_deviation=fmean(own) - fmean(others),
                own_spread=pstdev(own),
                order_agreement=spearman(own, others),
            )
    return found


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Correlation of the two orders, equal values sharing their mean rank."""
    if len(first) < FEWEST_ENTRIES:
        return None
    return _pearson(midranks(first), midranks(second))


def _pearson(first: Sequence[float], second: Sequence[float]) -> float | None:
    mean_first, mean_second = fmean(first), fmean(second)
    together = sum((a - mean_first) * (b - mean_second) for a, b in zip(first, second, strict=True))
    apart = sum((a - mean_first) ** 2 for a in first) * sum((b - mean_second) ** 2 for b in second)
    return together / sqrt(apart) if apart > 0 else None


def _kendall_w(table: Sequence[Sequence[float]]) -> float | None:
    size, judges = len(table), len(table[0])
    columns = [list(column) for column in zip(*table, strict=True)]
    ranked = [midranks(column) for column in columns]
    sums = [sum(ranks) for ranks in zip(*ranked, strict=True)]
    middle = judges * (size + 1) / 2
    ties = sum(_tie_term(column) for column in columns)
    most = judges**2 * (size**3 - size) - judges * ties
    return 12 * sum((total - middle) ** 2 for total in sums) / most if most > 0 else None


def _tie_term(column: Sequence[float]) -> int:
    sizes = (len(list(run)) for _, run in groupby(sorted(column)))
    return sum(size**3 - size for size in sizes)


def _intraclass(table: Sequence[Sequence[float]]) -> tuple[float | None, float | None]:
    """ICC(2,1) and ICC(2,k) from the mean squares of rows, columns and error."""
    n, k = len(table), len(table[0])
    grand = fmean(value for row in table for value in row)
    row_means = [fmean(row) for row in table]
    column_means = [fmean(column) for column in zip(*table, strict=True)]
    rows = k * sum((mean - grand) ** 2 for mean in row_means)
    columns = n * sum((mean - grand) ** 2 for mean in column_means)
    everything = sum((value - grand) ** 2 for row in table for value in row)
    msr, msc = rows / (n - 1), columns / (k - 1)
    mse = max(0.0, everything - rows - columns) / ((n - 1) * (k - 1))
    single = msr + (k - 1) * mse + k * (msc - mse) / n
    panel = msr + (msc - mse) / n
    return (
        (msr - mse) / single if single > 0 else None,
        (msr - mse) / panel if panel > 0 else None,
    )
