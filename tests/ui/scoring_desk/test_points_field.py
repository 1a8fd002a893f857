"""The field for points: nothing typed is lost, nothing is changed by the wheel."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.ui.scoring_desk.points_field import PointsField
from meihao_desktop.ui.widgets.areas import scrolled
from tests.ui.widgets.wheel import wheel


def a_field(qtbot: QtBot) -> tuple[PointsField, list[str]]:
    field = PointsField()
    qtbot.addWidget(field)
    told: list[str] = []
    field.entered.connect(told.append)
    field.show()
    return field, told


def test_enter_tells_what_was_typed_and_moves_on(qtbot: QtBot) -> None:
    field, told = a_field(qtbot)
    steps: list[int] = []
    field.moved.connect(steps.append)
    qtbot.keyClicks(field, "3.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (told, steps) == (["3.5"], [1])


def test_arrows_go_up_and_down(qtbot: QtBot) -> None:
    field, told = a_field(qtbot)
    steps: list[int] = []
    field.moved.connect(steps.append)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert (told, steps) == ([], [1, -1])


def test_a_pause_is_enough_to_save(qtbot: QtBot) -> None:
    field, told = a_field(qtbot)
    qtbot.keyClicks(field, "12")
    qtbot.waitUntil(lambda: told == ["12"], timeout=5000)


def test_leaving_the_field_tells_what_was_typed(qtbot: QtBot) -> None:
    field, told = a_field(qtbot)
    qtbot.keyClicks(field, "4")
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut))
    assert told == ["4"]


def test_what_was_not_kept_is_told_again(qtbot: QtBot) -> None:
    field, told = a_field(qtbot)
    qtbot.keyClicks(field, "9")
    field.commit()
    field.commit()
    assert told == ["9", "9"]
    field.show_value("9")
    field.commit()
    assert told == ["9", "9"]


def test_another_value_gives_up_what_was_being_typed(qtbot: QtBot) -> None:
    field, told = a_field(qtbot)
    qtbot.keyClicks(field, "9")
    field.show_value("2")
    field.commit()
    assert (field.text(), told) == ("2", [])


def test_the_wheel_scrolls_the_page_and_never_changes_points(qtbot: QtBot) -> None:
    inner = QWidget()
    column = QVBoxLayout(inner)
    fields = [PointsField() for _ in range(30)]
    told: list[str] = []
    for field in fields:
        field.show_value("3")
        field.entered.connect(told.append)
        column.addWidget(field)
    area = scrolled(inner)
    qtbot.addWidget(area)
    area.resize(300, 300)
    area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    fields[1].setFocus()
    assert not wheel(fields[1])
    assert wheel(area.viewport())
    assert area.verticalScrollBar().value() > 0
    assert ({field.text() for field in fields}, told) == ({"3"}, [])


def test_a_read_only_field_tells_nothing(qtbot: QtBot) -> None:
    field, told = a_field(qtbot)
    field.setReadOnly(True)
    field.setText("5")
    field.commit()
    assert told == []


def test_a_refused_value_is_marked_until_another_is_shown(qtbot: QtBot) -> None:
    field, _ = a_field(qtbot)
    field.mark_refused(is_refused=True)
    assert field.property("state") == "refused"
    field.show_value("1")
    assert field.property("state") == ""


def test_a_pause_tells_nothing_once_another_value_is_shown(qtbot: QtBot) -> None:
    field, told = a_field(qtbot)
    qtbot.keyClicks(field, "3")
    field.show_value("3")
    with qtbot.assertNotEmitted(field.entered):
        field._pause.timeout.emit()
    assert told == []
    assert not field.has_pending
