"""Working days of 2025 with its holidays and make-up days, counted both ways."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import NoticeCounting
from meihao_desktop.domain.working_days import WorkCalendar, notice_period

NEXT, SAME = NoticeCounting.NEXT_DAY, NoticeCounting.SAME_DAY
OCTOBER = {date(2025, 10, day): False for day in range(1, 9)}
MADE_UP = {date(2025, 9, 28): True, date(2025, 10, 11): True}
YEAR_2025 = WorkCalendar(years=frozenset({2025}), exceptions={**OCTOBER, **MADE_UP})


@pytest.mark.parametrize(
    ("published", "ends"),
    [
        (date(2025, 9, 17), date(2025, 9, 26)),
        (date(2025, 9, 19), date(2025, 9, 29)),
        (date(2025, 9, 22), date(2025, 9, 30)),
        (date(2025, 9, 24), date(2025, 10, 10)),
    ],
)
def test_seven_working_days_around_the_national_holiday(published: date, ends: date) -> None:
    period = notice_period(published, 7, NEXT, YEAR_2025)
    assert period.ends_on == ends
    assert period.is_announced


def test_the_day_of_publication_may_count() -> None:
    period = notice_period(date(2025, 9, 19), 7, SAME, YEAR_2025)
    assert (period.starts_on, period.ends_on) == (date(2025, 9, 19), date(2025, 9, 28))


def test_a_day_of_publication_without_work_does_not_count() -> None:
    period = notice_period(date(2025, 10, 4), 1, SAME, YEAR_2025)
    assert period.starts_on == period.ends_on == date(2025, 10, 9)


def test_a_made_up_saturday_is_worked_and_a_holiday_is_not() -> None:
    assert YEAR_2025.is_working_day(date(2025, 10, 11))
    assert not YEAR_2025.is_working_day(date(2025, 10, 8))
    assert not YEAR_2025.is_working_day(date(2025, 9, 27))


def test_a_period_into_an_unannounced_year_says_so() -> None:
    assert not notice_period(date(2025, 12, 26), 7, NEXT, YEAR_2025).is_announced


def test_a_period_of_no_days_is_refused() -> None:
    with pytest.raises(RuleViolation, match="至少为 1 个工作日"):
        notice_period(date(2025, 9, 19), 0, NEXT, YEAR_2025)


@given(
    st.dates(date(2025, 1, 1), date(2025, 11, 30)),
    st.integers(1, 30),
    st.sampled_from(NoticeCounting),
)
def test_a_period_holds_exactly_so_many_working_days(
    published: date, days: int, counting: NoticeCounting
) -> None:
    period = notice_period(published, days, counting, YEAR_2025)
    span = (period.ends_on - period.starts_on).days + 1
    worked = [period.starts_on + timedelta(days=n) for n in range(span)]
    assert sum(YEAR_2025.is_working_day(day) for day in worked) == days
    assert YEAR_2025.is_working_day(period.starts_on)
    assert YEAR_2025.is_working_day(period.ends_on)
    assert period.starts_on > published or counting is SAME
