"""The field for points: what is typed, what is saved, and what the wheel must not do."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.rubric import CriterionKind
from meihao_desktop.ui.widgets.areas import scrolled
from meihao_desktop.ui.widgets.points_box import PointsBox
from tests.support.builders import a_criterion


@pytest.fixture
def box(qtbot: QtBot) -> PointsBox:
    box = PointsBox(a_criterion("6.5", 5, name="消防与充电安全"))
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    return box


def _committed(box: PointsBox) -> list[Decimal | None]:
    seen: list[Decimal | None] = []
    box.committed.connect(seen.append)
    return seen


def wheel(widget: QWidget, steps: int = -1) -> bool:
    """Turn the wheel over a widget; says whether the widget kept it from the page around it."""
    event = QWheelEvent(
        QPointF(5, 5), widget.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("3", "3"),
        ("3.5", "3.5"),
        ("３．５", "3.5"),
        ("3。5", "3.5"),
        ("4.", "4"),
        ("0", "0"),
        (".5", "0.5"),
    ],
)
def test_digits_of_every_width_and_every_decimal_mark_are_understood(
    qtbot: QtBot, box: PointsBox, typed: str, points: str
) -> None:
    seen = _committed(box)
    for character in typed:  # QTest itself knows no wide characters
        press = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character
        )
        QApplication.sendEvent(box, press)
    with qtbot.waitSignal(box.next_asked):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert seen == [Decimal(points)]
    assert box.points == Decimal(points)


def test_nothing_is_saved_while_it_is_typed(qtbot: QtBot, box: PointsBox) -> None:
    seen = _committed(box)
    qtbot.keyClicks(box, "4")
    assert not seen
    assert box.points is None


def test_letters_and_a_second_decimal_mark_do_not_enter(qtbot: QtBot, box: PointsBox) -> None:
    qtbot.keyClicks(box, "3.x5.-")
    assert box.text() == "3.5"


@pytest.mark.parametrize("typed", ["50", "5.5", "3.3"])
def test_refused_points_are_never_saved_and_the_sentence_says_why(
    qtbot: QtBot, box: PointsBox, typed: str
) -> None:
    seen, refusals = _committed(box), []
    box.refused.connect(refusals.append)
    box.next_asked.connect(lambda: refusals.append("went on"))
    qtbot.keyClicks(box, typed)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not seen
    assert len(refusals) == 1
    assert "消防与充电安全" in refusals[0]
    assert box.text() == typed
    assert box.property("state") == "refused"


def test_leaving_the_field_with_refused_points_shows_what_is_saved(
    qtbot: QtBot, box: PointsBox
) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    box.show_points(Decimal(3))
    qtbot.keyClicks(box, "99")
    box.clearFocus()
    assert box.text() == "3"
    assert box.property("state") == ""


def test_leaving_the_field_saves_what_was_typed(qtbot: QtBot, box: PointsBox) -> None:
    seen = _committed(box)
    qtbot.keyClicks(box, "2")
    box.clearFocus()
    assert seen == [Decimal(2)]


def test_the_same_points_again_are_no_change(qtbot: QtBot, box: PointsBox) -> None:
    box.show_points(Decimal(3))
    seen = _committed(box)
    box.selectAll()
    qtbot.keyClicks(box, "3.0")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not seen
    assert box.text() == "3"


def test_an_emptied_field_takes_the_points_back(qtbot: QtBot, box: PointsBox) -> None:
    box.show_points(Decimal(3))
    seen = _committed(box)
    box.selectAll()
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert seen == [None]


def test_escape_shows_what_is_saved(qtbot: QtBot, box: PointsBox) -> None:
    box.show_points(Decimal(3))
    box.selectAll()
    qtbot.keyClicks(box, "1")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "3"


def test_arrows_go_up_and_down_the_rubric_and_never_change_points(
    qtbot: QtBot, box: PointsBox
) -> None:
    box.show_points(Decimal(3))
    with qtbot.waitSignal(box.previous_asked):
        qtbot.keyClick(box, Qt.Key.Key_Up)
    with qtbot.waitSignal(box.next_asked):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.points == Decimal(3)


def test_the_wheel_scrolls_the_page_and_never_changes_points(
    qtbot: QtBot,
) -> None:
    inner = QWidget()
    column = QVBoxLayout(inner)
    boxes = [PointsBox(a_criterion(f"1.{at}", 5)) for at in range(1, 30)]
    for one in boxes:
        one.show_points(Decimal(3))
        column.addWidget(one)
    area = scrolled(inner)
    qtbot.addWidget(area)
    area.resize(300, 300)
    area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    boxes[1].setFocus()
    seen = _committed(boxes[1])
    assert not wheel(boxes[1])
    assert wheel(area.viewport())
    assert area.verticalScrollBar().value() > 0
    assert not seen
    assert {one.text() for one in boxes} == {"3"}


def test_another_criterion_in_the_same_field_brings_its_own_limits(
    qtbot: QtBot, box: PointsBox
) -> None:
    box.show_criterion(a_criterion("5.4", 10, CriterionKind.GRADED), None)
    assert box.text() == ""
    qtbot.keyClicks(box, "9")
    refusals: list[str] = []
    box.refused.connect(refusals.append)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert "可选" in refusals[0]
