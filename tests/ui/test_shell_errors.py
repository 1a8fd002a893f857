"""The one handler: a refused act shows its sentence, a fault leaves a report, work goes on."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop import diagnostics
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.ui.crash_handler import CrashHandler
from meihao_desktop.ui.widgets.dialog import Dialog

SENTENCE = "还有 3 个评分项未打分（1.1、1.2、6.5），请补齐后再提交。"


def _click_raising(qtbot: QtBot, error: Exception, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Click a button whose slot raises; read the dialog that follows and close it."""
    monkeypatch.setattr(sys, "excepthook", CrashHandler())
    monkeypatch.setattr(sys, "__excepthook__", lambda *_told: None)
    read: list[str] = []

    def fail() -> None:
        raise error

    def read_and_close() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        read.extend(label.text() for label in dialog.findChildren(QLabel) if label.text())
        dialog.try_accept()

    button = QPushButton("提交")
    qtbot.addWidget(button)
    button.clicked.connect(fail)
    QTimer.singleShot(0, read_and_close)
    button.click()
    qtbot.waitUntil(lambda: bool(read))
    return read


def test_a_refused_act_in_a_slot_shows_its_sentence(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SENTENCE in _click_raising(qtbot, RuleViolation(SENTENCE), monkeypatch)


def test_a_fault_leaves_a_report_and_says_where_it_lies(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    diagnostics.begin(own_home)
    read = _click_raising(qtbot, ZeroDivisionError("points by nobody"), monkeypatch)
    reports = list((own_home / "logs").glob("crash-*.txt"))
    assert len(reports) == 1
    assert str(reports[0]) in read
    assert "points by nobody" in reports[0].read_text(encoding="utf-8")


def test_an_error_that_repeats_does_not_pile_up_dialogs(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, shown = CrashHandler(), []

    def show(sentence: str, _parent: object) -> None:
        shown.append(sentence)
        handler(RuleViolation, RuleViolation("同时的另一个错误"), None)

    monkeypatch.setattr("meihao_desktop.ui.error_dialog.show_refusal", show)
    handler(RuleViolation, RuleViolation(SENTENCE), None)
    assert shown == [SENTENCE]


def test_ctrl_c_in_a_terminal_is_left_to_python(monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[type[BaseException]] = []
    keep: Callable[..., None] = lambda kind, *_rest: passed.append(kind)  # noqa: E731
    monkeypatch.setattr(sys, "__excepthook__", keep)
    CrashHandler()(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]
