"""The leak check itself: it names what is left and says nothing of what was closed."""

import threading

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.support import qt_leaks
from tests.support.qt_leaks import qt_left_behind


def test_a_window_that_nobody_closed_is_named_and_cleared_away(qtbot: QtBot) -> None:
    forgotten = QDialog()
    forgotten.show()
    assert qt_left_behind() == ["window QDialog"]
    assert qt_left_behind() == []


def test_a_window_given_to_qtbot_and_its_children_are_no_leak(qtbot: QtBot) -> None:
    window = QWidget()
    QLabel("朗悦花园", window)
    window.show()
    window.close()
    window.deleteLater()
    assert qt_left_behind() == []


def test_a_thread_that_still_runs_is_named(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_leaks, "PATIENCE_MS", 10)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="copying")
    thread.start()
    try:
        assert qt_left_behind() == ["thread copying"]
    finally:
        stop.set()
        thread.join()
    assert qt_left_behind() == []
