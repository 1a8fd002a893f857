"""Take in a county's submission: inspect, look at the plan, accept or discard."""

from dataclasses import dataclass
from pathlib import Path

from meihao_desktop.domain.county import County, CountyId
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.submission import EstateEntry, ReceivedSubmission, Submission
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.finding_row import FindingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class EstatePlan:
    """One estate of a submission to be accepted; ``id`` is empty for a new one."""

    entry: EstateEntry
    id: EstateId | None
    score_sheets: int = 0

    @property
    def is_new(self) -> bool:
        return self.id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptancePlan:
    """What accepting would do, for the confirmation page.

    File lists hold the paths inside the submission that differ from the version before;
    ``missing_estates`` are estates of that version which are not in this one.
    """

    county_name: str
    county: CountyId | None
    version: int
    is_identical: bool
    estates: tuple[EstatePlan, ...]
    missing_estates: tuple[str, ...]
    added_files: tuple[str, ...]
    removed_files: tuple[str, ...]
    changed_files: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def is_new_county(self) -> bool:
        return self.county is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyRow:
    """One county of the import desk, with its latest version first."""

    county: County
    versions: tuple[Submission, ...]
    estates: tuple[Estate, ...]
    findings: tuple[FindingRow, ...]

    @property
    def latest(self) -> Submission:
        return self.versions[0]

    @property
    def file_count(self) -> int:
        return self.latest.file_count

    @property
    def total_size(self) -> int:
        return self.latest.total_size


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDesk:
    """All counties in the order of their first receipt."""

    rows: tuple[CountyRow, ...]
    may_accept: bool

    @property
    def estate_count(self) -> int:
        return sum(len(row.estates) for row in self.rows)


def import_desk(context: Context) -> ImportDesk:
    """What has been received so far."""
    raise NotImplementedError


def new_staging(context: Context) -> Path:
    """A fresh folder for one inspection; called before the background begins."""
    raise NotImplementedError


def inspect(source: Path, staging: Path, watch: Watch) -> ReceivedSubmission:
    """Read a folder or archive into staging; runs in the background and knows no store."""
    raise NotImplementedError


def plan_acceptance(
    context: Context, received: ReceivedSubmission, county_name: str = ""
) -> AcceptancePlan:
    """What accepting would do; ``county_name`` is the person's correction of the recognised one."""
    raise NotImplementedError


def accept(context: Context, received: ReceivedSubmission, county_name: str = "") -> Change:
    """Take the submission over in one transaction and clear its staging."""
    raise NotImplementedError


def discard(received: ReceivedSubmission) -> None:
    """Throw a staged submission away."""
    raise NotImplementedError


def discard_staging(staging: Path) -> None:
    """Throw the staging of a failed or cancelled inspection away."""
    raise NotImplementedError
