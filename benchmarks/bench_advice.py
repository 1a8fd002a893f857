"""The severity model in plain Python beside numpy's exact solve of the same equations.

Prints milliseconds and ratios for the panel's own size and for a large one, 5 % of pairs missing.
The goals: 5 ms at 35 × 15, five times the exact solve at 350 × 30, and the same result.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial
from itertools import islice

import numpy as np

from meihao_desktop.domain.advice.place_intervals import chance
from meihao_desktop.domain.advice.severity import severity_of
from meihao_desktop.domain.advice.totals import Totals, experts_of

RUNS = 15


def a_table(entries: int, experts: int) -> Totals:
    """Synthetic totals: level of the entry, lean of the expert, noise; repeatable."""
    stream = chance(f"{entries}x{experts}")
    table: dict[str, dict[str, float]] = {}
    for entry in range(entries):
        numbers = list(islice(stream, experts))
        table[f"E{entry}"] = {
            f"P{expert}": 70 + entry % 17 + expert % 7 + number % 500 / 100
            for expert, number in enumerate(numbers)
            if number % 20 or expert == entry % experts
        }
    return table


def by_numpy(totals: Totals) -> dict[str, float]:
    """The exact solve on pair sums, experts only."""
    experts, entries = experts_of(totals), list(totals)
    points = np.full((len(entries), len(experts)), np.nan)
    at = {who: index for index, who in enumerate(experts)}
    for row, name in enumerate(entries):
        for who, value in totals[name].items():
            points[row, at[who]] = value
    has = ~np.isnan(points)
    counts = has.sum(axis=1)
    weights = has / np.sqrt(counts)[:, None]
    matrix = np.diag(has.sum(axis=0)) - weights.T @ weights + 1 / len(experts)
    centred = np.where(has, points - (np.nansum(points, axis=1) / counts)[:, None], 0)
    return dict(zip(experts, np.linalg.solve(matrix, centred.sum(axis=0)), strict=True))


def milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def main() -> None:
    for entries, experts in ((35, 15), (350, 30)):
        totals = a_table(entries, experts)
        ours = severity_of(totals)
        theirs = by_numpy(totals)
        assert ours is not None  # noqa: S101 -- a table of this size always has a model
        apart = max(abs(ours.experts[who].effect - theirs[who]) for who in theirs)
        pairs = [
            (milliseconds(partial(severity_of, totals)), milliseconds(partial(by_numpy, totals)))
            for _ in range(RUNS)
        ]
        own, exact = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"{entries:4} × {experts}   ours {own:6.2f} ms   numpy {exact:6.2f} ms"
            f"   × {own / exact:.2f}   largest difference {apart:.1e}"
        )


if __name__ == "__main__":
    main()
