"""From pdf pages to a printer, looked at as the pdf that a printer made of them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from meihao_desktop.ui.materials.page_source import PageSource
from meihao_desktop.ui.preview.page_press import DPI, drawn, lay_for, pages_of, press

A4 = QSizeF(595, 842)


@pytest.fixture
def document(qtbot: QtBot, tmp_path: Path) -> PageSource:
    """Three A4 pages, the second across, each with a black bar at its top left."""
    del qtbot
    file = tmp_path / "three.pdf"
    writer = QPdfWriter(str(file))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    for page in range(3):
        if page:
            is_across = page == 1
            turn = QPageLayout.Orientation
            writer.setPageOrientation(turn.Landscape if is_across else turn.Portrait)
            writer.newPage()
        painter.fillRect(0, 0, writer.width() // 2, writer.height() // 10, QColor("black"))
    painter.end()
    return PageSource(file.read_bytes())


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    return printer


def test_every_page_arrives_upright_or_across_as_it_was(
    document: PageSource, printer: QPrinter, tmp_path: Path
) -> None:
    heard: list[int] = []
    assert press(document, printer, range(3), heard.append)
    printed = PageSource((tmp_path / "printed.pdf").read_bytes())
    assert [width > height for width, height in printed.pages().sizes] == [False, True, False]
    assert heard == [1, 2, 3]


def test_the_ink_is_where_it_was(document: PageSource, printer: QPrinter, tmp_path: Path) -> None:
    press(document, printer, [0], lambda _done: None)
    printed = PageSource((tmp_path / "printed.pdf").read_bytes())
    page = drawn(printed, 0, A4)
    dark, light = page.pixelColor(60, 60), page.pixelColor(page.width() - 60, page.height() - 60)
    assert dark.lightness() < 40
    assert light.lightness() > 240


def test_a_page_is_drawn_at_300_dpi_on_white(document: PageSource) -> None:
    page = drawn(document, 0, A4)
    assert page.width() == pytest.approx(8.27 * DPI, abs=12)
    assert not page.hasAlphaChannel()
    assert page.pixelColor(page.width() // 2, page.height() - 20) == QColor(Qt.GlobalColor.white)


def test_only_the_pages_asked_for_are_printed(printer: QPrinter) -> None:
    assert list(pages_of(printer, 3)) == [0, 1, 2]
    printer.setFromTo(2, 3)
    assert list(pages_of(printer, 3)) == [1, 2]
    printer.setFromTo(2, 9)
    assert list(pages_of(printer, 3)) == [1, 2]


def test_nothing_to_print_is_not_printed(document: PageSource, printer: QPrinter) -> None:
    assert not press(document, printer, [], lambda _done: None)


def test_the_sheet_has_no_margins_of_its_own(printer: QPrinter) -> None:
    lay_for(printer, QSizeF(842, 595))
    layout = printer.pageLayout()
    assert layout.orientation() == QPageLayout.Orientation.Landscape
    assert layout.fullRectPoints().width() in (841, 842)
    assert printer.fullPage()
