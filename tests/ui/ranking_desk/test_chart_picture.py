"""Charts that leave the program: whole, as png and svg, with round, state and worth on them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.ui import colours
from meihao_desktop.ui.colours import contrast
from meihao_desktop.ui.ranking_desk import chart_picture, saved_picture
from meihao_desktop.ui.ranking_desk.advice_values import severity_values
from meihao_desktop.ui.ranking_desk.heat_map import HeatMap, shade_of
from meihao_desktop.ui.ranking_desk.matrix_values import Way, matrix_values
from meihao_desktop.ui.ranking_desk.picture_request import PictureRequest
from meihao_desktop.ui.ranking_desk.range_chart import RangeChart
from tests.support.builders import a_dossier
from tests.ui.ranking_desk.desks import a_desk, an_advice_desk

DOSSIER = a_dossier([95 - at for at in range(35)], experts=9)
DESK = an_advice_desk(DOSSIER)


@pytest.fixture
def heat_map(qtbot: QtBot) -> HeatMap:
    chart = HeatMap()
    qtbot.addWidget(chart)
    chart.resize(700, 300)
    chart.show_values(matrix_values(DESK, Way.TOTALS))
    chart.show()
    return chart


def test_the_matrix_scrolls_and_its_picture_is_whole(heat_map: HeatMap) -> None:
    assert heat_map.verticalScrollBar().maximum() > 0
    whole = heat_map.picture_size()
    assert whole.height() > 35 * 20
    caption = saved_picture.caption_of(
        PictureRequest(chart=heat_map, title="得分矩阵"), a_desk(DOSSIER)
    )
    image = QImage.fromData(chart_picture.png(heat_map, caption))
    assert image.height() > 2 * whole.height()
    last = image.height() - 2 * 70
    assert any(image.pixelColor(x, last) != QColor(colours.SURFACE) for x in range(image.width()))


def test_no_name_and_no_number_is_cut_off(heat_map: HeatMap) -> None:
    grid = heat_map._grid()
    advance = heat_map.fontMetrics().horizontalAdvance
    assert grid.name >= max(advance(row.name) for row in heat_map.values.rows) * 0.8
    assert heat_map.horizontalScrollBar().maximum() >= heat_map.picture_size().width() - 710


def test_ink_is_readable_on_every_shade() -> None:
    for at in range(-10, 11):
        for is_diverging in (False, True):
            ground = shade_of(at / 10, is_diverging=is_diverging).name()
            assert contrast(colours.INK, ground) >= 4.5


def test_a_range_chart_leaves_as_png_and_svg(qtbot: QtBot) -> None:
    chart = RangeChart()
    qtbot.addWidget(chart)
    chart.resize(900, 300)
    chart.show()
    chart.show_values(severity_values(DESK))
    caption = chart_picture.Caption(title="各专家的宽严", key="● 宽严", worth="草稿　校验码 AAAA")
    assert QImage.fromData(chart_picture.png(chart, caption)).width() > 1800
    drawing = chart_picture.svg(chart, caption)
    assert QSvgRenderer(QByteArray(drawing)).isValid()
    text = drawing.decode("utf-8")
    assert "草稿" in text
    assert "AAAA" in text
    assert "各专家的宽严" in text


def test_no_menu_of_the_library_lies_over_the_chart(qtbot: QtBot) -> None:
    chart = RangeChart()
    qtbot.addWidget(chart)
    chart.resize(900, 300)
    chart.show()
    assert [menu for menu in chart.findChildren(QMenu) if menu.isVisible()] == []


def test_the_picture_says_what_it_is_worth() -> None:
    request = PictureRequest(chart=None, title="名次区间", key="键")
    caption = saved_picture.caption_of(request, a_desk(DOSSIER))
    assert caption.title.endswith("名次区间")
    assert caption.worth == "草稿　校验码 AAAA-BBBB-CCCC-DDDD　仅供参考，不改变评审结果"
    final = a_desk(a_dossier([90, 80], phase=Phase.FINAL))
    assert saved_picture.worth_words(final) == ("正式",)


@pytest.mark.parametrize(
    ("chosen", "kind", "written"),
    [
        ("图.svg", "PNG 图片 (*.png)", "图.svg"),
        ("图", "SVG 矢量图 (*.svg)", "图.svg"),
        ("图", "PNG 图片 (*.png)", "图.png"),
    ],
)
def test_the_place_and_kind_are_asked_for(
    heat_map: HeatMap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    chosen: str, kind: str, written: str,
) -> None:  # fmt: skip
    offered: list[str] = []

    def ask(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / chosen), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    request = PictureRequest(chart=heat_map, title="得分矩阵")
    target = saved_picture.save(request, a_desk(DOSSIER), tmp_path / "exports", parent=heat_map)
    assert target == tmp_path / written
    assert target.stat().st_size > 1000
    assert offered == [str(tmp_path / "exports" / "草稿-得分矩阵-AAAABBBB.png")]


def test_no_place_chosen_writes_nothing(
    heat_map: HeatMap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    request = PictureRequest(chart=heat_map, title="得分矩阵")
    assert saved_picture.save(request, a_desk(DOSSIER), tmp_path, parent=heat_map) is None
    assert list(tmp_path.iterdir()) == []
