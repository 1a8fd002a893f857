"""What pages are drawn from: a handed-in file, or a paper of our own that is bytes only."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.picture import DrawnPage, PagedDocument, PageHit, Picture
from meihao_desktop.operations import read_material
from meihao_desktop.ui.materials.page_tiles import PageKey


@dataclass(frozen=True, slots=True, eq=False)
class PageSource:
    """One document; everything here is slow and runs in the background."""

    content: Path | bytes
    kind: MaterialKind = MaterialKind.PDF

    def pages(self) -> PagedDocument:
        return read_material.pages(self.content, self.kind)

    def draw(self, key: PageKey) -> DrawnPage:
        return read_material.draw_page(
            self.content,
            self.kind,
            page=key.page,
            size=(key.width, key.height),
            turns=key.turns,
            part=key.part,
        )

    def find(self, text: str, first: int, count: int) -> tuple[PageHit, ...]:
        return read_material.find_in_pages(
            self.content, self.kind, text=text, first=first, count=count
        )


def image_of(picture: Picture) -> QImage:
    """The same pixels as an image; they are not copied."""
    return QImage(
        picture.pixels,
        picture.width,
        picture.height,
        picture.width * 4,
        QImage.Format.Format_RGB32,
    )
