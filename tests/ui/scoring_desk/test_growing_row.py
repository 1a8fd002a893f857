"""A row of the rubric grows and shrinks with its reason, and all else in it keeps its place."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.rubric import CriterionKind
from meihao_desktop.domain.score_sheet import EvidencePin, ScoreCell
from meihao_desktop.ui import theme
from meihao_desktop.ui.scoring_desk.criterion_row import CriterionRow
from meihao_desktop.ui.scoring_desk.entries import LevelEntry
from meihao_desktop.ui.scoring_desk.rubric_pane import RubricPane
from tests.support.builders import a_criterion, a_rubric, a_sheet

GRADED = a_criterion("1.2", 9, CriterionKind.GRADED)
PIN = EvidencePin(material="d1", file_name="居民满意度测评报告.pdf", place="第 3 页")


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    """The window's own look, taken off again."""
    yield
    theme.scale(18)
    qapp.setStyleSheet("")


@pytest.fixture
def row(qtbot: QtBot) -> CriterionRow:
    row = CriterionRow(GRADED)
    qtbot.addWidget(row)
    row.resize(531, 200)
    row.show()
    return row


def _places(row: CriterionRow) -> list[QRect]:
    return [part.geometry() for part in row.top.findChildren(QWidget)]


def test_a_reason_asked_for_opens_below_and_moves_nothing_else(row: CriterionRow) -> None:
    row.show_cell(ScoreCell(points=Decimal("7.2")))
    height, places = row.height(), _places(row)
    row.show_cell(ScoreCell(points=Decimal(9)))
    assert row.height() >= height + row.reason.height() > height
    assert _places(row) == places
    assert row.reason.geometry().top() == row.top.geometry().bottom() + 1
    row.show_cell(ScoreCell(points=Decimal("7.2")))
    assert (row.height(), row.reason.height()) == (height, 0)


def test_pins_stand_below_the_reason_and_inside_the_row(qtbot: QtBot, row: CriterionRow) -> None:
    row.show_cell(ScoreCell(points=Decimal(9), reason="制度齐全", pins=(PIN,)))
    qtbot.waitUntil(lambda: row.pins.height() > 0 and row.pins.isVisible())
    assert row.pins.geometry().top() > row.reason.geometry().bottom()
    assert row.pins.geometry().bottom() < row.height()
    height = row.height()
    row.show_cell(ScoreCell(points=Decimal(9), reason="制度齐全"))
    assert row.height() < height


def test_a_refusal_is_seen_whole(qtbot: QtBot, row: CriterionRow) -> None:
    row.show_cell(ScoreCell())
    height = row.height()
    row.say("“测评方法可信”可选 9、7.2、5.4、2.7 分。")
    qtbot.waitUntil(lambda: row.fault.height() >= row.fault.heightForWidth(row.fault.width()))
    assert row.height() > height
    assert row.top.geometry().bottom() < row.height()


def test_another_sheet_is_laid_out_before_it_is_painted(qtbot: QtBot) -> None:
    pane = RubricPane(a_rubric())
    qtbot.addWidget(pane)
    pane.resize(620, 560)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.show_sheet(a_sheet(1, 1), is_read_only=False)
    full = a_sheet(1, 2, points={one.number: one.max_points for one in pane.rubric})
    pane.show_sheet(full, is_read_only=False)
    tops = [row.y() for row in pane.rows.order]
    bottoms = [row.geometry().bottom() for row in pane.rows.order]
    assert any(row.reason.is_open for row in pane.rows.order)
    assert all(bottom < top for bottom, top in zip(bottoms, tops[1:], strict=False))
    QApplication.sendPostedEvents()
    assert [row.y() for row in pane.rows.order] == tops


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize(("points", "width"), [(18, 520), (24, 640)])
def test_four_levels_fit_one_line(qtbot: QtBot, points: int, width: int) -> None:
    theme.scale(points)
    row = CriterionRow(GRADED)
    qtbot.addWidget(row)
    row.resize(width, 200)
    row.show()
    assert isinstance(row.entry, LevelEntry)
    levels = row.entry.bar.buttons
    assert len({button.y() for button in levels}) == 1
    for button in levels:
        assert min(button.width(), button.height()) >= theme.metrics().target
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())


def test_a_chosen_level_is_told_to_a_screen_reader_and_painted_with_a_tick(
    row: CriterionRow,
) -> None:
    assert isinstance(row.entry, LevelEntry)
    first = row.entry.bar.buttons[0]
    before = first.grab().toImage()
    row.show_cell(ScoreCell(points=Decimal(9)))
    assert first.isChecked()
    assert first.accessibleName().endswith("9 分")
    corner = QRect(4, 4, 14, 14)
    assert first.grab().toImage().copy(corner) != before.copy(corner)
