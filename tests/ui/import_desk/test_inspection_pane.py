"""A reading under way as the secretary sees it."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.progress import Progress
from meihao_desktop.ui.import_desk.inspection_pane import InspectionPane

MIB = 1 << 20


class Clock:
    """Tells the moment it was set to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pane(qtbot: QtBot, clock: Clock) -> InspectionPane:
    made = InspectionPane(clock)
    qtbot.addWidget(made)
    made.begin("玉州区报送材料.zip", waiting=2)
    made.show()
    return made


def told(pane: InspectionPane) -> str:
    return "\n".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())


def hear(pane: InspectionPane, clock: Clock, of: Callable[[int], Progress], count: int) -> None:
    for number in range(count):
        clock.now += 0.5
        pane.show_progress(of(number))


def copied(number: int) -> Progress:
    return Progress(
        done_bytes=number * 20 * MIB,
        total_bytes=1000 * MIB,
        done_files=number,
        total_files=169,
        current="朗悦花园/门岗.jpg",
    )


def recognised(number: int) -> Progress:
    return Progress(
        done_bytes=1000 * MIB, total_bytes=1000 * MIB, done_files=number, total_files=169
    )


def test_before_the_files_are_counted_nothing_is_promised(pane: InspectionPane) -> None:
    assert "正在读取“玉州区报送材料.zip”" in told(pane)
    assert "之后还有 2 份等待读取。" in told(pane)
    assert "正在清点文件……" in told(pane)
    assert "正在估算时间……" in told(pane)


def test_unpacking_whose_end_is_not_known_goes_on_without_figures(
    pane: InspectionPane, clock: Clock
) -> None:
    hear(pane, clock, lambda _: Progress(current="展开 里层.zip"), 4)
    assert "展开 里层.zip" in told(pane)
    assert "正在清点文件……" in told(pane)


def test_bytes_files_speed_and_time_left_are_told(pane: InspectionPane, clock: Clock) -> None:
    hear(pane, clock, copied, 11)
    assert "200.0 MB / 1000.0 MB　10/169 个文件" in told(pane)
    assert "复制校验还需约 20 秒，每秒 40.0 MB" in told(pane)
    assert "朗悦花园/门岗.jpg" in told(pane)


def test_recognising_is_the_second_stage(pane: InspectionPane, clock: Clock) -> None:
    hear(pane, clock, copied, 11)
    hear(pane, clock, recognised, 11)
    assert "1000.0 MB　已完成" in told(pane)
    assert "10/169 个文件" in told(pane)
    assert "识别还需约 1 分 20 秒" in told(pane)


def test_a_new_source_begins_at_nothing(pane: InspectionPane, clock: Clock) -> None:
    hear(pane, clock, recognised, 11)
    pane.begin("福绵区")
    assert "正在估算时间……" in told(pane)
    assert "已完成" not in told(pane)
    assert "等待读取" not in told(pane)


def test_it_can_be_stopped(qtbot: QtBot, pane: InspectionPane) -> None:
    (stop,) = pane.findChildren(QPushButton)
    with qtbot.waitSignal(pane.cancelled, timeout=1000):
        stop.click()
