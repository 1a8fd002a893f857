"""A video plays when asked to, with its place; where it cannot, a button leads outside."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtMultimedia import QMediaPlayer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.ui import late
from meihao_desktop.ui.materials import video_door
from meihao_desktop.ui.materials.play_time import time_of, time_text
from meihao_desktop.ui.materials.video_viewer import VideoViewer

CLIP = Path(__file__).parents[2] / "samples" / "media" / "clip.mp4"
SOON = 30_000


@pytest.fixture
def viewer(qtbot: QtBot) -> VideoViewer:
    made = VideoViewer()
    qtbot.addWidget(made)
    made.resize(500, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_nothing_plays_by_itself(qtbot: QtBot, viewer: VideoViewer) -> None:
    with qtbot.waitSignal(viewer.opened, timeout=SOON):
        viewer.show_file(CLIP)
    assert viewer.player.source().isEmpty()
    assert viewer.place() == ""


def test_play_shows_pictures_and_pause_keeps_the_place(qtbot: QtBot, viewer: VideoViewer) -> None:
    viewer.show_file(CLIP)
    qtbot.mouseClick(viewer.controls.play_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: viewer.frames.has_picture, timeout=SOON)
    qtbot.waitUntil(lambda: viewer.player.position() > 0, timeout=SOON)
    assert viewer.controls.time_label.text().endswith("/ 00:06")
    assert viewer.controls.play_button.toolTip().startswith("暂停")
    qtbot.keyClick(viewer, Qt.Key.Key_Space)
    assert not viewer.player.isPlaying()


def test_a_pin_leads_to_its_moment_and_stands_still(qtbot: QtBot, viewer: VideoViewer) -> None:
    viewer.show_file(CLIP)
    viewer.show_place("00:04")
    qtbot.waitUntil(lambda: viewer.place() == "00:04", timeout=SOON)
    qtbot.waitUntil(lambda: viewer.frames.has_picture, timeout=SOON)
    assert viewer.player.playbackState() is not QMediaPlayer.PlaybackState.PlayingState


def test_the_slider_sound_and_speed_act_on_the_player(qtbot: QtBot, viewer: VideoViewer) -> None:
    viewer.show_file(CLIP)
    viewer.show_place("00:01")
    qtbot.waitUntil(lambda: viewer.player.duration() > 0, timeout=SOON)
    viewer.controls.slider.setSliderPosition(3000)
    viewer.controls.slider.sliderMoved.emit(3000)
    qtbot.waitUntil(lambda: viewer.place() == "00:03", timeout=SOON)
    qtbot.mouseClick(viewer.controls.mute_button, Qt.MouseButton.LeftButton)
    assert viewer.sound.isMuted()
    viewer.controls.volume.setValue(30)
    assert round(viewer.sound.volume(), 2) == 0.3
    qtbot.mouseClick(viewer.controls.speed_button, Qt.MouseButton.LeftButton)
    assert viewer.player.playbackRate() == 1.5


def test_another_file_ends_the_one_before(qtbot: QtBot, viewer: VideoViewer) -> None:
    viewer.show_file(CLIP)
    viewer.play_or_pause()
    qtbot.waitUntil(lambda: viewer.player.duration() > 0, timeout=SOON)
    viewer.clear()
    assert viewer.player.source().isEmpty()
    assert not viewer.player.isPlaying()
    assert viewer.controls.time_label.text() == ""


def test_a_hidden_video_is_silent(qtbot: QtBot, viewer: VideoViewer) -> None:
    viewer.show_file(CLIP)
    viewer.play_or_pause()
    qtbot.waitUntil(lambda: viewer.player.position() > 0, timeout=SOON)
    viewer.hide()
    assert not viewer.player.isPlaying()


def test_what_cannot_be_played_leads_to_the_system_player(
    qtbot: QtBot, viewer: VideoViewer, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.mp4"
    broken.write_bytes(b"no video" * 100)
    viewer.show_file(broken)
    viewer.play_or_pause()
    outside = next(b for b in viewer.findChildren(QPushButton) if "系统播放器" in b.text())
    qtbot.waitUntil(outside.isVisible, timeout=SOON)
    with qtbot.waitSignal(viewer.outside_asked):
        qtbot.mouseClick(outside, Qt.MouseButton.LeftButton)


def test_a_machine_without_the_sound_library_has_no_video_viewer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(late, "load", missing)
    assert video_door.video_viewer() is None


@pytest.mark.parametrize(
    ("milliseconds", "text"), [(0, "00:00"), (83_400, "01:23"), (3_723_000, "1:02:03")]
)
def test_moments_are_written_as_people_read_them(milliseconds: int, text: str) -> None:
    assert time_text(milliseconds) == text
    assert time_of(text) == milliseconds // 1000 * 1000


def test_what_is_no_moment_is_none() -> None:
    assert time_of("第 3 页") is None
