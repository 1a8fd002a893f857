"""Papers: rendered from the round, saved or printed, and noted with the head of the audit log."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.papers import Paper, sheet_subject

__all__ = [
    "Document",
    "DocumentKind",
    "Paper",
    "PaperOffer",
    "note_printed",
    "offers",
    "render",
    "save",
    "sheet_subject",
]


class DocumentKind(Enum):
    """What a document is as a file; the value is its suffix."""

    PDF = "pdf"
    WORKBOOK = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One rendered paper; ``event_seq`` is the last event of the audit log it knows of."""

    paper: Paper
    subject: str
    title: str
    file_name: str
    kind: DocumentKind
    data: bytes
    check_code: str
    event_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOffer:
    """A paper the actor may have now; ``is_final`` tells 正式 from 草稿."""

    paper: Paper
    subject: str
    title: str
    is_final: bool


def offers(context: Context) -> tuple[PaperOffer, ...]:
    """What the actor may print now."""
    raise NotImplementedError


def render(context: Context, paper: Paper, subject: str = "") -> Document:
    """One paper as bytes; subject: county for a receipt, expert or pair for score sheets."""
    raise NotImplementedError


def save(context: Context, document: Document, folder: Path | None = None) -> tuple[Path, Change]:
    """Write the document whole or not at all (default: the round's exports) and note it."""
    raise NotImplementedError


def note_printed(context: Context, document: Document) -> Change:
    """Note that the document went to a printer."""
    raise NotImplementedError
