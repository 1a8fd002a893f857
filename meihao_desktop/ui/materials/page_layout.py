"""Where the pages of a document stand when they are read as one long strip; no Qt."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

GAP = 12
MARGIN = 8
POINTS_PER_INCH = 72
ZOOM_STEP = 1.25
ZOOM_MIN, ZOOM_MAX = 0.1, 6.0

Size = tuple[float, float]
Box = tuple[float, float, float, float]


class Fit(Enum):
    """How the zoom follows the room: the value is what the button offers next."""

    WIDTH = "整页"
    PAGE = "适宽"
    FREE = "适宽 "

    @property
    def next(self) -> "Fit":
        return Fit.PAGE if self is Fit.WIDTH else Fit.WIDTH


@dataclass(frozen=True, slots=True)
class PageBox:
    """One page in the strip, in pixels."""

    top: int
    left: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Strip:
    """All pages below each other at one zoom."""

    boxes: tuple[PageBox, ...] = ()
    width: int = 0
    height: int = 0

    def visible(self, top: int, height: int) -> range:
        """The pages that a window of this height at this position touches."""
        first = bisect_left(self.boxes, top, key=lambda box: box.bottom)
        return range(first, bisect_right(self.boxes, top + height, first, key=lambda box: box.top))

    def page_at(self, middle: int) -> int:
        """The page a reader at this height reads; 0 where there is none."""
        at = bisect_left(self.boxes, middle, key=lambda box: box.bottom)
        return at if at < len(self.boxes) else 0

    def anchor(self, top: int) -> tuple[int, float]:
        """A height as a page and how far down in it, which outlives another zoom."""
        if not self.boxes:
            return 0, 0.0
        page = min(self.page_at(top), len(self.boxes) - 1)
        return page, (top - self.boxes[page].top) / max(self.boxes[page].height, 1)

    def height_of(self, anchor: tuple[int, float]) -> int:
        """Where such a place is now."""
        page, share = anchor
        if page >= len(self.boxes):
            return 0
        return round(self.boxes[page].top + share * self.boxes[page].height)


def turned(size: Size, quarter_turns: int) -> Size:
    """A page's size after so many clockwise quarter turns."""
    return (size[1], size[0]) if quarter_turns % 2 else size


def evened(sizes: Sequence[Size]) -> list[Size]:
    """All pages as wide as the widest: scans of many sizes in one file all fill the room."""
    widest = max((width for width, _ in sizes), default=0.0)
    return [(widest, height * widest / width) for width, height in sizes]


def placed(box: Box, size: Size, turns: int, scale: float) -> Box:
    """A box in points on an unturned page of this size, in pixels from the turned page's corner."""
    left, top, width, height = box
    for _ in range(turns % 4):
        left, top, width, height = size[1] - top - height, left, height, width
        size = (size[1], size[0])
    return left * scale, top * scale, width * scale, height * scale


def fitting_zoom(sizes: Sequence[Size], room: Size, fit: Fit, dpi: float) -> float:
    """The zoom at which the widest page fills the room, or the largest page fits in whole."""
    if not sizes:
        return 1.0
    scale = dpi / POINTS_PER_INCH
    by_width = (room[0] - 2 * MARGIN) / (max(width for width, _ in sizes) * scale)
    by_height = (room[1] - 2 * MARGIN) / (max(height for _, height in sizes) * scale)
    zoom = by_width if fit is Fit.WIDTH else min(by_width, by_height)
    return min(max(zoom, ZOOM_MIN), ZOOM_MAX)


def lay_out(sizes: Sequence[Size], zoom: float, dpi: float, room_width: int) -> Strip:
    """The strip of pages (sizes in points), each centred in the room."""
    scale = zoom * dpi / POINTS_PER_INCH
    widest = max((round(width * scale) for width, _ in sizes), default=0) + 2 * MARGIN
    across = max(widest, room_width)
    top = MARGIN
    boxes: list[PageBox] = []
    for width, height in sizes:
        box = PageBox(
            top=top, left=(across - round(width * scale)) // 2,
            width=round(width * scale), height=round(height * scale),
        )  # fmt: skip
        boxes.append(box)
        top = box.bottom + GAP
    return Strip(tuple(boxes), widest, top - GAP + MARGIN if boxes else 0)
