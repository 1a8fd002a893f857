"""Archives that were written of the round, one row each."""

from meihao_desktop.db.codec import MOMENT, TEXT, WHOLE, in_text, many, record
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.archive import Archive, ArchivePart

ARCHIVE_PART = record(ArchivePart, name=TEXT, size=WHOLE, sha256=TEXT)
ARCHIVE = record(
    Archive, digest=TEXT, place=TEXT, made_by=TEXT, made_at=MOMENT, log_seq=WHOLE, log_head=TEXT,
    fingerprint=TEXT, result_digest=TEXT, parts=in_text(many(ARCHIVE_PART)), materials=WHOLE,
    materials_size=WHOLE, materials_digest=TEXT,
)  # fmt: skip


class Archives:
    """Every archive, the first one first."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._archives = RowReader(journal, "archive", ARCHIVE)

    def all(self) -> tuple[Archive, ...]:
        return self._archives.all("ORDER BY made_at, digest")

    def save(self, archive: Archive) -> None:
        self._journal.put("archive", ARCHIVE.encode(archive))
