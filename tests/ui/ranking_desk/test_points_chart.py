"""The picture: every expert's total, the mean, the lines; shapes that need no colour."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from meihao_desktop.ui import late, theme
from meihao_desktop.ui.ranking_desk.chart_pane import ChartPane
from meihao_desktop.ui.ranking_desk.chart_values import ChartValues, chart_values
from tests.support.builders import a_dossier, a_recusal
from tests.ui.ranking_desk.desks import a_desk

TOTALS = [[80, 85, 90, 91, 99], 95, 70]


@pytest.fixture
def values() -> ChartValues:
    return chart_values(a_desk(a_dossier(TOTALS, shortlist_size=2, nomination_quota=1)))


def test_lines_stand_in_the_order_of_the_places(values: ChartValues) -> None:
    assert [line.name for line in values.lines] == [
        "1　长城二花园", "2　朗悦花园", "3　凯旋会花园",
    ]  # fmt: skip
    assert [line.shown_mean for line in values.lines] == ["95.00", "88.67", "70.00"]


def test_every_counted_total_is_a_dot_and_the_dropped_ones_are_marked(values: ChartValues) -> None:
    dots = values.lines[1].dots
    assert [int(dot.total) for dot in dots] == [80, 85, 90, 91, 99]
    assert [dot.is_dropped for dot in dots] == [True, False, False, False, True]
    assert values.has_dropped


def test_a_recused_expert_has_no_dot() -> None:
    drawn = chart_values(a_desk(a_dossier(TOTALS, recusals=[a_recusal(2)])))
    line = next(line for line in drawn.lines if "朗悦花园" in line.name)
    assert [dot.expert for dot in line.dots] == [0, 2, 3, 4]


def test_twelve_experts_differ_by_shape_alone_and_24_never_look_alike() -> None:
    sign_of = late.load("meihao_desktop.ui.ranking_desk.chart_legend").sign_of
    assert len({sign_of(at).shape for at in range(12)}) == 12
    assert len({(sign_of(at).shape, sign_of(at).ink) for at in range(24)}) == 24


def test_the_chart_comes_when_it_is_looked_at(qtbot: QtBot, values: ChartValues) -> None:
    pane = ChartPane()
    qtbot.addWidget(pane)
    pane.show_desk(a_desk(a_dossier(TOTALS, shortlist_size=2, nomination_quota=1)))
    assert pane.chart is None
    pane.resize(900, 500)
    pane.show()
    qtbot.waitUntil(lambda: pane.chart is not None)
    assert pane.chart.values == values


def test_the_picture_is_a_png_with_something_on_it(qtbot: QtBot, values: ChartValues) -> None:
    chart = late.load("meihao_desktop.ui.ranking_desk.points_chart").PointsChart()
    qtbot.addWidget(chart)
    chart.resize(900, 500)
    chart.show()
    chart.show_values(values)
    picture = late.load("meihao_desktop.ui.ranking_desk.chart_picture")
    image = QImage.fromData(picture.png(chart, picture.Caption(title="得分分布")))
    assert image.width() > 1700
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3)
               for y in range(0, image.height(), 3)}  # fmt: skip
    assert len(colours) > 3


def test_the_chart_grows_with_the_text(qtbot: QtBot, values: ChartValues) -> None:
    chart = late.load("meihao_desktop.ui.ranking_desk.points_chart").PointsChart()
    qtbot.addWidget(chart)
    chart.show_values(values)
    legend = chart.head.itemAt(0).widget()
    before = legend.heightForWidth(10_000)
    theme.scale(30)
    after = legend.heightForWidth(10_000)
    theme.scale(18)
    assert after > before
    assert legend.heightForWidth(200) > 2 * before
