"""Outlines of shapes on slides, in a box of their own size."""

import math
from collections.abc import Callable, Iterator, Mapping

from meihao_desktop.intake.page_writer import Segment
from meihao_desktop.intake.slides.theme import whole
from meihao_desktop.intake.xml_tree import Element, attribute, child, children, local

_ROUND = 0.5523
_Points = tuple[tuple[float, float], ...]
_CORNERS: Mapping[str, _Points] = {
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "rtTriangle": ((0, 0), (1, 1), (0, 1)),
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "flowChartDecision": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "parallelogram": ((0.25, 0), (1, 0), (0.75, 1), (0, 1)),
    "trapezoid": ((0.25, 0), (0.75, 0), (1, 1), (0, 1)),
    "pentagon": ((0.5, 0), (1, 0.38), (0.81, 1), (0.19, 1), (0, 0.38)),
    "hexagon": ((0.25, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0.25, 1), (0, 0.5)),
    "homePlate": ((0, 0), (0.8, 0), (1, 0.5), (0.8, 1), (0, 1)),
    "chevron": ((0, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0, 1), (0.25, 0.5)),
    "rightArrow": (
        (0, 0.25), (0.7, 0.25), (0.7, 0), (1, 0.5), (0.7, 1), (0.7, 0.75), (0, 0.75),
    ),
    "leftArrow": (
        (1, 0.25), (0.3, 0.25), (0.3, 0), (0, 0.5), (0.3, 1), (0.3, 0.75), (1, 0.75),
    ),
    "downArrow": (
        (0.25, 0), (0.25, 0.7), (0, 0.7), (0.5, 1), (1, 0.7), (0.75, 0.7), (0.75, 0),
    ),
    "upArrow": (
        (0.25, 1), (0.25, 0.3), (0, 0.3), (0.5, 0), (1, 0.3), (0.75, 0.3), (0.75, 1),
    ),
}  # fmt: skip
LINES = frozenset({"line", "straightConnector1", "bentConnector3", "curvedConnector3"})


def outline(properties: Element | None, width: float, height: float) -> list[Segment]:
    """The outline of a shape; one that is not known is shown as a rectangle."""
    custom = child(properties, "custGeom", "pathLst")
    if custom is not None:
        return list(_custom(custom, width, height))
    geometry = child(properties, "prstGeom")
    name = outline_name(properties)
    if name in LINES or "Connector" in name:
        return [("M", (0.0, 0.0)), ("L", (width, height))]
    if name in ("ellipse", "flowChartConnector", "donut"):
        return list(_rounded(width, height, width / 2, height / 2))
    if "ound" in name or name == "flowChartTerminator":
        share = _adjustment(geometry, 16667) if name != "flowChartTerminator" else 0.5
        radius = min(width, height) * min(share, 0.5)
        return list(_rounded(width, height, radius, radius))
    if name.startswith("star"):
        return list(_closed(_star(whole(name[4:], 5)), width, height))
    corners = _CORNERS.get(name, ((0, 0), (1, 0), (1, 1), (0, 1)))
    return list(_closed(corners, width, height))


def outline_name(properties: Element | None) -> str:
    return attribute(child(properties, "prstGeom"), "prst")


def _closed(corners: _Points, width: float, height: float) -> Iterator[Segment]:
    for index, (x, y) in enumerate(corners):
        yield ("L" if index else "M"), (x * width, y * height)
    yield "C", ()


def _star(points: int) -> _Points:
    count = 2 * min(max(points, 3), 32)
    angles = (math.tau * index / count - math.pi / 2 for index in range(count))
    return tuple(
        (0.5 + math.cos(angle) * reach, 0.5 + math.sin(angle) * reach)
        for index, angle in enumerate(angles)
        for reach in (0.5 if index % 2 == 0 else 0.22,)
    )


def _rounded(width: float, height: float, rx: float, ry: float) -> Iterator[Segment]:
    """A rectangle with rounded corners; an ellipse where they meet."""
    ax, ay = rx * (1 - _ROUND), ry * (1 - _ROUND)
    right, bottom = width, height
    yield "M", (rx, 0.0)
    yield "L", (right - rx, 0.0)
    yield "B", (right - ax, 0.0, right, ay, right, ry)
    yield "L", (right, bottom - ry)
    yield "B", (right, bottom - ay, right - ax, bottom, right - rx, bottom)
    yield "L", (rx, bottom)
    yield "B", (ax, bottom, 0.0, bottom - ay, 0.0, bottom - ry)
    yield "L", (0.0, ry)
    yield "B", (0.0, ay, ax, 0.0, rx, 0.0)
    yield "C", ()


def _adjustment(geometry: Element | None, otherwise: int) -> float:
    for guide in children(child(geometry, "avLst"), "gd"):
        formula = attribute(guide, "fmla").split()
        if len(formula) == 2 and formula[0] == "val":
            return max(whole(formula[1], otherwise), 0) / 100_000
    return otherwise / 100_000


def _custom(paths: Element, width: float, height: float) -> Iterator[Segment]:
    """Free forms made of moves, lines and curves whose points are plain numbers."""
    for path in children(paths, "path"):
        across = width / (whole(attribute(path, "w")) or 1)
        down = height / (whole(attribute(path, "h")) or 1)
        for node in path:
            reader = _STEPS.get(local(node.tag))
            if reader is None:
                continue
            points = [
                (whole(attribute(point, "x")) * across, whole(attribute(point, "y")) * down)
                for point in children(node, "pt")
            ]
            yield from reader(points)


def _move(points: list[tuple[float, float]]) -> Iterator[Segment]:
    yield from (("M", point) for point in points[:1])


def _line(points: list[tuple[float, float]]) -> Iterator[Segment]:
    yield from (("L", point) for point in points[:1])


def _curve(points: list[tuple[float, float]]) -> Iterator[Segment]:
    if len(points) == 2:
        points = [points[0], *points]
    if len(points) == 3:
        yield "B", (*points[0], *points[1], *points[2])


def _close(_points: list[tuple[float, float]]) -> Iterator[Segment]:
    yield "C", ()


_STEPS: Mapping[str, Callable[[list[tuple[float, float]]], Iterator[Segment]]] = {
    "moveTo": _move,
    "lnTo": _line,
    "cubicBezTo": _curve,
    "quadBezTo": _curve,
    "close": _close,
}
