"""Documents made of pages, drawn as pixels and searched; the window need not know the format.

A handed-in file is read behind the gate. A paper of our own comes as bytes and is drawn here.
"""

import threading
from collections.abc import Callable
from ctypes import c_ubyte
from functools import partial
from pathlib import Path
from typing import TypeVar

import pypdfium2 as pdfium
from pypdfium2 import raw

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.picture import DrawnPage, PagedDocument, PageHit, Picture
from meihao_desktop.domain.wording import Wording
from meihao_desktop.intake import page_words
from meihao_desktop.intake.child import shared_room
from meihao_desktop.intake.child.untrusted import Trouble, Unreadable, parse_untrusted
from meihao_desktop.intake.page_fonts import lend_fonts
from meihao_desktop.intake.paged_source import opened

MOST_PAGES = 20_000
MOST_PIXELS = 48_000_000
LEAST_EDGE, MOST_EDGE = 3.0, 200_000.0
A4 = (595.0, 842.0)
WHITE = (255, 255, 255, 255)

Source = Path | bytes
Part = tuple[int, int, int, int]
T = TypeVar("T")

_one_at_a_time = threading.RLock()
_own: list[tuple[bytes, pdfium.PdfDocument]] = []
_kept_pages: list[tuple[pdfium.PdfDocument, int, pdfium.PdfPage]] = []


def read_pages(source: Source, kind: MaterialKind) -> PagedDocument:
    """The sizes of all pages as they are displayed."""
    return _read(partial(_pages, kind=kind), source)


def draw_page(  # noqa: PLR0913 - all but two are keywords
    source: Source,
    kind: MaterialKind,
    *,
    page: int,
    size: tuple[int, int],
    turns: int = 0,
    part: Part | None = None,
) -> DrawnPage:
    """One page, from 0, in exactly ``size`` pixels after ``turns`` quarter turns clockwise.

    ``part`` is the left, top, width and height of what is wanted of those pixels.
    """
    reader = partial(_drawn, kind=kind, page=page, size=size, turns=turns % 4, part=part)
    return _read(reader, source)


def find_in_pages(
    source: Source, kind: MaterialKind, *, text: str, first: int = 0, count: int = MOST_PAGES
) -> tuple[PageHit, ...]:
    """Every place where ``text`` stands on so many pages from ``first``, in reading order."""
    return _read(partial(_found, kind=kind, text=text, first=first, count=count), source)


def _read(reader: Callable[..., T], source: Source) -> T:
    if isinstance(source, bytes):
        return reader(source)
    return parse_untrusted(reader, source)


def _pages(source: Source, kind: MaterialKind) -> PagedDocument:
    with _one_at_a_time:
        document = _document(source, kind)
        count = len(document)
        sizes = tuple(_size(document, number) for number in range(min(count, MOST_PAGES)))
    return PagedDocument(sizes=sizes, left_out=count - len(sizes))


def _drawn(  # noqa: PLR0913 - all but the source are keywords of one partial
    source: Source,
    *,
    kind: MaterialKind,
    page: int,
    size: tuple[int, int],
    turns: int,
    part: Part | None,
) -> DrawnPage:
    left, top, width, height = part or (0, 0, *size)
    if width * height > MOST_PIXELS:
        raise Unreadable(Trouble.TOO_LARGE)
    with _one_at_a_time:
        document = _document(source, kind)
        sheet = _page(document, page)
        pixels = shared_room.space(width * height * 4)
        room = (c_ubyte * len(pixels)).from_buffer(pixels)
        bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx, buffer=room)
        bitmap.fill_rect(WHITE, 0, 0, width, height)
        how = (bitmap, sheet, -left, -top, *size, turns, raw.FPDF_ANNOT)
        raw.FPDF_RenderPageBitmap(*how)
        if document.formenv is not None:
            raw.FPDF_FFLDraw(document.formenv, *how)
        bitmap.close()
        is_blank = part is None and _is_one_colour(pixels, width * 4) and _has_text(sheet)
    picture = Picture(width=width, height=height, pixels=pixels)
    return DrawnPage(picture=picture, is_blank=is_blank)


def _found(
    source: Source, *, kind: MaterialKind, text: str, first: int, count: int
) -> tuple[PageHit, ...]:
    wording = Wording(text)
    hits: list[PageHit] = []
    if not wording:
        return ()
    with _one_at_a_time:
        document = _document(source, kind)
        for number in range(first, min(first + count, len(document), MOST_PAGES)):
            try:
                sheet = document[number]
            except pdfium.PdfiumError:
                continue  # a damaged page has no words; drawing it says so
            boxes = page_words.find(sheet, wording)
            hits += (PageHit(page=number, boxes=each) for each in boxes)
            sheet.close()
            if len(hits) >= page_words.MOST_HITS:
                break
    return tuple(hits)


def _document(source: Source, kind: MaterialKind) -> pdfium.PdfDocument:
    """The document, kept open, with its forms and with faces for what it does not carry."""
    lend_fonts()
    try:
        document = _own_paper(source) if isinstance(source, bytes) else opened(source, kind)
    except pdfium.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise Unreadable(Trouble.PASSWORD) from error
        raise Unreadable from error
    if document.formenv is None and document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()
    return document


def _own_paper(data: bytes) -> pdfium.PdfDocument:
    """The last of our own papers stays open."""
    if not _own or _own[0][0] is not data:
        while _own:
            _own.pop()[1].close()
        _own.append((data, pdfium.PdfDocument(data)))
    return _own[0][1]


def _page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """One page; the last one stays loaded, so that its pictures are decoded only once."""
    if _kept_pages:
        kept, at, page = _kept_pages[0]
        if kept is document and at == number and page.raw:
            return page
        _kept_pages.clear()
        if page.raw:
            page.close()
    try:
        page = document[number]
    except (pdfium.PdfiumError, IndexError) as error:
        raise Unreadable from error
    _kept_pages.append((document, number, page))
    return page


def _size(document: pdfium.PdfDocument, number: int) -> tuple[float, float]:
    """A page's displayed size; a damaged page gets that of a sheet."""
    try:
        width, height = document.get_page_size(number)
    except pdfium.PdfiumError:
        return A4
    return _within(width), _within(height)


def _within(edge: float) -> float:
    return min(max(edge, LEAST_EDGE), MOST_EDGE)


def _has_text(page: pdfium.PdfPage) -> bool:
    words = page.get_textpage()
    try:
        return bool(words.get_text_bounded().strip())
    finally:
        words.close()


def _is_one_colour(pixels: bytearray | memoryview, row_bytes: int) -> bool:
    """Whether nothing was drawn at all; the first row with ink ends the looking."""
    row = bytes(pixels[:4]) * (row_bytes // 4)
    return all(bytes(pixels[at : at + row_bytes]) == row for at in range(0, len(pixels), row_bytes))
