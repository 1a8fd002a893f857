"""Makes resources/calendars from the chinesecalendar package (run when a year is announced)."""

import sys
from datetime import date
from pathlib import Path

import chinese_calendar

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "calendars"
YEARS = (2023, 2024, 2025, 2026)


def calendar_text(year: int) -> str:
    """One year's exceptions of the week, in the form that intake reads."""
    holidays = [day for day in chinese_calendar.holidays if day.year == year]
    worked = [day for day in chinese_calendar.workdays if day.year == year]
    return (
        f"# {year} 年节假日和调休安排，依据国务院办公厅通知。\n"
        "# 由 scripts/make_calendars.py 生成。\n\n"
        f"year = {year}\n\n"
        f"# 放假的日子\nholidays = [\n{_lines(holidays)}]\n\n"
        f"# 调休上班的周末\nworking_days = [\n{_lines(worked)}]\n"
    )


def _lines(days: list[date]) -> str:
    return "".join(f"    {day.isoformat()},\n" for day in sorted(days))


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for year in YEARS:
        target = FOLDER / f"{year}.toml"
        target.write_text(calendar_text(year), encoding="utf-8", newline="\n")
        print(target.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
