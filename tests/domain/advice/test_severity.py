"""The additive model finds who is severe, whatever estates they were recused from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meihao_desktop.domain.advice.severity import severity_of

EXPERTS = tuple(f"专家{n:02}" for n in range(1, 6))
SHIFTS = dict(zip(EXPERTS, (-4.0, -1.0, 0.0, 2.0, 3.0), strict=True))
LEVELS = {f"E{n:02}": 70.0 + 3 * n for n in range(1, 8)}


def additive(recused: frozenset[tuple[str, str]] = frozenset()) -> dict[str, dict[str, float]]:
    return {
        estate: {who: level + SHIFTS[who] for who in EXPERTS if (who, estate) not in recused}
        for estate, level in LEVELS.items()
    }


def by_least_squares(totals: dict[str, dict[str, float]]) -> tuple[dict[str, float], list[float]]:
    """The same model by numpy: effects that add up to nothing, and their standard errors."""
    entries, experts = list(totals), sorted({w for g in totals.values() for w in g})
    rows, values = [], []
    for estate, given_points in totals.items():
        for who, points in given_points.items():
            row = [float(estate == e) for e in entries]
            row += [float(who == x) - float(who == experts[-1]) for x in experts[:-1]]
            rows.append(row)
            values.append(points)
    design, target = np.array(rows), np.array(values)
    fitted, *_ = np.linalg.lstsq(design, target, rcond=None)
    first = list(fitted[len(entries) :])
    effects = dict(zip(experts, [*first, -sum(first)], strict=True))
    freedom = len(values) - design.shape[1]
    variance = ((target - design @ fitted) ** 2).sum() / freedom
    covariance = variance * np.linalg.inv(design.T @ design)
    block = covariance[len(entries) :, len(entries) :]
    errors = [*np.sqrt(np.diag(block)), np.sqrt(block.sum())]
    return effects, [float(error) for error in errors]


def test_a_severe_expert_is_found_although_only_the_good_estates_were_theirs() -> None:
    weak = frozenset(("专家01", estate) for estate in ("E01", "E02", "E03"))
    fitted = severity_of(additive(weak))
    assert fitted is not None
    for who, shift in SHIFTS.items():
        assert fitted.experts[who].effect == pytest.approx(shift)
    assert fitted.experts["专家01"].count == 4
    assert fitted.estates["E02"] == pytest.approx(LEVELS["E02"])
    assert fitted.residual_deviation == pytest.approx(0, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_effects_and_errors_are_those_of_least_squares(data: st.DataObject) -> None:
    points = st.floats(min_value=40, max_value=100, allow_nan=False)
    totals = {
        f"E{n}": {who: data.draw(points) for who in EXPERTS if data.draw(st.integers(0, 9)) > 1}
        for n in range(6)
    }
    totals = {estate: given_points for estate, given_points in totals.items() if given_points}
    totals["E9"] = {who: data.draw(points) for who in EXPERTS}
    totals["E8"] = {who: data.draw(points) for who in EXPERTS}
    fitted = severity_of(totals)
    assert fitted is not None
    effects, errors = by_least_squares(totals)
    for who, error in zip(sorted(effects), errors, strict=True):
        estimate = fitted.experts[who]
        assert estimate.effect == pytest.approx(effects[who], abs=1e-8)
        assert estimate.standard_error == pytest.approx(error, abs=1e-6)


def test_an_interval_reaches_two_errors_to_each_side() -> None:
    totals = additive()
    totals["E01"]["专家01"] += 5
    fitted = severity_of(totals)
    assert fitted is not None
    estimate = fitted.experts["专家03"]
    assert estimate.standard_error
    assert estimate.interval == pytest.approx(
        (
            estimate.effect - 2 * estimate.standard_error,
            estimate.effect + 2 * estimate.standard_error,
        )
    )


def test_two_groups_that_share_no_estate_cannot_be_compared() -> None:
    apart = {"E1": {"甲": 80.0, "乙": 82.0}, "E2": {"丙": 70.0, "丁": 90.0}}
    assert severity_of(apart) is None


def test_two_large_groups_without_a_shared_estate_are_told_from_two_with_one() -> None:
    groups = [f"专家{n:02}" for n in range(1, 16)], [f"专家{n:02}" for n in range(16, 31)]
    totals = {
        f"E{n}": {who: 60.0 + n % 31 + at % 5 for at, who in enumerate(groups[n % 2])}
        for n in range(350)
    }
    assert severity_of(totals) is None
    totals["E350"] = {groups[0][0]: 80.0, groups[1][0]: 83.0}
    fitted = severity_of(totals)
    assert fitted is not None
    effects = [fitted.experts[group[0]].effect for group in groups]
    assert effects[1] - effects[0] == pytest.approx(3)


@pytest.mark.parametrize(
    "totals", [{}, {"E1": {"甲": 80.0, "乙": 82.0}}, {"E1": {"甲": 80.0}, "E2": {"甲": 81.0}}]
)
def test_too_little_is_no_model(totals: dict[str, dict[str, float]]) -> None:
    assert severity_of(totals) is None


def test_without_a_degree_of_freedom_there_is_no_error_and_no_interval() -> None:
    fitted = severity_of({"E1": {"甲": 80.0, "乙": 82.0}, "E2": {"甲": 70.0}})
    assert fitted is not None
    assert fitted.degrees_of_freedom == 0
    assert fitted.experts["乙"].effect == pytest.approx(1)
    assert fitted.experts["乙"].interval is None
