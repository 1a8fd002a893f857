"""The table behind the advice."""

from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from meihao_desktop.domain.advice.totals import complete, experts_of, midranks, places, totals_of
from meihao_desktop.domain.tally import collate
from meihao_desktop.domain.tally_rules import Combination, TallyRules


@given(st.lists(st.integers(0, 6), min_size=1, max_size=30))
def test_equal_values_share_the_mean_of_their_ranks(values: list[int]) -> None:
    assert midranks(values) == list(rankdata(values))


def test_equal_figures_share_a_place_and_the_next_is_skipped() -> None:
    assert places({"甲": 90, "乙": 85, "丙": 85, "丁": 80}) == {"甲": 1, "乙": 2, "丙": 2, "丁": 4}


def test_only_entries_with_everybody_are_complete() -> None:
    totals = {"E1": {"甲": 1.0, "乙": 2.0}, "E2": {"甲": 1.0}}
    assert experts_of(totals) == ("甲", "乙")
    assert complete(totals) == (("E1",), ("甲", "乙"))
    assert complete({"E1": {"甲": 1.0}, "E2": {"乙": 1.0}}) == ((), ())


def test_totals_are_points_and_leave_uneven_entries_out() -> None:
    table = {
        "E1": {"甲": {"材料": {"1": 8050}, "现场": {"2": 900}}, "乙": {"材料": {"1": 7000}}},
        "E2": {"甲": {"材料": {"1": 6000}, "现场": {"2": 850}}},
    }
    tally = collate(table, TallyRules(combination=Combination.PART_MEANS))
    assert totals_of(tally) == {"E2": {"甲": 68.5}}


def test_nothing_has_no_ranks() -> None:
    assert midranks([]) == []
