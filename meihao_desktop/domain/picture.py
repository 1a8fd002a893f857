"""Pictures and drawn pages as plain pixels, so that a window needs no format to show them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Pixels row by row without padding: four bytes each in the order blue, green, red, unused."""

    width: int
    height: int
    pixels: bytes | bytearray | memoryview


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture at a wanted size, already turned as its camera says.

    ``full_width`` and ``full_height`` are those of the whole picture after turning; ``taken_at`` is
    the moment the camera wrote, empty where the file tells none; ``is_cut`` where the file ends
    early and only a part of the picture could be decoded.
    """

    picture: Picture
    full_width: int
    full_height: int
    taken_at: str = ""
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedDocument:
    """The pages of a document: width and height of each in points of 1/72 inch.

    ``left_out`` counts the pages behind these, where a document has more than can be shown.
    """

    sizes: tuple[tuple[float, float], ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """One page as pixels; ``is_blank`` where it has text and still nothing is to be seen."""

    picture: Picture
    is_blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHit:
    """One place where a searched text stands.

    Each box is left, top, width and height in points, counted from the top left of the page as it
    is before any turn by the reader; a hit over two lines has two boxes.
    """

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]
