"""Kept rows, totals and the rail, also with a rubric of 59 criteria."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import CriterionId, Rubric
from meihao_desktop.domain.score_sheet import ScoreCell
from meihao_desktop.operations import keep_settings
from meihao_desktop.ui import theme
from meihao_desktop.ui.metrics import LEAST_TARGET
from meihao_desktop.ui.scoring_desk.reason_box import ReasonBox
from meihao_desktop.ui.scoring_desk.rubric_pane import RubricPane
from tests.support.builders import a_rubric, a_sheet, estate_id

LONG = Path(__file__).parents[2] / "samples" / "rubric-59.toml"


@pytest.fixture
def long_rubric() -> Rubric:
    """A standard of 59 criteria of every usual kind."""
    return keep_settings.read_rubric(LONG)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    """The window's own look, taken off again."""
    yield
    qapp.setStyleSheet("")


def a_pane(qtbot: QtBot, rubric: Rubric) -> RubricPane:
    pane = RubricPane(rubric)
    qtbot.addWidget(pane)
    pane.resize(620, 560)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def test_a_row_grows_out_of_every_criterion(qtbot: QtBot, long_rubric: Rubric) -> None:
    pane = a_pane(qtbot, long_rubric)
    assert list(pane.rows.rows) == [criterion.number for criterion in long_rubric]
    assert len(pane.rows.rows) == 59
    assert len(pane.rows.heads) == len(long_rubric.sections)


def test_the_rows_are_kept_when_another_sheet_is_shown(qtbot: QtBot, long_rubric: Rubric) -> None:
    pane = a_pane(qtbot, long_rubric)
    rows = dict(pane.rows.rows)
    first, last = pane.rows.order[0], pane.rows.order[-1]
    one, two = first.criterion, last.criterion
    pane.show_sheet(
        a_sheet(1, 1, points={one.number: one.max_points, two.number: two.max_points}),
        is_read_only=False,
    )
    assert first.field.text() == plain(one.max_points)
    assert plain(one.max_points + two.max_points) in pane.total.text()
    pane.show_sheet(a_sheet(1, 2, points={two.number: 0}), is_read_only=False)
    assert pane.rows.rows == rows
    assert (first.field.text(), last.field.text()) == ("", "0")
    assert pane.answered.text() == "已评 1/59"


def test_the_rail_follows_points_and_goes_to_a_section(qtbot: QtBot, long_rubric: Rubric) -> None:
    pane = a_pane(qtbot, long_rubric)
    section = long_rubric.sections[-1]
    full = {criterion.number: criterion.max_points for criterion in section.criteria}
    pane.show_sheet(a_sheet(1, 1, points=full), is_read_only=False)
    assert [state.is_whole for state in pane.rail.states][-1]
    assert pane.rail.states[-1].points == section.max_points
    assert not pane.rail.states[0].is_whole
    qtbot.mouseClick(pane.rail, Qt.MouseButton.LeftButton, pos=pane.rail.cell(3).center())
    assert pane.rows.current.criterion is long_rubric.sections[3].criteria[0]
    assert pane.rows.verticalScrollBar().value() > 0


def test_what_is_entered_carries_the_estate_it_is_for(qtbot: QtBot) -> None:
    pane = a_pane(qtbot, a_rubric())
    told: list[tuple[object, ...]] = []
    pane.entered.connect(lambda *given: told.append(given[:3]))
    pane.show_sheet(a_sheet(1, 2), is_read_only=False)
    pane.rows.rows[CriterionId("9.1")].field.setText("61")
    pane.flush()
    assert told[0] == (estate_id(2), "9.1", ScoreCell(points=Decimal(61)))


def test_nothing_is_told_while_no_estate_is_shown(qtbot: QtBot) -> None:
    pane = a_pane(qtbot, a_rubric())
    told: list[object] = []
    pane.entered.connect(lambda *given: told.append(given))
    pane.remarked.connect(lambda *given: told.append(given))
    pane.rows.rows[CriterionId("9.1")].field.setText("61")
    pane.rows.remark.setPlainText("评语")
    pane.flush()
    assert told == []


def test_after_the_last_criterion_comes_the_remark(qtbot: QtBot, long_rubric: Rubric) -> None:
    pane = a_pane(qtbot, long_rubric)
    pane.activateWindow()
    pane.rows.go_to(pane.rows.order[-1].criterion.number)
    pane.rows.move_by(1)
    assert pane.rows.remark.hasFocus()
    pane.rows.go_to(pane.rows.order[0].criterion.number)
    pane.rows.move_by(-1)
    assert pane.rows.current is pane.rows.order[0]


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("points", [18, 24, 30])
def test_nothing_is_wider_than_its_pane_at_any_text_size(qtbot: QtBot, points: int) -> None:
    theme.scale(points)
    pane = a_pane(qtbot, a_rubric())
    pane.resize(23 * theme.metrics().text, 560)
    pane.show_sheet(a_sheet(1, 1, points={"6.5": 4, "1.2": 12}), is_read_only=False)
    inside = pane.rows.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= pane.rows.viewport().width()
    for row in pane.rows.order:
        assert row.field.height() >= LEAST_TARGET
        assert row.pin_button.height() >= LEAST_TARGET
    theme.scale(18)


def test_a_sealed_sheet_does_not_invite_a_remark(qtbot: QtBot) -> None:
    pane = a_pane(qtbot, a_rubric())
    for is_sealed in (False, True, False):
        pane.show_sheet(a_sheet(1, 1), is_read_only=is_sealed)
        assert bool(pane.rows.remark.placeholderText()) is not is_sealed


def test_a_reason_that_is_sealed_does_not_look_open(qtbot: QtBot) -> None:
    box = ReasonBox()
    qtbot.addWidget(box)
    box.resize(200, 60)

    def ground() -> str:
        return box.grab().toImage().pixelColor(100, 30).name()

    seen = []
    for is_sealed in (False, True, False):
        box.setReadOnly(is_sealed)
        seen.append(ground())
    assert seen[0] == seen[2] != seen[1]
