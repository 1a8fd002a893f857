"""Chinese line breaking: no line begins with a closing mark or ends with an opening one."""

import re
from functools import lru_cache
from re import escape

from meihao_desktop.printing.reportlab_corrections import CANNOT_BEGIN, CANNOT_END
from meihao_desktop.printing.typeface import Face, breadth

_CLOSING = f"[{escape(CANNOT_BEGIN)}]*"
_OPENING = f"[{escape(CANNOT_END)}]*"
# What may not be torn: a Western word or number, or one character, with the marks around it.
_UNIT = re.compile(rf"{_OPENING}(?:[0-9A-Za-zÀ-ÿ+\-./:@_#%&=≥≤<>±×]+|\S|$){_CLOSING}|\s")

# Rounding in sums of widths must not push the last character of a full line down.
_SLACK = 1e-6


@lru_cache(maxsize=50_000)
def wrap(text: str, face: Face, size: float, width: float) -> tuple[str, ...]:
    """The lines of a text in a measure; a line end in the text is kept."""
    limit = width / size + _SLACK
    lines: list[str] = []
    for piece in text.splitlines():
        lines.extend(_wrap_piece(piece, face, limit))
    return tuple(lines)


def wrap_evenly(text: str, face: Face, size: float, width: float) -> tuple[str, ...]:
    """The same number of lines, but of about equal length, for centred text."""
    lines = wrap(text, face, size, width)
    if len(lines) < 2 or "\n" in text:
        return lines
    longest = max(breadth(unit, face) for unit in _UNIT.findall(text)) * size
    even = max(breadth(text, face) * size / len(lines) + size, longest)
    evenly = wrap(text, face, size, min(width, even))
    return evenly if len(evenly) == len(lines) else lines


def _wrap_piece(piece: str, face: Face, limit: float) -> list[str]:
    if breadth(piece, face) <= limit:
        return [piece]
    lines: list[str] = []
    line, used = "", 0.0
    for unit in _units(piece, face, limit):
        more = breadth(unit, face)
        # Spaces at the end of a line take no room; those of a new line are dropped.
        if line and used + breadth(unit.rstrip(), face) > limit:
            lines.append(line.rstrip())
            unit = unit.lstrip()
            line, used, more = "", 0.0, breadth(unit, face)
        line += unit
        used += more
    return [*lines, line.rstrip()] if line.strip() else lines


def _units(piece: str, face: Face, limit: float) -> list[str]:
    """The unbreakable units; one wider than the measure is torn after all."""
    units: list[str] = []
    for unit in _UNIT.findall(piece):
        units.extend([unit] if breadth(unit, face) <= limit else unit)
    return units
