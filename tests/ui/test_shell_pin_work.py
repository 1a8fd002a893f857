"""An act that a PIN was typed for: beside the window first, and forgotten behind."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.progress import Watch
from meihao_desktop.exchange import lockbox
from meihao_desktop.ui import pin_work

FAST = lockbox.Slowness(passes=1, lanes=1, memory_kib=64)


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()


def stretch(_watch: Watch) -> None:
    lockbox.stretch_for_new("258001", FAST)


def test_without_slow_parts_the_act_comes_at_once(owner: QObject) -> None:
    done: list[str] = []
    pin_work.after(None, owner, lambda: done.append("封存"))
    assert done == ["封存"]


def test_the_act_finds_what_was_stretched_and_nothing_stays(qtbot: QtBot, owner: QObject) -> None:
    found: list[int] = []
    pin_work.after(stretch, owner, lambda: found.append(len(lockbox._stretched)))
    assert found == []
    qtbot.waitUntil(lambda: found == [1])
    assert lockbox._stretched == {}


def test_what_could_not_be_stretched_is_left_to_the_act(qtbot: QtBot, owner: QObject) -> None:
    done: list[str] = []

    def fail(_watch: Watch) -> None:
        raise RuleViolation("密钥文件读不出来。")

    pin_work.after(fail, owner, lambda: done.append("封存"))
    qtbot.waitUntil(lambda: done == ["封存"])


def test_a_refused_act_leaves_nothing_either(owner: QObject) -> None:
    lockbox.stretch_for_new("258001", FAST)

    def refuse() -> None:
        raise RuleViolation("PIN 不正确。")

    with pytest.raises(RuleViolation):
        pin_work.after(None, owner, refuse)
    assert lockbox._stretched == {}
