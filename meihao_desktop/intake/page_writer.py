"""Pages drawn into a pdf that exists in memory only, for formats that no library shows.

All places are in points from the top left of the page, y growing downwards.
"""

import ctypes
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.internal as pdfium_i
from PIL import Image
from pypdfium2 import raw

from meihao_desktop.intake.geometry import SAME, Matrix, is_finite, moved, scaled, then
from meihao_desktop.intake.typefaces import Typeface, Typefaces

Colour = tuple[int, int, int, int]
Handle = Any  # what pdfium gives for its fonts and objects
Segment = tuple[str, tuple[float, ...]]
BLACK: Colour = (0, 0, 0, 255)
MAX_OBJECTS = 400_000
MAX_PIXELS = 60_000_000
LARGEST = 2400
SMALL = 250_000
_FILLED_AND_DRAWN, _INVISIBLE = 2, 3
_MARKS = {"☑": "√", "☒": "×"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A drawn line: colour, width in the units of its path, dashes."""

    colour: Colour = BLACK
    width: float = 1.0
    dashes: tuple[float, ...] = ()
    cap: int = 0
    join: int = 0


class PageWriter:
    """Writes one document, page after page."""

    def __init__(self) -> None:
        self.document = pdfium.PdfDocument.new()
        self.faces = Typefaces(self.document)
        self._page: pdfium.PdfPage | None = None
        self._flip: Matrix = scaled(1, -1)
        self._objects = 0

    def begin(self, width: float, height: float) -> None:
        """A new page; the one before it is finished."""
        self.finish()
        self._page = self.document.new_page(width, height)
        self._flip = (1.0, 0.0, 0.0, -1.0, 0.0, height)

    def finish(self) -> pdfium.PdfDocument:
        """The document so far with its last page complete."""
        if self._page is not None:
            self._page.gen_content()
            self._page.close()
            self._page = None
        return self.document

    def text(  # noqa: PLR0913 -- what is drawn, how and where
        self,
        text: str,
        face: Typeface,
        size: float,
        *,
        at: Matrix,
        fill: Colour = BLACK,
        is_invisible: bool = False,
    ) -> None:
        """Text whose base line begins at the origin of ``at``; each piece in a font that has it."""
        if any(sign in _MARKS for sign in text):
            text = self._ticked(text, face, size, at=at, fill=fill)
        start = 0.0
        for file, piece in self.faces.pieces(text, face):
            place = then(moved(start, 0), at)
            start += self.faces.width(piece, face, size)
            if piece.strip():
                codes = self.faces.codes(piece, file)
                thing = self._letters(self.faces.font(file), codes, size, fill)
                if is_invisible:
                    raw.FPDFTextObj_SetTextRenderMode(thing, _INVISIBLE)
                elif face.needs_weight:
                    _thicken(thing, size, fill)
                self._place(thing, then(scaled(1, -1), place))

    def _ticked(self, text: str, face: Typeface, size: float, *, at: Matrix, fill: Colour) -> str:
        """Ticks into boxes that no font has; the text with the bare boxes."""
        for index, sign in enumerate(text):
            if sign in _MARKS:
                place = then(moved(self.faces.width(text[:index], face, size), 0), at)
                self.text(_MARKS[sign], face, size, at=place, fill=fill)
        return "".join("□" if sign in _MARKS else sign for sign in text)

    def glyphs(
        self, font: Handle, codes: Sequence[int], size: float, *, at: Matrix, fill: Colour = BLACK
    ) -> None:
        """Glyphs by their numbers in an embedded font."""
        self._place(self._letters(font, codes, size, fill), then(scaled(1, -1), at))

    def path(
        self,
        segments: Iterable[Segment],
        *,
        at: Matrix,
        fill: Colour | None = None,
        stroke: Stroke | None = None,
        is_even_odd: bool = False,
    ) -> None:
        """A path of M, L, B and C segments in its own units."""
        thing = None
        for name, numbers in segments:
            if not is_finite(*numbers):
                continue
            if thing is None:
                thing = raw.FPDFPageObj_CreateNewPath(*numbers[-2:])
                if name == "M":
                    continue
            _segment(thing, name, numbers)
        if thing is None:
            return
        filling = raw.FPDF_FILLMODE_ALTERNATE if is_even_odd else raw.FPDF_FILLMODE_WINDING
        raw.FPDFPath_SetDrawMode(thing, filling if fill else 0, stroke is not None)
        if fill:
            raw.FPDFPageObj_SetFillColor(thing, *fill)
        if stroke:
            _stroke(thing, stroke)
        self._place(thing, at)

    def rectangle(
        self,
        box: tuple[float, float, float, float],
        *,
        fill: Colour | None = None,
        stroke: Stroke | None = None,
        at: Matrix = SAME,
    ) -> None:
        """A rectangle given by left, top, width and height."""
        left, top, width, height = box
        right, bottom = left + width, top + height
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        lines: list[Segment] = [("L", corner) for corner in corners]
        self.path([("M", corners[0]), *lines[1:], ("C", ())], at=at, fill=fill, stroke=stroke)

    def picture(self, picture: Image.Image, *, at: Matrix, alpha: float = 1.0) -> None:
        """A picture over the unit square of ``at``, its top left at the origin."""
        shown = _modest(picture, alpha)
        thing = raw.FPDFPageObj_NewImageObj(self.document)
        if shown.mode == "RGBA" or shown.width * shown.height < SMALL:
            bitmap = pdfium.PdfBitmap.from_pil(shown)
            raw.FPDFImageObj_SetBitmap(None, 0, thing, bitmap)
            bitmap.close()
        else:
            self._jpeg(thing, shown)
        self._place(thing, then((1.0, 0.0, 0.0, -1.0, 0.0, 1.0), at))

    def _jpeg(self, thing: Handle, picture: Image.Image) -> None:
        """A photo or scan is kept packed: the pages of a document stay in memory together."""
        buffer = io.BytesIO()
        picture.save(buffer, format="JPEG", quality=90)
        access, _held = pdfium_i.get_bufreader(buffer)
        raw.FPDFImageObj_LoadJpegFileInline(None, 0, thing, access)

    def _letters(self, font: Handle, codes: Sequence[int], size: float, fill: Colour) -> Handle:
        thing = raw.FPDFPageObj_CreateTextObj(self.document, font, size)
        numbers = (ctypes.c_uint32 * len(codes))(*codes)
        raw.FPDFText_SetCharcodes(thing, numbers, len(codes))
        raw.FPDFPageObj_SetFillColor(thing, *fill)
        return thing

    def _place(self, thing: Handle, at: Matrix) -> None:
        """Put a finished object on the page; too many of them are left out."""
        self._objects += 1
        if self._page is None or self._objects > MAX_OBJECTS or not is_finite(*at):
            raw.FPDFPageObj_Destroy(thing)
            return
        raw.FPDFPageObj_Transform(thing, *then(at, self._flip))
        raw.FPDFPage_InsertObject(self._page, thing)


def _thicken(thing: Handle, size: float, fill: Colour) -> None:
    """Bold letters of a font that has no bold one."""
    raw.FPDFTextObj_SetTextRenderMode(thing, _FILLED_AND_DRAWN)
    raw.FPDFPageObj_SetStrokeColor(thing, *fill)
    raw.FPDFPageObj_SetStrokeWidth(thing, size / 32)


def opened_picture(data: bytes) -> Image.Image | None:
    """A picture of sane size, or nothing."""
    try:
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > MAX_PIXELS or picture.format in ("WMF", "EMF"):
            return None
        picture.draft("RGB", (LARGEST, LARGEST))
        picture.load()
    except (OSError, ValueError, SyntaxError):
        return None
    return picture


def _modest(picture: Image.Image, alpha: float) -> Image.Image:
    """No larger than a page can show, in a mode that pdfium takes."""
    has_holes = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    shown = picture.convert("RGBA" if has_holes or alpha < 1 else "RGB")
    shown.thumbnail((LARGEST, LARGEST))
    if alpha < 1:
        shown.putalpha(shown.getchannel("A").point([round(value * alpha) for value in range(256)]))
    return shown


def _segment(thing: Handle, name: str, numbers: tuple[float, ...]) -> None:
    if name == "M":
        raw.FPDFPath_MoveTo(thing, *numbers)
    elif name == "L":
        raw.FPDFPath_LineTo(thing, *numbers)
    elif name == "B":
        raw.FPDFPath_BezierTo(thing, *numbers)
    else:
        raw.FPDFPath_Close(thing)


def _stroke(thing: Handle, stroke: Stroke) -> None:
    raw.FPDFPageObj_SetStrokeColor(thing, *stroke.colour)
    raw.FPDFPageObj_SetStrokeWidth(thing, stroke.width)
    raw.FPDFPageObj_SetLineCap(thing, stroke.cap)
    raw.FPDFPageObj_SetLineJoin(thing, stroke.join)
    if stroke.dashes:
        dashes = (ctypes.c_float * len(stroke.dashes))(*stroke.dashes)
        raw.FPDFPageObj_SetDashArray(thing, dashes, len(stroke.dashes), 0.0)
