"""A page that is too high scrolls up and down, and not to the side as well."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.ui.page import Page
from meihao_desktop.ui.page_area import PageArea


def an_area(qtbot: QtBot, width: int, height: int) -> PageArea:
    page, inner = Page("页"), QWidget()
    inner.setMinimumSize(width, height)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inner)
    area = PageArea(page)
    qtbot.addWidget(area)
    area.resize(400, 300)
    with qtbot.waitExposed(area):
        area.show()
    return area


@pytest.mark.parametrize(
    ("width", "height", "bars"),
    [(100, 100, (0, 0)), (100, 700, (0, 1)), (700, 100, (1, 0)), (700, 700, (1, 1))],
)
def test_only_the_side_that_lacks_room_scrolls(
    qtbot: QtBot, width: int, height: int, bars: tuple[int, int]
) -> None:
    area = an_area(qtbot, width, height)
    shown = (area.horizontalScrollBar().maximum(), area.verticalScrollBar().maximum())
    assert tuple(int(most > 0) for most in shown) == bars
