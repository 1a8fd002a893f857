"""The codes of our papers, read back from a pdf, a scan or a photo, behind the gate."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from meihao_desktop.domain.found_code import FoundCode, PageCodes
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.domain.sheet_mark import SCHEME
from meihao_desktop.intake.child.untrusted import parse_untrusted
from meihao_desktop.intake.paged_source import opened
from meihao_desktop.intake.photo_reader import photo_of

MOST_PAGES = 2000
PAGES_AT_ONCE = 10
EDGE = 3200
POINTS_PER_INCH = 72
PLAIN, FINE = 150, 300
QR_CODE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
CORNER = (0.62, 0.78)
"""Where our own pages carry the code: right of this share of the width, above of the height."""


_STRONGER = ImageFilter.UnsharpMask(4, 250, 0)


def read_codes(path: Path, *, is_pdf: bool, watch: Watch | None = None) -> PageCodes:
    """Every code of ours on every page; a picture has one page."""
    if not is_pdf:
        codes = parse_untrusted(codes_of_picture, path, watch=watch)
        return PageCodes(pages=1, codes=codes)
    pages = parse_untrusted(count_pages, path, watch=watch)
    found: list[FoundCode] = []
    for first in range(0, min(pages, MOST_PAGES), PAGES_AT_ONCE):
        if watch is not None:
            watch.tell(Progress(done_files=first, total_files=pages))
        found.extend(parse_untrusted(partial(codes_of_pages, first=first), path, watch=watch))
    return PageCodes(pages=pages, codes=tuple(found))


def count_pages(path: Path) -> int:
    return len(opened(path, MaterialKind.PDF))


def codes_of_pages(path: Path, first: int) -> tuple[FoundCode, ...]:
    """The codes of some pages from ``first``, for those who are inside the gate already."""
    document = opened(path, MaterialKind.PDF)
    found: list[FoundCode] = []
    for number in range(first, min(first + PAGES_AT_ONCE, len(document))):
        page = document[number]
        texts = _of_page(page)
        page.close()
        found.extend(FoundCode(page=number + 1, text=text) for text in texts)
    return tuple(found)


def codes_of_picture(path: Path) -> tuple[FoundCode, ...]:
    """The codes of a scan or a photo, for those who are inside the gate already."""
    shown = photo_of(path, EDGE).picture
    size = (shown.width, shown.height)
    picture = Image.frombytes("RGB", size, bytes(shown.pixels), "raw", "BGRX").convert("L")
    return tuple(FoundCode(page=1, text=text) for text in _first_found(_clearer(picture)))


def _of_page(page: pdfium.PdfPage) -> tuple[str, ...]:
    """The usual corner first; a scan may carry its code anywhere, and faintly."""
    width, height = page.get_size()
    corner = (width * CORNER[0], height * CORNER[1], 0, 0)
    if found := _read(_drawn(page, PLAIN, corner)):
        return found
    fine = min(FINE, EDGE * POINTS_PER_INCH / max(width, height, 1))
    return _first_found(
        shown for inch in sorted({min(PLAIN, fine), fine}) for shown in _clearer(_drawn(page, inch))
    )


def _drawn(
    page: pdfium.PdfPage, inch: float, crop: tuple[float, float, float, float] = (0, 0, 0, 0)
) -> Image.Image:
    bitmap = page.render(scale=inch / POINTS_PER_INCH, grayscale=True, crop=crop)  # pyright: ignore[reportArgumentType]  # any number
    picture = bitmap.to_pil().copy()
    bitmap.close()
    return picture


def _clearer(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture, and what may show more: shades spread out, noise smoothed, larger."""
    yield picture
    spread = ImageOps.autocontrast(picture, cutoff=2)
    yield spread
    yield spread.filter(ImageFilter.GaussianBlur(1.2))
    yield spread.filter(ImageFilter.UnsharpMask(3, 200, 0))
    if max(picture.size) <= EDGE:
        double = (picture.width * 2, picture.height * 2)
        yield spread.resize(double, Image.Resampling.LANCZOS).filter(_STRONGER)


def _first_found(pictures: Iterator[Image.Image]) -> tuple[str, ...]:
    return next((found for picture in pictures if (found := _read(picture))), ())


def _read(picture: Image.Image) -> tuple[str, ...]:
    """Codes of ours; whatever else lies on the table beside the paper is left alone."""
    found = zxingcpp.read_barcodes(picture, formats=QR_CODE)
    texts = (code.text for code in found if code.valid)
    return tuple(dict.fromkeys(text for text in texts if text.startswith(f"{SCHEME}|")))
