"""Fonts for drawn pages: the bundled ones under the names that documents ask for."""

import ctypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from meihao_desktop import resources
from meihao_desktop.intake.font_file import glyphs_of

HEI, HEI_BOLD, SONG, KAI, REST = (
    "meihao-hei",
    "meihao-hei-bold",
    "meihao-song",
    "meihao-kai",
    "meihao-song-rest",
)
Handle = Any  # what pdfium gives for its fonts
_FALLBACK = (HEI, SONG, REST)
_KAI = ("楷", "kai", "隶", "行书")
_SONG = ("宋", "song", "sun", "仿", "fang", "ming", "明", "times", "serif", "georgia", "roman")
_SANS = ("sans",)


@dataclass(frozen=True, slots=True)
class Typeface:
    """A face as a document names it, bold where no bold font is bundled being drawn so."""

    file: str = HEI
    is_bold: bool = False

    @property
    def needs_weight(self) -> bool:
        return self.is_bold and self.file != HEI_BOLD


def typeface(name: str, *, is_bold: bool = False) -> Typeface:
    """The bundled face that stands for a family; what is unknown is shown in 黑体."""
    low = name.casefold()
    if any(sign in low for sign in _KAI):
        return Typeface(KAI, is_bold)
    if any(sign in low for sign in _SONG) and not any(sign in low for sign in _SANS):
        return Typeface(SONG, is_bold)
    return Typeface(HEI_BOLD if is_bold else HEI, is_bold)


def weighted(face: Typeface, *, is_bold: bool) -> Typeface:
    """The same face in the wanted weight."""
    if face.file in (HEI, HEI_BOLD):
        return Typeface(HEI_BOLD if is_bold else HEI, is_bold)
    return Typeface(face.file, is_bold)


@cache
def _data(file: str) -> bytes:
    return resources.path("fonts", f"{file}.ttf").read_bytes()


@cache
def _glyphs(file: str) -> dict[int, int]:
    return glyphs_of(_data(file))


@cache
def _names(file: str) -> bytes:
    return to_unicode(_glyphs(file))


class Typefaces:
    """The fonts of one document, each loaded when its first character is drawn."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._fonts: dict[str, Handle] = {}
        self._widths: dict[tuple[str, str], float] = {}

    def codes(self, text: str, file: str) -> list[int]:
        """The glyph numbers by which pdfium knows these characters in a bundled font."""
        glyphs = _glyphs(file)
        return [glyphs.get(ord(sign), 0) for sign in text]

    def font(self, file: str) -> Handle:
        if file not in self._fonts:
            self._fonts[file] = self._load(file)
        return self._fonts[file]

    def _load(self, file: str) -> Handle:
        data = _data(file)
        array = (ctypes.c_ubyte * len(data)).from_buffer_copy(data)
        return _loaded(self._document, array, _names(file), max(_glyphs(file).values()))

    def pieces(self, text: str, face: Typeface) -> Iterator[tuple[str, str]]:
        """Runs of the text after the name of the font that has their characters."""
        for file, signs in groupby(text, lambda sign: file_for(sign, face)):
            yield file, "".join(signs)

    def width(self, text: str, face: Typeface, size: float) -> float:
        """How far the text reaches."""
        return sum(self._advance(sign, face) for sign in text) * size

    def _advance(self, sign: str, face: Typeface) -> float:
        key = (sign, face.file)
        if key not in self._widths:
            width = ctypes.c_float()
            file = file_for(sign, face)
            font = self.font(file)
            raw.FPDFFont_GetGlyphWidth(font, ord(sign), 1000.0, width)
            self._widths[key] = width.value / 1000
        return self._widths[key]


def file_for(sign: str, face: Typeface) -> str:
    """The first font that has this character; a missing one shows the face's own empty box."""
    code = ord(sign)
    for file in (face.file, *_FALLBACK):
        if code in _glyphs(file):
            return file
    return face.file


def load_font(document: pdfium.PdfDocument, data: bytes, glyphs: Mapping[int, int]) -> Handle:
    """A font whose codes are its glyph numbers; nothing where pdfium does not know it."""
    array = (ctypes.c_ubyte * len(data)).from_buffer_copy(data)
    if not glyphs:
        return raw.FPDFText_LoadFont(document, array, len(data), raw.FPDF_FONT_TRUETYPE, True)
    return _loaded(document, array, to_unicode(glyphs), max(glyphs.values()))


def _loaded(document: pdfium.PdfDocument, array: Handle, names: bytes, last: int) -> Handle:
    same = b"".join(glyph.to_bytes(2, "big") for glyph in range(last + 1))
    same_array = (ctypes.c_ubyte * len(same)).from_buffer_copy(same)
    return raw.FPDFText_LoadCidType2Font(document, array, len(array), names, same_array, len(same))


def to_unicode(glyphs: Mapping[int, int]) -> bytes:
    """What each glyph is found as: pdfium would take any of the characters that share one."""
    chosen: dict[int, int] = {}
    for code, glyph in glyphs.items():
        if glyph not in chosen or _rank(code) < _rank(chosen[glyph]):
            chosen[glyph] = code
    lines = [
        f"<{glyph:04X}> <{chr(code).encode('utf-16-be', 'replace').hex()}>"
        for glyph, code in sorted(chosen.items())
    ]
    blocks = (lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK))
    inner = "".join(
        f"{len(block)} beginbfchar\n{_LINE.join(block)}\nendbfchar\n" for block in blocks
    )
    return f"{_CMAP_HEAD}{inner}{_CMAP_TAIL}".encode("ascii")


def _rank(code: int) -> tuple[int, int]:
    """Plain letters before Chinese characters before their signs before look-alikes."""
    ranges = ((0, 0x100), (0x4E00, 0xA000), (0x3000, 0x3100))
    order = next((at for at, (first, end) in enumerate(ranges) if first <= code < end), 3)
    return order, code


_BLOCK, _LINE = 100, "\n"
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> def
/CMapName /Adobe-Identity-H def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
