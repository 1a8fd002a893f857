"""Dates of handing over are understood in every notation, and never made up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.fact import FactName
from meihao_desktop.intake.figures import read_figure
from meihao_desktop.intake.handover_dates import Span, handover_span, written_date

HANDED_OVER = FactName.HANDED_OVER_ON
MONTHS = st.tuples(st.integers(1950, 2049), st.integers(1, 12))


@pytest.mark.parametrize(
    "raw",
    ["2014年6月建成", "2013年11月首次交付", "上世纪80年代末", "于2007年开始开发，2017年完成建设"],
)
def test_what_people_can_read_stays_as_it_is_written(raw: str) -> None:
    assert written_date(raw) == (raw, "")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("2014.6", "2014年6月"),
        ("2014-06", "2014年6月"),
        ("2014/6/1", "2014年6月1日"),
        ("201406", "2014年6月"),
        ("20140601", "2014年6月1日"),
        ("2014-06-01 00:00:00", "2014年6月1日"),
        ("2014", "2014年"),
        ("2014.6建成", "2014年6月"),
        ("二〇一四年六月", "2014年6月"),
        ("2014.12", "2014年12月"),
    ],
)
def test_numeric_notations_are_sure(raw: str, shown: str) -> None:
    assert written_date(raw) == (shown, "")


@pytest.mark.parametrize(
    ("raw", "shown", "said"),
    [
        ("41579", "2013年11月1日", "日期序号"),
        ("2014.1", "2014年1月", "可能是 10 月"),
        ("14年6月", "2014年6月", "只写了两位"),
        ("98年6月", "1998年6月", "只写了两位"),
    ],
)
def test_what_could_mean_something_else_is_a_guess(raw: str, shown: str, said: str) -> None:
    reading = read_figure(HANDED_OVER, raw)
    assert reading.value == shown
    assert reading.is_guessed
    assert said in reading.note


@pytest.mark.parametrize("raw", ["待定", "分期交付", "2014.13", "201413", "2014年13月", "123", ""])
def test_what_is_no_date_has_no_value(raw: str) -> None:
    assert read_figure(HANDED_OVER, raw).value is None


def test_a_line_break_inside_a_word_is_no_blank() -> None:
    assert read_figure(HANDED_OVER, "建成于上世纪80年\n代末").value == "建成于上世纪80年代末"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014年6月建成", (2014, 6), (2014, 6)),
        ("2014年", (2014, 1), (2014, 12)),
        ("上世纪80年代末", (1980, 1), (1989, 12)),
        ("20世纪90年代", (1990, 1), (1999, 12)),
        ("2007年开始开发，2017年完成建设", (2017, 1), (2017, 12)),
        ("2017年完成建设，2007年开始开发", (2017, 1), (2017, 12)),
    ],
)
def test_the_completing_date_counts(
    text: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    assert handover_span(text) == Span(first, last)


def test_a_year_agrees_with_its_months_and_with_no_other_year() -> None:
    year, month, other = (handover_span(t) for t in ("2014年", "2014年6月", "2015年1月"))
    assert year is not None
    assert month is not None
    assert other is not None
    assert year.meets(month)
    assert not month.meets(other)


@given(MONTHS, st.sampled_from(["{}年{}月", "{}.{:02}", "{}-{:02}", "{}/{:02}", "{}{:02}"]))
def test_every_notation_of_a_month_reads_back_to_it(moment: tuple[int, int], form: str) -> None:
    written = written_date(form.format(*moment))
    assert written is not None
    assert handover_span(written[0]) == Span(moment, moment)


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_the_serial_of_a_spreadsheet_reads_back_to_its_day(day: date) -> None:
    written = written_date(str((day - date(1899, 12, 30)) // timedelta(days=1)))
    assert written is not None
    assert written[0] == f"{day.year}年{day.month}月{day.day}日"


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    written = written_date(text)
    assert written is None or written[0]
