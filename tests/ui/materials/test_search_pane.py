"""The search of an estate's materials as an expert uses it."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.operations.search_materials import SearchFile
from meihao_desktop.ui.materials.search_pane import INVITATION, SearchPane

PATIENCE = 10_000
Chosen = list[tuple[str, str, str]]


def a_file(folder: Path, name: str, *parts: tuple[str, str]) -> SearchFile:
    digest = sha256(name.encode()).hexdigest()
    text_path = folder / f"{digest}.text"
    text_path.write_text(json.dumps(parts), encoding="utf-8")
    kind = MaterialKind.PDF if parts else MaterialKind.IMAGE
    material = Material(path=name, digest=digest, size=1, kind=kind)
    return SearchFile(material=material, path=folder / digest, text_path=text_path)


@pytest.fixture
def files(tmp_path: Path) -> list[SearchFile]:
    return [
        a_file(tmp_path, "合同.pdf", ("第 3 页", "绿化率不低于35%"), ("第 9 页", "绿 化 率")),
        a_file(tmp_path, "总结.pdf", ("第 1 页", "提升绿化率")),
        a_file(tmp_path, "门岗.jpg"),
    ]


@pytest.fixture
def chosen() -> Chosen:
    return []


@pytest.fixture
def pane(qtbot: QtBot, files: list[SearchFile], chosen: Chosen) -> SearchPane:
    made = SearchPane(lambda: tuple(files))
    made.chosen.connect(lambda material, place, text: chosen.append((material.path, place, text)))
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.show()
    return made


def found(qtbot: QtBot, pane: SearchPane, text: str) -> list[str]:
    pane.search_for(text)
    wanted = (f"处“{text}”", f"没有找到“{text}”")
    qtbot.waitUntil(lambda: any(w in pane.told.text() for w in wanted), timeout=PATIENCE)
    return [str(pane.list.table.index(at, 0).data()) for at in range(pane.list.table.rowCount())]


def test_it_says_what_it_is_for_before_anything_was_searched(pane: SearchPane) -> None:
    assert pane.told.text() == INVITATION


def test_results_are_grouped_and_counted(qtbot: QtBot, pane: SearchPane) -> None:
    assert found(qtbot, pane, "绿化率") == [
        "合同.pdf 2 处",
        "第 3 页：绿化率不低于35%",
        "第 9 页：绿 化 率",
        "总结.pdf 1 处",
        "第 1 页：提升绿化率",
        "没有文字，搜不到（照片 1） 1 份",
        "门岗.jpg",
    ]
    assert pane.told.text() == "2 份材料中有 3 处“绿化率”。"
    assert pane.grab().width() == 400  # every kind of line draws itself


def test_nothing_found_is_said(qtbot: QtBot, pane: SearchPane) -> None:
    assert found(qtbot, pane, "充电桩") == ["没有文字，搜不到（照片 1） 1 份", "门岗.jpg"]
    assert pane.told.text() == "材料的文字中没有找到“充电桩”。"


def test_typing_searches_by_itself(qtbot: QtBot, pane: SearchPane) -> None:
    qtbot.keyClicks(pane.field, "35%")
    qtbot.waitUntil(lambda: "1 处" in pane.told.text(), timeout=PATIENCE)


def test_enter_searches_then_opens_and_the_arrows_choose(
    qtbot: QtBot, pane: SearchPane, chosen: Chosen
) -> None:
    pane.field.setText("绿化率")
    qtbot.keyClick(pane.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "3 处" in pane.told.text(), timeout=PATIENCE)
    qtbot.keyClick(pane.field, Qt.Key.Key_Return)
    for _ in range(2):
        qtbot.keyClick(pane.field, Qt.Key.Key_Down)
    qtbot.keyClick(pane.field, Qt.Key.Key_Return)
    qtbot.keyClick(pane.list, Qt.Key.Key_Up)
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    assert chosen == [
        ("合同.pdf", "第 3 页", "绿化率"),
        ("总结.pdf", "第 1 页", "绿化率"),
        ("合同.pdf", "第 9 页", "绿化率"),
    ]


def test_a_click_opens_a_hit_but_not_a_heading(
    qtbot: QtBot, pane: SearchPane, chosen: Chosen
) -> None:
    found(qtbot, pane, "绿化率")
    for at in (0, 4, 6):
        pane.list.scrollTo(pane.list.table.index(at, 0))
        where = pane.list.visualRect(pane.list.table.index(at, 0)).center()
        qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chosen == [("总结.pdf", "第 1 页", "绿化率"), ("门岗.jpg", "", "")]


def test_clearing_the_field_clears_the_result(qtbot: QtBot, pane: SearchPane) -> None:
    found(qtbot, pane, "绿化率")
    qtbot.keyClick(pane.field, Qt.Key.Key_Escape)
    assert pane.list.table.rows == ()
    assert pane.told.text() == INVITATION


def test_another_estate_is_searched_anew(
    qtbot: QtBot, pane: SearchPane, files: list[SearchFile], tmp_path: Path
) -> None:
    found(qtbot, pane, "绿化率")
    pane.forget()
    files[:] = [a_file(tmp_path, "别处.pdf", ("第 2 页", "绿化率"))]
    assert found(qtbot, pane, "绿化率") == ["别处.pdf 1 处", "第 2 页：绿化率"]
