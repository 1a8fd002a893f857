"""Pages drawn through the capped child, against ``QPdfDocument.render`` at the same size.

Figures are ratios taken in one run. Goals: any page at most 1.2 times the render, the first page
of a text pdf at most 16 ms once the child is there.
Run with ``python -m benchmarks.bench_pages``.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtPdf import QPdfDocument
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.intake.page_reader import draw_page, read_pages
from meihao_desktop.intake.untrusted import close_children

PAGES = 6
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
    return lambda canvas: canvas.drawImage(ImageReader(BytesIO(packed.getvalue())), 0, 0, *A4)


def a_pdf(path: Path, draw: Callable[[Canvas], None]) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(PAGES):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def compare(name: str, path: Path) -> None:
    document = QPdfDocument()
    document.load(str(path))
    read_pages(path, MaterialKind.PDF)
    for size in SIZES:
        ours, floor = [], []
        for page in range(PAGES):
            ours.append(seconds(partial(draw_page, path, MaterialKind.PDF, page=page, size=size)))
            floor.append(seconds(partial(document.render, page, QSize(*size))))
        mine, theirs = statistics.median(ours), statistics.median(floor)
        print(
            f"{name} {size[0]}: {mine * 1000:.1f} ms, render {theirs * 1000:.1f} ms,"
            f" x {mine / theirs:.2f}"
        )
    document.close()


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

        print(f"open and first page: {seconds(open_first) * 1000:.1f} ms")
        close_children()
    del app


if __name__ == "__main__":
    main()
