"""Counties, what they handed in, and the estates that came of it."""

from collections.abc import Sequence

from meihao_desktop.db.codec_rows import COUNTY, ESTATE, SUBMISSION
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.county import County, CountyId
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.submission import Submission


class Submissions:
    """Counties and estates in the order of receipt, submissions in all their versions."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._counties = RowReader(journal, "county", COUNTY)
        self._estates = RowReader(journal, "estate", ESTATE)
        self._submissions = RowReader(journal, "submission", SUBMISSION)

    def counties(self) -> tuple[County, ...]:
        return self._counties.all("ORDER BY position")

    def save_county(self, county: County) -> None:
        position = self._journal.position("county", county.id)
        self._journal.put("county", {"position": position, **COUNTY.encode(county)})

    def estates(self) -> tuple[Estate, ...]:
        return self._estates.all("ORDER BY position")

    def save_estates(self, estates: Sequence[Estate]) -> None:
        """These are now all the estates of the counties they belong to.

        An estate of such a county that is not among them is removed; other counties stay.
        """
        kept = {estate.id for estate in estates}
        for county in dict.fromkeys(estate.county for estate in estates):
            for (known,) in self._journal.select(
                "SELECT id FROM estate WHERE county = ?", [county]
            ):
                if known not in kept:
                    self.remove_estate(known)
        for estate in estates:
            position = self._journal.position("estate", estate.id)
            self._journal.put("estate", {"position": position, **ESTATE.encode(estate)})

    def remove_estate(self, estate: EstateId) -> None:
        self._journal.remove("estate", estate)

    def submissions(self) -> tuple[Submission, ...]:
        """Every version, in the order of receipt of the counties."""
        return self._submissions.all(
            "ORDER BY (SELECT position FROM county WHERE id = submission.county), version"
        )

    def save(self, submission: Submission) -> None:
        self._journal.put("submission", SUBMISSION.encode(submission))

    def next_version(self, county: CountyId) -> int:
        """The number that the county's next submission will bear."""
        last = "SELECT coalesce(max(version), 0) + 1 FROM submission WHERE county = ?"
        return self._journal.select(last, [county])[0][0]
