"""The strip of photos draws what is seen, tells where one is, and chooses."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.ui.materials.filmstrip import PICK, Filmstrip
from meihao_desktop.ui.materials.photo_store import (
    KEPT_THUMB_BYTES,
    MOST_WISHES,
    THUMB_EDGE,
    PhotoStore,
)
from tests.ui.materials import files

SOON = 30_000


def an_album(folder: Path, count: int) -> tuple[Material, ...]:
    source = files.a_photo(folder / "0.jpg", (800, 600)).read_bytes()
    for number in range(1, count):
        (folder / f"{number}.jpg").write_bytes(source)
    return tuple(
        Material(path=f"{n}.jpg", digest=str(n), size=1, kind=MaterialKind.IMAGE)
        for n in range(count)
    )


@pytest.fixture
def strip(qtbot: QtBot) -> Filmstrip:
    made = Filmstrip(PhotoStore())
    made.store.setParent(made)
    qtbot.addWidget(made)
    made.resize(600, 160)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_only_the_photos_in_view_are_drawn(qtbot: QtBot, strip: Filmstrip, tmp_path: Path) -> None:
    album = an_album(tmp_path, 200)
    strip.show_album(album, lambda material: tmp_path / material.path)
    first = tmp_path / "0.jpg"
    qtbot.waitUntil(lambda: strip.store.get(first, THUMB_EDGE) is not None, timeout=SOON)
    kept = [m for m in album if strip.store.get(tmp_path / m.path, THUMB_EDGE) is not None]
    assert 0 < len(kept) < 40
    assert strip.store.get(tmp_path / "150.jpg", THUMB_EDGE) is None
    assert strip.count_label.text() == "照片 200 张"


def test_a_strip_run_through_gives_up_what_went_by(
    qtbot: QtBot, strip: Filmstrip, tmp_path: Path
) -> None:
    album = an_album(tmp_path, 120)
    strip.show_album(album, lambda material: tmp_path / material.path)
    for material in album:
        strip.store.ask(tmp_path / material.path, THUMB_EDGE)
    assert len(strip.store._wishes) <= MOST_WISHES
    last = tmp_path / album[-1].path
    qtbot.waitUntil(lambda: strip.store.get(last, THUMB_EDGE) is not None, timeout=SOON)
    assert strip.store._thumbs.total_bytes <= KEPT_THUMB_BYTES


def test_the_current_photo_is_marked_and_counted(
    qtbot: QtBot, strip: Filmstrip, tmp_path: Path
) -> None:
    album = an_album(tmp_path, 30)
    strip.show_album(album, lambda material: tmp_path / material.path)
    strip.mark_current(album[20])
    assert strip.count_label.text().startswith("照片 21 / 30")
    assert strip.view.visualRect(strip.view.currentIndex()).intersects(strip.view.viewport().rect())
    strip.mark_current(None)
    assert strip.view.selectionModel().selectedIndexes() == []


def test_a_photo_is_chosen_by_mouse_and_by_key(
    qtbot: QtBot, strip: Filmstrip, tmp_path: Path
) -> None:
    album = an_album(tmp_path, 5)
    strip.show_album(album, lambda material: tmp_path / material.path)
    place = strip.view.visualRect(strip.table.index(1, 0)).center()
    with qtbot.waitSignal(strip.chosen) as chosen:
        qtbot.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [album[1]]
    qtbot.keyClick(strip.view, Qt.Key.Key_Right)
    with qtbot.waitSignal(strip.chosen) as chosen:
        qtbot.keyClick(strip.view, Qt.Key.Key_Return)
    assert chosen.args == [album[2]]


def test_picking_takes_the_next_choice_for_the_other_side(
    qtbot: QtBot, strip: Filmstrip, tmp_path: Path
) -> None:
    album = an_album(tmp_path, 3)
    strip.show_album(album, lambda material: tmp_path / material.path)
    strip.pick()
    assert strip.count_label.text() == PICK
    with qtbot.waitSignal(strip.picked) as picked:
        strip.view.clicked.emit(strip.table.index(2, 0))
    assert picked.args == [album[2]]
    with qtbot.waitSignal(strip.chosen):
        strip.view.clicked.emit(strip.table.index(1, 0))


def test_a_broken_photo_is_not_asked_for_again(
    qtbot: QtBot, strip: Filmstrip, tmp_path: Path
) -> None:
    (tmp_path / "坏.jpg").write_bytes(b"no picture")
    broken = Material(path="坏.jpg", digest="b", size=1, kind=MaterialKind.IMAGE)
    with qtbot.waitSignal(strip.store.arrived, timeout=SOON):
        strip.show_album((broken,), lambda material: tmp_path / material.path)
    notes = strip.store.notes(tmp_path / "坏.jpg")
    assert notes is not None
    assert notes.refusal
    strip.view.viewport().repaint()
    assert not strip.store._wishes
