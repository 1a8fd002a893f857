"""The rows of the ranking and the lines between them."""

from decimal import Decimal

from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.ui.ranking_desk.place_rows import Mark, cut_rules, place_rows
from tests.support.builders import a_dossier, a_settlement, a_veto, settled
from tests.ui.ranking_desk.desks import a_desk

LINES = {"shortlist_size": 3, "nomination_quota": 1, "tie_chain": ()}


def test_nominations_and_shortlist_are_said_in_words() -> None:
    rows = place_rows(a_desk(a_dossier([70, 95, 90, 80], **LINES)))
    assert [(row.place, row.mark) for row in rows] == [
        (1, Mark.NOMINATED), (2, Mark.SHORTLISTED), (3, Mark.SHORTLISTED), (4, Mark.RUNNER_UP),
    ]  # fmt: skip
    assert [row.result for row in rows] == ["推荐上报", "拟公示", "拟公示", "递补第 1 位"]
    assert [row.points_text for row in rows] == ["95.00", "90.00", "80.00", "70.00"]


def test_an_undecided_tie_is_neither_in_nor_out() -> None:
    desk = a_desk(a_dossier([95, 95, 80, 70], **LINES))
    rows = place_rows(desk)
    assert [row.mark for row in rows[:2]] == [Mark.UNDECIDED, Mark.UNDECIDED]
    assert [row.place_text for row in rows[:3]] == ["1 并列", "1 并列", "3"]
    nomination, shortlist = cut_rules(desk)
    assert (nomination.after, nomination.is_decided) == (1, False)
    assert "并列未决" in nomination.label
    assert (shortlist.after, shortlist.is_decided) == (3, True)


def test_the_line_moves_down_where_a_tie_is_admitted_as_a_whole() -> None:
    dossier = a_dossier([95, 95, 80, 70], **LINES)
    tie = next(row.finding for row in a_desk(dossier).findings if row.finding.code == "tie")
    both = a_settlement(tie, Decision.BOTH_ADMITTED, order=tuple(tie.where.estate.split("+")))
    desk = a_desk(settled(dossier, both))
    nomination = cut_rules(desk)[0]
    assert (nomination.after, nomination.is_decided) == (2, True)
    assert [row.mark for row in place_rows(desk)[:2]] == [Mark.NOMINATED, Mark.NOMINATED]


def test_a_vetoed_estate_stands_last_with_its_ground() -> None:
    row = place_rows(a_desk(a_dossier([95, 90], vetoes=[a_veto(1)], **LINES)))[-1]
    assert (row.place_text, row.points_text, row.mark) == ("—", "—", Mark.VETOED)
    assert row.reason == "材料弄虚作假"


def test_an_estate_with_too_few_experts_says_why_it_is_not_ranked() -> None:
    few = [90, 90, None, None, None]
    row = place_rows(a_desk(a_dossier([95, few], **LINES)))[-1]
    assert row.mark is Mark.UNRANKED
    assert "少于 3 份" in row.reason


def test_the_number_of_experts_tells_how_many_counted() -> None:
    rows = place_rows(a_desk(a_dossier([[90, 91, 92, 93, 94], 80], **LINES)))
    assert rows[0].experts_text == "5 计 3"
    assert rows[0].shown_points == Decimal("92.00")


def test_no_line_is_drawn_where_fewer_estates_are_ranked_than_it_asks_for() -> None:
    rules = cut_rules(a_desk(a_dossier([95, 90], phase=Phase.FINAL, **LINES)))
    assert [rule.after for rule in rules] == [1, 2]
    assert cut_rules(a_desk(a_dossier([], **LINES))) == ()


def test_behind_the_last_turn_nothing_is_said() -> None:
    rows = place_rows(a_desk(a_dossier([95, 90, 80, 70, 60], runners_up=1, **LINES)))
    assert [row.result for row in rows[3:]] == ["递补第 1 位", ""]


def test_a_full_county_stays_passed_over_and_tells_its_turn() -> None:
    rules = {**LINES, "shortlist_size": 1, "county_cap": 1}
    row = place_rows(a_desk(a_dossier([95, 90], **rules)))[1]
    assert (row.mark, row.turn) == (Mark.PASSED_OVER, 1)
    assert row.reason == "递补顺序第 1 位，须本县小区退出才能递补"


def test_an_undecided_turn_is_said_and_told_what_to_do() -> None:
    desk = a_desk(a_dossier([95, 90, 80, 70, 70], **LINES))
    assert [row.mark for row in place_rows(desk)[3:]] == [Mark.UNDECIDED, Mark.UNDECIDED]
    assert "须由评审小组表决" in desk.standing.ranking.runners_up.sentence
