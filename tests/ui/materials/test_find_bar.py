"""The find bar seeks what was typed, counts what was found and closes on Esc."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from meihao_desktop.ui.materials.find_bar import NOTHING, FindBar


class Heard:
    """What the bar asked of its viewer."""

    def __init__(self, bar: FindBar) -> None:
        self.said: list[str] = []
        bar.sought.connect(self.said.append)
        bar.next_asked.connect(lambda: self.said.append("next"))
        bar.previous_asked.connect(lambda: self.said.append("previous"))
        bar.closed.connect(lambda: self.said.append("closed"))


@pytest.fixture
def bar(qtbot: QtBot) -> FindBar:
    made = FindBar()
    qtbot.addWidget(made)
    return made


def test_what_is_typed_is_sought_after_a_pause(qtbot: QtBot, bar: FindBar) -> None:
    bar.open_bar()
    with qtbot.waitSignal(bar.sought, timeout=5_000) as sought:
        qtbot.keyClicks(bar.field, "lift")
    assert sought.args == ["lift"]


def test_enter_seeks_at_once_and_then_goes_on(qtbot: QtBot, bar: FindBar) -> None:
    heard = Heard(bar)
    bar.open_bar()
    bar.field.setText("电梯")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heard.said == ["电梯", "next", "previous"]


def test_escape_closes_the_bar(qtbot: QtBot, bar: FindBar) -> None:
    heard = Heard(bar)
    bar.open_bar()
    assert bar.isVisible()
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert heard.said == ["closed"]


def test_the_place_among_all_hits_is_told(bar: FindBar) -> None:
    bar.show_text("电梯")
    bar.show_count(2, 12)
    assert bar.count_label.text() == "3 / 12"
    bar.show_count(0, 0)
    assert bar.count_label.text() == NOTHING
    bar.show_text("")
    bar.show_count(0, 0)
    assert bar.count_label.text() == ""


def test_a_text_sought_elsewhere_is_shown_and_not_sought_again(qtbot: QtBot, bar: FindBar) -> None:
    heard = Heard(bar)
    bar.show_text("电梯")
    assert bar.isVisible()
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert heard.said == ["next"]
