"""Where words stand on a page, whatever their case, width and line breaks."""

import ctypes
from itertools import islice

import pypdfium2 as pdfium
from pypdfium2 import raw

from meihao_desktop.domain.wording import Wording

MOST_HITS = 2_000
MOST_CHARACTERS = 200_000
SOFT_HYPHEN = "\u00ad"
FINENESS = 100  # boxes are asked for in hundredths of a point, since pdfium answers in whole ones

Box = tuple[float, float, float, float]


def find(page: pdfium.PdfPage, wording: Wording) -> list[tuple[Box, ...]]:
    """The boxes of each place where the words stand on the page, in points."""
    words = page.get_textpage()
    try:
        spans = islice(wording.find(_text(words)), MOST_HITS)
        hits = [_boxes(page, words, first, end - 1) for first, end in spans]
    finally:
        words.close()
    return [boxes for boxes in hits if boxes]


def _text(words: pdfium.PdfTextPage) -> str:
    """The text of a page with one character for each of pdfium's, so that the places agree."""
    count = min(words.count_chars(), MOST_CHARACTERS)
    return "".join(_character(raw.FPDFText_GetUnicode(words, at)) for at in range(count))


def _character(code: int) -> str:
    """A hyphen that only divides a word, and what is no character at all, can be passed over."""
    return SOFT_HYPHEN if code in {0, 2, 0xFFFE} or code > 0x10FFFF else chr(code)


def _boxes(
    page: pdfium.PdfPage, words: pdfium.PdfTextPage, first: int, last: int
) -> tuple[Box, ...]:
    """One box for each line that the letters stand on."""
    count = raw.FPDFText_CountRects(words, first, last - first + 1)
    boxes = (_displayed(page, words.get_rect(number)) for number in range(count))
    return tuple(box for box in boxes if box[2] > 0 and box[3] > 0)


def _displayed(page: pdfium.PdfPage, edges: tuple[float, float, float, float]) -> Box:
    """From the page's own space to points from the top left of the page as it is displayed."""
    one = _point(page, edges[0], edges[1])
    other = _point(page, edges[2], edges[3])
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return left, top, right - left, bottom - top


def _point(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    width, height = (round(edge * FINENESS) for edge in page.get_size())
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return across.value / FINENESS, down.value / FINENESS
