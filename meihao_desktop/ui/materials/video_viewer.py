"""Videos inside the window, with sound; another process opens and decodes them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.ui.materials.play_time import time_of, time_text
from meihao_desktop.ui.materials.player import Player
from meihao_desktop.ui.materials.player_words import Deed
from meihao_desktop.ui.materials.video_controls import FIRST_VOLUME, FULL_VOLUME, VideoControls
from meihao_desktop.ui.materials.video_screen import VideoScreen
from meihao_desktop.ui.materials.viewer import Viewer, column
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import body

CANNOT = "本机无法在窗口内播放这段视频（缺少解码组件，或文件已损坏）。可以用本机的播放器观看。"
SKIP_MS = 5000


class VideoViewer(Viewer):
    """Shows the first picture; nothing plays before the person presses play.

    A place is a moment ("01:23"); before anybody played or went to one it is the whole film.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames = VideoScreen()
        self.controls = VideoControls()
        self.player = Player(self)
        self.player.keep(Deed.VOLUME, FIRST_VOLUME / FULL_VOLUME)
        self._path: Path | None = None
        self._is_touched = False
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
        player.timed.connect(self._tell_time)
        player.state_changed.connect(self._tell_state)
        player.sound_found.connect(lambda has: controls.show_sound(has_sound=has))
        player.pictured.connect(self.frames.show_picture)
        player.lost.connect(self._refuse)
        controls.play_pressed.connect(self.play_or_pause)
        controls.place_wanted.connect(self._go_to)
        controls.speed_wanted.connect(partial(player.keep, Deed.SPEED))
        controls.volume_wanted.connect(partial(player.keep, Deed.VOLUME))
        controls.mute_wanted.connect(lambda is_muted: player.keep(Deed.MUTE, int(is_muted)))
        self.frames.pressed.connect(self.play_or_pause)
        self.frames.fitted.connect(player.fit)

    def show_file(self, path: Path) -> None:
        self.clear()
        self._path = path
        self.player.open(path)
        self.opened.emit()

    def clear(self) -> None:
        self._path, self._is_touched = None, False
        self.player.close()
        self.frames.clear()
        self._pages.setCurrentIndex(0)
        self.controls.setEnabled(True)
        self.controls.show_playing(is_playing=False)
        self.controls.show_time(0, 0)

    def place(self) -> str:
        is_whole = not self._is_touched or self.player.duration <= 0
        return "" if is_whole else time_text(self.player.position)

    def show_place(self, place: str) -> None:
        """The picture at a moment, standing still."""
        moment = time_of(place)
        if moment is not None and self._path is not None:
            self.player.pause()
            self._go_to(moment)

    def play_or_pause(self) -> None:
        if self._path is None or self._pages.currentIndex():
            return
        self._is_touched = True
        if self.player.is_playing:
            self.player.pause()
        else:
            self.player.play()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        skips = {Qt.Key.Key_Left: -SKIP_MS, Qt.Key.Key_Right: SKIP_MS}
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Space:
            self.play_or_pause()
        elif key in skips:
            self._go_to(max(0, self.player.position + skips[key]))
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another desk or another file: nothing goes on sounding unseen."""
        self.player.pause()
        super().hideEvent(event)

    def _go_to(self, moment: int) -> None:
        self._is_touched = True
        self.frames.show_waiting(is_waiting=False)
        self.player.go_to(moment)

    def _refuse(self) -> None:
        if self._path is not None:
            self._pages.setCurrentIndex(1)
            self.controls.setEnabled(False)

    def _tell_time(self) -> None:
        self.controls.show_time(self.player.position, self.player.duration)
        self.place_changed.emit()

    def _tell_state(self) -> None:
        self.controls.show_playing(is_playing=self.player.is_playing)
        self.frames.show_waiting(is_waiting=not self.player.is_playing and not self._is_touched)


def _refusal(on_click: Callable[[], object]) -> QWidget:
    """The sentence and the button that stand in place of a video that does not play here."""
    page = QWidget()
    sentence = body(CANNOT)
    sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(24, 24, 24, 24)
    layout.setSpacing(16)
    layout.addStretch(1)
    layout.addWidget(sentence)
    outside = buttons.primary("用系统播放器打开", on_click, "outside")
    layout.addWidget(outside, 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(1)
    return page
