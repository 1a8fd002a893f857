"""The round itself and its rubric: one row each."""

from meihao_desktop.db.codec import Json, in_text, loads
from meihao_desktop.db.codec_rows import REVIEW_ROUND
from meihao_desktop.db.codec_values import RUBRIC
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.review_round import ReviewRound
from meihao_desktop.domain.rubric import Rubric

_RUBRIC_TEXT = in_text(RUBRIC)


class Settings:
    """What differs between years: title, phase, rules and rubric."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._rounds = RowReader(journal, "review_round", REVIEW_ROUND)
        self._known: tuple[str, Rubric] | None = None

    def review_round(self) -> ReviewRound:
        found = self._rounds.all()
        if not found:
            raise MissingRecord("评审", "round.db")
        return found[0]

    def rules_as_kept(self) -> Json:
        """The rules word for word, without the defaults of what came in later."""
        return loads(self._journal.select("SELECT rules FROM review_round")[0][0])

    def save_round(self, review_round: ReviewRound) -> None:
        self._journal.put("review_round", {"id": 1, **REVIEW_ROUND.encode(review_round)})

    def rubric(self) -> Rubric:
        """The rubric; parsed once for as long as its text stays the same."""
        rows = self._journal.select("SELECT body FROM rubric")
        if not rows:
            raise MissingRecord("评分标准", "round.db")
        text = rows[0][0]
        if self._known is None or self._known[0] != text:
            self._known = (text, _RUBRIC_TEXT.decode(text))
        return self._known[1]

    def save_rubric(self, rubric: Rubric) -> None:
        self._journal.put("rubric", {"id": 1, "body": _RUBRIC_TEXT.encode(rubric)})
