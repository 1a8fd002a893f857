"""Moments of a recording as people read them: "01:23", with the hour where there is one."""

import re

_PLACE = re.compile(r"(?:(\d+):)?(\d{1,3}):([0-5]\d)")


def time_text(milliseconds: int) -> str:
    """Minutes and seconds, and hours where there are any."""
    seconds = max(milliseconds, 0) // 1000
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def time_of(place: str) -> int | None:
    """The milliseconds of a place such as "01:23"; ``None`` where it is no such place."""
    found = _PLACE.search(place)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000
