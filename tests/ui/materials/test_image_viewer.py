"""Photos are shown as a whole and from near, turned, and side by side."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.ui.materials.image_viewer import ImageViewer
from meihao_desktop.ui.materials.photo_store import LARGE_EDGE, SCREEN_EDGE
from tests.ui.materials import files

SOON = 30_000


@pytest.fixture
def viewer(qtbot: QtBot) -> ImageViewer:
    made = ImageViewer()
    qtbot.addWidget(made)
    made.resize(600, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def show(qtbot: QtBot, viewer: ImageViewer, path: Path) -> None:
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.show_file(path)


def button(viewer: ImageViewer, word: str) -> QPushButton:
    return next(b for b in viewer.findChildren(QPushButton) if word in b.toolTip())


def an_album(folder: Path, *names: str) -> tuple[Material, ...]:
    for name in names:
        files.a_photo(folder / name)
    return tuple(
        Material(path=name, digest=name, size=1, kind=MaterialKind.IMAGE) for name in names
    )


def test_a_photo_is_shown_as_a_whole_with_what_is_known_of_it(
    qtbot: QtBot, viewer: ImageViewer, tmp_path: Path
) -> None:
    show(qtbot, viewer, files.a_photo(tmp_path / "竖.jpg", (400, 300), orientation=6))
    assert viewer.main.view.framing.full == (300, 400)
    assert viewer.main.facts_label.text().startswith("300 × 400")
    assert viewer.main.view.framing.is_whole


def test_a_photo_zooms_at_the_pointer_turns_and_fits_again(
    qtbot: QtBot, viewer: ImageViewer, tmp_path: Path
) -> None:
    show(qtbot, viewer, files.a_photo(tmp_path / "图.jpg", (1200, 900)))
    framing = viewer.main.view.framing
    qtbot.mouseClick(button(viewer, "放大"), Qt.MouseButton.LeftButton)
    assert framing.zoom > 1
    qtbot.mouseClick(button(viewer, "旋转"), Qt.MouseButton.LeftButton)
    assert framing.turns == 1
    qtbot.mouseClick(button(viewer, "整张"), Qt.MouseButton.LeftButton)
    assert framing.is_whole
    qtbot.mouseClick(button(viewer, "100 %"), Qt.MouseButton.LeftButton)
    assert framing.percent == 100
    assert viewer.main.facts_label.text().endswith("100 %")
    qtbot.mouseDClick(viewer.main.view, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert viewer.main.view.framing.is_whole


def test_a_photo_is_dragged_under_the_hand(
    qtbot: QtBot, viewer: ImageViewer, tmp_path: Path
) -> None:
    show(qtbot, viewer, files.a_photo(tmp_path / "图.jpg", (2400, 1800)))
    view = viewer.main.view
    view.show_actual()
    before = view.framing.centre
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    qtbot.mouseMove(view, QPoint(250, 180))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(250, 180))
    assert view.framing.centre[0] > before[0]
    assert view.framing.centre[1] > before[1]


def test_a_large_photo_is_decoded_sharper_when_it_is_looked_at_from_near(
    qtbot: QtBot, viewer: ImageViewer, tmp_path: Path
) -> None:
    path = files.a_photo(tmp_path / "大.jpg", (3600, 2700))
    show(qtbot, viewer, path)
    assert viewer.main.view.image.width() == SCREEN_EDGE
    assert viewer.store.get(path, LARGE_EDGE) is None
    viewer.main.view.show_actual()
    qtbot.waitUntil(lambda: viewer.main.view.image.width() == 3600, timeout=SOON)
    assert viewer.main.view.framing.percent == 100


def test_a_prepared_photo_is_there_at_once(
    qtbot: QtBot, viewer: ImageViewer, tmp_path: Path
) -> None:
    second = files.a_photo(tmp_path / "二.jpg", (200, 100))
    viewer.prepare(second)
    qtbot.waitUntil(lambda: viewer.store.get(second, SCREEN_EDGE) is not None, timeout=SOON)
    viewer.show_file(second)
    assert viewer.main.view.image.width() == 200
    assert viewer.main.notice.isHidden()


def test_a_file_that_is_no_picture_is_explained(
    qtbot: QtBot, viewer: ImageViewer, tmp_path: Path
) -> None:
    path = tmp_path / "图.jpg"
    path.write_bytes(b"no picture")
    show(qtbot, viewer, path)
    assert "损坏" in viewer.main.notice.text()
    assert viewer.main.view.image.isNull()


def test_a_photo_that_ends_early_says_so(qtbot: QtBot, viewer: ImageViewer, tmp_path: Path) -> None:
    path = files.a_photo(tmp_path / "半.jpg", (900, 700))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    show(qtbot, viewer, path)
    assert "不完整" in viewer.main.notice.text()


def test_before_and_after_come_side_by_side_and_move_in_step(
    qtbot: QtBot, viewer: ImageViewer, tmp_path: Path
) -> None:
    album = an_album(tmp_path, "大门改造前.jpg", "大门改造后.jpg", "会议.jpg")
    viewer.show_album(album, lambda material: tmp_path / material.path)
    with qtbot.waitSignals([viewer.main.opened, viewer.beside.opened], timeout=SOON):
        viewer.show_photo(album[0], tmp_path / "大门改造前.jpg")
    assert viewer.beside.isVisible()
    assert viewer.beside.name_label.text() == "大门改造后.jpg"
    viewer.main.view.zoom_by(3)
    assert viewer.beside.view.framing.zoom == viewer.main.view.framing.zoom
    viewer.beside.view.show_whole()
    assert viewer.main.view.framing.is_whole


def test_who_wants_one_photo_alone_keeps_it(
    qtbot: QtBot, viewer: ImageViewer, tmp_path: Path
) -> None:
    album = an_album(tmp_path, "一前.jpg", "一后.jpg", "二前.jpg", "二后.jpg")
    viewer.show_album(album, lambda material: tmp_path / material.path)
    viewer.show_photo(album[0], tmp_path / album[0].path)
    actions = {action.text(): action for action in viewer.beside_button.menu().actions()}
    actions["只看这一张"].trigger()
    assert viewer.beside.isHidden()
    viewer.show_photo(album[2], tmp_path / album[2].path)
    assert viewer.beside.isHidden()
    actions = {action.text(): action for action in viewer.beside_button.menu().actions()}
    actions["与“二后.jpg”对比"].trigger()
    assert viewer.beside.path == tmp_path / "二后.jpg"


def test_any_photo_can_be_put_beside(qtbot: QtBot, viewer: ImageViewer, tmp_path: Path) -> None:
    album = an_album(tmp_path, "会议.jpg", "花园.jpg")
    viewer.show_album(album, lambda material: tmp_path / material.path)
    viewer.show_photo(album[0], tmp_path / "会议.jpg")
    assert viewer.beside.isHidden()
    with qtbot.waitSignal(viewer.pick_asked):
        {a.text(): a for a in viewer.beside_button.menu().actions()}["与另一张照片并排…"].trigger()
    viewer.put_beside(album[1])
    assert viewer.beside.isVisible()
    viewer.put_beside(album[0])
    assert viewer.beside.path == tmp_path / "花园.jpg"


def test_another_photo_alone_forgets_the_one_beside(
    qtbot: QtBot, viewer: ImageViewer, tmp_path: Path
) -> None:
    album = an_album(tmp_path, "大门改造前.jpg", "大门改造后.jpg", "会议.jpg")
    viewer.show_album(album, lambda material: tmp_path / material.path)
    viewer.show_photo(album[0], tmp_path / album[0].path)
    viewer.show_photo(album[2], tmp_path / album[2].path)
    assert viewer.beside.isHidden()
    assert viewer.main.name_label.isHidden()
