"""Documents made of pages, drawn as pixels and searched; the window need not know the format."""

from pathlib import Path

import pypdfium2 as pdfium

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.picture import DrawnPage, PagedDocument, PageHit, Picture


def read_pages(path: Path, kind: MaterialKind) -> PagedDocument:
    """The sizes of all pages."""
    with _opened(path, kind) as document:
        return PagedDocument(sizes=tuple(map(document.get_page_size, range(len(document)))))


def draw_page(
    path: Path, kind: MaterialKind, *, page: int, size: tuple[int, int], turns: int = 0
) -> DrawnPage:
    """One page, from 0, in exactly ``size`` pixels after ``turns`` quarter turns clockwise."""
    with _opened(path, kind) as document:
        sheet = document[page]
        bitmap = pdfium.PdfBitmap.new_native(*size, pdfium.raw.FPDFBitmap_BGRx)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        pdfium.raw.FPDF_RenderPageBitmap(
            bitmap, sheet, 0, 0, *size, turns, pdfium.raw.FPDF_ANNOT | pdfium.raw.FPDF_LCD_TEXT
        )
        pixels = bytes(bitmap.buffer)
    return DrawnPage(picture=Picture(width=size[0], height=size[1], pixels=pixels))


def find_in_pages(path: Path, kind: MaterialKind, *, text: str) -> tuple[PageHit, ...]:
    """Every place where ``text`` stands, in reading order."""
    raise NotImplementedError


def _opened(path: Path, kind: MaterialKind) -> pdfium.PdfDocument:
    if kind is not MaterialKind.PDF:
        raise NotImplementedError
    return pdfium.PdfDocument(path)
