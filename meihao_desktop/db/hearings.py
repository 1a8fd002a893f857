"""Hearings: what experts were told of far-off scores, what they answered, how the others voted."""

from collections.abc import Mapping

from meihao_desktop.db.codec_hearings import HEARING
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.finding import FindingKey
from meihao_desktop.domain.hearing import Hearing


class Hearings:
    """Hearings by the key of their finding, in the order of the notices."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._hearings = RowReader(journal, "hearing", HEARING)

    def all(self) -> Mapping[FindingKey, Hearing]:
        found = self._hearings.all("ORDER BY notified_at, finding")
        return {hearing.finding: hearing for hearing in found}

    def save(self, hearing: Hearing) -> None:
        self._journal.put("hearing", HEARING.encode(hearing))

    def remove(self, finding: FindingKey) -> None:
        """On a laptop: nobody asks about this any more."""
        self._journal.remove("hearing", finding)
