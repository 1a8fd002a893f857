"""Pages drawn through the capped child, against the library in our own process and against Qt.

Figures are processor time of both processes, and ratios taken in one run. Goals: any page at most
1.5 times the library, the first page of a text pdf at most 16 ms once the child is there.
Run with ``python -m benchmarks.bench_pages``.
"""

import statistics
import tempfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtPdf import QPdfDocument
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.processor import milliseconds
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.intake.child.untrusted import close_children
from meihao_desktop.intake.page_reader import WHITE, draw_page, read_pages

PAGES, ROUNDS = 6, 4
SIZES = ((794, 1123), (1588, 2246))
LINES = 42


def text_page(canvas: Canvas) -> None:
    for line in range(LINES):
        height = 800 - 18 * line
        canvas.drawString(50, height, f"Row {line}: a line of a table with figures 12345 67890")
        canvas.line(50, height - 3, 545, height - 3)


def picture_page(size: tuple[int, int], mode: str) -> Callable[[Canvas], None]:
    """A page filled by one picture with the grain of a scan or a photo."""
    packed = BytesIO()
    grain = Image.effect_noise((size[0] // 4, size[1] // 4), 40).resize(size).convert(mode)
    grain.save(packed, "JPEG", quality=85)
    picture = ImageReader(BytesIO(packed.getvalue()))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, 0, *A4)

    return draw


def a_pdf(path: Path, draw: Callable[[Canvas], None]) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(PAGES):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def drawn_bare(document: pdfium.PdfDocument, page: int, size: tuple[int, int]) -> None:
    """One page drawn by the library in our own process."""
    sheet = document[page]
    bitmap = pdfium.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGRx)
    bitmap.fill_rect(WHITE, 0, 0, *size)
    raw.FPDF_RenderPageBitmap(bitmap, sheet, 0, 0, *size, 0, raw.FPDF_ANNOT)
    sheet.close()


def compare(name: str, path: Path) -> None:
    render, bare = QPdfDocument(), pdfium.PdfDocument(path.read_bytes())
    render.load(str(path))
    read_pages(path, MaterialKind.PDF)
    for size in SIZES:
        ways: dict[str, Callable[[int], object]] = {
            "child": partial(drawn_by_child, path, size),
            "in-process": lambda page, size=size: drawn_bare(bare, page, size),
            "QPdfDocument": lambda page, size=size: render.render(page, QSize(*size)),
        }
        taken: dict[str, list[float]] = {way: [] for way in ways}
        for page in [*range(PAGES)] * ROUNDS:
            for way, draw in ways.items():
                taken[way].append(milliseconds(partial(draw, page)))
        middle = {way: statistics.median(times) for way, times in taken.items()}
        told = ", ".join(f"{way} {time:.1f}" for way, time in middle.items())
        shares = [middle["child"] / middle[way] for way in ("in-process", "QPdfDocument")]
        print(f"{name} {size[0]}: {told} ms; child x {shares[0]:.2f}, x {shares[1]:.2f}")
    render.close()
    bare.close()


def drawn_by_child(path: Path, size: tuple[int, int], page: int) -> None:
    draw_page(path, MaterialKind.PDF, page=page, size=size)


def main() -> None:
    app = QGuiApplication(["bench", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = a_pdf(folder / "text.pdf", text_page)
        compare("text", text)
        compare("scan", a_pdf(folder / "scan.pdf", picture_page((1654, 2339), "RGB")))
        compare("photo", a_pdf(folder / "photo.pdf", picture_page((3000, 4000), "RGB")))
        fresh = a_pdf(folder / "fresh.pdf", text_page)

        def open_first() -> None:
            read_pages(fresh, MaterialKind.PDF)
            draw_page(fresh, MaterialKind.PDF, page=0, size=SIZES[0])

        print(f"open and first page: {milliseconds(open_first):.1f} ms")
        close_children()
    del app


if __name__ == "__main__":
    main()
