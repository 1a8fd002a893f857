"""Settlements: the latest decision on each finding."""

from collections.abc import Mapping

from meihao_desktop.db.codec_rows import SETTLEMENT
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.finding import FindingKey, Settlement


class Settlements:
    """Settlements by the key of their finding."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._settlements = RowReader(journal, "settlement", SETTLEMENT)

    def all(self) -> Mapping[FindingKey, Settlement]:
        found = self._settlements.all("ORDER BY settled_at, finding")
        return {settlement.finding: settlement for settlement in found}

    def save(self, settlement: Settlement) -> None:
        self._journal.put("settlement", SETTLEMENT.encode(settlement))
