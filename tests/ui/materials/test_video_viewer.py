"""A video plays when asked to, in a process of its own; where it cannot, a button leads outside."""

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.ui.materials import player as player_room
from meihao_desktop.ui.materials.play_time import time_of, time_text
from meihao_desktop.ui.materials.player_words import Gibberish
from meihao_desktop.ui.materials.video_viewer import VideoViewer

CLIP = Path(__file__).parents[2] / "samples" / "media" / "clip.mp4"
SOON = 60_000


@pytest.fixture
def viewer(qtbot: QtBot) -> VideoViewer:
    made = VideoViewer()
    qtbot.addWidget(made, before_close_func=VideoViewer.clear)
    made.resize(500, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def begin(qtbot: QtBot, viewer: VideoViewer) -> int:
    """Play until the film has moved on; gives the process that plays it."""
    viewer.show_file(CLIP)
    viewer.play_or_pause()
    qtbot.waitUntil(lambda: viewer.player.position > 0 and viewer.player.is_playing, timeout=SOON)
    number = viewer.player.process_number
    assert number is not None
    return number


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def outside_button(viewer: VideoViewer) -> QPushButton:
    return next(b for b in viewer.findChildren(QPushButton) if "系统播放器" in b.text())


def test_the_first_picture_stands_and_nothing_plays_by_itself(
    qtbot: QtBot, viewer: VideoViewer
) -> None:
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.show_file(CLIP)
    qtbot.waitUntil(lambda: viewer.frames.has_picture, timeout=SOON)
    assert viewer.player.position == 0
    assert not viewer.player.is_playing
    assert viewer.place() == ""


def test_the_first_picture_is_of_the_film_and_no_larger_than_the_screen_needs(
    qtbot: QtBot, viewer: VideoViewer
) -> None:
    viewer.frames.setFixedSize(200, 150)
    viewer.show_file(CLIP)
    qtbot.waitUntil(lambda: viewer.frames.has_picture, timeout=SOON)
    qtbot.waitUntil(lambda: viewer.frames.picture.width() <= 200, timeout=SOON)
    picture = viewer.frames.picture
    colours = {picture.pixel(x, picture.height() // 2) for x in range(picture.width())}
    assert len(colours) > 1


def test_play_shows_pictures_and_pause_keeps_the_place(qtbot: QtBot, viewer: VideoViewer) -> None:
    viewer.show_file(CLIP)
    qtbot.mouseClick(viewer.controls.play_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: viewer.frames.has_picture, timeout=SOON)
    qtbot.waitUntil(lambda: viewer.player.position > 0, timeout=SOON)
    qtbot.waitUntil(lambda: viewer.player.is_playing, timeout=SOON)
    assert viewer.controls.time_label.text().endswith("/ 00:06")
    assert viewer.controls.play_button.toolTip().startswith("暂停")
    qtbot.keyClick(viewer, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not viewer.player.is_playing, timeout=SOON)
    assert viewer.place().startswith("00:0")


def test_a_pin_leads_to_its_moment_and_stands_still(qtbot: QtBot, viewer: VideoViewer) -> None:
    viewer.show_file(CLIP)
    viewer.show_place("00:04")
    qtbot.waitUntil(lambda: viewer.place() == "00:04", timeout=SOON)
    qtbot.waitUntil(lambda: viewer.frames.has_picture, timeout=SOON)
    assert not viewer.player.is_playing


def test_another_moment_shows_another_picture(qtbot: QtBot, viewer: VideoViewer) -> None:
    viewer.show_file(CLIP)
    qtbot.waitUntil(lambda: viewer.frames.has_picture, timeout=SOON)
    first = viewer.frames.picture
    viewer.controls.slider.setSliderPosition(3000)
    viewer.controls.slider.sliderMoved.emit(3000)
    qtbot.waitUntil(lambda: viewer.place() == "00:03", timeout=SOON)
    qtbot.waitUntil(lambda: viewer.frames.picture != first, timeout=SOON)


def test_sound_and_speed_are_told_to_the_player_and_kept_for_the_next_film(
    qtbot: QtBot, viewer: VideoViewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[bytes] = []
    real = player_room.ConfinedProcess.say

    def listening(process: player_room.ConfinedProcess, line: bytes) -> None:
        said.append(line)
        real(process, line)

    monkeypatch.setattr(player_room.ConfinedProcess, "say", listening)
    begin(qtbot, viewer)
    qtbot.mouseClick(viewer.controls.mute_button, Qt.MouseButton.LeftButton)
    viewer.controls.volume.setValue(30)
    qtbot.mouseClick(viewer.controls.speed_button, Qt.MouseButton.LeftButton)
    wanted = {b'["mute", 1]', b'["volume", 0.3]', b'["speed", 1.5]'}
    assert wanted <= set(said)
    said.clear()
    viewer.show_file(CLIP)
    assert wanted <= set(said)


def test_another_file_ends_the_one_before_and_its_process(
    qtbot: QtBot, viewer: VideoViewer
) -> None:
    number = begin(qtbot, viewer)
    viewer.clear()
    assert not viewer.player.is_playing
    assert viewer.controls.time_label.text() == ""
    assert not viewer.frames.has_picture
    assert not is_running(number)


def test_a_closed_viewer_leaves_no_process(qtbot: QtBot) -> None:
    made = VideoViewer()
    qtbot.addWidget(made)
    number = begin(qtbot, made)
    with qtbot.waitSignal(made.destroyed):
        made.deleteLater()
    assert not is_running(number)


def test_a_hidden_video_is_silent(qtbot: QtBot, viewer: VideoViewer) -> None:
    begin(qtbot, viewer)
    viewer.hide()
    qtbot.waitUntil(lambda: not viewer.player.is_playing, timeout=SOON)


@pytest.mark.parametrize("data", [b"no video" * 100, b"", CLIP.read_bytes()[:900]])
def test_what_cannot_be_played_leads_to_the_system_player(
    qtbot: QtBot, viewer: VideoViewer, tmp_path: Path, data: bytes
) -> None:
    broken = tmp_path / "坏.mp4"
    broken.write_bytes(data)
    viewer.show_file(broken)
    outside = outside_button(viewer)
    qtbot.waitUntil(outside.isVisible, timeout=SOON)
    assert viewer.player.process_number is None
    with qtbot.waitSignal(viewer.outside_asked):
        qtbot.mouseClick(outside, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("step", range(6))
def test_a_film_with_a_torn_middle_does_not_hurt_the_window(
    qtbot: QtBot, viewer: VideoViewer, tmp_path: Path, step: int
) -> None:
    data = bytearray(CLIP.read_bytes())
    start = len(data) * step // 6
    data[start : start + 4000] = b"\xff" * len(data[start : start + 4000])
    torn = tmp_path / "残.mp4"
    torn.write_bytes(data)
    viewer.show_file(torn)
    viewer.play_or_pause()
    outside = outside_button(viewer)
    qtbot.waitUntil(lambda: viewer.frames.has_picture or outside.isVisible(), timeout=SOON)
    viewer.show_file(CLIP)
    qtbot.waitUntil(lambda: viewer.player.duration == 6000, timeout=SOON)
    assert not outside.isVisible()


def test_a_machine_on_which_no_player_starts_leads_to_the_system_player(
    qtbot: QtBot, viewer: VideoViewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_room, "ENVIRONMENT", {"QT_QPA_PLATFORM": "none such"})
    viewer.show_file(CLIP)
    qtbot.waitUntil(outside_button(viewer).isVisible, timeout=SOON)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_player_killed_while_it_plays_gives_way_to_the_sentence(
    qtbot: QtBot, viewer: VideoViewer
) -> None:
    number = begin(qtbot, viewer)
    os.kill(number, signal.SIGKILL)
    qtbot.waitUntil(outside_button(viewer).isVisible, timeout=SOON)
    assert not viewer.controls.isEnabled()
    assert not viewer.player.is_playing
    viewer.show_file(CLIP)
    qtbot.waitUntil(lambda: viewer.frames.has_picture, timeout=SOON)


@pytest.mark.skipif(sys.platform == "win32", reason="stops a process as POSIX does")
def test_a_player_that_falls_silent_is_ended(
    qtbot: QtBot, viewer: VideoViewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = begin(qtbot, viewer)
    os.kill(number, signal.SIGSTOP)
    monkeypatch.setattr(player_room, "SILENCE_SECONDS", 0.5)
    qtbot.waitUntil(outside_button(viewer).isVisible, timeout=SOON)
    assert not is_running(number)


def test_a_player_that_talks_gibberish_is_ended(
    qtbot: QtBot, viewer: VideoViewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = begin(qtbot, viewer)

    def gibberish(_line: bytes) -> None:
        raise Gibberish

    monkeypatch.setattr(player_room, "understood", gibberish)
    qtbot.waitUntil(outside_button(viewer).isVisible, timeout=SOON)
    assert not is_running(number)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_the_player_is_held_to_its_memory_and_processor(qtbot: QtBot, viewer: VideoViewer) -> None:
    limits = Path(f"/proc/{begin(qtbot, viewer)}/limits").read_text()
    held = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()[1:]}
    assert int(held["Max address space"]) == 3 * 1024**3
    assert int(held["Max cpu time"]) <= 120
    assert held["Max core file size"] == "0"


@pytest.mark.parametrize(
    ("milliseconds", "text"), [(0, "00:00"), (83_400, "01:23"), (3_723_000, "1:02:03")]
)
def test_moments_are_written_as_people_read_them(milliseconds: int, text: str) -> None:
    assert time_text(milliseconds) == text
    assert time_of(text) == milliseconds // 1000 * 1000


def test_what_is_no_moment_is_none() -> None:
    assert time_of("第 3 页") is None
