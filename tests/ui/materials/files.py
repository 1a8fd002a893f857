"""Small files of every kind, made in the test itself."""

from pathlib import Path

import docx
import openpyxl
from PIL import Image
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter


def a_pdf(path: Path, pages: int = 3, *, size: tuple[int, int] = (210, 297)) -> Path:
    """A text pdf of so many pages."""
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    writer.setPageSize(QPageSize(QSizeF(*size), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF())
    painter = QPainter(writer)
    painter.setFont(QFont("sans", 20))
    for page in range(pages):
        if page:
            writer.newPage()
        painter.drawText(80, 120, f"page {page + 1}")
    painter.end()
    return path


def a_blank_looking_pdf(path: Path) -> Path:
    """A page whose text is there but invisible, as where a face is missing."""
    content = b"BT 3 Tr /F1 24 Tf 72 700 Td (unseen text) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"xref\n0 7\n0000000000 65535 f \n%strailer\n<< /Size 7 /Root 1 0 R >>\n" % table
    path.write_bytes(data + b"startxref\n%d\n%%%%EOF\n" % data.index(b"xref\n"))
    return path


def a_photo(path: Path, size: tuple[int, int] = (400, 300), *, orientation: int = 1) -> Path:
    image = Image.new("RGB", size, (200, 220, 240))
    exif = Image.Exif()
    exif[0x0112] = orientation
    image.save(path, "JPEG", exif=exif)
    return path


def a_docx(path: Path, paragraphs: int = 40) -> Path:
    document = docx.Document()
    document.add_heading("联席会议纪要", level=1)
    for number in range(1, paragraphs + 1):
        document.add_paragraph(f"第{number}项议题已办结。")
    document.save(str(path))
    return path


def an_xlsx(path: Path) -> Path:
    """Two worksheets, a merged title and a figure in C5."""
    workbook = openpyxl.Workbook()
    first = workbook.active
    assert first is not None
    first.title = "收缴率"
    first["A1"] = "物业费收缴台账"
    first.merge_cells("A1:D1")
    first["C5"] = "99.6%"
    second = workbook.create_sheet("工单")
    second["A1"] = "编号"
    workbook.save(path)
    workbook.close()
    return path
