"""Slow work: beside the window, with its results on the main thread and nothing left behind."""

import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.ui import background, late


def test_the_result_arrives_on_the_main_thread(qtbot: QtBot) -> None:
    owner, seen = QObject(), []

    def work(_watch: Watch) -> threading.Thread:
        return threading.current_thread()

    background.run(
        work, owner=owner, on_done=lambda who: seen.append((who, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, receiver = seen[0]
    assert receiver is threading.main_thread()
    assert worker is not threading.main_thread()


def test_progress_arrives_and_the_last_step_is_never_left_out(qtbot: QtBot) -> None:
    owner, shares, done = QObject(), [], []

    def work(watch: Watch) -> None:
        for step in range(1, 101):
            watch.tell(Progress(done_bytes=step, total_bytes=100))

    background.run(
        work, owner=owner, on_done=done.append,
        on_progress=lambda progress: shares.append(progress.percent),
    )  # fmt: skip
    qtbot.waitUntil(lambda: bool(done))
    assert shares[-1] == 100
    assert len(shares) < 100


def test_cancelling_stops_the_work_and_drops_its_result(qtbot: QtBot) -> None:
    owner, started, stopped, seen = QObject(), threading.Event(), threading.Event(), []

    def work(watch: Watch) -> None:
        started.set()
        try:
            while True:
                watch.check()
        finally:
            stopped.set()

    task = background.run(work, owner=owner, on_done=seen.append, on_failed=seen.append)
    assert started.wait(3)
    task.cancel()
    assert task.is_cancelled
    assert stopped.wait(3)
    qtbot.waitUntil(lambda: not background.is_busy())
    assert not seen


def test_a_refusal_inside_the_work_is_told_to_whoever_asked(qtbot: QtBot) -> None:
    owner, refusals = QObject(), []

    def work(_watch: Watch) -> None:
        raise MeihaoError("压缩包已损坏，请重新拷贝。")

    background.run(work, owner=owner, on_done=refusals.append, on_failed=refusals.append)
    qtbot.waitUntil(lambda: bool(refusals))
    assert str(refusals[0]) == "压缩包已损坏，请重新拷贝。"


@pytest.mark.parametrize("error", [MeihaoError("目录只读。"), ZeroDivisionError("a bug")])
def test_what_nobody_asked_about_reaches_the_one_handler(qtbot: QtBot, error: Exception) -> None:
    owner, done = QObject(), []

    def work(_watch: Watch) -> None:
        raise error

    with qtbot.captureExceptions() as caught:
        background.run(work, owner=owner, on_done=done.append)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][1] is error
    assert not done


def test_nothing_arrives_at_an_owner_that_is_gone(qtbot: QtBot) -> None:
    owner, go_on, seen = QWidget(), threading.Event(), []
    qtbot.addWidget(owner)

    background.run(lambda _watch: go_on.wait(3), owner=owner, on_done=seen.append)
    owner.deleteLater()
    qtbot.wait(1)
    go_on.set()
    qtbot.waitUntil(lambda: not background.is_busy())
    assert not seen


def test_a_thousand_small_works_all_come_back(qtbot: QtBot) -> None:
    owner, seen = QObject(), []
    for number in range(1000):
        background.run(lambda _watch, n=number: n, owner=owner, on_done=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 1000, timeout=20_000)
    assert sorted(seen) == list(range(1000))


def test_at_the_end_of_the_program_everything_is_stopped(qtbot: QtBot) -> None:
    owner, started, seen = QObject(), threading.Event(), []

    def work(watch: Watch) -> None:
        started.set()
        while True:
            watch.check()

    background.run(work, owner=owner, on_done=seen.append)
    assert started.wait(3)
    background.stop_all()
    assert not background.is_busy()
    assert not seen


def test_late_modules_are_loaded_in_turn_between_events(qtbot: QtBot) -> None:
    owner, done = QObject(), []
    late.load_in_turn(("calendar", "colorsys"), owner, lambda: done.append("all"))
    assert not done
    qtbot.waitUntil(lambda: bool(done))
    assert late.load("colorsys").__name__ == "colorsys"
