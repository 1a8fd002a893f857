"""Severity (宽严): how much an expert gives more or less than the others for the same estates.

The two-way additive model: total = overall mean + estate + expert. Because every expert is
compared only on the estates they scored, somebody who was recused from good estates does not look
severe. Least squares, exact on the small system of experts (performance rests on that: the system
has one row an expert, however many estates there are).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import sqrt

from meihao_desktop.domain.advice.totals import Totals, experts_of

FEWEST_EXPERTS = 2
FEWEST_ENTRIES = 2
_TINY = 1e-9
"""A pivot below this share of the largest one is nothing but rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An expert's effect in points against the mean of all experts, and its standard error.

    Negative is severe, positive is lenient. ``standard_error`` is ``None`` where no degree of
    freedom is left to estimate it from.
    """

    effect: float
    standard_error: float | None
    count: int

    @property
    def interval(self) -> tuple[float, float] | None:
        """About 95 %: two standard errors to each side."""
        if self.standard_error is None:
            return None
        reach = 2 * self.standard_error
        return self.effect - reach, self.effect + reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    """The fitted model; ``estates`` are the means that a neutral expert would have given."""

    experts: Mapping[str, Estimate]
    estates: Mapping[str, float]
    residual_deviation: float | None
    degrees_of_freedom: int


def severity_of(totals: Totals) -> Severity | None:
    """The model of this table; ``None`` where it cannot tell experts and estates apart.

    That is so with fewer than two experts or estates, and where the panel falls into groups that
    share no estate.
    """
    experts = experts_of(totals)
    if len(experts) < FEWEST_EXPERTS or len(totals) < FEWEST_ENTRIES:
        return None
    matrix, right = _normal_equations(totals, experts)
    inverse = _inverse(_bordered(matrix))
    if inverse is None:
        return None
    effects = dict(zip(experts, _times(inverse, right), strict=True))
    estates = {
        name: sum(points - effects[who] for who, points in given.items()) / len(given)
        for name, given in totals.items()
    }
    residuals = [
        points - estates[name] - effects[who]
        for name, given in totals.items()
        for who, points in given.items()
    ]
    freedom = len(residuals) - len(totals) - len(experts) + 1
    deviation = sqrt(sum(r * r for r in residuals) / freedom) if freedom > 0 else None
    counts = Counter(chain.from_iterable(totals.values()))
    share = 1 / len(experts)
    return Severity(
        experts={
            who: Estimate(
                effect=effects[who],
                standard_error=(
                    None if deviation is None else deviation * sqrt(max(0.0, inverse[i][i] - share))
                ),
                count=counts[who],
            )
            for i, who in enumerate(experts)
        },
        estates=estates,
        residual_deviation=deviation,
        degrees_of_freedom=max(0, freedom),
    )


def _normal_equations(
    totals: Totals, experts: Sequence[str]
) -> tuple[list[list[float]], list[float]]:
    """The equations of the experts after the estates have been eliminated.

    Most estates are scored by nearly all experts, so it is the absent pairs that are counted.
    """
    at = {who: index for index, who in enumerate(experts)}
    size = len(experts)
    matrix = [[0.0] * size for _ in range(size)]
    right = [0.0] * size
    counts = [0] * size
    shared = 0.0  # what is taken from every pair of experts
    absences = [0.0] * size  # and given back to all pairs of an expert
    for given in totals.values():
        mean, weight = sum(given.values()) / len(given), 1 / len(given)
        indices = [at[who] for who in given]
        for index, points in zip(indices, given.values(), strict=True):
            right[index] += points - mean
            counts[index] += 1
        if 2 * len(given) > size:
            shared += weight
            indices = _others(indices, size) if len(given) < size else []
            for i in indices:
                absences[i] += weight
        for i in indices:
            row = matrix[i]
            for j in indices:
                row[j] -= weight
    for i, row in enumerate(matrix):
        given_back = absences[i] - shared
        matrix[i] = [value + given_back + back for value, back in zip(row, absences, strict=True)]
        matrix[i][i] += counts[i]
    return matrix, right


def _others(indices: Sequence[int], size: int) -> list[int]:
    """The experts who are not among these."""
    there = set(indices)
    return [index for index in range(size) if index not in there]


def _bordered(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """The same equations with the condition that the effects add up to nothing."""
    share = 1 / len(matrix)
    return [[value + share for value in row] for row in matrix]


def _inverse(matrix: list[list[float]]) -> list[list[float]] | None:
    """Gauss and Jordan in place; ``None`` where the experts are not connected.

    The matrix is symmetric and, where they are connected, positive definite: the diagonal gives
    good pivots in its own order.
    """
    rows = [list(row) for row in matrix]
    least = _TINY * max(row[at] for at, row in enumerate(rows))
    for column, base in enumerate(rows):
        lead = base[column]
        if lead < least:
            return None
        base[column] = 1.0
        base[:] = [value / lead for value in base]
        for other, row in enumerate(rows):
            factor = row[column]
            if other != column and factor:
                row[column] = 0.0
                row[:] = [v - factor * b for v, b in zip(row, base, strict=True)]
    return rows


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]
