"""The playing process from within: its share of the processor, and the size of its pictures."""

import mmap
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from meihao_desktop.ui.materials import player_child
from meihao_desktop.ui.materials.player_child import Player
from meihao_desktop.ui.materials.player_words import News, Told, understood


class Inside:
    """A player without a process, what it told, and when its share was dealt out anew."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.told: list[Told] = []
        self.shares = 0
        self.used = 0.0
        patch.setattr(player_child, "keep_to", self._deal)
        patch.setattr(player_child.time, "process_time", lambda: self.used)
        self.room = mmap.mmap(-1, 1024 * 1024)
        self.player = Player(self.room, lambda line: self.told.append(understood(line)))

    def _deal(self, _limits: object) -> None:
        self.shares += 1

    def live(self, used: float) -> None:
        self.used += used
        self.player._live()


@pytest.fixture
def inside(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inside]:
    del qtbot
    made = Inside(monkeypatch)
    yield made
    made.player.deleteLater()
    made.room.close()


def test_a_film_that_stands_still_never_uses_up_its_share(inside: Inside) -> None:
    for _ in range(3):
        inside.live(0.01)
    assert inside.shares == 3
    assert inside.told == [Told(News.ALIVE)] * 3


def test_a_player_that_spins_gets_nothing_more(inside: Inside) -> None:
    for _ in range(3):
        inside.live(1.0)
    assert inside.shares == 0


def test_a_stretch_of_the_film_brings_a_new_share(inside: Inside) -> None:
    inside.player._tell_time()
    inside.player._tell_time()
    assert inside.shares == 1


@pytest.mark.parametrize(
    ("size", "box", "fitted"),
    [
        ((1920, 1080), (522, 479), (522, 294)),
        ((1080, 1920), (522, 479), (269, 479)),
        ((320, 180), (522, 479), (320, 180)),
        ((4000, 1), (16, 16), (16, 1)),
    ],
)
def test_a_picture_is_made_smaller_in_its_own_shape_and_never_larger(
    size: tuple[int, int], box: tuple[int, int], fitted: tuple[int, int]
) -> None:
    image = QImage(QSize(*size), QImage.Format.Format_ARGB32)
    image.fill(QColor("red"))
    found = player_child._fitted(image, QSize(*box))
    assert abs(found.width() - fitted[0]) <= 1
    assert abs(found.height() - fitted[1]) <= 1
    assert found.bytesPerLine() == found.width() * 4
    assert found.pixelColor(0, 0) == QColor("red")
