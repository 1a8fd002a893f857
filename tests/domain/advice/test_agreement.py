"""Agreement is that of the textbooks and of an independent library."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare, spearmanr

from meihao_desktop.domain.advice.agreement import agreement_of, bearings_of, spearman

# P. E. Shrout and J. L. Fleiss (1979), table 2: six targets, four judges.
SHROUT_AND_FLEISS = (
    (9, 2, 5, 8),
    (6, 1, 3, 2),
    (8, 4, 6, 8),
    (7, 1, 2, 6),
    (10, 5, 6, 9),
    (6, 2, 4, 7),
)


def as_totals(table: tuple[tuple[float, ...], ...]) -> dict[str, dict[str, float]]:
    return {
        f"E{row}": {f"专家{column:02}": float(value) for column, value in enumerate(values, 1)}
        for row, values in enumerate(table, 1)
    }


def test_the_published_intraclass_correlations_come_out() -> None:
    found = agreement_of(as_totals(SHROUT_AND_FLEISS))
    assert found is not None
    assert (found.entries, found.experts) == (6, 4)
    assert found.single == pytest.approx(0.29, abs=0.005)
    assert found.panel == pytest.approx(0.62, abs=0.005)


@settings(max_examples=80, deadline=None)
@given(
    st.integers(3, 8).flatmap(
        lambda columns: st.lists(
            st.tuples(*[st.integers(60, 70)] * columns), min_size=3, max_size=9
        )
    )
)
def test_kendalls_w_is_friedmans_statistic_ties_included(table: list[tuple[int, ...]]) -> None:
    found = agreement_of(as_totals(tuple(table)))
    assert found is not None
    columns = list(zip(*table, strict=True))
    if all(len(set(column)) == 1 for column in columns):
        assert found.kendall_w is None
        return
    statistic = friedmanchisquare(*table).statistic  # rows are compared, experts are the blocks
    assert found.kendall_w == pytest.approx(statistic / (len(columns) * (len(table) - 1)))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=20))
def test_spearman_is_that_of_the_library(pairs: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    if len(set(first)) == 1 or len(set(second)) == 1:
        assert spearman(first, second) is None
    else:
        assert spearman(first, second) == pytest.approx(spearmanr(first, second).statistic)


def test_the_same_order_everywhere_is_full_agreement() -> None:
    found = agreement_of(as_totals(((70, 80), (75, 82), (90, 95))))
    assert found is not None
    assert found.kendall_w == pytest.approx(1)


def test_only_estates_that_all_scored_are_compared() -> None:
    totals = as_totals(SHROUT_AND_FLEISS)
    del totals["E1"]["专家01"]
    found = agreement_of(totals)
    assert found is not None
    assert found.entries == 5


def test_too_few_common_estates_say_nothing() -> None:
    assert agreement_of(as_totals(((70, 80), (75, 82)))) is None
    assert agreement_of({"E1": {"甲": 1.0}, "E2": {"甲": 2.0}, "E3": {"甲": 3.0}}) is None


def test_equal_points_everywhere_have_no_correlation() -> None:
    found = agreement_of(as_totals(((80, 80), (80, 80), (80, 80))))
    assert found is not None
    assert (found.kendall_w, found.single, found.panel) == (None, None, None)


def test_an_expert_is_measured_against_the_mean_of_the_others() -> None:
    totals = {
        "E1": {"甲": 90.0, "乙": 80.0, "丙": 84.0},
        "E2": {"甲": 70.0, "乙": 76.0, "丙": 80.0},
        "E3": {"甲": 60.0, "乙": 90.0},
        "E4": {"丙": 50.0},
    }
    found = bearings_of(totals)
    assert found["甲"].count == 3
    assert found["甲"].mean_deviation == pytest.approx((90 + 70 + 60) / 3 - (82 + 78 + 90) / 3)
    assert found["甲"].order_agreement == pytest.approx(-0.5)
    assert found["丙"].count == 2
    assert found["丙"].order_agreement is None


def test_somebody_who_scored_alone_is_compared_with_nobody() -> None:
    found = bearings_of({"E1": {"甲": 80.0, "乙": 82.0}, "E2": {"丙": 70.0}})
    assert set(found) == {"甲", "乙"}
