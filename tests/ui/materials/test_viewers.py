"""Viewers show files, say their place and go to a place; nothing comes from outside."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.ui.materials.card_viewer import CardViewer, size_text
from meihao_desktop.ui.materials.document_viewer import ClosedBrowser, DocumentViewer
from meihao_desktop.ui.materials.text_viewer import TextViewer
from meihao_desktop.ui.materials.viewer import Viewer, number_in
from meihao_desktop.ui.materials.workbook_viewer import WorkbookViewer
from meihao_desktop.ui.materials.worksheet_table import cell_at, column_name
from tests.ui.materials import files

SOON = 15_000


def show(qtbot: QtBot, viewer: Viewer, path: Path) -> None:
    """Show a file in a window of a usual size and wait until it is there."""
    qtbot.addWidget(viewer)
    viewer.resize(600, 500)
    with qtbot.waitExposed(viewer):
        viewer.show()
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.show_file(path)


def button(viewer: Viewer, hint: str) -> QPushButton:
    return next(b for b in viewer.findChildren(QPushButton) if b.toolTip() == hint)


def test_a_word_document_is_read_and_its_paragraphs_are_places(
    qtbot: QtBot, tmp_path: Path
) -> None:
    viewer = DocumentViewer()
    viewer.show_place("第 30 段")
    show(qtbot, viewer, files.a_docx(tmp_path / "纪要.docx"))
    text = viewer.browser.toPlainText()
    assert text.startswith("联席会议纪要")
    assert "第40项议题已办结。" in text
    assert viewer.place() == "第 1 段"
    viewer.show_place("第 30 段")
    assert (number_in(viewer.place()) or 0) > 10


def test_a_place_asked_for_early_is_gone_to_when_the_document_is_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    viewer = DocumentViewer()
    qtbot.addWidget(viewer)
    viewer.resize(600, 400)
    viewer.show()
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.show_file(files.a_docx(tmp_path / "纪要.docx"))
        viewer.show_place("第 30 段")
    assert viewer.browser.textCursor().blockNumber() == 29


def test_nothing_is_loaded_from_outside_a_document(qtbot: QtBot, tmp_path: Path) -> None:
    browser = ClosedBrowser()
    qtbot.addWidget(browser)
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    kind = int(QTextDocument.ResourceType.ImageResource.value)
    assert browser.loadResource(kind, QUrl.fromLocalFile(str(secret))) is None
    assert browser.loadResource(kind, QUrl("https://example.invalid/a.png")) is None
    assert not browser.openLinks()


def test_a_workbook_keeps_merged_cells_and_its_cells_are_places(
    qtbot: QtBot, tmp_path: Path
) -> None:
    viewer = WorkbookViewer()
    show(qtbot, viewer, files.an_xlsx(tmp_path / "台账.xlsx"))
    assert [viewer.tabs.tabText(at) for at in range(viewer.tabs.count())] == ["收缴率", "工单"]
    assert viewer.view.columnSpan(0, 0) == 4
    viewer.show_place("收缴率!C5")
    assert viewer.view.currentIndex().data() == "99.6%"
    assert viewer.place() == "收缴率!C5"
    viewer.show_place("工单")
    assert viewer.place() == "工单"
    assert viewer.table.index(0, 0).data() == "编号"
    viewer.clear()
    assert (viewer.tabs.count(), viewer.place()) == (0, "")


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [column_name(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [cell_at(cell) for cell in ("A1", "C5", "AA10")] == [(0, 0), (4, 2), (9, 26)]
    assert cell_at("收缴率") == (0, 0)


def test_a_text_is_read_line_by_line(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text("\n".join(f"第{n}行" for n in range(1, 200)), encoding="gbk")
    viewer = TextViewer()
    show(qtbot, viewer, path)
    assert viewer.text.toPlainText().startswith("第1行")
    viewer.show_place("第 100 行")
    assert viewer.place() == "第 100 行"
    assert viewer.text.isReadOnly()


def test_a_text_is_read_again_with_the_encoding_that_is_chosen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "說明.txt"
    path.write_bytes("社區意見".encode("big5"))
    viewer = TextViewer()
    show(qtbot, viewer, path)
    assert viewer.text.toPlainText() != "社區意見"
    viewer.coding_box.setCurrentText("Big5")
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.coding_box.activated.emit(viewer.coding_box.currentIndex())
    assert viewer.text.toPlainText() == "社區意見"
    assert viewer.encoding_label.text().startswith("编码 Big5")
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.show_file(path)
    assert viewer.coding_box.currentText() == "自动"


def test_a_cell_cut_off_by_its_column_is_read_above_the_table(qtbot: QtBot, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"] = "备注"
    sheet["A2"] = "其中三户为空置房，按七折收取，已与业主书面确认并报居委会备案。"
    workbook.save(tmp_path / "台账.xlsx")
    viewer = WorkbookViewer()
    show(qtbot, viewer, tmp_path / "台账.xlsx")
    viewer.show_place("A2")
    assert viewer.whole_cell.isVisible()
    assert viewer.whole_cell.text().endswith("备案。")
    viewer.show_place("A1")
    assert not viewer.whole_cell.isVisible()


def test_a_document_that_cannot_be_read_is_explained(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"no document")
    viewer = DocumentViewer()
    qtbot.addWidget(viewer)
    viewer.show_file(path)
    qtbot.waitUntil(lambda: "已损坏" in viewer.notice.text(), timeout=SOON)


def test_the_file_before_never_shows_up_late(qtbot: QtBot, tmp_path: Path) -> None:
    viewer = TextViewer()
    qtbot.addWidget(viewer)
    first, second = tmp_path / "一.txt", tmp_path / "二.txt"
    first.write_text("一" * 1000, encoding="utf-8")
    second.write_text("二", encoding="utf-8")
    viewer.show_file(first)
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.show_file(second)
    assert viewer.text.toPlainText() == "二"


def test_a_card_tells_how_to_open_what_cannot_be_drawn(qtbot: QtBot) -> None:
    card = CardViewer()
    qtbot.addWidget(card)
    card.show_material(
        Material(path="视频/开放日.mp4", digest="d", size=3 * 1024 * 1024, kind=MaterialKind.VIDEO)
    )
    assert (card.heading.text(), card.facts.text()) == ("开放日.mp4", "视频 · 3.0 MB")
    assert "播放器" in card.sentence.text()
    with qtbot.waitSignal(card.outside_asked):
        qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("会议录音.MP3", "录音"),
        ("照片.zip", "压缩包"),
        ("汇报.ppt", "演示文稿"),
        ("总平面图.dwg", "图纸"),
        ("无后缀", "本机的程序"),
    ],
)
def test_each_odd_file_has_its_own_sentence(qtbot: QtBot, name: str, word: str) -> None:
    card = CardViewer()
    qtbot.addWidget(card)
    card.show_material(Material(path=name, digest="d", size=10, kind=MaterialKind.OTHER))
    assert word in card.sentence.text()
    assert not card.button.isHidden()


def test_a_program_cannot_be_started_from_its_card(qtbot: QtBot) -> None:
    card = CardViewer()
    qtbot.addWidget(card)
    card.show_material(Material(path="看图.exe", digest="d", size=10, kind=MaterialKind.OTHER))
    assert "不要打开" in card.sentence.text()
    assert card.button.isHidden()


def test_sizes_are_told_as_people_say_them() -> None:
    assert [size_text(n) for n in (10, 2048, 5 * 2**20)] == ["10 字节", "2 KB", "5.0 MB"]
