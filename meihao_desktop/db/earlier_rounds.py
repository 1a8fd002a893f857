"""Earlier rounds that this one is compared with: what is remembered of each, in one row."""

from meihao_desktop.db.codec_submissions import EARLIER_ROUND
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.earlier_round import EarlierRound, EarlierRoundId


class EarlierRounds:
    """The latest year first."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._rounds = RowReader(journal, "earlier_round", EARLIER_ROUND)

    def all(self) -> tuple[EarlierRound, ...]:
        return self._rounds.all("ORDER BY year DESC, title, id")

    def save(self, earlier: EarlierRound) -> None:
        self._journal.put("earlier_round", EARLIER_ROUND.encode(earlier))

    def remove(self, earlier: EarlierRoundId) -> None:
        self._journal.remove("earlier_round", earlier)
