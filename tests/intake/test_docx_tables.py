"""Word documents as tables with places, whatever stands inside their cells."""

import io
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.intake.docx_tables import PICTURE, word_tables
from meihao_desktop.intake.tables import Tabled
from meihao_desktop.intake.text_reader import texts_of
from tests.support.habits.files import docx_form, pairs, photo, sample


def kept(tmp_path: Path, document: DocxDocument) -> Path:
    path = tmp_path / "digest"
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(buffer.getvalue())
    return path


def read(tmp_path: Path, document: DocxDocument) -> Tabled:
    return word_tables(kept(tmp_path, document))


def test_merged_cells_across_and_down_are_one(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).text = "县"
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).text = "基本情况"
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 1).text, table.cell(1, 2).text = "面积", "户数"
    (found,) = read(tmp_path, document).tables
    assert found.filled() == [["县", "基本情况", "基本情况"], ["县", "面积", "户数"]]


def test_lines_and_tables_keep_their_order(tmp_path: Path) -> None:
    document = Document()
    for text in ("第一份", "第二份"):
        document.add_paragraph(text)
        document.add_table(rows=1, cols=1).cell(0, 0).text = f"{text}表"
    document.add_paragraph("附注")
    tabled = read(tmp_path, document)
    assert [line.text for n in range(3) for line in tabled.above(n)] == ["第一份", "第二份", "附注"]
    assert [table.rows[0][0] for table in tabled.tables] == ["第一份表", "第二份表"]


def test_a_table_inside_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "外"
    cell.add_table(rows=1, cols=1).cell(0, 0).text = "内"
    assert [table.rows[0][0] for table in read(tmp_path, document).tables] == ["外", "内"]


def test_a_picture_in_a_cell_leaves_its_sign(tmp_path: Path) -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.paragraphs[0].add_run().add_picture(io.BytesIO(photo(1)))
    assert read(tmp_path, document).tables[0].rows[0][0] == PICTURE


def test_places_are_those_of_the_viewer(tmp_path: Path) -> None:
    path = tmp_path / "digest"
    path.write_bytes(docx_form(pairs("金域蓝湾"), pairs("千灯湖1号"), wide=True))
    by_place = {part.place: part.text for part in texts_of(path, MaterialKind.WORD)}
    boxes = [box for table in word_tables(path).tables for row in table.boxes() for box in row]
    assert len(boxes) > 30
    for box in boxes:
        assert by_place[box.place.split("（")[0]] == box.text


def test_old_documents_read_like_new_ones(tmp_path: Path) -> None:
    path = tmp_path / "digest"
    path.write_bytes(sample("form-jinyu.doc"))
    (table,) = word_tables(path).tables
    assert table.rows[0][:2] == ("小区名称", "金域蓝湾")
