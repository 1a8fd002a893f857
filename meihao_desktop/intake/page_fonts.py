"""Chinese faces for pages that name a face without carrying it, as many old exports do.

Without them such a page is drawn blank wherever the machine has no Chinese face of its own.
"""

# pdfium calls by position:
# pyright: reportIncompatibleMethodOverride=false

import ctypes
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from meihao_desktop import resources

SIMPLIFIED, TRADITIONAL = 134, 136  # how Windows numbers the character sets
BOLD_FROM = 600
FIRST_HANDLE = 0x4D480000  # far from the addresses that pdfium's own handles are
WHOLE_FILE = 0
Pointer = Any  # of ctypes

_SONG, _HEI, _HEI_BOLD, _KAI = range(4)
_FILES = ("meihao-song.ttf", "meihao-hei.ttf", "meihao-hei-bold.ttf", "meihao-kai.ttf")
_HEI_NAMES = ("hei", "gothic", "sans", "黑", "等线", "dengxian", "xbs", "小标宋")
_KAI_NAMES = ("kai", "楷")


class LentFonts(pdfium.PdfSysfontBase):
    """The machine's own faces, and for Chinese ones those that came with the program.

    On Windows the machine's are asked first, since there they are the very faces that were named.
    """

    def __init__(self, *, own_first: bool) -> None:
        self._own_first = own_first
        super().__init__()

    def MapFont(  # noqa: N802, PLR0913, PLR0917 - pdfium's own interface
        self,
        _: Pointer,
        weight: int,
        italic: int,
        charset: int,
        pitch: int,
        face: Pointer,
        exact: Pointer,
    ) -> int | None:
        """The handle of a face for this name, or nothing."""
        own = _face_for(face, weight) if charset in {SIMPLIFIED, TRADITIONAL} else None
        if own is not None and self._own_first:
            return own
        return super().MapFont(_, weight, italic, charset, pitch, face, exact) or own

    def GetFontData(  # noqa: N802
        self, _: Pointer, handle: int, table: int, buffer: Pointer, room: int
    ) -> int:
        """Copy a whole file into the buffer where it has room; always tell how long it is."""
        if not _is_own(handle):
            return super().GetFontData(_, handle, table, buffer, room)
        if table != WHOLE_FILE:
            return 0
        data = _data(handle)
        if buffer and room >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    def GetFaceName(self, _: Pointer, handle: int, buffer: Pointer, room: int) -> int:  # noqa: N802
        if not _is_own(handle):
            return super().GetFaceName(_, handle, buffer, room)
        name = _FILES[handle - FIRST_HANDLE].encode("ascii") + b"\0"
        if buffer and room >= len(name):
            ctypes.memmove(buffer, name, len(name))
        return len(name)

    def GetFontCharset(self, _: Pointer, handle: int) -> int:  # noqa: N802
        return SIMPLIFIED if _is_own(handle) else super().GetFontCharset(_, handle)

    def DeleteFont(self, _: Pointer, handle: int) -> None:  # noqa: N802
        if not _is_own(handle):
            super().DeleteFont(_, handle)


@cache
def lend_fonts() -> LentFonts:
    """Make the faces known to pdfium, once in a process and before it looks for any."""
    fonts = LentFonts(own_first=sys.platform != "win32")
    fonts.setup()
    return fonts


def face_named(name: str, weight: int) -> str:
    """The file that stands best for a Chinese face of this name."""
    return _FILES[_nearest(name, weight)]


def _nearest(name: str, weight: int) -> int:
    said = name.casefold()
    if any(part in said for part in _KAI_NAMES):
        return _KAI
    if any(part in said for part in _HEI_NAMES):
        return _HEI_BOLD if weight >= BOLD_FROM else _HEI
    return _HEI_BOLD if weight >= BOLD_FROM else _SONG


def _face_for(face: Pointer, weight: int) -> int | None:
    raw = ctypes.string_at(face) if face else b""
    at = _nearest(_text(raw), weight)
    return FIRST_HANDLE + at if _file(at).is_file() else None


def _text(raw: bytes) -> str:
    """A face's name; old programs write it in GBK."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _is_own(handle: int | None) -> bool:
    return handle is not None and FIRST_HANDLE <= handle < FIRST_HANDLE + len(_FILES)


def _file(at: int) -> Path:
    return resources.fonts_dir() / _FILES[at]


@cache
def _data(handle: int) -> bytes:
    return _file(handle - FIRST_HANDLE).read_bytes()
