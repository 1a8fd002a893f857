"""Photos, long tables and Word documents on the screen, each against the plainest way to show it.

Figures are processor time of the window and the reading child together, ratios are those of one
run, turn by turn. Goals (performance.md §5, §6): a photo at most 1.1 times
`QImageReader.setScaledSize`; a frame of a table of 10,000 rows after a jump at most 1.4 times that
of a `QTableWidget`, made and shown at most 0.15 times; a docx of 50 pages on the screen at most 0.2
times mammoth. Run with ``python -m benchmarks.bench_viewers``.
"""

import os
import statistics
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QApplication, QTableView, QTableWidget, QTableWidgetItem, QWidget

from benchmarks.bench_word import by_mammoth, make_document
from benchmarks.processor import milliseconds
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import WorkbookPreview, Worksheet
from meihao_desktop.operations import read_material
from meihao_desktop.ui import theme
from meihao_desktop.ui.materials.document_viewer import DocumentViewer
from meihao_desktop.ui.materials.photo_store import SCREEN_EDGE, image_of
from meihao_desktop.ui.materials.workbook_viewer import WorkbookViewer
from meihao_desktop.ui.widgets.rows_model import Column
from meihao_desktop.ui.widgets.table_view import TableView

TURNS = 15
MEGAPIXELS = {12: (4000, 3000), 24: (6000, 4000), 48: (8000, 6000)}
ROWS, COLUMNS = 10_000, 20
SIZE = QSize(1600, 900)


def compare(name: str, goal: float, ways: Mapping[str, Callable[[int], object]]) -> None:
    """Both ways in turn; the second one is the yardstick."""
    ours, plain = ways
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(TURNS + 1):
        for way, work in ways.items():
            taken[way].append(milliseconds(partial(work, turn)))
    taken = {way: times[1:] for way, times in taken.items()}
    shares = [one / other for one, other in zip(taken[ours], taken[plain], strict=True)]
    told = ", ".join(f"{way} {statistics.median(times):.1f} ms" for way, times in taken.items())
    share = statistics.median(shares)
    print(f"{name}: {told}; × {share:.2f} (goal {goal}: {'met' if share <= goal else 'MISSED'})")


def a_photo(folder: Path, size: tuple[int, int]) -> Path:
    """Grain at about a quarter of a byte a pixel, as performance.md measured with."""
    path = folder / f"{size[0]}.jpg"
    grain = Image.effect_noise((size[0] // 4, size[1] // 4), 40).resize(size).convert("RGB")
    grain.save(path, "JPEG", quality=90)
    return path


def by_qt(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setScaledSize(
        reader.size().scaled(SCREEN_EDGE, SCREEN_EDGE, Qt.AspectRatioMode.KeepAspectRatio)
    )
    return reader.read()


def by_us(path: Path) -> QImage:
    """What a photo store does, on this thread."""
    return image_of(read_material.photo(path, SCREEN_EDGE).picture)


def photos(folder: Path) -> None:
    for millions, size in MEGAPIXELS.items():
        path = a_photo(folder, size)
        ways = {"ours": lambda _t, path=path: by_us(path), "Qt": lambda _t, path=path: by_qt(path)}
        compare(f"photo of {millions} MP at {SCREEN_EDGE}", 1.1, ways)


def cell(row: int, column: int) -> str:
    return f"{row}.{column}" if column % 2 else f"小区{row}"


CELLS = tuple(tuple(cell(row, column) for column in range(COLUMNS)) for row in range(ROWS))


def a_widget() -> QTableWidget:
    table = QTableWidget(ROWS, COLUMNS)
    for row, cells in enumerate(CELLS):
        for column, text in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(text))
    return table


def a_list() -> TableView:
    """The one table of the program, as findings, estates and events stand in it."""
    columns = [Column(heading=str(at), text=partial(_text, at), width=4) for at in range(COLUMNS)]
    table = TableView(columns)
    table.show_rows(CELLS)
    return table


def _text(at: int, row: tuple[str, ...]) -> str:
    return row[at]


def a_worksheet() -> WorkbookViewer:
    viewer = WorkbookViewer()
    viewer.fill(WorkbookPreview(worksheets=(Worksheet(name="台账", rows=CELLS),)))
    return viewer


def like(plain: QTableWidget, table: QTableView) -> None:
    """As many cells in view, all cut alike, or else the frames are not of one kind."""
    plain.setVerticalScrollMode(table.verticalScrollMode())
    plain.setHorizontalScrollMode(table.horizontalScrollMode())
    plain.setWordWrap(table.wordWrap())
    plain.verticalHeader().setVisible(not table.verticalHeader().isHidden())
    plain.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
    for at in range(COLUMNS):
        plain.setColumnWidth(at, table.columnWidth(at))


def table_of(made: QWidget) -> QTableView:
    return made if isinstance(made, QTableView) else made.findChildren(QTableView)[0]


def shown(app: QApplication, widget: QWidget) -> QWidget:
    widget.resize(SIZE)
    widget.show()
    app.processEvents()
    return widget


def jump(app: QApplication, table: QTableView, turn: int) -> None:
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() * (turn * 7 % 19) // 19 + turn)
    app.processEvents()


def tables(app: QApplication) -> None:
    makers: dict[str, Callable[[], QWidget]] = {"list": a_list, "worksheet": a_worksheet}
    for name, make in makers.items():
        kept: list[QWidget] = []

        def make_and_show(_turn: int, make: Callable[[], QWidget], kept: list[QWidget]) -> None:
            while kept:
                kept.pop().deleteLater()
            kept.append(shown(app, make()))

        ours = shown(app, make())
        plain = a_widget()
        like(plain, table_of(ours))
        shown(app, plain)
        ways = {
            "ours": partial(lambda turn, table: jump(app, table, turn), table=table_of(ours)),
            "QTableWidget": partial(lambda turn, table: jump(app, table, turn), table=plain),
        }
        compare(f"{name} of {ROWS} × {COLUMNS}, frame after a jump", 1.4, ways)
        for widget in (ours, plain):
            widget.hide()
            widget.deleteLater()
        ways = {
            "ours": partial(make_and_show, make=make, kept=kept),
            "QTableWidget": partial(make_and_show, make=a_widget, kept=kept),
        }
        compare(f"{name} of {ROWS} × {COLUMNS}, made and shown", 0.15, ways)


def documents(app: QApplication, folder: Path) -> None:
    path = folder / "a.docx"
    make_document(path)
    viewer = DocumentViewer()
    shown(app, viewer)

    def show(_turn: int) -> None:
        viewer.empty()
        viewer.fill(read_material.preview(path, MaterialKind.WORD))
        app.processEvents()

    ways = {"ours": show, "mammoth, no screen": lambda _turn: by_mammoth(path)}
    compare("docx of 50 pages, read and painted", 0.2, ways)


def main() -> None:
    app = QApplication([])
    theme.begin(app)
    with tempfile.TemporaryDirectory() as name:
        photos(Path(name))
        tables(app)
        documents(app, Path(name))
        read_material.end_reading()


if __name__ == "__main__":
    main()
