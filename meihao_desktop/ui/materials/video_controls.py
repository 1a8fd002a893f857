"""The controls below a video: play, place, speed and sound."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QStyle, QVBoxLayout, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.materials.play_time import time_text
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.steady_label import SteadyLabel

SPEEDS = (1.0, 1.5, 2.0, 0.5)
FULL_VOLUME, FIRST_VOLUME = 100, 70


class ClickSlider(QSlider):
    """Goes where it is clicked rather than a page on."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.maximum() > self.minimum():
            at = round(event.position().x())
            self.setValue(
                QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, self.width())
            )
            self.sliderMoved.emit(self.value())
        super().mousePressEvent(event)


class VideoControls(QFrame):
    """Shows what the player is at; each control tells what is wanted of it."""

    play_pressed = Signal()
    place_wanted = Signal(int)
    speed_wanted = Signal(float)
    volume_wanted = Signal(float)
    mute_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "bar")
        self._speed = 0
        self._is_muted = False
        self.play_button = buttons.icon_only("play", "播放（空格）", self.play_pressed.emit)
        self.slider = ClickSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("播放位置")
        self.time_label = SteadyLabel(sample="0:00:00 / 0:00:00")
        self.speed_button = buttons.quiet("1 倍", self._next_speed)
        self.speed_button.setToolTip("播放速度")
        self.mute_button = buttons.icon_only("sound", "静音", self._toggle_sound)
        self.volume = ClickSlider(Qt.Orientation.Horizontal)
        self.volume.setAccessibleName("音量")
        self.volume.setRange(0, FULL_VOLUME)
        self.volume.setValue(FIRST_VOLUME)
        self.slider.sliderMoved.connect(self.place_wanted)
        self.slider.actionTriggered.connect(self._step)
        self.volume.valueChanged.connect(self._tell_volume)
        self._lay_out()

    def _lay_out(self) -> None:
        lower = QHBoxLayout()
        lower.setSpacing(4)
        for part in (self.play_button, self.time_label, self.speed_button, self.mute_button):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            lower.addWidget(part)
        lower.insertStretch(2, 1)
        lower.addWidget(self.volume)
        around = QVBoxLayout(self)
        around.setContentsMargins(8, 0, 8, 4)
        around.setSpacing(0)
        around.addWidget(self.slider)
        around.addLayout(lower)
        theme.follow(self._adapt)

    def show_playing(self, *, is_playing: bool) -> None:
        """The button offers the other of the two."""
        self.play_button.set_icon("pause" if is_playing else "play")
        hint = "暂停（空格）" if is_playing else "播放（空格）"
        self.play_button.setToolTip(hint)
        self.play_button.setAccessibleName(hint)

    def show_time(self, at: int, length: int) -> None:
        """Where the video is, in milliseconds, unless the slider is being dragged."""
        if not self.slider.isSliderDown():
            with QSignalBlocker(self.slider):
                self.slider.setRange(0, max(length, 0))
                self.slider.setValue(at)
        self.time_label.show_text(f"{time_text(at)} / {time_text(length)}" if length else "")

    def show_sound(self, *, has_sound: bool) -> None:
        """A video without sound has nothing to mute."""
        self.mute_button.setEnabled(has_sound)
        self.volume.setEnabled(has_sound)

    def _next_speed(self) -> None:
        self._speed = (self._speed + 1) % len(SPEEDS)
        self.speed_button.setText(f"{SPEEDS[self._speed]:g} 倍")
        self.speed_wanted.emit(SPEEDS[self._speed])

    def _toggle_sound(self) -> None:
        self._is_muted = not self._is_muted
        self.mute_button.set_icon("mute" if self._is_muted else "sound")
        self.mute_button.setToolTip("恢复声音" if self._is_muted else "静音")
        self.mute_wanted.emit(self._is_muted)

    def _tell_volume(self, value: int) -> None:
        self.volume_wanted.emit(value / FULL_VOLUME)

    def _step(self, _action: int) -> None:
        """Keys and the wheel move the slider too."""
        if not self.slider.isSliderDown():
            self.place_wanted.emit(self.slider.sliderPosition())

    def _adapt(self) -> None:
        self.volume.setFixedSize(theme.metrics().text * 4, theme.metrics().target)
        self.slider.setFixedHeight(theme.metrics().target)
