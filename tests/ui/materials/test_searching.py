"""A text is found inside a file, marked everywhere, and gone through hit by hit."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from meihao_desktop.ui import colours
from meihao_desktop.ui.materials.document_viewer import DocumentViewer
from meihao_desktop.ui.materials.previewed import PreviewedViewer
from meihao_desktop.ui.materials.text_viewer import TextViewer
from meihao_desktop.ui.materials.workbook_viewer import WorkbookViewer
from tests.ui.materials import files

SOON = 15_000


@pytest.fixture
def opened(qtbot: QtBot) -> Callable[[PreviewedViewer, Path], PreviewedViewer]:
    def show(viewer: PreviewedViewer, path: Path) -> PreviewedViewer:
        qtbot.addWidget(viewer)
        viewer.resize(600, 400)
        with qtbot.waitExposed(viewer):
            viewer.show()
        with qtbot.waitSignal(viewer.opened, timeout=SOON):
            viewer.show_file(path)
        return viewer

    return show


Open = Callable[[PreviewedViewer, Path], PreviewedViewer]


def a_text(path: Path) -> Path:
    lines = [f"第{n}行" + ("：电 梯维修" if n % 50 == 0 else "") for n in range(1, 201)]
    path.write_text("\n".join(lines), encoding="gb18030")
    return path


def a_book(path: Path) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "台账"
    first["B3"], first["A9"] = "电梯", 12.5
    first["A1"] = "电梯维保台账"
    first.merge_cells("A1:D1")
    book.create_sheet("工单")["A2"] = "更换电梯钢丝绳"
    book.save(path)
    book.close()
    return path


def test_a_text_is_gone_through_hit_by_hit(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    viewer = opened(TextViewer(), a_text(tmp_path / "说明.txt"))
    assert isinstance(viewer, TextViewer)
    viewer.begin_search()
    viewer.find_bar.field.setText("电梯")
    qtbot.keyClick(viewer.find_bar.field, Qt.Key.Key_Return)
    assert viewer.find_bar.count_label.text() == "1 / 4"
    assert len(viewer.text.extraSelections()) == 4
    assert viewer.text.textCursor().blockNumber() == 49
    qtbot.keyClick(viewer.find_bar.field, Qt.Key.Key_Return)
    assert viewer.text.textCursor().blockNumber() == 99
    qtbot.keyClick(viewer.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(viewer.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.find_bar.count_label.text() == "4 / 4"


def test_closing_the_bar_takes_the_marks_away(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    viewer = opened(TextViewer(), a_text(tmp_path / "说明.txt"))
    assert isinstance(viewer, TextViewer)
    viewer.mark("电梯")
    qtbot.keyClick(viewer.find_bar.field, Qt.Key.Key_Escape)
    assert viewer.text.extraSelections() == []
    assert viewer.find_bar.isHidden()


def test_the_encoding_is_told(tmp_path: Path, opened: Open) -> None:
    viewer = opened(TextViewer(), a_text(tmp_path / "说明.txt"))
    assert isinstance(viewer, TextViewer)
    assert "GB" in viewer.encoding_label.text()
    assert "200 行" in viewer.encoding_label.text()


def test_a_hit_found_elsewhere_opens_at_its_place(
    qtbot: QtBot, tmp_path: Path, opened: Open
) -> None:
    viewer = TextViewer()
    viewer.show_file(a_text(tmp_path / "说明.txt"))
    viewer.show_place("第 150 行")
    viewer.mark("电梯")
    qtbot.addWidget(viewer)
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.show()
    assert viewer.find_bar.count_label.text() == "3 / 4"
    assert viewer.text.textCursor().blockNumber() == 149


def test_another_file_forgets_the_text(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    viewer = opened(TextViewer(), a_text(tmp_path / "一.txt"))
    assert isinstance(viewer, TextViewer)
    viewer.mark("电梯")
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.show_file(a_text(tmp_path / "二.txt"))
    assert viewer.text.extraSelections() == []
    assert viewer.find_bar.isHidden()


def test_a_document_marks_its_hits(tmp_path: Path, opened: Open) -> None:
    viewer = opened(DocumentViewer(), files.a_docx(tmp_path / "纪要.docx"))
    assert isinstance(viewer, DocumentViewer)
    viewer.mark("第7项")
    assert viewer.find_bar.count_label.text() == "1 / 1"
    selection = viewer.browser.extraSelections()[0]
    assert selection.cursor.selectedText() == "第7项"  # type: ignore[attr-defined]
    viewer.mark("查无此语")
    assert viewer.find_bar.count_label.text() == "没有找到"


def test_a_workbook_is_searched_across_its_worksheets(tmp_path: Path, opened: Open) -> None:
    viewer = opened(WorkbookViewer(), a_book(tmp_path / "台账.xlsx"))
    assert isinstance(viewer, WorkbookViewer)
    viewer.mark("电梯")
    assert viewer.find_bar.count_label.text() == "1 / 3"
    ground = viewer.table.index(2, 1).data(Qt.ItemDataRole.BackgroundRole)
    assert ground.color().name().upper() == colours.HIT
    viewer.find_bar.next_asked.emit()
    assert viewer.place() == "台账!B3"
    viewer.find_bar.next_asked.emit()
    assert viewer.place() == "工单!A2"
    viewer.find_bar.close_bar()
    assert viewer.table.index(1, 0).data(Qt.ItemDataRole.BackgroundRole) is None


def test_figures_stand_right_and_merged_headings_in_the_middle(
    tmp_path: Path, opened: Open
) -> None:
    viewer = opened(WorkbookViewer(), a_book(tmp_path / "台账.xlsx"))
    assert isinstance(viewer, WorkbookViewer)

    def alignment(row: int, at: int) -> int:
        return viewer.table.index(row, at).data(Qt.ItemDataRole.TextAlignmentRole)  # type: ignore[attr-defined]

    assert alignment(0, 0) & Qt.AlignmentFlag.AlignHCenter.value
    assert alignment(2, 1) & Qt.AlignmentFlag.AlignLeft.value
    assert alignment(8, 0) & Qt.AlignmentFlag.AlignRight.value


def test_a_cell_alone_is_a_place_too(tmp_path: Path, opened: Open) -> None:
    viewer = opened(WorkbookViewer(), a_book(tmp_path / "台账.xlsx"))
    viewer.show_place("B3")
    assert viewer.place() == "台账!B3"
