"""The hits of a searched text in a document of pages, found some pages at a time."""

from PySide6.QtCore import QObject, Signal

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.picture import PageHit
from meihao_desktop.ui import background
from meihao_desktop.ui.materials.page_source import PageSource

PAGES_AT_ONCE = 25
MOST_HITS = 2_000


class PageMarks(QObject):
    """Hits in reading order; the current one is the first at or after the page being read."""

    changed = Signal()
    current_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._source: PageSource | None = None
        self._count = 0
        self._text = ""
        self._from_page = 0
        self._task: background.Task | None = None
        self._on_page: dict[int, list[PageHit]] = {}
        self.hits: list[PageHit] = []
        self.at = -1

    @property
    def current(self) -> PageHit | None:
        return self.hits[self.at] if 0 <= self.at < len(self.hits) else None

    @property
    def is_seeking(self) -> bool:
        return self._task is not None

    def on_page(self, page: int) -> list[PageHit]:
        return self._on_page.get(page, [])

    def open(self, source: PageSource, count: int) -> None:
        self._source, self._count = source, count
        if self._text:
            self.seek(self._text, self._from_page)

    def close(self) -> None:
        self._forget()
        self._source = None
        self._text = ""

    def seek(self, text: str, from_page: int) -> None:
        """Look for another text, or for none."""
        self._forget()
        self._text, self._from_page = text, from_page
        if text.strip() and self._source is not None:
            self._look(self._source, 0)
        self.changed.emit()

    def go(self, by: int) -> None:
        """The next hit or the one before, around the end."""
        if self.hits:
            self.at = (self.at + by) % len(self.hits)
            self.current_changed.emit()

    def _forget(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.hits.clear()
        self._on_page.clear()
        self.at = -1

    def _look(self, source: PageSource, first: int) -> None:
        text = self._text
        self._task = background.run(
            lambda _watch: source.find(text, first, PAGES_AT_ONCE),
            owner=self,
            on_done=lambda hits: self._take(source, hits, first + PAGES_AT_ONCE),
            on_failed=self._give_up,
        )

    def _take(self, source: PageSource, hits: tuple[PageHit, ...], following: int) -> None:
        self._task = None
        for hit in hits[: MOST_HITS - len(self.hits)]:
            self.hits.append(hit)
            self._on_page.setdefault(hit.page, []).append(hit)
        is_done = following >= self._count or len(self.hits) >= MOST_HITS
        if not is_done:
            self._look(source, following)
        self._choose(is_done=is_done)
        self.changed.emit()

    def _choose(self, *, is_done: bool) -> None:
        if self.at >= 0 or not self.hits:
            return
        later = (at for at, hit in enumerate(self.hits) if hit.page >= self._from_page)
        self.at = next(later, 0 if is_done else -1)
        if self.at >= 0:
            self.current_changed.emit()

    def _give_up(self, _error: MeihaoError) -> None:
        """A document that cannot be searched any further keeps the hits it has."""
        self._task = None
        self._choose(is_done=True)
        self.changed.emit()
