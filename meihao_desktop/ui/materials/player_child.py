"""The process that plays one video: decoding and sound are here, pictures go to the window.

It has no window of its own. Limits hold its memory; its processor time may only grow as the film
goes on; where the window goes, it ends.
"""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from mmap import mmap
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

from meihao_desktop.operations.confinement import (
    Limits,
    enter_room,
    keep_to,
    live_modestly,
    own_pipes,
)
from meihao_desktop.ui.materials.player_words import (
    BYTES_A_PIXEL,
    MOST_EDGE,
    Deed,
    News,
    told,
    understood_deed,
)

MEBIBYTE = 1024 * 1024
PER_STRETCH = Limits(cpu_seconds=60, memory_bytes=3072 * MEBIBYTE)
"""What a stretch of the film may take; the processor's share is dealt out anew at each."""

STRETCH_MS = 1000
FRAME_MS = 40
LISTEN_MS = 20
ALIVE_MS = 1000
QUIET_SECONDS = 0.25
"""So much of the processor between two signs of life is what a film standing still may take."""

OPENING_MS = 30_000


def main() -> int:
    """Play until the window closes the pipe."""
    live_modestly()
    requests, answers = own_pipes()
    keep_to(PER_STRETCH)
    room = enter_room()
    if room is None:
        return 1
    application = QGuiApplication(sys.argv[:1])
    deeds: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, deeds), daemon=True).start()
    player = Player(room, partial(os.write, answers))
    listening = QTimer(player)
    listening.timeout.connect(partial(_obey, player, deeds))
    listening.start(LISTEN_MS)
    application.exec()
    return 0


def _listen(requests: int, deeds: SimpleQueue[bytes]) -> None:
    """The window's lines, until it has gone; then nothing is left to do, whatever is going on."""
    with contextlib.suppress(OSError), open(requests, "rb", closefd=False) as stream:
        for line in stream:
            deeds.put(line)
    os._exit(0)


def _obey(player: "Player", deeds: SimpleQueue[bytes]) -> None:
    with contextlib.suppress(Empty):
        while True:
            player.do(*understood_deed(deeds.get_nowait()))


class Player(QObject):
    """One film: does what the window asks for and tells what comes of it."""

    def __init__(self, room: mmap, tell: Callable[[bytes], object]) -> None:
        super().__init__()
        self._room, self._write = room, tell
        self._box = QSize(640, 360)
        self._is_taken = True
        self._next = QVideoFrame()
        self._last = QVideoFrame()
        self._stretch = -1
        self._used = time.process_time()
        self._sound = QAudioOutput(self)
        self._sink = QVideoSink(self)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(self._sound)
        self._player.setVideoSink(self._sink)
        self._wanted: int | None = None
        self._connect()
        for pause, work in ((FRAME_MS, self._give), (ALIVE_MS, self._live)):
            timer = QTimer(self)
            timer.timeout.connect(work)
            timer.start(pause)

    def _connect(self) -> None:
        player = self._player
        self._sink.videoFrameChanged.connect(self._keep)
        player.positionChanged.connect(lambda _at: self._tell_time())
        player.durationChanged.connect(lambda _length: self._tell_time())
        player.playbackStateChanged.connect(lambda _state: self._tell_state())
        player.mediaStatusChanged.connect(self._take_status)
        player.errorOccurred.connect(lambda _error, _text: self._tell(News.REFUSED))
        player.hasAudioChanged.connect(lambda has: self._tell(News.SOUND, int(has)))

    def do(self, deed: Deed, values: list[float | str]) -> None:
        """One thing the window asked for."""
        number = float(values[0]) if values and deed is not Deed.OPEN else 0.0
        deeds: dict[Deed, Callable[[], object]] = {
            Deed.OPEN: lambda: self._open(str(values[0])),
            Deed.PLAY: self._player.play,
            Deed.PAUSE: self._player.pause,
            Deed.GO_TO: lambda: self._go_to(int(number)),
            Deed.SPEED: lambda: self._player.setPlaybackRate(number),
            Deed.VOLUME: lambda: self._sound.setVolume(number),
            Deed.MUTE: lambda: self._sound.setMuted(bool(number)),
            Deed.FIT: lambda: self._fit(QSize(int(number), int(float(values[1])))),
            Deed.TAKEN: self._note_taken,
        }
        deeds[deed]()

    def _open(self, path: str) -> None:
        """The first picture stands still until somebody asks for more."""
        self._player.setSource(QUrl.fromLocalFile(path))
        self._player.pause()
        QTimer.singleShot(OPENING_MS, self, self._require_opened)

    def _require_opened(self) -> None:
        if self._player.duration() <= 0 and not self._last.isValid():
            self._tell(News.REFUSED)

    def _go_to(self, moment: int) -> None:
        """At once, or as soon as the film is open."""
        length = self._player.duration()
        self._wanted = moment if length <= 0 else None
        if length > 0:
            self._player.setPosition(max(0, min(moment, length)))

    def _take_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is QMediaPlayer.MediaStatus.InvalidMedia:
            self._tell(News.REFUSED)
        elif self._wanted is not None and self._player.duration() > 0:
            self._go_to(self._wanted)

    def _fit(self, box: QSize) -> None:
        self._box = box.boundedTo(QSize(MOST_EDGE, MOST_EDGE)).expandedTo(QSize(16, 16))
        self._next = self._last

    def _note_taken(self) -> None:
        self._is_taken = True

    def _keep(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self._next = self._last = frame

    def _give(self) -> None:
        """The newest picture into the shared memory, when the one before has been taken."""
        if not self._is_taken or not self._next.isValid():
            return
        picture = _fitted(self._next.toImage(), self._box)
        self._next = QVideoFrame()
        size = picture.width() * picture.height() * BYTES_A_PIXEL
        if picture.isNull() or size > len(self._room):
            return
        self._room[:size] = picture.constBits()[:size]
        self._is_taken = False
        self._tell(News.PICTURE, picture.width(), picture.height())

    def _live(self) -> None:
        """A film that stands still for hours uses up nothing of its share; one that spins does."""
        used = time.process_time()
        if used - self._used < QUIET_SECONDS:
            keep_to(PER_STRETCH)
        self._used = used
        self._tell(News.ALIVE)

    def _tell_time(self) -> None:
        at, length = max(0, self._player.position()), max(0, self._player.duration())
        if at // STRETCH_MS != self._stretch:
            self._stretch = at // STRETCH_MS
            keep_to(PER_STRETCH)
        self._tell(News.TIME, at, length)

    def _tell_state(self) -> None:
        self._tell(News.PLAYING, int(self._player.isPlaying()))

    def _tell(self, news: News, first: int = 0, second: int = 0) -> None:
        self._write(told(news, first, second))


def _fitted(image: QImage, box: QSize) -> QImage:
    """The picture no larger than the box, four bytes a pixel and nothing between the rows."""
    if image.isNull():
        return image
    size = image.size()
    if size.width() > box.width() or size.height() > box.height():
        size.scale(box, Qt.AspectRatioMode.KeepAspectRatio)
    fitted = QImage(size.expandedTo(QSize(1, 1)), QImage.Format.Format_RGB32)
    painter = QPainter(fitted)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(fitted.rect(), image)
    painter.end()
    return fitted
