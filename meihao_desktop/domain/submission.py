"""A submission (报送材料): what one county handed in, one version of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.county import CountyId
from meihao_desktop.domain.difference import Differences
from meihao_desktop.domain.fact import Fact, FactName
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.material import Material


class NamePlace(Enum):
    """Where the counter met a spelling of an estate's name."""

    FOLDER = "文件夹名"
    FILE = "文件名"
    FORM = "申报表"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """A spelling that differs from the estate's name and was taken for it, for confirmation."""

    written: str
    where: NamePlace
    estate: str
    is_guessed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateEntry:
    """An estate as the counter recognised it, before anybody accepted it."""

    name: str
    summary_facts: Mapping[FactName, Fact] = field(default_factory=dict[FactName, Fact])
    application_form: ApplicationForm | None = None
    materials: tuple[Material, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedSubmission:
    """Everything the counter read from one stick, staged but not yet accepted.

    ``container`` says what it came as (文件夹、ZIP(GBK 文件名) …); ``shared_materials`` belong to
    no single estate (the summary itself, scans of the covering letter); ``matches`` are the other
    spellings of estates; ``staging`` is the folder, as text, in which each file lies under its
    digest.
    """

    source_name: str
    container: str
    county_name: str
    estates: tuple[EstateEntry, ...]
    shared_materials: tuple[Material, ...] = ()
    findings: tuple[Finding, ...] = ()
    matches: tuple[NameMatch, ...] = ()
    digest: str
    staging: str

    @property
    def materials(self) -> tuple[Material, ...]:
        """Every file once, shared ones first; a form of several estates is a file of each."""
        own = (material for estate in self.estates for material in estate.materials)
        return tuple({m.path: m for m in (*self.shared_materials, *own)}.values())

    @property
    def total_size(self) -> int:
        """Bytes of all files."""
        return sum(material.size for material in self.materials)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """An accepted version of a county's submission.

    ``differences`` are those to the version before; ``None`` for a first version.
    """

    county: CountyId
    version: int
    source_name: str
    container: str
    digest: str
    received_at: datetime
    received_by: str
    shared_materials: tuple[Material, ...] = ()
    findings: tuple[Finding, ...] = ()
    file_count: int = 0
    total_size: int = 0
    differences: Differences | None = None


def newest_versions(submissions: Iterable[Submission]) -> tuple[Submission, ...]:
    """The newest version of each county's submission, in the order of first receipt."""
    newest: dict[CountyId, Submission] = {}
    for submission in submissions:
        known = newest.get(submission.county)
        if known is None or known.version < submission.version:
            newest[submission.county] = submission
    return tuple(newest.values())
