"""The files of the habits: forms and summaries as xlsx, docx and pdf, photos, odd archives."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from openpyxl import Workbook
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from meihao_desktop import resources
from tests.support.habits.facts import written
from tests.support.submissions import OPINIONS, Rows, a_workbook

SAMPLES = Path(__file__).parents[2] / "samples" / "habits"
TITLE = "2025年度“美好家园”小区推荐汇总表"
FORM_TITLE = "2025年度“美好家园”小区申报表"
SEALED = "情况属实，同意申报。（已盖章）2025年8月20日"
PRACTICES = "一、党建引领，支部建在小区。二、楼长制。"
FACE, FONT = "Habit", "meihao-hei.ttf"


def sample(name: str) -> bytes:
    """A file that LibreOffice made once; see the README beside it."""
    return (SAMPLES / name).read_bytes()


def pairs(name: str, **changed: str) -> dict[str, str]:
    """Everything that stands in a form, by its label."""
    told = {**written(name), **changed}
    return {**told, "主要做法和成效": PRACTICES, **dict.fromkeys(OPINIONS, SEALED)}


def docx_form(*forms: Mapping[str, str], wide: bool = False) -> bytes:
    """One or several forms in one document, a table for each, two pairs in a row where wide."""
    document = Document()
    for form in forms:
        document.add_paragraph(FORM_TITLE)
        _form_table(document, form, 2 if wide else 1)
        document.add_page_break()
    return _saved(document)


def docx_summary(rows: Rows, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """A summary as a table of a landscape page, with merged blocks."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for line, cells in zip(rows, table.rows, strict=True):
        for text, cell in zip(line, cells.cells, strict=False):
            cell.text = str(text or "")
    for top, left, bottom, right in merged:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    return _saved(document)


def pdf_table(
    title: str, rows: Rows, spans: Sequence[tuple[int, int, int, int]] = (), *, ruled: bool = True
) -> bytes:
    """A landscape page with one table; spans are top, left, bottom, right."""
    if FACE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FACE, str(resources.path("fonts", FONT))))
    style = ParagraphStyle("cell", fontName=FACE, fontSize=10, leading=13, wordWrap="CJK")
    cells = [[Paragraph(str(text or ""), style) for text in line] for line in rows]
    look = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    joined = [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in spans]
    width = 760 / max(map(len, rows))
    buffer = io.BytesIO()
    page = SimpleDocTemplate(buffer, pagesize=landscape(A4), leftMargin=36, rightMargin=36)
    table = Table(cells, style=[*look, *joined], colWidths=[width] * max(map(len, rows)))
    page.build([Paragraph(title, style), table])
    return buffer.getvalue()


def pdf_form(form: Mapping[str, str]) -> bytes:
    """A form as a program prints it to pdf, with text in it."""
    return pdf_table(FORM_TITLE, [[label, text] for label, text in form.items()])


def workbook_forms(forms: Sequence[Mapping[str, str]], *, below: bool = False) -> bytes:
    """Forms as worksheets of one workbook; labels beside or above their values."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for form in forms:
        sheet = workbook.create_sheet(form["小区名称"])
        sheet.append([FORM_TITLE])
        sheet.merge_cells("A1:D1")
        items = list(form.items())
        facts, rest = items[:8], items[8:]
        for start in range(0, len(facts), 4 if below else 2):
            part = facts[start : start + (4 if below else 2)]
            if below:
                sheet.append([label for label, _ in part])
                sheet.append([text for _, text in part])
            else:
                sheet.append([cell for pair in part for cell in pair])
        for label, text in rest:
            sheet.append([label, text])
            sheet.merge_cells(f"B{sheet.max_row}:D{sheet.max_row}")
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def summary(rows: Rows, *merged: str, title: str = "推荐汇总表") -> bytes:
    """An xlsx with a title above the header."""
    return a_workbook([(TITLE,), *rows], merged=merged, title=title)


def photo(shade: int) -> bytes:
    """A small picture that differs from every other one."""
    image = Image.effect_mandelbrot((96, 72), (-2 + shade / 50, -1.2, 1, 1.2), 40 + shade)
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


def photo_pdf(shade: int) -> bytes:
    """A scan: a page that is one picture."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(photo(shade))) as image:
        image.save(buffer, "PDF")
    return buffer.getvalue()


def packed(files: Mapping[str, bytes], *, gbk: bool = False, bare_utf8: bool = False) -> bytes:
    """A zip; names in GBK as Windows writes them, or in UTF-8 that nothing announces."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            kind = _Gbk if gbk else _Bare if bare_utf8 else zipfile.ZipInfo
            archive.writestr(kind(name, (2025, 8, 27, 9, 30, 0)), data)
    return buffer.getvalue()


class _Gbk(zipfile.ZipInfo):
    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 -- zipfile calls it so
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


class _Bare(zipfile.ZipInfo):
    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 -- zipfile calls it so
        return self.filename.encode(), self.flag_bits & ~0x800


def _form_table(document: DocxDocument, form: Mapping[str, str], across: int) -> None:
    items = list(form.items())
    table = document.add_table(rows=0, cols=2 * across)
    facts = items[:8]
    for start in range(0, len(facts), across):
        cells = table.add_row().cells
        for place, (label, text) in enumerate(facts[start : start + across]):
            cells[2 * place].text, cells[2 * place + 1].text = label, text
    for label, text in items[8:]:
        cells = table.add_row().cells
        cells[0].text = label
        cells[1].merge(cells[-1]).text = text


def _saved(document: DocxDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
