"""The drawn pages of the document in view, kept for a while, and which of them look blank."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.picture import DrawnPage
from meihao_desktop.ui import background
from meihao_desktop.ui.materials.image_store import ImageStore
from meihao_desktop.ui.materials.page_source import PageSource, image_of
from meihao_desktop.ui.materials.page_tiles import PageKey

KEPT_BYTES = 96 * 2**20
AT_ONCE = 1  # the child that has the document open draws soonest; another would open it anew


class DrawnPages(QObject):
    """Draws what is wanted now, in that order; what is no longer wanted is never begun."""

    drawn = Signal(int)
    found_out = Signal(int)  # a page that looks blank, or that cannot be drawn

    def __init__(self, parent: QObject, kept_bytes: int = KEPT_BYTES, priority: int = 0) -> None:
        super().__init__(parent)
        self._images = ImageStore(kept_bytes)
        self._priority = priority
        self._source: PageSource | None = None
        self._wanted: list[PageKey] = []
        self._under_way: dict[PageKey, background.Task] = {}
        self._newest: dict[int, PageKey] = {}
        self.blank: set[int] = set()
        self.refused: dict[int, str] = {}

    def open(self, source: PageSource) -> None:
        self.close()
        self._source = source

    def close(self) -> None:
        """Let go of the document; a page that is being drawn is dropped when it comes."""
        for task in self._under_way.values():
            task.cancel()
        for kept in (self._images, self._wanted, self._under_way, self._newest):
            kept.clear()
        self.blank.clear()
        self.refused.clear()
        self._source = None

    def image(self, key: PageKey) -> QImage | None:
        return self._images.get(key)

    def any_image(self, page: int, turns: int) -> QImage | None:
        """The page at whatever size it was last drawn, until the right one is there."""
        key = self._newest.get(page)
        return self._images.get(key) if key is not None and key.turns == turns else None

    def want(self, keys: Sequence[PageKey]) -> None:
        """Draw these and forget what was wanted before."""
        self._wanted = [key for key in keys if key not in self._images]
        self._begin()

    def _begin(self) -> None:
        while self._wanted and len(self._under_way) < AT_ONCE and self._source is not None:
            key = self._wanted.pop(0)
            if key not in self._under_way and key.page not in self.refused:
                self._under_way[key] = self._draw(key, self._source)

    def _draw(self, key: PageKey, source: PageSource) -> background.Task:
        return background.run(
            lambda _watch: source.draw(key),
            owner=self,
            on_done=lambda drawn: self._take(key, drawn),
            on_failed=lambda error: self._refuse(key, error),
            priority=self._priority,
        )

    def _take(self, key: PageKey, drawn: DrawnPage) -> None:
        del self._under_way[key]
        self._images.keep(key, image_of(drawn.picture))
        if key.part is None:
            self._newest[key.page] = key
        if drawn.is_blank and key.page not in self.blank:
            self.blank.add(key.page)
            self.found_out.emit(key.page)
        self.drawn.emit(key.page)
        self._begin()

    def _refuse(self, key: PageKey, error: MeihaoError) -> None:
        del self._under_way[key]
        self.refused[key.page] = str(error)
        self.found_out.emit(key.page)
        self.drawn.emit(key.page)
        self._begin()
