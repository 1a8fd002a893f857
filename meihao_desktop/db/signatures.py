"""Signatures: those of keys under score sheets, and those in ink under papers.

Signatures under sheets are only ever added; triggers refuse to change them.
"""

from meihao_desktop.db.codec_keys import INK_SIGNATURE, SHEET_SIGNATURE
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.signature import InkSignature, SheetSignature


class Signatures:
    """What was signed, by a key and by hand."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._sheets = RowReader(journal, "sheet_signature", SHEET_SIGNATURE)
        self._ink = RowReader(journal, "ink_signature", INK_SIGNATURE)

    def all(self) -> tuple[SheetSignature, ...]:
        """Every signature of a key, sheet by sheet."""
        return self._sheets.all("ORDER BY expert, estate, revision")

    def of_sheet(self, expert: str, estate: str, revision: int) -> SheetSignature | None:
        found = self._sheets.all(
            "WHERE expert = ? AND estate = ? AND revision = ?", expert, estate, revision
        )
        return found[0] if found else None

    def add(self, signature: SheetSignature) -> None:
        self._journal.put("sheet_signature", SHEET_SIGNATURE.encode(signature))

    def ink(self) -> tuple[InkSignature, ...]:
        """Signatures in ink, in the order in which they were noted."""
        return self._ink.all("ORDER BY noted_at, paper, subject, signer")

    def note_ink(self, signature: InkSignature) -> None:
        self._journal.put("ink_signature", INK_SIGNATURE.encode(signature))
