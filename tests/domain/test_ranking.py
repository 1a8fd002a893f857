"""Places, shared places, the tie chain and both cut lines."""

# ruff: noqa: ANN401 -- fields of the tie rules are passed on

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.ranking import Ranking, rank
from meihao_desktop.domain.review_round import TieStep, TieStepKind
from meihao_desktop.domain.tally import PointsTable, collate
from meihao_desktop.domain.tally_rules import Combination, TallyRules, Trim
from meihao_desktop.domain.tie_chain import TieRules, TieRuling

NO_TRIM = TallyRules(trim=Trim(highest=0, lowest=0))
PART = "材料"
SECTION_1 = TieStep(kind=TieStepKind.SECTION, section="1")
SECTION_2 = TieStep(kind=TieStepKind.SECTION, section="2")
HEADS = TieStep(kind=TieStepKind.HEAD_TO_HEAD)
SPREAD = TieStep(kind=TieStepKind.SMALLER_SPREAD)
VOTE = TieStep(kind=TieStepKind.VOTE)


def table_of(totals: Mapping[str, Sequence[int]]) -> PointsTable:
    return {
        entry: {f"P{at}": {PART: {"1": points * 100}} for at, points in enumerate(given)}
        for entry, given in totals.items()
    }


def ranked(
    totals: Mapping[str, Sequence[int]], lines: Sequence[int] = (2, 5), **ties: Any
) -> Ranking:
    return rank(collate(table_of(totals), NO_TRIM), cut_lines=lines, ties=TieRules(**ties))


def flat(*totals: int) -> dict[str, list[int]]:
    """Entries A, B, C … with one total each."""
    return {chr(ord("A") + at): [total] for at, total in enumerate(totals)}


def places(ranking: Ranking) -> list[int]:
    return [placing.place for placing in ranking.placings]


def ruling(points: int, *order: str, admits_all: bool = False) -> TieRuling:
    return TieRuling(
        entries=frozenset(order),
        final_points=Fraction(points),
        order=() if admits_all else order,
        admits_all=admits_all,
        sentence="经评审小组表决",
    )


def test_equal_figures_share_a_place_and_the_next_one_is_skipped() -> None:
    ranking = ranked(flat(95, 90, 90, 80), lines=(1,))
    assert places(ranking) == [1, 2, 2, 4]
    assert [placing.is_shared for placing in ranking.placings] == [False, True, True, False]


@given(st.lists(st.integers(0, 6), min_size=1, max_size=9), st.integers(1, 10), st.integers(1, 10))
def test_a_better_figure_never_stands_behind_a_worse_one(
    totals: list[int], first: int, second: int
) -> None:
    ranking = ranked(flat(*totals), lines=(first, second))
    figures = [placing.final_points for placing in ranking.placings]
    assert figures == sorted(totals, reverse=True)
    for placing in ranking.placings:
        assert placing.place == 1 + sum(total > placing.final_points for total in totals)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_receipt_changes_no_place(totals: list[int], chance: Any) -> None:
    entries = list(flat(*totals).items())
    shuffled = entries.copy()
    chance.shuffle(shuffled)
    chain = {"chain": (SECTION_1, HEADS, SPREAD, VOTE)}
    assert ranked(dict(entries), **chain) == ranked(dict(shuffled), **chain)


def test_a_tie_inside_the_line_is_left_as_it_is() -> None:
    ranking = ranked(flat(90, 90, 80), lines=(2,))
    assert ranking.is_decided
    assert ranking.inside(2) == ("A", "B")
    assert ranking.ties == ()
    assert ranking.sentences == ()


def test_a_tie_across_the_line_is_undecided_and_told() -> None:
    ranking = ranked(flat(95, 90, 90), lines=(2,))
    assert not ranking.is_decided
    (line,) = ranking.cut_lines
    assert line.inside == ("A",)
    assert line.undecided == ("B", "C")
    assert "B、C得分相同，并列跨第 2 名" in line.sentence
    assert ranking.ties[0].lines == (2,)


def test_more_places_than_entries_take_everybody_in() -> None:
    ranking = ranked(flat(90, 90), lines=(2, 5))
    assert ranking.is_decided
    assert ranking.inside(5) == ("A", "B")
    assert ranking.inside(7) == ()


def test_a_ranking_of_nobody_is_decided() -> None:
    ranking = ranked({})
    assert ranking.is_decided
    assert ranking.placings == ()
    assert ranking.placing("A") is None


def test_one_tie_may_stand_across_both_lines() -> None:
    ranking = ranked(flat(99, 90, 90, 90, 90, 90, 10))
    assert [tie.lines for tie in ranking.ties] == [(2, 5)]
    assert [line.undecided for line in ranking.cut_lines] == [("B", "C", "D", "E", "F")] * 2
    assert len(ranking.sentences) == 2


def test_a_ruling_orders_a_tie_across_both_lines() -> None:
    decided = ranking_with(ruling(90, "F", "E", "D", "C", "B"))
    assert decided.is_decided
    assert decided.inside(2) == ("A", "F")
    assert decided.inside(5) == ("A", "F", "E", "D", "C")
    assert places(decided) == [1, 2, 3, 4, 5, 6, 7]
    assert decided.sentences == ("B、C、D、E、F得分同为 90.00，经评审小组表决。",)


def test_a_ruling_may_admit_the_whole_tie() -> None:
    admitted = ranking_with(ruling(90, "B", "C", "D", "E", "F", admits_all=True))
    assert admitted.is_decided
    assert admitted.inside(2) == ("A", "B", "C", "D", "E", "F")
    assert places(admitted) == [1, 2, 2, 2, 2, 2, 7]
    assert admitted.sentences[0].endswith("经评审小组表决。")


@pytest.mark.parametrize(
    "outdated",
    [
        ruling(91, "B", "C", "D", "E", "F"),
        ruling(90, "B", "C"),
        ruling(90, "B", "C", "D", "E", "G"),
        TieRuling(
            entries=frozenset("BCDEF"), final_points=Fraction(90), order=("B", "B", "C", "D", "E")
        ),
    ],
)
def test_a_ruling_for_another_group_or_figure_decides_nothing(outdated: TieRuling) -> None:
    assert not ranking_with(outdated).is_decided


def ranking_with(decision: TieRuling) -> Ranking:
    return ranked(flat(99, 90, 90, 90, 90, 90, 10), rulings=[decision], chain=(VOTE,))


def by_name(**figures: int) -> dict[str, Any]:
    """A measure of sections that knows these figures: entry and section number in one name."""
    return {
        "section_points": lambda entry, number: Fraction(figures.get(f"{entry.entry}{number}", 0)),
        "section_name": lambda number: {"1": "居民满意度", "2": "党建引领"}[number],
    }


def test_the_section_named_first_breaks_the_tie_and_says_so() -> None:
    ranking = ranked(flat(95, 90, 90), lines=(2,), chain=(SECTION_1, VOTE), **by_name(B1=13, C1=14))
    assert ranking.inside(2) == ("A", "C")
    assert ranking.sentences == (
        "B、C得分同为 90.00，按第 1 部分“居民满意度”得分比较，C 14.00，B 13.00。",
    )
    placing = ranking.placing("B")
    assert placing is not None
    assert placing.place == 3
    assert "居民满意度" in placing.explanation


def test_what_one_step_leaves_tied_goes_to_the_next_step() -> None:
    ranking = ranked(
        flat(90, 90, 90, 90),
        lines=(2,),
        chain=(SECTION_1, SECTION_2, VOTE),
        **by_name(A1=5, B1=5, C1=5, D1=9, A2=1, B2=2, C2=3),
    )
    assert ranking.is_decided
    assert [placing.entry for placing in ranking.placings] == ["D", "C", "B", "A"]
    assert len(ranking.sentences) == 2
    placing = ranking.placing("C")
    assert placing is not None
    assert "居民满意度" in placing.explanation
    assert "党建引领" in placing.explanation


def test_a_part_of_the_tie_that_no_longer_crosses_the_line_stays_shared() -> None:
    ranking = ranked(
        flat(90, 90, 90), lines=(1,), chain=(SECTION_1, SECTION_2), **by_name(A1=9, B2=1)
    )
    assert places(ranking) == [1, 2, 2]


def test_figures_that_look_alike_in_a_step_are_told_with_more_places() -> None:
    figures = {"A": Fraction("13.3331"), "B": Fraction("13.3332")}
    ranking = ranked(
        flat(90, 90),
        lines=(1,),
        chain=(SECTION_1,),
        section_points=lambda entry, _number: figures[entry.entry],
    )
    assert "B 13.3332，A 13.3331" in ranking.sentences[0]


def test_two_tied_entries_are_compared_by_the_experts_who_judged_both() -> None:
    ranking = ranked({"A": [80, 80, 91], "B": [81, 81, 89]}, lines=(1,), chain=(HEADS,))
    assert ranking.inside(1) == ("B",)
    assert "B 2.00，A 1.00" in ranking.sentences[0]


def test_three_tied_entries_are_not_compared_in_pairs() -> None:
    totals = {"A": [80, 80, 91], "B": [81, 81, 89], "C": [90, 80, 81]}
    assert not ranked(totals, lines=(1,), chain=(HEADS,)).is_decided


def test_the_smaller_spread_comes_first() -> None:
    ranking = ranked({"A": [80, 90], "B": [84, 86]}, lines=(1,), chain=(SPREAD,))
    assert ranking.inside(1) == ("B",)
    assert "B 2.00，A 10.00" in ranking.sentences[0]


def test_spreads_are_not_compared_where_experts_scored_different_parts() -> None:
    table = {
        entry: {"M": {"材料": {"1": one}}, "X": {"现场": {"2": two}}}
        for entry, one, two in (("A", 8000, 9000), ("B", 8500, 8500))
    }
    rules = TallyRules(trim=Trim(highest=0, lowest=0), combination=Combination.PART_MEANS)
    ties = TieRules(chain=(SPREAD,))
    assert not rank(collate(table, rules), cut_lines=(1,), ties=ties).is_decided


def test_a_step_without_a_measure_breaks_nothing() -> None:
    assert not ranked(flat(90, 90), lines=(1,), chain=(SECTION_1,)).is_decided


def test_figures_that_look_alike_in_print_are_ranked_exactly_and_told() -> None:
    table = {
        "A": {f"P{at}": {PART: {"1": points}} for at, points in enumerate((9033, 9033, 9034))},
        "B": {f"P{at}": {PART: {"1": points}} for at, points in enumerate((9033, 9033, 9033))},
        "C": {f"P{at}": {PART: {"1": points}} for at, points in enumerate((8000, 8000, 8000))},
    }
    ranking = rank(collate(table, NO_TRIM), cut_lines=(1,), ties=TieRules())
    assert places(ranking) == [1, 2, 3]
    assert ranking.sentences == (
        "保留 2 位小数同为 90.33 的，按精确值排先后：A 90.333，B 90.330。",
    )
