"""The window's side of a playing video: a child process decodes and sounds, we show its pictures.

Whatever becomes of that process, the window goes on: it is ended when the film is closed, when it
says what nobody could mean, and when it falls silent.
"""

import time
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from meihao_desktop.operations.confinement import ConfinedProcess
from meihao_desktop.ui.materials.player_words import (
    ARGUMENT,
    BYTES_A_PIXEL,
    Deed,
    Gibberish,
    News,
    Told,
    asked,
    understood,
)

SILENCE_SECONDS = 20.0
LISTEN_MS = 15
ENVIRONMENT = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_FFMPEG_DECODING_HW_DEVICE_TYPES": ",",
    "MALLOC_ARENA_MAX": "2",
}
"""No window, no graphics card, and no address space taken in reserve for each thread."""


class Player(QObject):
    """At most one film at a time; ``lost`` when it cannot be played, or no longer."""

    timed = Signal()
    state_changed = Signal()
    sound_found = Signal(bool)
    pictured = Signal(QImage)
    lost = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.position = self.duration = 0
        self.is_playing = False
        self._process: ConfinedProcess | None = None
        self._box = QSize(640, 360)
        self._heard_at = 0.0
        self._settings: dict[Deed, float] = {}
        self._listening = QTimer(self)
        self._listening.timeout.connect(self.listen)

    @property
    def process_number(self) -> int | None:
        """What the system knows the playing process by, while there is one."""
        return None if self._process is None else self._process.number

    def open(self, path: Path) -> None:
        """Begin with a film; its first picture comes by itself."""
        self.close()
        self._process = process = ConfinedProcess(ARGUMENT, ENVIRONMENT)
        self.destroyed.connect(process.end)
        self._heard_at = time.monotonic()
        self._say(Deed.FIT, self._box.width(), self._box.height())
        for deed, value in self._settings.items():
            self._say(deed, value)
        self._say(Deed.OPEN, str(path.absolute()))
        self._listening.start(LISTEN_MS)

    def close(self) -> None:
        """End the process; nothing of it is left."""
        self._listening.stop()
        process, self._process = self._process, None
        if process is not None:
            self.destroyed.disconnect(process.end)
            process.end()
        self.position = self.duration = 0
        self.is_playing = False

    def play(self) -> None:
        self._say(Deed.PLAY)

    def pause(self) -> None:
        self._say(Deed.PAUSE)

    def go_to(self, moment: int) -> None:
        self._say(Deed.GO_TO, moment)

    def keep(self, deed: Deed, value: float) -> None:
        """A speed, a volume or a silence for this film and those after it."""
        self._settings[deed] = value
        self._say(deed, value)

    def fit(self, box: QSize) -> None:
        """No picture need be larger than this many pixels of the screen."""
        self._box = box
        self._say(Deed.FIT, box.width(), box.height())

    def listen(self) -> None:
        """What the process said lately; called by a timer."""
        process = self._process
        if process is None:
            return
        is_over, lines = process.is_over, process.heard()
        if lines:
            self._heard_at = time.monotonic()
        try:
            for line in lines:
                self._take(understood(line))
        except Gibberish:
            is_over = True
        is_silent = time.monotonic() - self._heard_at > SILENCE_SECONDS
        if self._process is process and (is_over or is_silent):
            self._lose()

    def _take(self, told: Told) -> None:
        if self._process is None:
            return
        if told.news is News.TIME:
            self.position, self.duration = told.first, told.second
            self.timed.emit()
        elif told.news is News.PLAYING:
            self.is_playing = bool(told.first)
            self.state_changed.emit()
        elif told.news is News.SOUND:
            self.sound_found.emit(bool(told.first))
        elif told.news is News.PICTURE:
            self._show(told.first, told.second)
        elif told.news is News.REFUSED:
            self._lose()

    def _show(self, width: int, height: int) -> None:
        """Take a copy of the picture, so that the process may put the next one there."""
        room = None if self._process is None else self._process.room
        size = width * height * BYTES_A_PIXEL
        if room is None or size > len(room):
            raise Gibberish
        pixels = room[:size]
        image = QImage(pixels, width, height, width * BYTES_A_PIXEL, QImage.Format.Format_RGB32)
        self.pictured.emit(image.copy())
        self._say(Deed.TAKEN)

    def _lose(self) -> None:
        self.close()
        self.state_changed.emit()
        self.lost.emit()

    def _say(self, deed: Deed, *values: float | str) -> None:
        if self._process is not None:
            self._process.say(asked(deed, *values))
