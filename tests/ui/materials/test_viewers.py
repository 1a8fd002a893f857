"""Viewers show files, say their place and go to a place; nothing comes from outside."""

from pathlib import Path

import pytest
from meihao_desktop.ui.materials.pdf_viewer import PdfViewer
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


def test_a_pdf_is_read_page_by_page(qtbot: QtBot, tmp_path: Path) -> None:
    viewer = PdfViewer()
    show(qtbot, viewer, files.a_pdf(tmp_path / "报告.pdf"))
    assert (viewer.place(), viewer.page_label.text()) == ("第 1 页", "1 / 3")
    qtbot.mouseClick(button(viewer, "下一页"), Qt.MouseButton.LeftButton)
    assert viewer.place() == "第 2 页"
    viewer.show_place("第 3 页")
    assert viewer.page_label.text() == "3 / 3"
    qtbot.mouseClick(button(viewer, "上一页"), Qt.MouseButton.LeftButton)
    assert viewer.place() == "第 2 页"
    viewer.clear()
    assert viewer.place() == ""


def test_a_pdf_page_is_drawn_beside_the_thread_of_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    viewer = PdfViewer()
    show(qtbot, viewer, files.a_pdf(tmp_path / "报告.pdf"))

    def is_drawn() -> bool:
        viewer.strip.viewport().repaint()
        image = viewer.strip.viewport().grab().toImage()
        middle = image.copy(40, 40, 560, 300)
        return any(
            middle.pixelColor(x, y).lightness() < 80
            for x in range(0, 520, 2)
            for y in range(0, 290, 2)
        )

    qtbot.waitUntil(is_drawn, timeout=SOON)


def test_a_pdf_turns_and_zooms_and_keeps_its_page(qtbot: QtBot, tmp_path: Path) -> None:
    viewer = PdfViewer()
    show(qtbot, viewer, files.a_pdf(tmp_path / "扫描件.pdf"))
    viewer.show_place("第 2 页")
    upright = viewer.strip.zoom
    qtbot.mouseClick(button(viewer, "顺时针旋转"), Qt.MouseButton.LeftButton)
    assert viewer.strip.zoom < upright
    assert viewer.place() == "第 2 页"
    before = viewer.strip.zoom
    qtbot.mouseClick(button(viewer, "放大"), Qt.MouseButton.LeftButton)
    assert viewer.strip.zoom > before
    qtbot.mouseClick(button(viewer, "切换整页和适宽"), Qt.MouseButton.LeftButton)
    assert viewer.strip.horizontalScrollBar().maximum() == 0


def test_a_page_that_only_looks_blank_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    viewer = PdfViewer()
    show(qtbot, viewer, files.a_blank_looking_pdf(tmp_path / "旧文件.pdf"))
    qtbot.waitUntil(lambda: "显示为空白" in viewer.notice.text(), timeout=SOON)
    assert viewer.notice.isVisible()


def test_a_broken_pdf_is_explained(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.4 nothing more")
    viewer = PdfViewer()
    show(qtbot, viewer, path)
    assert "PDF" in viewer.notice.text()
    assert viewer.place() == ""


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
