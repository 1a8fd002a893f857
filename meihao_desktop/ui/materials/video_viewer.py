"""Videos inside the window, with sound; imported when the first one is opened, as it is heavy."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.ui.materials.play_time import time_of, time_text
from meihao_desktop.ui.materials.video_controls import FIRST_VOLUME, FULL_VOLUME, VideoControls
from meihao_desktop.ui.materials.video_screen import VideoScreen
from meihao_desktop.ui.materials.viewer import Viewer, column
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import body

CANNOT = "本机无法在窗口内播放这段视频（缺少解码组件，或文件已损坏）。可以用本机的播放器观看。"
SKIP_MS = 5000


class VideoViewer(Viewer):
    """Nothing is opened before the person presses play or goes to a pin; nothing plays by itself.

    A place is a moment ("01:23").
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames = VideoScreen()
        self.controls = VideoControls()
        self._path: Path | None = None
        self.player = QMediaPlayer(self)
        self.sound = QAudioOutput(self)
        self.sound.setVolume(FIRST_VOLUME / FULL_VOLUME)
        self.player.setAudioOutput(self.sound)
        self.player.setVideoSink(self.frames.sink)
        self._wanted: int | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.frames)
        self._pages.addWidget(_refusal(self.outside_asked.emit))
        layout = column(self, self._pages, self.controls)
        layout.setStretch(0, 1)
        layout.setStretch(1, 0)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._connect()

    def _connect(self) -> None:
        player, controls = self.player, self.controls
        player.positionChanged.connect(lambda _at: self._tell_time())
        player.durationChanged.connect(lambda _length: self._tell_time())
        player.playbackStateChanged.connect(lambda _state: self._tell_state())
        player.mediaStatusChanged.connect(self._take_status)
        player.errorOccurred.connect(lambda _error, _text: self._refuse())
        player.hasAudioChanged.connect(lambda has: controls.show_sound(has_sound=has))
        controls.play_pressed.connect(self.play_or_pause)
        self.frames.pressed.connect(self.play_or_pause)
        controls.place_wanted.connect(self._go_to)
        controls.speed_wanted.connect(player.setPlaybackRate)
        controls.volume_wanted.connect(self.sound.setVolume)
        controls.mute_wanted.connect(self.sound.setMuted)

    def show_file(self, path: Path) -> None:
        self.clear()
        self._path = path
        self.opened.emit()

    def clear(self) -> None:
        self._path, self._wanted = None, None
        self.player.stop()
        self.player.setSource(QUrl())
        self.frames.clear()
        self._pages.setCurrentIndex(0)
        self.controls.setEnabled(True)
        self.controls.show_time(0, 0)

    def place(self) -> str:
        return "" if self.player.duration() <= 0 else time_text(self.player.position())

    def show_place(self, place: str) -> None:
        """The frame at a moment, standing still."""
        moment = time_of(place)
        if moment is not None and self._path is not None:
            self._open()
            self.player.pause()
            self._go_to(moment)

    def play_or_pause(self) -> None:
        if self._path is None or self._pages.currentIndex():
            return
        if self.player.isPlaying():
            self.player.pause()
        else:
            self._open()
            self.player.play()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        skips = {Qt.Key.Key_Left: -SKIP_MS, Qt.Key.Key_Right: SKIP_MS}
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Space:
            self.play_or_pause()
        elif key in skips:
            self._go_to(max(0, self.player.position() + skips[key]))
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another desk or another file: nothing goes on sounding unseen."""
        self.player.pause()
        super().hideEvent(event)

    def _open(self) -> None:
        if self._path is not None and self.player.source().isEmpty():
            self.player.setSource(QUrl.fromLocalFile(str(self._path)))

    def _go_to(self, moment: int) -> None:
        """At once, or as soon as the file is open."""
        if self.player.duration() > 0:
            self.player.setPosition(min(moment, self.player.duration()))
        else:
            self._wanted = moment

    def _take_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is QMediaPlayer.MediaStatus.InvalidMedia:
            self._refuse()
        elif status in _LOADED and self._wanted is not None and self.player.duration() > 0:
            wanted, self._wanted = self._wanted, None
            self._go_to(wanted)

    def _refuse(self) -> None:
        if self._path is not None:
            self._pages.setCurrentIndex(1)
            self.controls.setEnabled(False)

    def _tell_time(self) -> None:
        self.controls.show_time(self.player.position(), self.player.duration())
        self.place_changed.emit()

    def _tell_state(self) -> None:
        self.controls.show_playing(is_playing=self.player.isPlaying())


_LOADED = (QMediaPlayer.MediaStatus.LoadedMedia, QMediaPlayer.MediaStatus.BufferedMedia)


def _refusal(on_click: Callable[[], object]) -> QWidget:
    """The sentence and the button that stand in place of a video that does not play here."""
    page = QWidget()
    sentence = body(CANNOT)
    sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(24, 24, 24, 24)
    layout.addStretch(1)
    layout.addWidget(sentence)
    outside = buttons.primary("用系统播放器打开", on_click, "outside")
    layout.addWidget(outside, 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(1)
    return page
