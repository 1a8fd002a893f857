"""Documents of pages in the window: read, zoomed, turned, searched, and seen in small."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.picture import DrawnPage, PagedDocument, Picture
from meihao_desktop.operations import read_material
from meihao_desktop.ui import colours
from meihao_desktop.ui.materials.drawn_pages import AT_ONCE, DrawnPages
from meihao_desktop.ui.materials.page_source import PageSource
from meihao_desktop.ui.materials.page_tiles import PageKey
from meihao_desktop.ui.materials.page_viewer import PageViewer
from tests.ui.materials import files

SOON = 30_000
Show = Callable[[Path], PageViewer]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Show a file in a window of a usual size and wait until it is there."""

    def shown(path: Path) -> PageViewer:
        viewer = PageViewer(MaterialKind.PDF)
        qtbot.addWidget(viewer)
        viewer.resize(700, 500)
        with qtbot.waitExposed(viewer):
            viewer.show()
        with qtbot.waitSignal(viewer.opened, timeout=SOON):
            viewer.show_file(path)
        return viewer

    return shown


def a_text_pdf(path: Path, *pages: str) -> Path:
    canvas = Canvas(str(path), pagesize=(400, 600))
    for text in pages:
        canvas.setFont("Helvetica", 20)
        canvas.drawString(50, 500, text)
        canvas.showPage()
    canvas.save()
    return path


def click(qtbot: QtBot, viewer: PageViewer, hint: str) -> None:
    button = next(b for b in viewer.findChildren(QPushButton) if b.toolTip() == hint)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def picture(viewer: PageViewer) -> QImage:
    return viewer.strip.viewport().grab().toImage()


def has_colour(image: QImage, wanted: Callable[[QColor], bool]) -> bool:
    return any(
        wanted(image.pixelColor(x, y))
        for x in range(12, image.width() - 12, 2)
        for y in range(12, image.height() - 12)
    )


def is_dark(colour: QColor) -> bool:
    return colour.lightness() < 60


def test_pages_are_read_one_by_one(qtbot: QtBot, tmp_path: Path, show: Show) -> None:
    viewer = show(files.a_pdf(tmp_path / "报告.pdf"))
    tools = viewer.tools
    assert (viewer.place(), tools.page_field.text(), tools.count_label.text()) == (
        *("第 1 页", "1", "/ 3"),
    )
    click(qtbot, viewer, "下一页")
    assert viewer.place() == "第 2 页"
    viewer.show_place("第 3 页")
    assert tools.page_field.text() == "3"
    click(qtbot, viewer, "上一页")
    assert viewer.place() == "第 2 页"
    viewer.clear()
    assert (viewer.place(), tools.page_field.text()) == ("", "")


def test_a_page_number_typed_is_gone_to_and_a_wrong_one_is_not(
    qtbot: QtBot, tmp_path: Path, show: Show
) -> None:
    viewer = show(files.a_pdf(tmp_path / "报告.pdf", 5))
    field = viewer.tools.page_field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "4\r")
    assert viewer.place() == "第 4 页"
    field.selectAll()
    qtbot.keyClicks(field, "9\r")
    assert viewer.place() == "第 4 页"


def test_a_place_asked_for_early_is_gone_to_when_the_pages_are_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    viewer = PageViewer(MaterialKind.PDF)
    qtbot.addWidget(viewer)
    viewer.resize(600, 400)
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.show_file(files.a_pdf(tmp_path / "报告.pdf"))
        viewer.show_place("第 3 页")
    assert viewer.place() == "第 3 页"


def test_a_page_appears_when_it_is_drawn(qtbot: QtBot, tmp_path: Path, show: Show) -> None:
    viewer = show(a_text_pdf(tmp_path / "报告.pdf", "TEXT"))
    qtbot.waitUntil(lambda: has_colour(picture(viewer), is_dark), timeout=SOON)


def test_turning_and_fitting_keep_the_page(qtbot: QtBot, tmp_path: Path, show: Show) -> None:
    viewer = show(files.a_pdf(tmp_path / "扫描件.pdf"))
    viewer.show_place("第 2 页")
    upright = viewer.strip.zoom
    click(qtbot, viewer, "顺时针旋转")
    assert viewer.strip.zoom < upright
    assert viewer.place() == "第 2 页"
    click(qtbot, viewer, "切换整页和适宽")
    assert viewer.strip.verticalScrollBar().pageStep() > viewer.strip.box(1).height()
    assert viewer.place() == "第 2 页"
    click(qtbot, viewer, "放大")
    click(qtbot, viewer, "切换整页和适宽")
    assert viewer.strip.horizontalScrollBar().maximum() == 0


def test_the_wheel_with_control_zooms_where_the_pointer_is(tmp_path: Path, show: Show) -> None:
    strip = show(files.a_pdf(tmp_path / "报告.pdf")).strip
    strip.show_page(1)
    before, share = strip.zoom, (200 - strip.box(1).top()) / strip.box(1).height()
    none = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier)
    wheel = QWheelEvent(
        *(QPointF(300, 200), QPointF(300, 200), QPoint(), QPoint(0, 120)),
        *(*none, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(strip.viewport(), wheel)
    assert strip.zoom > before
    assert (200 - strip.box(1).top()) / strip.box(1).height() == pytest.approx(share, abs=0.01)


def test_all_hits_are_marked_and_gone_through(qtbot: QtBot, tmp_path: Path, show: Show) -> None:
    path = a_text_pdf(tmp_path / "合同.pdf", "estate estate", "nothing", "Estate")
    viewer = show(path)
    viewer.show_place("第 2 页")
    viewer.begin_search()
    qtbot.keyClicks(viewer.find_bar.field, "ESTATE\r")
    qtbot.waitUntil(lambda: viewer.find_bar.count_label.text() == "3 / 3", timeout=SOON)
    assert viewer.place() == "第 3 页"
    qtbot.keyClick(viewer.find_bar.field, Qt.Key.Key_Return)
    assert viewer.find_bar.count_label.text() == "1 / 3"
    assert viewer.place() == "第 1 页"
    assert has_colour(picture(viewer), lambda colour: colour == QColor(colours.HIT))
    qtbot.keyClick(viewer.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.find_bar.count_label.text() == "3 / 3"
    qtbot.keyClick(viewer.find_bar.field, Qt.Key.Key_Escape)
    assert viewer.find_bar.isHidden()
    assert not has_colour(picture(viewer), lambda colour: colour == QColor(colours.HIT))


def test_what_is_nowhere_is_said_to_be_nowhere(qtbot: QtBot, tmp_path: Path, show: Show) -> None:
    viewer = show(a_text_pdf(tmp_path / "合同.pdf", "estate"))
    viewer.mark("电梯")
    qtbot.waitUntil(lambda: viewer.find_bar.count_label.text() == "没有找到", timeout=SOON)


def test_a_text_marked_early_is_found_when_the_file_is_there(qtbot: QtBot, tmp_path: Path) -> None:
    viewer = PageViewer(MaterialKind.PDF)
    qtbot.addWidget(viewer)
    viewer.resize(600, 400)
    viewer.show_file(a_text_pdf(tmp_path / "合同.pdf", "nothing", "estate"))
    viewer.mark("estate")
    qtbot.waitUntil(lambda: viewer.find_bar.count_label.text() == "1 / 1", timeout=SOON)
    assert viewer.place() == "第 2 页"


def test_the_search_of_the_file_before_does_not_go_on(
    qtbot: QtBot, tmp_path: Path, show: Show
) -> None:
    viewer = show(a_text_pdf(tmp_path / "一.pdf", "estate"))
    viewer.mark("estate")
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.show_file(a_text_pdf(tmp_path / "二.pdf", "estate"))
    assert viewer.strip.marks.hits == []
    assert viewer.find_bar.isHidden()


def test_small_pages_follow_the_page_and_lead_to_one(
    qtbot: QtBot, tmp_path: Path, show: Show
) -> None:
    viewer = show(files.a_pdf(tmp_path / "报告.pdf", 6))
    column = viewer.thumbnails
    assert column.isHidden()
    click(qtbot, viewer, "缩略图")
    viewer.show_place("第 3 页")
    assert column.currentIndex().row() == 2
    qtbot.waitUntil(lambda: column.pages.image(column.key(2)) is not None, timeout=SOON)
    column.setFocus()
    qtbot.keyClick(column, Qt.Key.Key_Down)
    assert viewer.place() == "第 4 页"
    assert column.currentIndex().data() == "第 4 页"
    click(qtbot, viewer, "缩略图")
    assert column.isHidden()


def test_a_page_that_only_looks_blank_says_so(qtbot: QtBot, tmp_path: Path, show: Show) -> None:
    viewer = show(files.a_blank_looking_pdf(tmp_path / "旧文件.pdf"))
    qtbot.waitUntil(lambda: "没有画出任何内容" in viewer.notice.text(), timeout=SOON)
    assert viewer.notice.isVisible()


def test_a_broken_file_is_explained(tmp_path: Path, show: Show) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.4 nothing more")
    viewer = show(path)
    assert "已损坏" in viewer.notice.text()
    assert viewer.place() == ""


def test_pages_left_out_are_told(
    tmp_path: Path, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = PagedDocument(sizes=((400, 600),) * 2, left_out=3)
    monkeypatch.setattr(read_material, "pages", lambda *_all: pages)
    viewer = show(files.a_pdf(tmp_path / "长.pdf", 2))
    assert viewer.notice.text() == "本文件共 5 页，窗口内只显示前 2 页。"


def test_another_file_takes_the_place_of_one_that_is_being_drawn(
    qtbot: QtBot, tmp_path: Path, show: Show
) -> None:
    second = a_text_pdf(tmp_path / "二.pdf", "nothing")
    viewer = show(a_text_pdf(tmp_path / "一.pdf", *["estate"] * 30))
    viewer.strip.viewport().repaint()
    QApplication.processEvents()
    for _ in range(3):
        with qtbot.waitSignal(viewer.opened, timeout=SOON):
            viewer.show_file(second)
    qtbot.waitUntil(lambda: viewer.strip.pages.any_image(0, 0) is not None, timeout=SOON)
    assert viewer.tools.count_label.text() == "/ 1"


class _Drawer(PageSource):
    """Draws one grey page after another and remembers which."""

    def draw(self, key: PageKey) -> DrawnPage:
        asked.append(key)
        pixels = b"\x80" * (key.width * key.height * 4)
        return DrawnPage(picture=Picture(width=key.width, height=key.height, pixels=pixels))


asked: list[PageKey] = []


def test_what_is_no_longer_wanted_is_never_drawn(qtbot: QtBot) -> None:
    asked.clear()
    parent = QPushButton()
    qtbot.addWidget(parent)
    pages = DrawnPages(parent)
    pages.open(_Drawer(b""))
    pages.want([PageKey(page, 4, 4, 0) for page in range(40)])
    pages.want([PageKey(90, 4, 4, 0)])
    qtbot.waitUntil(lambda: pages.image(PageKey(90, 4, 4, 0)) is not None, timeout=SOON)
    assert len([key for key in asked if key.page != 90]) <= AT_ONCE


def test_a_page_drawn_at_another_size_stands_in_until_the_right_one_is_there(qtbot: QtBot) -> None:
    parent = QPushButton()
    qtbot.addWidget(parent)
    pages = DrawnPages(parent)
    pages.open(_Drawer(b""))
    small = PageKey(0, 4, 4, 0)
    pages.want([small])
    qtbot.waitUntil(lambda: pages.image(small) is not None, timeout=SOON)
    assert pages.image(PageKey(0, 8, 8, 0)) is None
    assert pages.any_image(0, 0) is not None
    assert pages.any_image(0, 1) is None
    pages.close()
    assert pages.any_image(0, 0) is None


def test_a_narrow_window_leaves_out_what_the_wheel_does_too(tmp_path: Path, show: Show) -> None:
    viewer = show(files.a_pdf(tmp_path / "报告.pdf"))
    hints = {"缩小", "上一页", "缩略图", "查找（Ctrl+F）"}
    buttons = {
        b.toolTip(): b for b in viewer.tools.findChildren(QPushButton) if b.toolTip() in hints
    }
    assert all(button.isVisible() for button in buttons.values())
    viewer.resize(viewer.minimumSizeHint().width(), 500)
    assert viewer.width() < 500
    assert {hint for hint, button in buttons.items() if button.isVisible()} == {
        *("缩略图", "查找（Ctrl+F）"),
    }
    viewer.resize(900, 500)
    assert all(button.isVisible() for button in buttons.values())
