"""From the pages of a pdf to a printer: each is drawn at 300 dpi and laid on white."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

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


def drawn(document: QPdfDocument, page: int) -> QImage:
    """One page as a picture without transparency."""
    size = document.pagePointSize(page)
    pixels = QSize(
        round(size.width() * DPI / POINTS_PER_INCH), round(size.height() * DPI / POINTS_PER_INCH)
    )
    sheet = QImage(pixels, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, document.render(page, pixels))
    painter.end()
    return sheet


def press(
    document: QPdfDocument,
    printer: QPrinter,
    pages: Sequence[int],
    on_page: Callable[[int], object],
) -> bool:
    """Print these pages; ``on_page`` hears how many are done. False where the printer refused."""
    if not pages:
        return False
    lay_for(printer, document.pagePointSize(pages[0]))
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for done, page in enumerate(pages):
        if done:
            lay_for(printer, document.pagePointSize(page))
            printer.newPage()
        target = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        painter.drawImage(target, drawn(document, page))
        on_page(done + 1)
    return painter.end()
