"""Small submissions for tests: workbooks, forms and zips made in a few words."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from docx import Document
from openpyxl import Workbook

from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.intake import read_submission

Rows = Sequence[Sequence[object]]
HEADERS = ("县（市、区）", "小区名称", "物业服务企业", "建筑面积（㎡）", "户数", "居民满意度(%)")
OPINIONS = ("业主委员会意见", "社区意见", "街道（乡镇）意见", "县（市、区）主管部门意见")


def a_workbook(rows: Rows, *, merged: Iterable[str] = (), title: str = "Sheet1") -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for block in merged:
        sheet.merge_cells(block)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def a_summary(*names: str, county: str = "玉州区", households: object = 1018) -> bytes:
    rows = [(county, name, f"{name}物业公司", 110700, households, 93) for name in names]
    return a_workbook([("推荐汇总表",), HEADERS, *rows])


def a_form(name: str, facts: Mapping[str, str] | None = None, *, unsealed: str = "") -> bytes:
    """A form with its opinion boxes; the box whose label holds ``unsealed`` stays empty."""
    told = {"小区名称": name, "建筑面积": "11.07万平方米", "户数": "1018户", **(facts or {})}
    boxes = {
        label: "（盖章）　年　月　日" if unsealed and unsealed in label else "同意申报。（盖章）"
        for label in OPINIONS
    }
    return _a_table({**told, "主要做法和成效": "支部建在小区。", **boxes})


def a_scan() -> bytes:
    """A pdf of one page without any text, as a scanner makes it."""
    document = pdfium.PdfDocument.new()
    document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def a_bare_form(name: str) -> bytes:
    """A form that nobody has given an opinion box."""
    rows = {"小区名称": name, "建筑面积": "11.07万平方米", "户数": "1018户", "地址": "环兴路"}
    return _a_table(rows)


def _a_table(rows: Mapping[str, str]) -> bytes:
    document = Document()
    document.add_paragraph("“美好家园”小区申报表")
    table = document.add_table(rows=0, cols=2)
    for label, text in rows.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def a_county(*names: str) -> dict[str, bytes]:
    """A submission in which nothing is wrong."""
    files = {"推荐汇总表.xlsx": a_summary(*names)}
    for name in names:
        files[f"{name}/申报表.docx"] = a_form(name, {"居民满意度": "93%"})
        files[f"{name}/说明.txt"] = f"{name}的说明".encode()
    return files


def a_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def a_zip(path: Path, members: Iterable[tuple[zipfile.ZipInfo | str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def received(source: Path, watch: Watch | None = None) -> ReceivedSubmission:
    """Read a submission into a staging folder beside it."""
    return read_submission(source, source.parent / "staging", watch or Watch())


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code.removeprefix("door_") for finding in findings]
