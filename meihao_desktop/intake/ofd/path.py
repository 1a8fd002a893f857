"""The short form of OFD paths as lines and curves."""

import math
import re
from collections.abc import Iterator

from meihao_desktop.intake.page_writer import Segment

MAX_SEGMENTS = 100_000
_SIGN = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_COUNTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
Point = tuple[float, float]


def segments(data: str) -> Iterator[Segment]:
    """Moves, lines, cubic curves and closings; what is incomplete is left out."""
    here: Point = (0.0, 0.0)
    for count, (name, values) in enumerate(_commands(data)):
        if count > MAX_SEGMENTS:
            return
        if name == "C":
            yield "C", ()
            continue
        end: Point = (values[-2], values[-1])
        if name in "SM":
            yield "M", end
        elif name == "L":
            yield "L", end
        elif name == "B":
            yield "B", values
        elif name == "Q":
            yield "B", _raised(here, values)
        else:
            yield from _arc(here, values)
        here = end


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    name, values = "", []
    for match in _SIGN.finditer(data):
        sign = match.group()
        if sign in _COUNTS:
            name, values = sign, []
            if sign == "C":
                yield "C", ()
            continue
        values.append(float(sign))
        if name and len(values) == _COUNTS[name]:
            yield name, tuple(values)
            values = []


def _raised(here: Point, values: tuple[float, ...]) -> tuple[float, ...]:
    """A quadratic curve as the cubic one that looks the same."""
    x, y, end_x, end_y = values
    return (
        here[0] + (x - here[0]) * 2 / 3,
        here[1] + (y - here[1]) * 2 / 3,
        end_x + (x - end_x) * 2 / 3,
        end_y + (y - end_y) * 2 / 3,
        end_x,
        end_y,
    )


def _arc(here: Point, values: tuple[float, ...]) -> Iterator[Segment]:
    """A piece of an ellipse between two points, as in SVG, in curves of a quarter at most."""
    rx, ry, degrees, is_large, is_clockwise, x, y = values
    rx, ry = abs(rx), abs(ry)
    half_x, half_y = (here[0] - x) / 2, (here[1] - y) / 2
    if not rx or not ry or (not half_x and not half_y):
        yield "L", (x, y)
        return
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    px, py = cosine * half_x + sine * half_y, cosine * half_y - sine * half_x
    stretch = math.sqrt((px / rx) ** 2 + (py / ry) ** 2)
    rx, ry = rx * max(1.0, stretch), ry * max(1.0, stretch)
    rest = (rx * ry) ** 2 - (rx * py) ** 2 - (ry * px) ** 2
    factor = math.sqrt(max(0.0, rest) / ((rx * py) ** 2 + (ry * px) ** 2))
    factor *= -1 if bool(is_large) == bool(is_clockwise) else 1
    cx, cy = factor * rx * py / ry, -factor * ry * px / rx
    start = math.atan2((py - cy) / ry, (px - cx) / rx)
    sweep = math.atan2((-py - cy) / ry, (-px - cx) / rx) - start
    sweep += math.tau if is_clockwise and sweep < 0 else 0
    sweep -= math.tau if not is_clockwise and sweep > 0 else 0
    middle = (
        cosine * cx - sine * cy + (here[0] + x) / 2,
        sine * cx + cosine * cy + (here[1] + y) / 2,
    )
    pieces = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    for index in range(pieces):
        one = start + sweep * index / pieces
        yield "B", _quarter((rx, ry), (cosine, sine), middle, one, sweep / pieces)


def _quarter(
    radii: Point, turn: Point, middle: Point, start: float, sweep: float
) -> tuple[float, ...]:
    """One curve along an ellipse."""
    reach = 4 / 3 * math.tan(sweep / 4)
    end = start + sweep
    points = (
        (math.cos(start) - reach * math.sin(start), math.sin(start) + reach * math.cos(start)),
        (math.cos(end) + reach * math.sin(end), math.sin(end) - reach * math.cos(end)),
        (math.cos(end), math.sin(end)),
    )
    found: list[float] = []
    for x, y in points:
        x, y = x * radii[0], y * radii[1]
        found += [turn[0] * x - turn[1] * y + middle[0], turn[1] * x + turn[0] * y + middle[1]]
    return tuple(found)
