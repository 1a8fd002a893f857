"""Decoded photos of the window: asked for by size, decoded in the background, kept in bounds."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.picture import Photo, Picture
from meihao_desktop.ui import background, late
from meihao_desktop.ui.materials.image_store import ImageStore

READER = "meihao_desktop.operations.read_material"
THUMB_EDGE, SCREEN_EDGE, LARGE_EDGE = 224, 1600, 4096
KEPT_BYTES = 144 * 2**20
KEPT_THUMB_BYTES = 32 * 2**20
MOST_WISHES = 32
"""So many thumbnails wait at a time; of a strip run through quickly the first are given up."""

CUT = "文件不完整，只显示能够读出的部分。"
_PRIORITY = {SCREEN_EDGE: 1, LARGE_EDGE: 0, THUMB_EDGE: -2}


@dataclass(frozen=True, slots=True)
class PhotoNotes:
    """What is known of a photo besides its pixels; ``refusal`` where it has none."""

    full: QSize
    taken_at: str = ""
    refusal: str = ""
    is_cut: bool = False


class PhotoStore(QObject):
    """``arrived`` carries the path and the edge of a photo that came in, or was refused."""

    arrived = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._photos = ImageStore(KEPT_BYTES)
        self._thumbs = ImageStore(KEPT_THUMB_BYTES)
        self._notes: dict[Path, PhotoNotes] = {}
        self._wishes: OrderedDict[tuple[Path, int], background.Task] = OrderedDict()

    def get(self, path: Path, edge: int) -> QImage | None:
        """The photo at this size where it is kept."""
        return self._shelf(edge).get((path, edge))

    def best(self, path: Path, edge: int) -> QImage | None:
        """The photo at this size, or the next smaller one that is kept."""
        edges = (LARGE_EDGE, SCREEN_EDGE, THUMB_EDGE)
        found = (self.get(path, smaller) for smaller in edges if smaller <= edge)
        return next((image for image in found if image is not None), None)

    def notes(self, path: Path) -> PhotoNotes | None:
        """What is known of a photo that came in once."""
        return self._notes.get(path)

    def ask(self, path: Path, edge: int, *, is_ahead: bool = False) -> None:
        """Decode unless kept, refused or under way; ``is_ahead`` lets everything else go first."""
        notes = self._notes.get(path)
        if (path, edge) in self._shelf(edge) or (notes is not None and notes.refusal):
            return
        if (path, edge) in self._wishes:
            self._wishes.move_to_end((path, edge))
            return
        read = late.load(READER).photo
        self._wishes[path, edge] = background.run(
            lambda _watch: read(path, edge), owner=self,
            on_done=partial(self._take, path, edge), on_failed=partial(self._refuse, path, edge),
            priority=-1 if is_ahead else _PRIORITY[edge],
        )  # fmt: skip
        self._give_up_oldest()

    def give_up(self, edge: int, *, but: frozenset[Path] = frozenset()) -> None:
        """Decode nothing more of this size, except these."""
        for path, wished in [wish for wish in self._wishes if wish[1] == edge]:
            if path not in but:
                self._wishes.pop((path, wished)).cancel()

    def _give_up_oldest(self) -> None:
        thumbs = [wish for wish in self._wishes if wish[1] == THUMB_EDGE]
        for wish in thumbs[: max(0, len(thumbs) - MOST_WISHES)]:
            self._wishes.pop(wish).cancel()

    def _take(self, path: Path, edge: int, photo: Photo) -> None:
        self._wishes.pop((path, edge), None)
        self._shelf(edge).keep((path, edge), image_of(photo.picture))
        full = QSize(photo.full_width, photo.full_height)
        self._notes[path] = PhotoNotes(full, photo.taken_at, is_cut=photo.is_cut)
        self.arrived.emit(path, edge)

    def _refuse(self, path: Path, edge: int, error: MeihaoError) -> None:
        self._wishes.pop((path, edge), None)
        self._notes[path] = PhotoNotes(QSize(), refusal=str(error))
        self.arrived.emit(path, edge)

    def _shelf(self, edge: int) -> ImageStore:
        return self._thumbs if edge == THUMB_EDGE else self._photos


def image_of(picture: Picture) -> QImage:
    """Plain pixels as an image of Qt that owns them."""
    return QImage(
        picture.pixels, picture.width, picture.height, picture.width * 4,
        QImage.Format.Format_RGB32,
    ).copy()  # fmt: skip
