"""Tabs: only what is in view asks for room."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.ui.widgets.tabs import Tabs

LOW, HIGH = 100, 900


def a_page(height: int) -> QWidget:
    page, inner = QWidget(), QWidget()
    inner.setMinimumHeight(height)
    QVBoxLayout(page).addWidget(inner)
    return page


def test_a_high_tab_takes_its_room_only_while_it_is_in_view(qtbot: QtBot) -> None:
    tabs = Tabs()
    qtbot.addWidget(tabs)
    assert tabs.minimumSizeHint().height() < LOW
    for height in (LOW, HIGH):
        tabs.addTab(a_page(height), str(height))
    assert LOW <= tabs.minimumSizeHint().height() < HIGH
    tabs.setCurrentIndex(1)
    assert tabs.minimumSizeHint().height() >= HIGH
