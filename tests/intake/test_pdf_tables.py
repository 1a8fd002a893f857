"""The text of a pdf as tables and lines, by where it stands."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from meihao_desktop.intake.pdf_tables import pdf_tables
from meihao_desktop.intake.tables import Tabled
from tests.support.habits.files import TITLE, pdf_table, sample
from tests.support.submissions import a_scan

ROWS = [["区县", "小区名称", "户数"], ["南海区", "金域蓝湾", "4711户"], ["", "千灯湖1号", "2684户"]]
SPAN = [(1, 0, 2, 0)]
TURNS = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, 1, -1, 0, 595.28, 0),
    180: (-1, 0, 0, -1, 841.89, 595.28),
    270: (0, -1, 1, 0, 0, 841.89),
}


def read(tmp_path: Path, data: bytes) -> Tabled:
    path = tmp_path / "digest"
    path.write_bytes(data)
    return pdf_tables(path)


def turned(data: bytes, angle: int) -> bytes:
    """The same page as people see it, stored lying on its side or on its head."""
    document = pdfium.PdfDocument(data)
    page = document[0]
    for drawn in page.get_objects(max_depth=1):
        drawn.transform(pdfium.PdfMatrix(*TURNS[angle]))
    page.gen_content()
    if angle % 180:
        page.set_mediabox(0, 0, 595.28, 841.89)
        page.set_cropbox(0, 0, 595.28, 841.89)
    page.set_rotation(angle)
    return saved(document)


def saved(document: pdfium.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def joined(*parts: bytes) -> bytes:
    whole = pdfium.PdfDocument.new()
    for part in parts:
        source = pdfium.PdfDocument(part)
        whole.import_pages(source)
        source.close()
    return saved(whole)


def test_ruled_cells_are_read_with_the_merged_county(tmp_path: Path) -> None:
    tabled = read(tmp_path, pdf_table(TITLE, ROWS, SPAN))
    (table,) = tabled.tables
    assert table.filled() == [ROWS[0], ROWS[1], ["南海区", *ROWS[2][1:]]]
    assert [line.text for line in tabled.above(0)] == [TITLE]
    assert table.place(1, 2) == "第 1 页"


@pytest.mark.parametrize("angle", TURNS)
def test_a_page_stored_on_its_side_reads_the_same(tmp_path: Path, angle: int) -> None:
    (table,) = read(tmp_path, turned(pdf_table(TITLE, ROWS, SPAN), angle)).tables
    assert table.filled()[2] == ["南海区", "千灯湖1号", "2684户"]


def test_a_table_over_two_pages_is_one(tmp_path: Path) -> None:
    more = [["福田区", "长城二花园", "798户"], ["", "另一小区", "1户"]]
    data = joined(pdf_table(" ", ROWS), pdf_table(" ", more))
    (table,) = read(tmp_path, data).tables
    assert [row[1] for row in table.rows] == [
        "小区名称",
        "金域蓝湾",
        "千灯湖1号",
        "长城二花园",
        "另一小区",
    ]
    assert [table.place(row, 0) for row in (0, 3)] == ["第 1 页", "第 2 页"]


def test_text_between_two_tables_keeps_them_apart(tmp_path: Path) -> None:
    data = joined(pdf_table(" ", ROWS), pdf_table(TITLE, ROWS))
    assert len(read(tmp_path, data).tables) == 2


def test_columns_without_rulings_are_found_by_what_stands_below(tmp_path: Path) -> None:
    rows = [["区县", "小区名称", "户数", "满意度"], ["南海区", "金域蓝湾", "4711户", "93%"]]
    (table,) = read(tmp_path, pdf_table(TITLE, rows, ruled=False)).tables
    assert [list(row) for row in table.rows] == rows


def test_a_word_that_runs_over_the_edge_of_its_cell_stays_whole(tmp_path: Path) -> None:
    (table,) = read(tmp_path, sample("summary.pdf")).tables
    line = next(row for row in table.rows if "金域蓝湾" in row)
    assert line[2].startswith("佛山市万科物业服务有限")
    assert line[3] == "735000"


def test_a_scan_has_nothing_to_read(tmp_path: Path) -> None:
    assert not read(tmp_path, a_scan()).has_text
