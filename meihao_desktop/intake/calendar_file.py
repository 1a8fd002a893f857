"""Calendar files: one year's holidays and make-up days as the State Council announced them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from meihao_desktop.domain.working_days import WorkCalendar
from meihao_desktop.intake.toml_file import BrokenTomlFile, read_toml
from meihao_desktop.intake.toml_table import TomlTable

WHAT = "节假日文件"


def read_calendar(path: Path) -> WorkCalendar:
    """One file, or every ``*.toml`` of a folder taken together."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    return together(_read_year(file) for file in files)


def together(calendars: Iterable[WorkCalendar]) -> WorkCalendar:
    """Several years as one calendar; a later one overrules an earlier one."""
    known = list(calendars)
    return WorkCalendar(
        years=frozenset(year for calendar in known for year in calendar.years),
        exceptions={
            day: is_worked for calendar in known for day, is_worked in calendar.exceptions.items()
        },
    )


def _read_year(path: Path) -> WorkCalendar:
    faults: list[str] = []
    table = TomlTable(read_toml(path, WHAT), "文件", faults)
    year = int(table.number("year"))
    table.text("source", default="")
    exceptions = {
        **dict.fromkeys(_days(table, "holidays", year), False),
        **dict.fromkeys(_days(table, "working_days", year), True),
    }
    table.close()
    if faults:
        raise BrokenTomlFile(WHAT, path, faults)
    return WorkCalendar(years=frozenset({year}), exceptions=exceptions)


def _days(table: TomlTable, key: str, year: int) -> list[date]:
    days = table.days(key)
    for day in days:
        if day.year != year:
            table.fault(f"的“{key}”中 {day.isoformat()} 不属于 {year} 年")
    return days
