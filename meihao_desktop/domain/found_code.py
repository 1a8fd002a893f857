"""A code that was read from a picture of a paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCode:
    """The text of one QR code and the page it stood on, counted from 1."""

    page: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCodes:
    """What was read from all pages of a file; ``pages`` is how many there are."""

    pages: int
    codes: tuple[FoundCode, ...]

    @property
    def blank_pages(self) -> int:
        """How many pages carry no code of ours."""
        return self.pages - len({code.page for code in self.codes})
