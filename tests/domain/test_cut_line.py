"""A line is filled from the top, with no more of one county than the rules allow."""

from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.cut_line import CutLines, Group

COUNTIES = {
    "甲1": "甲",
    "甲2": "甲",
    "甲3": "甲",
    "乙1": "乙",
    "乙2": "乙",
    "丙1": "丙",
    "丁1": "丁",
}


def lines(*sizes: int, cap: int | None = None) -> CutLines:
    return CutLines(sizes=sizes, county_cap=cap, county_of=COUNTIES.__getitem__)


def each(*names: str) -> list[Group]:
    return [(name,) for name in names]


def test_the_third_of_a_county_is_passed_over_and_the_next_moves_up() -> None:
    filled = lines(4, cap=2).fill(4, each("甲1", "甲2", "甲3", "乙1", "丙1", "丁1"))
    assert filled.inside == ("甲1", "甲2", "乙1", "丙1")
    assert filled.passed_over == ("甲3",)
    assert not filled.contested


def test_without_a_limit_nobody_is_passed_over() -> None:
    filled = lines(3).fill(3, each("甲1", "甲2", "甲3", "乙1"))
    assert (filled.inside, filled.passed_over) == (("甲1", "甲2", "甲3"), ())


def test_a_tie_inside_the_line_is_contested_where_it_takes_the_last_seat_of_a_county() -> None:
    before = each("甲1")
    assert lines(4, cap=2).contested(before, ("甲2", "甲3")) == (4,)
    assert lines(4).contested(before, ("甲2", "甲3")) == ()


def test_a_tie_with_one_whose_county_is_full_is_no_tie_any_more() -> None:
    before = each("甲1", "甲2")
    assert lines(3, cap=2).contested(before, ("甲3", "乙1")) == ()
    assert lines(3).contested(before, ("甲3", "乙1")) == (3,)
    assert lines(3, cap=2).fill(3, [*before, ("甲3", "乙1")]).inside == ("甲1", "甲2", "乙1")


def test_too_few_counties_leave_room() -> None:
    filled = lines(3, cap=1).fill(3, each("甲1", "甲2", "甲3"))
    assert (filled.inside, filled.room) == (("甲1",), 2)
    assert filled.passed_over == ("甲2", "甲3")


def test_what_comes_after_an_open_tie_is_not_contested_too() -> None:
    assert lines(2).contested([("甲1", "乙1", "丙1")], ("甲2", "乙2")) == ()


@given(
    st.permutations(sorted(COUNTIES)), st.integers(1, 7), st.one_of(st.none(), st.integers(1, 3))
)
def test_a_line_never_holds_too_many_and_never_skips_one_it_could_take(
    order: list[str], size: int, cap: int | None
) -> None:
    filled = lines(size, cap=cap).fill(size, each(*order))
    assert len(filled.inside) <= size
    counts = {c: sum(COUNTIES[n] == c for n in filled.inside) for c in COUNTIES.values()}
    assert cap is None or max(counts.values()) <= cap
    if filled.room:
        outside = set(order) - set(filled.inside)
        assert all(cap is not None and counts[COUNTIES[name]] == cap for name in outside)
    for name in filled.passed_over:
        assert counts[COUNTIES[name]] == cap


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.integers(1, 12))
def test_without_a_limit_a_group_is_contested_just_where_the_line_runs_through_it(
    sizes: list[int], size: int
) -> None:
    names = iter(range(100))
    groups = [tuple(str(next(names)) for _ in range(count)) for count in sizes]
    free = CutLines(sizes=(size,))
    start = 0
    for at, group in enumerate(groups):
        runs_through = start < size < start + len(group)
        assert free.contested(groups[:at], group) == ((size,) if runs_through else ())
        start += len(group)
