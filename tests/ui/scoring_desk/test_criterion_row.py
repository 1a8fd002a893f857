"""One line of the rubric: every kind of entry, refusals, reasons and pins."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.rubric import (
    Component,
    Criterion,
    CriterionKind,
    DeductionPer,
    DeductionRule,
)
from meihao_desktop.domain.score_sheet import EvidencePin, ScoreCell
from meihao_desktop.ui.scoring_desk.cell_entry import RATE_LABEL
from meihao_desktop.ui.scoring_desk.criterion_row import NOT_KEPT, CriterionRow
from meihao_desktop.ui.scoring_desk.entries import (
    CompositeEntry,
    DeductionEntry,
    LevelEntry,
    RateEntry,
)
from tests.support.builders import a_criterion, a_level

HAZARD = DeductionRule(label="安全隐患", amount=Decimal(1), per=DeductionPer.FINDING)
FIRE = DeductionRule(label="发生火情", amount=Decimal(3), per=DeductionPer.ONCE)
BELOW = DeductionRule(
    label="每低1个百分点", amount=Decimal("0.4"), per=DeductionPer.PERCENTAGE_POINT,
    threshold=Decimal(95),
)  # fmt: skip
GRADED = a_criterion("1.2", 4, CriterionKind.GRADED)
RATE = a_criterion("1.1", 8, CriterionKind.RATE, step=Decimal("0.1"), deductions=(BELOW,))
DEDUCTION = a_criterion("6.5", 5, CriterionKind.DEDUCTION, deductions=(HAZARD, FIRE))
COMPOSITE = a_criterion(
    "3.1", 5, CriterionKind.COMPOSITE,
    components=(
        Component(label="制度", max_points=Decimal(2), levels=(a_level(2), a_level(0))),
        Component(label="台账", max_points=Decimal(2)),
        Component(label="落实", max_points=Decimal(1)),
    ),
)  # fmt: skip
PIN = EvidencePin(material="d1", file_name="居民满意度测评报告.pdf", place="第 3 页")


def a_row(qtbot: QtBot, criterion: Criterion, *, keeps: bool = True) -> CriterionRow:
    """A row whose entries are kept as the page keeps them."""
    row = CriterionRow(criterion)
    qtbot.addWidget(row)
    if keeps:
        row.entered.connect(lambda _number, cell, _session: row.update_cell(cell))
    row.show()
    return row


def typed(qtbot: QtBot, row: CriterionRow, text: str) -> None:
    row.field.selectAll()
    qtbot.keyClicks(row.field, text)
    qtbot.keyClick(row.field, Qt.Key.Key_Return)


def test_a_level_is_chosen_by_a_click_or_by_its_digits(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED)
    assert isinstance(row.entry, LevelEntry)
    qtbot.mouseClick(row.entry.bar.buttons[1], Qt.MouseButton.LeftButton)
    assert (row.cell.points, row.field.text()) == (Decimal("3.2"), "3.2")
    typed(qtbot, row, "2.4")
    assert row.cell.points == Decimal("2.4")
    assert [b.isChecked() for b in row.entry.bar.buttons] == [False, False, True, False]


def test_points_between_the_levels_are_refused_and_stay_visible(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED)
    steps: list[int] = []
    row.moved.connect(steps.append)
    typed(qtbot, row, "3")
    assert row.cell.points is None
    assert row.field.text() == "3"
    assert "可选 4、3.2、2.4、1.2 分" in row.fault.text()
    assert steps == []
    typed(qtbot, row, "3.2")
    assert not row.has_fault
    assert steps == [1]


@pytest.mark.parametrize("text", ["３．２", "3。2", "3，2", "3.20"])
def test_digits_of_every_width_and_every_decimal_mark_are_understood(
    qtbot: QtBot, text: str
) -> None:
    row = a_row(qtbot, GRADED)
    row.field.setText(text)
    row.field.commit()
    assert (row.cell.points, row.field.text()) == (Decimal("3.2"), "3.2")


def test_text_that_is_no_number_is_refused(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED)
    typed(qtbot, row, "abc")
    assert row.has_fault
    assert row.refused_text == "abc"


def test_an_emptied_field_takes_the_points_away(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED)
    row.show_cell(ScoreCell(points=Decimal(4)))
    row.field.clear()
    row.field.commit()
    assert row.cell.points is None


def test_a_rate_is_typed_as_a_percentage_in_either_field(qtbot: QtBot) -> None:
    row = a_row(qtbot, RATE)
    assert isinstance(row.entry, RateEntry)
    typed(qtbot, row, "93%")
    assert (row.cell.points, row.field.text(), row.entry.field.text()) == (
        Decimal("7.2"), "7.2", "93",
    )  # fmt: skip
    row.entry.field.setText("90")
    row.entry.field.commit()
    assert row.cell.points == Decimal(6)
    typed(qtbot, row, "8")
    assert row.cell.counts == {}
    assert row.entry.field.text() == ""


def test_a_rate_above_a_hundred_is_refused(qtbot: QtBot) -> None:
    row = a_row(qtbot, RATE)
    assert isinstance(row.entry, RateEntry)
    row.entry.field.setText("930")
    row.entry.field.commit()
    assert "0 至 100" in row.fault.text()
    assert RATE_LABEL not in row.cell.counts


def test_deductions_are_counted_and_cannot_go_below_nothing(qtbot: QtBot) -> None:
    row = a_row(qtbot, DEDUCTION)
    assert isinstance(row.entry, DeductionEntry)
    hazard, fire = row.entry.counters.values()
    qtbot.mouseClick(hazard.more, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(hazard.more, Qt.MouseButton.LeftButton)
    assert (row.cell.points, row.field.text(), hazard.shown.text()) == (Decimal(3), "3", "2")
    qtbot.mouseClick(fire.more, Qt.MouseButton.LeftButton)
    assert row.cell.points == Decimal(0)
    assert not fire.more.isEnabled()
    qtbot.mouseClick(row.entry.nothing, Qt.MouseButton.LeftButton)
    assert (row.cell.points, row.cell.counts) == (Decimal(5), {})
    assert not hazard.less.isEnabled()


def test_a_composite_adds_its_parts(qtbot: QtBot) -> None:
    row = a_row(qtbot, COMPOSITE)
    assert isinstance(row.entry, CompositeEntry)
    qtbot.mouseClick(row.entry.bars["制度"].buttons[0], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(row.entry.fields["台账"], "1.5")
    qtbot.keyClick(row.entry.fields["台账"], Qt.Key.Key_Return)
    assert row.cell.points is None
    qtbot.keyClicks(row.entry.fields["落实"], "3")
    qtbot.keyClick(row.entry.fields["落实"], Qt.Key.Key_Return)
    assert "0 至 1 分" in row.fault.text()
    row.entry.fields["落实"].setText("1")
    row.entry.fields["落实"].commit()
    assert row.cell.points == Decimal("4.5")
    assert row.field.text() == "4.5"


def test_full_marks_zero_and_deductions_ask_for_a_reason(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED)
    assert not row.reason.is_open
    typed(qtbot, row, "4")
    assert row.reason.is_open
    assert "满分" in row.reason.placeholderText()
    typed(qtbot, row, "3.2")
    assert not row.reason.is_open
    deducted = a_row(qtbot, DEDUCTION)
    typed(qtbot, deducted, "4")
    assert "扣分" in deducted.reason.placeholderText()


def test_a_reason_is_saved_on_a_pause_and_stays_when_points_change(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED)
    typed(qtbot, row, "4")
    qtbot.keyClicks(row.reason, "abc ")
    qtbot.waitUntil(lambda: row.cell.reason == "abc", timeout=5000)
    assert row.reason.toPlainText() == "abc "
    typed(qtbot, row, "3.2")
    assert row.cell == ScoreCell(points=Decimal("3.2"), reason="abc")


def test_a_reason_being_typed_is_not_lost_when_a_level_is_clicked(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED)
    assert isinstance(row.entry, LevelEntry)
    typed(qtbot, row, "4")
    row.reason.setPlainText("台账齐全")
    qtbot.mouseClick(row.entry.bar.buttons[1], Qt.MouseButton.LeftButton)
    assert row.cell == ScoreCell(points=Decimal("3.2"), reason="台账齐全")


def test_enter_in_the_reason_goes_on_and_shift_enter_begins_a_line(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED)
    typed(qtbot, row, "4")
    steps: list[int] = []
    row.moved.connect(steps.append)
    qtbot.keyClicks(row.reason, "a")
    qtbot.keyClick(row.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(row.reason, "b")
    qtbot.keyClick(row.reason, Qt.Key.Key_Return)
    assert (row.cell.reason, steps) == ("a\nb", [1])


def test_a_reason_of_the_estate_before_is_not_told_for_the_next_one(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED)
    row.show_cell(ScoreCell(points=Decimal(4), reason="资料齐全"))
    qtbot.keyClicks(row.reason, "a")
    row.show_cell(ScoreCell(points=Decimal(4), reason="资料齐全"))
    with qtbot.assertNotEmitted(row.entered):
        row.flush()
    assert row.reason.toPlainText() == "资料齐全"


def test_pins_open_their_place_and_are_taken_off(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED)
    opened: list[EvidencePin] = []
    row.pin_opened.connect(opened.append)
    row.add_pin(PIN)
    row.add_pin(PIN)
    assert row.cell.pins == (PIN,)
    assert row.pins.chips[0].text().endswith("第 3 页")
    qtbot.mouseClick(row.pins.chips[0], Qt.MouseButton.LeftButton)
    assert opened == [PIN]
    qtbot.mouseClick(row.pins.crosses[0], Qt.MouseButton.LeftButton)
    assert row.cell.pins == ()
    assert row.pins.isHidden()


def test_what_could_not_be_saved_says_so_and_stays_visible(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED, keeps=False)
    typed(qtbot, row, "3.2")
    assert row.fault.text() == NOT_KEPT
    assert row.cell.points is None
    assert row.field.text() == "3.2"


def test_a_read_only_row_takes_nothing(qtbot: QtBot) -> None:
    row = a_row(qtbot, DEDUCTION)
    row.show_cell(ScoreCell(points=Decimal(4), reason="一处", pins=(PIN,)))
    row.set_read_only(is_read_only=True)
    row.show_cell(replace(row.cell))
    told: list[object] = []
    row.entered.connect(lambda *given: told.append(given))
    typed(qtbot, row, "1")
    row.begin_typing("2")
    assert isinstance(row.entry, DeductionEntry)
    assert not row.entry.nothing.isEnabled()
    assert not row.pin_button.isEnabled()
    assert told == []
    assert row.field.text() == "4"


def test_showing_another_cell_leaves_no_trace_of_the_one_before(qtbot: QtBot) -> None:
    row = a_row(qtbot, GRADED)
    typed(qtbot, row, "9")
    row.reason.setPlainText("没有保存的理由")
    row.show_cell(ScoreCell(points=Decimal("1.2")))
    row.flush()
    assert row.cell == ScoreCell(points=Decimal("1.2"))
    assert (row.field.text(), row.reason.toPlainText(), row.has_fault) == ("1.2", "", False)
