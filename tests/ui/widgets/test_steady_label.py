"""A line of changing text keeps its room and tells all of its text."""

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from meihao_desktop.ui.widgets.steady_label import SteadyLabel

LONG = "玉林市朗悦花园居民满意度测评报告（2025年度）.pdf"


def test_another_text_asks_for_no_other_room(qtbot: QtBot) -> None:
    label = SteadyLabel(sample="合计 100.88 / 100")
    qtbot.addWidget(label)
    room = label.sizeHint()
    label.show_text("合计 0 / 100")
    assert label.text() == "合计 0 / 100"
    assert label.sizeHint() == room
    assert room.width() >= label.fontMetrics().horizontalAdvance("合计 100.88 / 100")


def test_a_text_without_room_is_told_by_tooltip_and_to_a_screen_reader(qtbot: QtBot) -> None:
    label = SteadyLabel()
    qtbot.addWidget(label)
    label.resize(60, 30)
    label.show()
    label.show_text(LONG)
    spoken = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
    assert (label.toolTip(), spoken) == (LONG, LONG)


def test_a_new_text_is_painted(qtbot: QtBot) -> None:
    label = SteadyLabel(sample="已评 32/32")
    qtbot.addWidget(label)
    label.show()
    label.show_text("已评 1/32")
    before = label.grab().toImage()
    label.show_text("已评 2/32")
    assert label.grab().toImage() != before
