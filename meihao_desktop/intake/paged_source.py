"""Documents made of pages, whatever their format, as one open pdf; the last two stay open.

The kept documents belong to the process that opened them, which is the capped child; small files
are held in memory, so that nobody is kept from moving or removing them.
"""

from collections import OrderedDict
from importlib import import_module
from pathlib import Path

import pypdfium2 as pdfium

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.intake.unreadable import Trouble, Unreadable

KEPT = 2
IN_MEMORY = 32 * 1024 * 1024
_LOCKED = (pdfium.raw.FPDF_ERR_PASSWORD, pdfium.raw.FPDF_ERR_SECURITY)
_MADE_BY = {
    MaterialKind.OFD: ("ofd.reader", "ofd_document"),
    MaterialKind.SLIDES: ("slides.reader", "slides_document"),
}
"""What makes a pdf of other formats; imported when needed, for their libraries are slow to load."""
_Key = tuple[str, int, int, MaterialKind]
_open: OrderedDict[_Key, pdfium.PdfDocument] = OrderedDict()


def opened(path: Path, kind: MaterialKind) -> pdfium.PdfDocument:
    """The document as a pdf; it stays open and is closed when two others have been asked for."""
    facts = path.stat()
    key = (str(path), facts.st_mtime_ns, facts.st_size, kind)
    if key in _open:
        _open.move_to_end(key)
        return _open[key]
    document = fresh(path, kind)
    while len(_open) >= KEPT:
        _open.popitem(last=False)[1].close()
    _open[key] = document
    return document


def fresh(path: Path, kind: MaterialKind, *, with_pictures: bool = True) -> pdfium.PdfDocument:
    """The document opened for the caller alone, who closes it."""
    if kind is MaterialKind.PDF:
        return _pdf(path)
    if kind not in _MADE_BY:
        raise Unreadable
    module, maker = _MADE_BY[kind]
    return getattr(import_module(f"{__package__}.{module}"), maker)(
        path, with_pictures=with_pictures
    )


def close_all() -> None:
    """Close what is kept open."""
    while _open:
        _open.popitem()[1].close()


def _pdf(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path if path.stat().st_size > IN_MEMORY else path.read_bytes())
    except pdfium.PdfiumError as error:
        is_locked = error.err_code in _LOCKED
        raise Unreadable(Trouble.PASSWORD if is_locked else Trouble.DAMAGED) from error
