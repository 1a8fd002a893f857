"""Printings: every paper that left the program, in order."""

from meihao_desktop.db.codec_rows import PRINTING
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.printing_record import Printing


class Printings:
    """A list that only grows."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._printings = RowReader(journal, "printing", PRINTING)

    def all(self) -> tuple[Printing, ...]:
        return self._printings.all("ORDER BY id")

    def add(self, printing: Printing) -> None:
        following = self._journal.select("SELECT coalesce(max(id), 0) + 1 FROM printing")[0][0]
        self._journal.write("printing", {"id": following, **PRINTING.encode(printing)})
