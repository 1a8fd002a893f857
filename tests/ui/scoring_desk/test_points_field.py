"""The field for points: nothing typed is lost, nothing is changed by the wheel."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from meihao_desktop.ui.scoring_desk.points_field import PointsField


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


def test_the_wheel_is_left_to_the_page(qtbot: QtBot) -> None:
    field, told = a_field(qtbot)
    field.show_value("3")
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 120), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    wheel.setAccepted(False)
    QApplication.sendEvent(field, wheel)
    assert (field.text(), told, wheel.isAccepted()) == ("3", [], False)


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
