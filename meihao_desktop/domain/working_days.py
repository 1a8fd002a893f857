"""Working days: weekends, holidays and make-up days, and both ways of counting a period."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import NoticeCounting

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Published holidays and make-up days (调休) of the known years.

    ``exceptions`` maps a day to whether it is worked; days not named follow the week. A year that
    is not in ``years`` has not been announced, and a period that touches it says so.
    """

    years: frozenset[int]
    exceptions: Mapping[date, bool] = field(default_factory=dict[date, bool])

    def is_working_day(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() < SATURDAY)

    def knows(self, day: date) -> bool:
        return day.year in self.years


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of working days; ``is_announced`` is false where a year's holidays are not known."""

    starts_on: date
    ends_on: date
    days: int
    is_announced: bool


def notice_period(
    published_on: date, days: int, counting: NoticeCounting, calendar: WorkCalendar
) -> Period:
    """The public notice's first and last working day.

    By default the day of publication is not counted (民法典第二百零一条).
    """
    if days < 1:
        raise RuleViolation("公示天数至少为 1 个工作日。")
    day = published_on if counting is NoticeCounting.SAME_DAY else published_on + DAY
    starts_on = day = _next_working_day(day, calendar)
    for _ in range(days - 1):
        day = _next_working_day(day + DAY, calendar)
    return Period(
        starts_on=starts_on,
        ends_on=day,
        days=days,
        is_announced=calendar.knows(starts_on) and calendar.knows(day),
    )


def _next_working_day(day: date, calendar: WorkCalendar) -> date:
    while not calendar.is_working_day(day):
        day += DAY
    return day
