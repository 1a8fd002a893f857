"""Calendar files: the shipped years and broken files."""

from datetime import date
from pathlib import Path

import chinese_calendar
import pytest

from meihao_desktop import resources
from meihao_desktop.domain.review_round import NoticeCounting
from meihao_desktop.domain.working_days import notice_period
from meihao_desktop.intake.calendar_file import read_calendar
from meihao_desktop.intake.toml_file import BrokenTomlFile

GOOD = "year = 2027\nholidays = [2027-01-01]\nworking_days = [2027-01-09]\n"


def written(folder: Path, text: str, name: str = "2027.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_the_shipped_years_agree_with_the_published_days(year: int) -> None:
    calendar = read_calendar(resources.path("calendars", f"{year}.toml"))
    assert calendar.years == {year}
    for ordinal in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        assert calendar.is_working_day(day) == chinese_calendar.is_workday(day), day


def test_a_folder_of_years_is_one_calendar() -> None:
    calendar = read_calendar(resources.path("calendars"))
    assert calendar.years == {2023, 2024, 2025, 2026}
    period = notice_period(date(2025, 9, 24), 7, NoticeCounting.NEXT_DAY, calendar)
    assert period.ends_on == date(2025, 10, 10)


def test_a_year_that_an_official_wrote_is_read(tmp_path: Path) -> None:
    calendar = read_calendar(written(tmp_path, GOOD))
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 9))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (GOOD.replace("2027-01-01", "2026-01-01"), "2026-01-01 不属于 2027 年"),
        (GOOD.replace("[2027-01-01]", '["元旦"]'), "“holidays”应为日期的列表"),
        (GOOD.replace("holidays = [2027-01-01]\n", ""), "缺少“holidays”"),
        (GOOD.replace("year = 2027\n", ""), "缺少“year”"),
        (GOOD + "holiday = 1\n", "不认识的栏目“holiday”"),
        (GOOD.replace("2027-01-09", "2027-13-09"), "不合 TOML 格式"),
    ],
)
def test_a_broken_file_is_refused_with_its_fault(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(BrokenTomlFile, match=word):
        read_calendar(written(tmp_path, text))


def test_an_empty_folder_knows_no_year(tmp_path: Path) -> None:
    assert read_calendar(tmp_path).years == frozenset()
