"""A level's button shows by more than colour that it is chosen, and is drawn sharply anywhere."""

from decimal import Decimal

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.rubric import Level
from meihao_desktop.ui import colours
from meihao_desktop.ui.scoring_desk.level_button import LevelButton


def a_button(qtbot: QtBot) -> LevelButton:
    button = LevelButton(Level(label="好", points=Decimal(4)))
    qtbot.addWidget(button)
    button.resize(90, 44)
    return button


def drawn(button: LevelButton) -> QImage:
    return button.grab().toImage()


def test_a_chosen_level_has_another_ground_and_a_tick(qtbot: QtBot) -> None:
    button = a_button(qtbot)
    free = drawn(button)
    button.setChecked(True)
    chosen = drawn(button)
    assert free.pixelColor(45, 4) == QColor(colours.SURFACE)
    assert chosen.pixelColor(45, 4) == QColor(colours.ACCENT_SOFT)
    corner = [chosen.pixelColor(x, y) for x in range(4, 16) for y in range(4, 16)]
    assert any(colour.lightness() < 120 for colour in corner)


def test_a_closed_level_is_greyed(qtbot: QtBot) -> None:
    button = a_button(qtbot)
    button.setEnabled(False)
    assert drawn(button).pixelColor(45, 4) == QColor(colours.SUNKEN)


@pytest.mark.parametrize("width", [60, 120])
def test_the_frame_is_as_wide_as_the_button(qtbot: QtBot, width: int) -> None:
    button = a_button(qtbot)
    drawn(button)
    button.resize(width, 44)
    edge = drawn(button).pixelColor(width - 1, 22)
    assert edge == QColor(colours.BORDER)
