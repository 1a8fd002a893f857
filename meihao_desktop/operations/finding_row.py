"""A finding beside the settlement it has been given, as desks list them."""

from collections.abc import Iterator
from dataclasses import dataclass

from meihao_desktop.domain.blocker import Blocker, blockers
from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.county import CountyId
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Settlement, Severity, Where
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.submission import newest_versions

POINT_FREE = frozenset(
    {
        "company_spelling",
        "composition",
        "county_quota",
        "duplicate_file",
        "earlier_company",
        "earlier_file",
        "earlier_honour",
        "earlier_photo",
        "implausible",
        "implausible_year",
        "interest_hint",
        "late",
        "look_alike",
        "look_alike_within",
        "missing",
        "old_version",
        "quorum",
        "recused",
        "same_estate",
        "undecided_recusal",
    }
)
"""Codes whose sentences tell nothing of anybody's points."""
DOOR = "door_"
"""So begin the codes of the counter, which never tell of points either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One line of a findings list; ``place`` names county, estate, expert and criterion."""

    finding: Finding
    settlement: Settlement | None = None
    place: str = ""

    @property
    def is_settled(self) -> bool:
        return self.settlement is not None

    @property
    def is_blocking(self) -> bool:
        return self.finding.severity is Severity.BLOCKING and not self.is_settled


def finding_rows(dossier: Dossier, *, shows_points: bool) -> tuple[FindingRow, ...]:
    """Every finding of the checks, then those of the counter, each with its settlement."""
    checked = (f for f in run_all(dossier) if shows_points or f.code in POINT_FREE)
    received = (f for s in newest_versions(dossier.submissions) for f in s.findings)
    rows = [row_of(finding, dossier) for finding in (*checked, *received)]
    order = list(Severity)
    return tuple(sorted(rows, key=lambda row: order.index(row.finding.severity)))


def row_of(finding: Finding, dossier: Dossier) -> FindingRow:
    return FindingRow(
        finding=finding,
        settlement=dossier.settlements.get(finding.key),
        place=" · ".join(_place(finding.where, dossier)),
    )


def visible_blockers(dossier: Dossier, *, shows_points: bool) -> tuple[Blocker, ...]:
    """The blockers; those that would tell points are counted only."""
    standing_in_the_way = blockers(dossier)
    if shows_points:
        return standing_in_the_way
    open_ones = [blocker for blocker in standing_in_the_way if not _tells_points(blocker)]
    hidden = len(standing_in_the_way) - len(open_ones)
    if hidden:
        sentence = f"还有 {hidden} 项核查发现没有处理意见。"
        open_ones.append(Blocker(sentence=sentence, desk="secretary"))
    return tuple(open_ones)


def _tells_points(blocker: Blocker) -> bool:
    if blocker.finding is None:
        return blocker.desk == "ranking"
    code = blocker.finding.split(":", 1)[0]
    return not (code in POINT_FREE or code.startswith(DOOR))


def _place(where: Where, dossier: Dossier) -> Iterator[str]:
    counties = {county.id: county.name for county in dossier.counties}
    if where.county:
        yield counties.get(CountyId(where.county), where.county)
    if where.estate:
        yield "、".join(dossier.estate_name(estate) for estate in where.estate.split("+"))
    if where.expert:
        yield dossier.panel.name(PersonId(where.expert))
    if where.criterion:
        yield where.criterion
    if where.file:
        yield where.file
