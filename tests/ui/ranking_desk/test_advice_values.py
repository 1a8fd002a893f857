"""What the advice charts show: every name, every interval, words for what the marks say."""

from meihao_desktop.ui.ranking_desk.advice_values import (
    RangeRow,
    interval_values,
    profile_values,
    severity_values,
)
from meihao_desktop.ui.ranking_desk.common_rows import common_rows
from tests.support.builders import a_dossier, a_plain_rubric, a_recusal, estate_id
from tests.ui.ranking_desk.desks import an_advice_desk

TOTALS = ([90, 92, 88, 91, 95], [80, 83, 79, 82, 86], [70, 71, 69, 73, 74])
LINES = {"nomination_quota": 1, "shortlist_size": 2}
DESK = an_advice_desk(a_dossier(TOTALS, **LINES))


def test_severity_runs_from_the_most_severe_to_the_most_lenient() -> None:
    values = severity_values(DESK)
    first, last = values.rows[0], values.rows[-1]
    assert (first.label, last.label) == ("专家03", "专家05")
    assert "偏严" in first.told
    assert "−" in first.told
    assert "偏宽" in last.told
    assert first.low is not None
    assert first.low < first.middle < 0


def test_severity_has_nought_in_the_middle_and_everything_inside() -> None:
    values = severity_values(DESK)
    assert values.least == -values.most
    assert values.references == ((0.0, "各位均值"),)
    assert all(values.least < end < values.most for row in values.rows for end in row.ends)


def test_places_keep_their_order_and_tell_the_chances() -> None:
    values = interval_values(DESK)
    assert [row.label for row in values.rows] == [
        "1　朗悦花园", "2　长城二花园", "3　凯旋会花园",
    ]  # fmt: skip
    assert values.rows[0].told == "第 1 名　100%　100%"
    assert values.rows[2].told == "第 3 名　0%　0%"
    assert values.references == ((1.5, "前 1 名"), (2.5, "前 2 名"))
    assert "百分数：进入前 1 名、前 2 名的机会" in values.key


def test_the_scale_of_many_places_names_some_of_them() -> None:
    desk = an_advice_desk(a_dossier([95 - at for at in range(35)]))
    ticks = [words for _, words in interval_values(desk).ticks]
    assert ticks == ["1", "5", "10", "15", "20", "25", "30", "35"]


def test_the_profile_compares_sections_with_the_mean_of_all() -> None:
    desk = an_advice_desk(a_dossier([90, 70], rubric=a_plain_rubric(50, 50)))
    values = profile_values(desk, estate_id(1))
    assert values.rows[1] == RangeRow(
        label="2 第2部分", told="40.00　均 30.00　满 50", middle=80.0, other=60.0
    )
    assert values.least == 55
    assert [words for _, words in values.ticks] == ["60%", "70%", "80%", "90%", "100%"]


def test_what_is_not_ranked_has_an_empty_profile() -> None:
    assert profile_values(DESK, estate_id(9)).rows == ()


def test_common_experts_are_set_beside_all_after_a_recusal_only() -> None:
    assert common_rows(DESK) == ()
    after = an_advice_desk(a_dossier(TOTALS, recusals=[a_recusal(5, 1)], **LINES))
    rows = common_rows(after)
    assert [row.name for row in rows] == ["朗悦花园", "长城二花园", "凯旋会花园"]
    assert (rows[1].points, rows[1].common_points) == ("82.00", "81.00")
