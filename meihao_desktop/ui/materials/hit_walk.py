"""From hit to hit of a searched text: the find bar on one side, the marks on the other."""

from typing import Protocol

from meihao_desktop.domain.wording import Wording
from meihao_desktop.ui.materials.find_bar import FindBar


class Marks(Protocol):
    """The hits of a text in the content of a viewer."""

    def mark(self, wording: Wording) -> int:
        """Mark every hit, none for empty words; how many there are."""
        ...

    def nearest(self, *, is_placed: bool) -> int:
        """The first hit at or after the place gone to, or else the part in view."""
        ...

    def show(self, at: int) -> None:
        """Bring a hit into view and set it off from the others."""
        ...


class HitWalk:
    """Seeks what the bar asks for, as soon as the content is there."""

    def __init__(self, bar: FindBar, marks: Marks) -> None:
        self._bar = bar
        self._marks = marks
        self._text = ""
        self._at, self._count = 0, 0
        self._is_open = False
        bar.sought.connect(self._seek)
        bar.next_asked.connect(lambda: self._go(1))
        bar.previous_asked.connect(lambda: self._go(-1))
        bar.closed.connect(lambda: self._seek(""))

    def open_content(self, *, is_placed: bool) -> None:
        """The content is there, at a place it was opened for; a text sought is marked in it."""
        self._is_open = True
        if self._text:
            self._mark(is_placed=is_placed)

    def close_content(self) -> None:
        """The content goes, and with it the text."""
        self._is_open = False
        self._text = ""
        self._at = self._count = 0
        self._bar.show_text("")

    def mark(self, text: str) -> None:
        """A text that was sought elsewhere."""
        self._bar.show_text(text)
        self._seek(text)

    def _seek(self, text: str) -> None:
        self._text = text
        if self._is_open:
            self._mark(is_placed=False)

    def _mark(self, *, is_placed: bool) -> None:
        self._count = self._marks.mark(Wording(self._text))
        self._at = self._marks.nearest(is_placed=is_placed) if self._count else 0
        self._show()

    def _go(self, by: int) -> None:
        if self._count:
            self._at = (self._at + by) % self._count
            self._show()

    def _show(self) -> None:
        if self._count:
            self._marks.show(self._at)
        self._bar.show_count(self._at, self._count)
