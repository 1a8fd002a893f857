"""Materials: where a file lies, and its content in forms that the window can draw.

``material_file`` and ``shared_sources`` ask the store; everything else runs in the background.
"""

from collections.abc import Mapping
from pathlib import Path

from meihao_desktop import intake
from meihao_desktop.domain import provenance
from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.picture import DrawnPage, PagedDocument, PageHit, Photo
from meihao_desktop.domain.preview import Preview, TextCoding
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.openness import require_readable, shut_estates


def warm() -> None:
    """Make ready for reading beside the window, so that the first material need not wait."""
    intake.warm()


def end_reading() -> None:
    """Let go of every material that is kept open for reading on."""
    intake.close_children()


def material_file(context: Context, material: Material) -> Path:
    """The kept file of a material, unless its estate is shut for the person at the machine."""
    require_readable(context, material)
    if not context.store.material_files.has(material.digest):
        raise MissingRecord("材料", material.path)
    return context.store.material_files.path(material.digest)


def shared_sources(context: Context) -> Mapping[EstateId, tuple[Material, ...]]:
    """The files of a county that the facts of each estate were read from, as far as it is open."""
    dossier = context.store.dossier()
    closed = shut_estates(context, context.actor.id) if context.actor else frozenset[EstateId]()
    return {
        estate.id: provenance.shared_sources(dossier, estate.id)
        for estate in dossier.estates
        if estate.id not in closed
    }


def preview(path: Path, kind: MaterialKind, coding: TextCoding = TextCoding.AUTO) -> Preview:
    """The content of a document as plain blocks; ``coding`` is that of a plain text."""
    return intake.read_preview(path, kind, coding)


def pages(source: Path | bytes, kind: MaterialKind) -> PagedDocument:
    """The pages of a pdf, an OFD or a presentation; a paper of our own comes as bytes."""
    return intake.read_pages(source, kind)


def draw_page(  # noqa: PLR0913 - all but two are keywords
    source: Path | bytes,
    kind: MaterialKind,
    *,
    page: int,
    size: tuple[int, int],
    turns: int = 0,
    part: tuple[int, int, int, int] | None = None,
) -> DrawnPage:
    """One page, from 0, in exactly ``size`` pixels after ``turns`` quarter turns clockwise.

    ``part`` is the left, top, width and height of what is wanted of those pixels.
    """
    return intake.draw_page(source, kind, page=page, size=size, turns=turns, part=part)


def find_in_pages(
    source: Path | bytes, kind: MaterialKind, *, text: str, first: int, count: int
) -> tuple[PageHit, ...]:
    """Every place where ``text`` stands on so many pages from ``first``, in reading order."""
    return intake.find_in_pages(source, kind, text=text, first=first, count=count)


def photo(path: Path, edge: int) -> Photo:
    """A picture with neither edge longer than ``edge`` pixels."""
    return intake.read_photo(path, edge=edge)
