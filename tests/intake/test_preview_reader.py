"""docx, workbooks and texts become blocks a viewer can show, within limits."""

import base64
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image

from meihao_desktop import resources
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import (
    HtmlPreview,
    MergedRange,
    TextCoding,
    TextPreview,
    WorkbookPreview,
)
from meihao_desktop.intake import read_preview, workbook_grid
from meihao_desktop.intake.text_file import MAX_BYTES
from meihao_desktop.intake.word import pictures
from meihao_desktop.intake.word.pictures import PICTURE_WIDTH
from tests.support.submissions import a_form, a_workbook, a_zip

GUANGZHOU = ("sample", "packages", "广州市", "1.凯旋会花园", "佐证材料")


def a_file(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "0f3a"
    path.write_bytes(data)
    return path


def worksheets(tmp_path: Path, data: bytes) -> WorkbookPreview:
    preview = read_preview(a_file(tmp_path, data), MaterialKind.WORKBOOK)
    assert isinstance(preview, WorkbookPreview)
    return preview


def a_document_with_picture(size: tuple[int, int]) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(picture, "PNG")
    picture.seek(0)
    document = Document()
    document.add_paragraph("禤㙟䶮现场照片")
    document.add_picture(picture)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def html_of(tmp_path: Path, data: bytes) -> str:
    preview = read_preview(a_file(tmp_path, data), MaterialKind.WORD)
    assert isinstance(preview, HtmlPreview)
    return preview.html


def test_a_document_keeps_text_tables_and_rare_characters(tmp_path: Path) -> None:
    html = html_of(tmp_path, a_form("朗悦花园"))
    assert '<table width="100%"' in html
    assert "朗悦花园" in html
    assert "禤㙟䶮" in html_of(tmp_path, a_document_with_picture((10, 10)))


@pytest.mark.parametrize(("size", "shown"), [((3000, 1500), PICTURE_WIDTH), ((300, 200), 400)])
def test_pictures_are_scaled_to_the_page(tmp_path: Path, size: tuple[int, int], shown: int) -> None:
    html = html_of(tmp_path, a_document_with_picture(size))
    assert f'width="{shown}"' in html
    found = re.search(r'src="data:image/png;base64,([^"]+)"', html)
    assert found is not None
    picture = Image.open(io.BytesIO(base64.b64decode(found.group(1))))
    assert picture.width <= 2 * PICTURE_WIDTH


@pytest.mark.usefixtures("reading_here")
def test_a_picture_that_is_broken_or_enormous_leaves_a_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = a_document_with_picture((60, 40))
    monkeypatch.setattr(pictures, "PICTURE_PIXELS", 60 * 40 - 1)
    assert "图片无法显示" in html_of(tmp_path, whole)
    monkeypatch.undo()
    files = []
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            files.append((name, b"broken" if name.endswith(".png") else data))
    broken = a_zip(tmp_path / "a.docx", files).read_bytes()
    assert "图片无法显示" in html_of(tmp_path, broken)
    assert "禤㙟䶮现场照片" in html_of(tmp_path, broken)


def test_a_workbook_keeps_its_worksheets_merged_cells_and_widths(tmp_path: Path) -> None:
    workbook = Workbook()
    first = workbook.worksheets[0]
    first.title = "收缴率"
    for row in (["台账", None, None], ["楼栋", "实收", "率"], ["1 栋", 1234567.5, 0.996]):
        first.append(row)
    first.merge_cells("A1:C1")
    first["C3"].number_format = "0.0%"
    first.column_dimensions["B"].width = 24
    workbook.create_sheet("分月").append(["一月", date(2025, 1, 28)])
    buffer = io.BytesIO()
    workbook.save(buffer)
    one, two = worksheets(tmp_path, buffer.getvalue()).worksheets
    assert (one.name, two.name) == ("收缴率", "分月")
    assert one.rows[2] == ("1 栋", "1234567.5", "99.6%")
    assert one.merged == (MergedRange(first_row=0, first_column=0, last_row=0, last_column=2),)
    assert one.column_widths[1] == 24
    assert two.rows == (("一月", "2025年1月28日"),)


def test_cells_are_shown_as_people_read_them(tmp_path: Path) -> None:
    moment = datetime(2025, 8, 1, 9, 30)  # noqa: DTZ001 -- a workbook knows no zones
    row = [13800138000, 1e20, True, moment, None, "=HYPERLINK", 0.1 + 0.2]
    (sheet,) = worksheets(tmp_path, a_workbook([row])).worksheets
    assert sheet.rows[0][:5] == ("13800138000", "1" + "0" * 20, "是", "2025年8月1日 09:30", "")
    assert sheet.rows[0][6] == "0.3"


def test_a_month_without_day_is_shown_without_day(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"] = date(2013, 11, 1)
    sheet["A1"].number_format = 'yyyy"年"m"月"'
    buffer = io.BytesIO()
    workbook.save(buffer)
    assert worksheets(tmp_path, buffer.getvalue()).worksheets[0].rows == (("2013年11月",),)


@pytest.mark.usefixtures("reading_here")
def test_reading_stops_at_the_limits_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_grid, "MAX_ROWS", 3)
    monkeypatch.setattr(workbook_grid, "MAX_COLUMNS", 2)
    (sheet,) = worksheets(tmp_path, a_workbook([("a", "b", "c")] * 5)).worksheets
    assert sheet.rows == (("a", "b"),) * 3
    assert sheet.is_cut


@pytest.mark.usefixtures("reading_here")
def test_a_workbook_that_unfolds_beyond_reason_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_grid, "MAX_XML", 1000)
    with pytest.raises(MeihaoError, match="外部程序"):
        worksheets(tmp_path, a_workbook([("a",)]))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_one_worksheet(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = f'楼栋{delimiter}备注\r\n1 栋{delimiter}"已{delimiter}收"\r\n\r\n'
    (sheet,) = worksheets(tmp_path, text.encode(encoding)).worksheets
    assert sheet.rows == (("楼栋", "备注"), ("1 栋", f"已{delimiter}收"))


@pytest.mark.parametrize(
    ("codec", "label"), [("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"), ("utf-16", "UTF-16")]
)
def test_a_text_names_its_encoding(tmp_path: Path, codec: str, label: str) -> None:
    path = a_file(tmp_path, "朗悦花园\n禤㙟".encode(codec))
    assert read_preview(path, MaterialKind.TEXT) == TextPreview(
        text="朗悦花园\n禤㙟", encoding=label
    )


def test_a_person_may_choose_the_encoding(tmp_path: Path) -> None:
    path = a_file(tmp_path, "美好家園".encode("big5"))
    chosen = read_preview(path, MaterialKind.TEXT, TextCoding.BIG5)
    assert chosen == TextPreview(text="美好家園", encoding="Big5")
    assert read_preview(path, MaterialKind.TEXT) != chosen


def test_an_encoding_that_does_not_fit_still_shows_something(tmp_path: Path) -> None:
    preview = read_preview(a_file(tmp_path, b"abc\xff"), MaterialKind.TEXT, TextCoding.UTF_8)
    assert preview == TextPreview(text="abc\ufffd", encoding="UTF-8")


def test_a_very_long_text_is_cut(tmp_path: Path) -> None:
    preview = read_preview(a_file(tmp_path, "字".encode() * MAX_BYTES), MaterialKind.TEXT)
    assert isinstance(preview, TextPreview)
    assert preview.is_cut
    assert set(preview.text) == {"字"}


@pytest.mark.parametrize("kind", [MaterialKind.WORD, MaterialKind.WORKBOOK, MaterialKind.TEXT])
def test_a_broken_file_asks_to_open_it_outside(tmp_path: Path, kind: MaterialKind) -> None:
    with pytest.raises(MeihaoError, match="外部程序"):
        read_preview(a_file(tmp_path, b"PK\x03\x04\xff\xff\x80"), kind)


@pytest.mark.parametrize("kind", [MaterialKind.PDF, MaterialKind.VIDEO, MaterialKind.OTHER])
def test_other_kinds_are_not_previewed_as_text(tmp_path: Path, kind: MaterialKind) -> None:
    with pytest.raises(MeihaoError, match="外部程序"):
        read_preview(a_file(tmp_path, b"x"), kind)


def test_the_ledgers_of_the_sample_show_title_and_two_worksheets() -> None:
    preview = read_preview(resources.path(*GUANGZHOU, "投诉工单台账.xlsx"), MaterialKind.WORKBOOK)
    assert isinstance(preview, WorkbookPreview)
    assert [sheet.name for sheet in preview.worksheets] == ["工单", "统计"]
    assert len(preview.worksheets[0].merged) == 3


def test_the_minutes_of_the_sample_show_their_table() -> None:
    preview = read_preview(resources.path(*GUANGZHOU, "联席会议纪要.docx"), MaterialKind.WORD)
    assert isinstance(preview, HtmlPreview)
    assert "电动自行车集中充电点扩容" in preview.html
