"""The list of materials, what is opened from it, and pins that lead back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactSource
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.score_sheet import EvidencePin
from meihao_desktop.operations.search_materials import SearchFile
from meihao_desktop.ui import theme
from meihao_desktop.ui.materials.card_viewer import CardViewer
from meihao_desktop.ui.materials.facts_viewer import FactsViewer
from meihao_desktop.ui.materials.image_viewer import ImageViewer
from meihao_desktop.ui.materials.material_list import MaterialList
from meihao_desktop.ui.materials.material_pane import MaterialPane
from meihao_desktop.ui.materials.material_rows import entries_of
from meihao_desktop.ui.materials.outside import outside_dialog
from meihao_desktop.ui.materials.page_viewer import PageViewer
from meihao_desktop.ui.materials.text_viewer import TextViewer
from meihao_desktop.ui.materials.workbook_viewer import WorkbookViewer
from tests.support.builders import an_estate
from tests.ui.materials import files

SOON = 15_000


def a_material(path: Path, folder: Path, kind: MaterialKind) -> Material:
    """The path doubles as the digest, so that a test finds the file again."""
    name = str(path.relative_to(folder))
    return Material(path=name, digest=name, size=10, kind=kind)


@pytest.fixture
def estates(tmp_path: Path) -> tuple[Estate, Estate]:
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙").mkdir()
    report = files.a_pdf(tmp_path / "甲" / "报告.pdf")
    note = tmp_path / "甲" / "说明.txt"
    note.write_text("甲的说明", encoding="utf-8")
    other = tmp_path / "乙" / "说明.txt"
    other.write_text("乙的说明", encoding="utf-8")
    video = tmp_path / "甲" / "照片.zip"
    video.write_bytes(b"archive")
    first = (
        a_material(report, tmp_path, MaterialKind.PDF),
        a_material(note, tmp_path, MaterialKind.TEXT),
        a_material(video, tmp_path, MaterialKind.OTHER),
    )
    second = (a_material(other, tmp_path, MaterialKind.TEXT),)
    return an_estate(1, materials=first), an_estate(2, materials=second)


@pytest.fixture
def pane(qtbot: QtBot, tmp_path: Path) -> MaterialPane:
    made = MaterialPane(lambda material: tmp_path / material.digest)
    qtbot.addWidget(made)
    made.resize(600, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def is_shown(pane: MaterialPane, viewer: type) -> bool:
    return isinstance(pane.shelf.viewer, viewer)


def test_the_facts_come_first(
    qtbot: QtBot, pane: MaterialPane, estates: tuple[Estate, Estate]
) -> None:
    pane.show_estate(estates[0])
    assert [entry.name for entry in pane.list.table.entries] == [
        "申报信息", "报告.pdf", "说明.txt", "照片.zip",
    ]  # fmt: skip
    qtbot.waitUntil(lambda: is_shown(pane, FactsViewer), timeout=SOON)
    assert pane.pin() == EvidencePin(material="", file_name="申报信息")


def test_a_pin_names_the_page_in_view_and_leads_back_to_it(
    qtbot: QtBot, pane: MaterialPane, estates: tuple[Estate, Estate]
) -> None:
    pane.show_estate(estates[0])
    pane.show_pin(
        EvidencePin(material=estates[0].materials[0].digest, file_name="报告.pdf", place="第 3 页")
    )
    qtbot.waitUntil(lambda: is_shown(pane, PageViewer) and pane.pin() is not None, timeout=SOON)
    pin = pane.pin()
    assert pin is not None
    assert pin.label == "报告.pdf 第 3 页"
    pane.step(1)
    qtbot.waitUntil(lambda: is_shown(pane, TextViewer), timeout=SOON)
    pane.show_pin(pin)
    qtbot.waitUntil(lambda: is_shown(pane, PageViewer), timeout=SOON)
    qtbot.waitUntil(lambda: pane.shelf.viewer.place() == "第 3 页", timeout=SOON)


def test_another_estate_shows_only_its_own_materials(
    qtbot: QtBot, pane: MaterialPane, estates: tuple[Estate, Estate]
) -> None:
    pane.show_estate(estates[0])
    pane.step(2)
    pane.show_estate(estates[1])
    pane.step(1)
    viewer = pane.shelf.viewer

    def is_second() -> bool:
        return is_shown(pane, TextViewer) and "乙的说明" in pane.shelf.viewer.text.toPlainText()  # type: ignore[attr-defined]

    qtbot.waitUntil(is_second, timeout=SOON)
    assert viewer is not None
    assert pane.bar.name_label.text() == "说明.txt"


def test_coming_back_opens_what_was_read_last(
    qtbot: QtBot, pane: MaterialPane, estates: tuple[Estate, Estate]
) -> None:
    pane.show_estate(estates[0])
    pane.step(1)
    pane.show_estate(estates[1])
    pane.show_estate(estates[0])
    assert pane.bar.name_label.text() == "报告.pdf"
    qtbot.waitUntil(lambda: is_shown(pane, PageViewer), timeout=SOON)


def test_an_archive_and_a_missing_file_get_a_card(
    qtbot: QtBot, pane: MaterialPane, estates: tuple[Estate, Estate], tmp_path: Path
) -> None:
    pane.show_estate(estates[0])
    pane.step(3)
    qtbot.waitUntil(lambda: is_shown(pane, CardViewer), timeout=SOON)
    (tmp_path / "乙" / "说明.txt").unlink()
    pane.show_estate(estates[1])
    pane.step(1)

    def tells() -> bool:
        viewer = pane.shelf.viewer
        return isinstance(viewer, CardViewer) and "不在评审目录中" in viewer.sentence.text()

    qtbot.waitUntil(tells, timeout=SOON)


def test_cleared_panes_show_nothing_of_an_estate(
    pane: MaterialPane, estates: tuple[Estate, Estate]
) -> None:
    pane.show_estate(estates[0])
    pane.clear()
    assert pane.list.table.entries == ()
    assert pane.bar.name_label.text() == ""
    assert pane.pin() is None


def test_the_list_stands_beside_the_viewer_where_there_is_room(
    pane: MaterialPane, estates: tuple[Estate, Estate]
) -> None:
    pane.show_estate(estates[0])
    assert not pane.list.isVisible()
    pane.bar.list_button.click()
    assert pane.list.isVisible()
    pane.list.chosen.emit(pane.list.table.entries[1])
    assert not pane.list.isVisible()
    pane.resize(1200, 500)
    assert pane.list.isVisible()
    assert pane.shelf.isVisible()


def test_materials_are_found_by_name(qtbot: QtBot, estates: tuple[Estate, Estate]) -> None:
    materials = MaterialList()
    qtbot.addWidget(materials)
    materials.show_entries(entries_of(estates[0].materials))
    qtbot.keyClicks(materials.search, "PDF")
    assert [entry.name for entry in materials.table.entries] == ["报告.pdf"]
    qtbot.keyClicks(materials.search, "x")
    assert materials.table.entries == ()
    assert not materials.nothing.isHidden()


def test_files_of_one_name_are_told_apart_by_their_folder() -> None:
    kind = MaterialKind.IMAGE
    same = tuple(Material(path=f"照片/{f}/1.jpg", digest=f, size=1, kind=kind) for f in "甲乙")
    assert [entry.name for entry in entries_of(same)[1:]] == ["甲/1.jpg", "乙/1.jpg"]


def test_opening_outside_warns_of_macros_first(
    qtbot: QtBot, pane: MaterialPane, estates: tuple[Estate, Estate]
) -> None:
    dialog = outside_dialog(estates[0].materials[1], pane)
    dialog.show()
    texts = [label.text() for label in dialog.findChildren(type(pane.bar.name_label).__mro__[1])]
    assert any("不要启用宏" in text for text in texts)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_a_hit_of_the_search_opens_its_file_with_the_text_marked(
    qtbot: QtBot, pane: MaterialPane, estates: tuple[Estate, Estate]
) -> None:
    pane.show_estate(estates[0])
    pane.show_hit(estates[0].materials[1], "第 1 行", "说明")

    def is_marked() -> bool:
        viewer = pane.shelf.viewer
        return isinstance(viewer, TextViewer) and bool(viewer.text.extraSelections())

    qtbot.waitUntil(is_marked, timeout=SOON)
    assert pane.bar.name_label.text() == "说明.txt"


def test_a_figure_leads_to_its_source_among_what_the_county_shares(
    qtbot: QtBot, pane: MaterialPane, estates: tuple[Estate, Estate], tmp_path: Path
) -> None:
    book = a_material(files.an_xlsx(tmp_path / "汇总表.xlsx"), tmp_path, MaterialKind.WORKBOOK)
    pane.show_estate(estates[0], (book,))
    pane.shelf.source_asked.emit(FactSource(file="汇总表.xlsx", place="收缴率!C5"))

    def is_there() -> bool:
        viewer = pane.shelf.viewer
        return isinstance(viewer, WorkbookViewer) and viewer.place() == "收缴率!C5"

    qtbot.waitUntil(is_there, timeout=SOON)


def test_the_strip_of_photos_opens_what_is_chosen(
    qtbot: QtBot, pane: MaterialPane, tmp_path: Path
) -> None:
    photos = tuple(
        a_material(files.a_photo(tmp_path / name), tmp_path, MaterialKind.IMAGE)
        for name in ("一.jpg", "二.jpg")
    )
    pane.show_estate(an_estate(3, materials=photos))
    pane.bar.film_button.click()
    strip = pane.extras.strip
    assert strip is not None
    assert strip.isVisible()
    strip.chosen.emit(photos[1])
    qtbot.waitUntil(lambda: is_shown(pane, ImageViewer), timeout=SOON)
    assert pane.bar.name_label.text() == "二.jpg"
    pane.show_estate(an_estate(4, materials=()))
    assert not strip.isVisible()
    pane.show_estate(an_estate(3, materials=photos))
    assert strip.isVisible()
    pane.bar.film_button.click()
    assert not strip.isVisible()


def test_a_new_version_of_the_materials_is_shown(
    pane: MaterialPane, estates: tuple[Estate, Estate]
) -> None:
    pane.show_estate(estates[0])
    pane.show_estate(replace(estates[0], materials=estates[0].materials[:1]))
    assert len(pane.list.table.entries) == 2


def test_the_search_looks_into_the_estate_in_view(
    qtbot: QtBot, estates: tuple[Estate, Estate], tmp_path: Path
) -> None:
    asked: list[str] = []

    def files_of(estate: str) -> tuple[SearchFile, ...]:
        asked.append(estate)
        return ()

    made = MaterialPane(lambda material: tmp_path / material.digest, files_of)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.show_estate(estates[1])
    made.bar.search_button.click()
    search = made.extras.search
    assert search is not None
    assert search.isVisible()
    search.search_for("电梯")  # type: ignore[attr-defined]
    assert asked == [estates[1].id]


def test_headings_fold_their_group(qtbot: QtBot) -> None:
    kind = MaterialKind.PDF
    paths = ("甲/照片/1.pdf", "甲/照片/2.pdf", "甲/台账/3.pdf")
    materials = MaterialList()
    qtbot.addWidget(materials)
    entries = entries_of([Material(path=p, digest=p, size=1, kind=kind) for p in paths])
    materials.show_entries(entries)
    materials.view.clicked.emit(materials.table.index(1, 0))
    assert [entry.name for entry in materials.table.entries] == ["申报信息", "3.pdf"]
    materials.mark_current(entries[2])
    assert len(materials.table.entries) == 4


def test_a_narrow_pane_tells_the_whole_name_in_a_second_line(
    qtbot: QtBot, pane: MaterialPane, estates: tuple[Estate, Estate]
) -> None:
    pane.show_estate(estates[0])
    bar, text = pane.bar, theme.metrics().text

    def lines_at(characters: int) -> int:
        pane.resize(characters * text, 600)
        return 2 if bar.name_label.y() > bar.list_button.geometry().bottom() else 1

    qtbot.waitUntil(lambda: lines_at(40) == 1)
    qtbot.waitUntil(lambda: lines_at(20) == 2)
    assert bar.list_button.text() == "材料 3"
    qtbot.waitUntil(lambda: lines_at(13) == 2)
    assert bar.list_button.text() == "3"
    assert bar.list_button.accessibleName() == "材料 3 份"
