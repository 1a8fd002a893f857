"""One reading tells everything of a file: kind, summary, forms, look, text, or what is wrong."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.intake.examine import Examined, examine, is_named_summary
from meihao_desktop.intake.unreadable import Trouble
from tests.support.habits.facts import CHANGCHENG, JINYU, QIANDENG
from tests.support.habits.files import (
    docx_form,
    docx_summary,
    pairs,
    pdf_form,
    photo,
    sample,
    workbook_forms,
)
from tests.support.submissions import a_form, a_scan, a_summary, a_workbook


def read(tmp_path: Path, data: bytes, name: str) -> Examined:
    path = tmp_path / "digest"
    path.write_bytes(data)
    return examine(path, name)


def test_a_summary_brings_its_rows_and_its_text(tmp_path: Path) -> None:
    found = read(tmp_path, a_summary("朗悦花园"), "推荐汇总表.xlsx")
    assert found.kind is MaterialKind.WORKBOOK
    assert found.summary is not None
    assert [row.name for row in found.summary.rows] == ["朗悦花园"]
    assert "Sheet1!B3" in {part.place for part in found.texts}
    assert found.forms == ()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx_form(pairs(JINYU)), "申报表.docx"),
        (docx_form(pairs(JINYU), wide=True), "材料.docx"),
        (pdf_form(pairs(JINYU)), "申报表.pdf"),
        (workbook_forms([pairs(JINYU)]), "申报表.xlsx"),
        (workbook_forms([pairs(JINYU)], below=True), "表.xlsx"),
        (sample("form-jinyu.doc"), "申报表.doc"),
        (sample("form-jinyu.doc"), "申报表.wps"),
    ],
)
def test_a_form_is_one_in_every_format(tmp_path: Path, data: bytes, name: str) -> None:
    found = read(tmp_path, data, name)
    assert [form.estate_name for form in found.forms] == [JINYU]
    assert found.forms[0].file == name
    assert found.summary is None
    assert found.texts


def test_a_file_may_hold_many_forms(tmp_path: Path) -> None:
    names = (JINYU, QIANDENG, CHANGCHENG)
    for data in (docx_form(*map(pairs, names)), workbook_forms([pairs(name) for name in names])):
        assert [form.estate_name for form in read(tmp_path, data, "申报表").forms] == list(names)


def test_a_worksheet_may_name_the_estate_that_its_form_leaves_out(tmp_path: Path) -> None:
    workbook = load_workbook(io.BytesIO(workbook_forms([pairs(JINYU)])))
    workbook.worksheets[0]["B2"] = None
    buffer = io.BytesIO()
    workbook.save(buffer)
    found = read(tmp_path, buffer.getvalue(), "申报表.xlsx")
    assert [form.estate_name for form in found.forms] == [JINYU]


def test_reports_and_minutes_are_no_forms(tmp_path: Path) -> None:
    told = {"小区名称": JINYU, "户数": "4711户", "居民满意度": "93%", "建筑面积": "73.5万㎡"}
    rows = [[cell for pair in told.items() for cell in pair]]
    assert read(tmp_path, docx_summary(rows), "测评报告.docx").forms == ()
    ledger = a_workbook([("小区名称", JINYU), ("户数", 4711), ("满意度", "93%"), ("地址", "某路")])
    assert read(tmp_path, ledger, "台账.xlsx").forms == ()


def test_a_photo_brings_what_it_looks_like(tmp_path: Path) -> None:
    found = read(tmp_path, photo(3), "大门.jpg")
    assert found.kind is MaterialKind.IMAGE
    assert len(found.look) == 32
    assert found.texts == ()


def test_a_scan_has_neither_text_nor_trouble(tmp_path: Path) -> None:
    found = read(tmp_path, a_scan(), "申报表.pdf")
    assert found == Examined(kind=MaterialKind.PDF)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (a_form(JINYU)[:-300], "申报表.docx"),
        (b"%PDF-1.4 torn", "说明.pdf"),
        (photo(1)[:40], "大门.jpg"),
        (b"\x00\x01\x02", "汇总表.xls"),
    ],
)
def test_a_broken_file_says_so_and_stays_a_file(tmp_path: Path, data: bytes, name: str) -> None:
    assert read(tmp_path, data, name).trouble is Trouble.DAMAGED


def test_strange_but_honest_files_are_no_trouble(tmp_path: Path) -> None:
    assert read(tmp_path, b"\x00\x01\x02", "数据.bin").trouble is None
    assert read(tmp_path, b"", "空.docx") == Examined(kind=MaterialKind.OTHER)


def test_a_locked_workbook_says_that_it_is_locked(tmp_path: Path) -> None:
    locked = bytearray(sample("summary.xls"))
    wanted = "EncryptedPackage".encode("utf-16-le")
    place = locked.find("Workbook".encode("utf-16-le"))
    assert place > 0
    locked[place : place + len(wanted)] = wanted
    locked[place + 64 : place + 66] = (len(wanted) + 2).to_bytes(2, "little")
    assert read(tmp_path, bytes(locked), "推荐汇总表.xlsx").trouble is Trouble.PASSWORD


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("a/1.推荐汇总表(2).et", True), ("推荐表.pdf", True), ("汇总表/照片.jpg", False)],
)
def test_a_summary_is_promised_by_the_file_name_only(name: str, wanted: bool) -> None:
    assert is_named_summary(name) is wanted


def test_a_png_reads_like_a_photo(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.open(io.BytesIO(photo(5))).save(buffer, "PNG")
    assert read(tmp_path, buffer.getvalue(), "图.png").kind is MaterialKind.IMAGE
