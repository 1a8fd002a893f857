"""Choices, numbers and days: keys change them, the wheel does not."""

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox, DayBox, NumberBox
from tests.ui.widgets.wheel import wheel


def _shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def test_the_wheel_changes_no_choice(qtbot: QtBot) -> None:
    box = ChoiceBox()
    box.addItems(["四舍五入", "四舍六入五成双"])
    _shown(qtbot, box)
    wheel(box)
    assert box.currentText() == "四舍五入"
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "四舍六入五成双"


def test_the_wheel_changes_no_number_but_arrows_do(qtbot: QtBot) -> None:
    box = NumberBox(1, 9)
    box.setValue(5)
    _shown(qtbot, box)
    wheel(box, 1)
    assert box.value() == 5
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.value() == 6


def test_a_number_stays_in_its_range_and_an_empty_field_means_the_least(qtbot: QtBot) -> None:
    box = NumberBox(1, 9)
    _shown(qtbot, box)
    for _ in range(20):
        qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.value() == 9
    box.clear()
    box.clearFocus()
    assert box.text() == "1"


def test_a_changed_number_is_told(qtbot: QtBot) -> None:
    box = NumberBox(0, 99)
    _shown(qtbot, box)
    with qtbot.waitSignal(box.valueChanged) as told:
        box.setValue(42)
    assert told.args == [42]


def test_the_wheel_changes_no_day(qtbot: QtBot) -> None:
    box = DayBox()
    box.setDate(QDate(2025, 9, 30))
    _shown(qtbot, box)
    wheel(box)
    assert box.date() == QDate(2025, 9, 30)
    assert box.text() == "2025年9月30日"
