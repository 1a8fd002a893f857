"""The list behind the shortlist: its order, its ties, the share of a county, and who moves up."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.conflicts import tie
from meihao_desktop.domain.county import CountyId
from meihao_desktop.domain.cut_line import CutLines
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.ranking import Ranking, rank
from meihao_desktop.domain.review_round import TieStep, TieStepKind
from meihao_desktop.domain.runners_up import moving_up
from meihao_desktop.domain.standing import Standing, cut_lines_of, is_final, standing_of
from meihao_desktop.domain.tally import collate
from meihao_desktop.domain.tally_rules import TallyRules, Trim
from meihao_desktop.domain.tie_chain import TieRules, TieRuling
from tests.support.builders import a_dossier, a_settlement, estate_id, settled

NO_TRIM = TallyRules(trim=Trim(highest=0, lowest=0))
LINES = {"nomination_quota": 1, "shortlist_size": 2, "tie_chain": ()}
SPREAD = TieStep(kind=TieStepKind.SMALLER_SPREAD)


def ranked(
    *given: Sequence[int], size: int = 2, runners_up: int = 3, counties: str = "",
    cap: int | None = None, ties: TieRules | None = None,
) -> Ranking:  # fmt: skip
    """Entries A, B, C … with their experts' totals; ``counties`` has a letter for each."""
    names = [chr(ord("A") + at) for at in range(len(given))]
    table = {
        name: {f"P{at}": {"材料": {"1": points * 100}} for at, points in enumerate(totals)}
        for name, totals in zip(names, given, strict=True)
    }
    county = dict(zip(names, counties or names, strict=True))
    lines = CutLines(
        sizes=(size,), county_cap=cap, county_of=county.__getitem__, runners_up=runners_up
    )
    return rank(collate(table, NO_TRIM), cut_lines=lines, ties=ties or TieRules())


def turns(ranking: Ranking) -> list[tuple[int, str]]:
    return [(each.turn, each.entry) for each in ranking.runners_up.entries]


def admitting(points: int, *entries: str) -> TieRules:
    ruling = TieRuling(
        entries=frozenset(entries), final_points=Fraction(points), admits_all=True, sentence="批准"
    )
    return TieRules(rulings=(ruling,))


def standing(dossier: Dossier) -> Standing:
    return standing_of(dossier)


def test_those_after_the_shortlist_stand_in_their_order() -> None:
    assert turns(ranked([90], [80], [70], [60], [50], [40])) == [(1, "C"), (2, "D"), (3, "E")]


def test_a_round_that_asks_for_none_has_none() -> None:
    found = ranked([90], [80], [70], [70], runners_up=0)
    assert turns(found) == []
    assert found.is_decided


def test_fewer_estates_leave_a_shorter_list() -> None:
    assert turns(ranked([90], [80], [70])) == [(1, "C")]
    assert turns(ranked([90], [80])) == []


def test_a_tie_among_runners_up_is_broken_by_the_chain_and_told() -> None:
    found = ranked([90, 90], [80, 80], [60, 80], [70, 70], ties=TieRules(chain=(SPREAD,)))
    assert turns(found) == [(1, "D"), (2, "C")]
    assert "专家评分离散程度较小者在前" in found.sentences[0]
    assert [placing.place for placing in found.placings] == [1, 2, 3, 4]


def test_what_the_chain_cannot_tell_is_left_to_people_and_blocks() -> None:
    found = ranked([90], [80], [70], [70], [50])
    assert turns(found) == []
    assert found.runners_up.undecided == ("C", "D")
    assert not found.is_decided
    assert "递补顺序自第 1 位起并列" in found.sentences[-1]
    (open_tie,) = found.ties
    assert (open_tie.lines, open_tie.is_among_runners_up) == ((3,), True)


def test_a_tie_behind_the_last_turn_changes_nothing() -> None:
    found = ranked([90], [80], [70], [60], [50], [40], [40])
    assert turns(found) == [(1, "C"), (2, "D"), (3, "E")]
    assert found.is_decided
    assert found.ties == ()


def test_a_tie_across_the_last_turn_is_decided_too() -> None:
    found = ranked([90], [80], [70], [60], [50], [50])
    assert found.runners_up.undecided == ("E", "F")
    assert turns(found) == [(1, "C"), (2, "D")]


def test_runners_up_admitted_together_share_a_turn() -> None:
    found = ranked([90], [80], [70], [70], [50], ties=admitting(70, "C", "D"))
    assert turns(found) == [(1, "C"), (1, "D"), (3, "E")]
    assert [each.is_shared for each in found.runners_up.entries] == [True, True, False]
    assert found.is_decided


def test_who_was_admitted_beyond_the_line_is_no_runner_up() -> None:
    found = ranked([90], [80], [80], [60], ties=admitting(80, "B", "C"))
    assert turns(found) == [(1, "D")]


def test_while_the_line_is_open_nobody_is_a_runner_up() -> None:
    found = ranked([90], [80], [80], [60], [60])
    assert turns(found) == []
    assert found.runners_up.is_decided
    assert len(found.ties) == 1


def test_whose_county_is_full_keeps_the_turn_and_says_so() -> None:
    found = ranked([90], [80], [70], [60], counties="XXYZ", cap=1)
    assert found.cut_lines[0].inside == ("A", "C")
    waits = [(each.entry, each.waits_for_own_county) for each in found.runners_up.entries]
    assert waits == [("B", True), ("D", False)]


def test_tied_estates_of_one_full_county_get_turns_but_keep_their_place() -> None:
    found = ranked(
        [90, 90], [60, 80], [70, 70], [70, 70], size=2, counties="XXXY", cap=1,
        ties=TieRules(chain=(SPREAD,)),
    )  # fmt: skip
    assert found.cut_lines[0].inside == ("A", "D")
    assert turns(found) == [(1, "C"), (2, "B")]
    assert [placing.place for placing in found.placings] == [1, 2, 2, 2]


@given(st.lists(st.integers(0, 6), min_size=1, max_size=9), st.integers(0, 4))
def test_the_list_holds_the_next_in_the_order_of_places(totals: list[int], count: int) -> None:
    found = ranked(*([total] for total in totals), runners_up=count)
    inside, listed = found.inside(2), [each.entry for each in found.runners_up.entries]
    outside = [placing.entry for placing in found.placings if placing.entry not in inside]
    if found.is_decided:
        assert listed == outside[: max(count, len(listed))]
        assert len(listed) >= min(count, len(outside))
    assert not set(listed) & set(inside)


def test_whoever_leaves_is_followed_by_the_first_runner_up() -> None:
    found = ranked([90], [80], [70], [60])
    (line,) = found.cut_lines
    assert moving_up(found.runners_up, line, CutLines(sizes=(2,)), {"A"}) == ("C",)
    assert moving_up(found.runners_up, line, CutLines(sizes=(2,)), {"A", "C"}) == ("D",)
    assert moving_up(found.runners_up, line, CutLines(sizes=(2,)), {"A", "B"}) == ("C", "D")
    assert moving_up(found.runners_up, line, CutLines(sizes=(2,)), ()) == ()


def test_a_full_county_is_followed_only_by_another() -> None:
    found = ranked([90], [80], [70], [60], counties="XXYZ", cap=1)
    rules = CutLines(sizes=(2,), county_cap=1, county_of=dict(zip("ABCD", "XXYZ", strict=True)).get)  # type: ignore[arg-type]
    (line,) = found.cut_lines
    assert moving_up(found.runners_up, line, rules, {"C"}) == ("D",)
    assert moving_up(found.runners_up, line, rules, {"A"}) == ("B",)


def test_a_list_longer_than_its_size_first_shrinks() -> None:
    found = ranked([90], [80], [80], [60], ties=admitting(80, "B", "C"))
    (line,) = found.cut_lines
    assert moving_up(found.runners_up, line, CutLines(sizes=(2,)), {"A"}) == ()
    assert moving_up(found.runners_up, line, CutLines(sizes=(2,)), {"A", "B"}) == ("D",)


def test_a_shared_turn_with_too_few_seats_asks_for_a_decision() -> None:
    found = ranked([90], [80], [70], [70], ties=admitting(70, "C", "D"))
    (line,) = found.cut_lines
    with pytest.raises(RuleViolation, match="先由评审小组表决"):
        moving_up(found.runners_up, line, CutLines(sizes=(2,)), {"A"})
    assert moving_up(found.runners_up, line, CutLines(sizes=(2,)), {"A", "B"}) == ("C", "D")


def test_a_round_is_not_final_before_the_turns_are_decided() -> None:
    dossier = a_dossier([90, 80, 70, 70, 50], **LINES)
    (finding,) = tie.check(dossier)
    assert "并列跨第 3 名（递补顺序）" in finding.sentence
    assert not standing(dossier).ranking.is_decided
    assert not is_final(dossier, standing(dossier))
    order = (estate_id(4), estate_id(3))
    decided = settled(dossier, a_settlement(finding, Decision.ORDERED, order=order))
    entries = standing(decided).ranking.runners_up.entries
    assert [each.entry for each in entries] == [estate_id(4), estate_id(3), estate_id(5)]


def test_the_rules_of_the_round_say_how_many_and_refuse_a_negative_number() -> None:
    dossier = a_dossier([90, 80, 70, 60, 50], runners_up=1, **LINES)
    assert len(standing(dossier).ranking.runners_up.entries) == 1
    rules = replace(dossier.review_round.rules, runners_up=-1)
    assert rules.faults() == ("递补名单的数量不能为负；写 0 表示不列递补名单。",)
    assert cut_lines_of(dossier).runners_up == 1
    assert cut_lines_of(dossier).county_of(estate_id(1)) == CountyId("C01")
