"""From the pages of a paper to a printer: each is drawn at 300 dpi on white."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from meihao_desktop.ui.materials.page_source import PageSource, image_of
from meihao_desktop.ui.materials.page_tiles import PageKey

DPI = 300
POINTS_PER_INCH = 72


def pages_of(printer: QPrinter, count: int) -> range:
    """The pages that the print dialog asked for, from 0."""
    first, last = printer.fromPage(), printer.toPage()
    return range(max(first, 1) - 1, min(last or count, count))


def lay_for(printer: QPrinter, size: QSizeF) -> None:
    """Set the printer's sheet as the page is, upright or across, without margins of its own."""
    is_across = size.width() > size.height()
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    orientation = (
        QPageLayout.Orientation.Landscape if is_across else QPageLayout.Orientation.Portrait
    )
    page = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    layout = QPageLayout(page, orientation, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)  # else a printer's least margins refuse it
    printer.setPageLayout(layout)


def drawn(paper: PageSource, page: int, size: QSizeF) -> QImage:
    """One page of this size in points as a picture without transparency."""
    width, height = (round(edge * DPI / POINTS_PER_INCH) for edge in (size.width(), size.height()))
    return image_of(paper.draw(PageKey(page, width, height, 0)).picture)


def press(
    paper: PageSource,
    printer: QPrinter,
    pages: Sequence[int],
    on_page: Callable[[int], object],
) -> bool:
    """Print these pages; ``on_page`` hears how many are done. False where the printer refused."""
    if not pages:
        return False
    sizes = [QSizeF(*size) for size in paper.pages().sizes]
    lay_for(printer, sizes[pages[0]])
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for done, page in enumerate(pages):
        if done:
            lay_for(printer, sizes[page])
            printer.newPage()
        target = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        painter.drawImage(target, drawn(paper, page, sizes[page]))
        on_page(done + 1)
    return painter.end()
