"""A finding beside the settlement it has been given, as desks list them."""

from collections.abc import Iterator
from dataclasses import dataclass

from meihao_desktop.domain.blocker import Blocker, blockers
from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.county import CountyId
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Decision, Finding, Settlement, Severity, Where
from meihao_desktop.domain.hearing import HEARD, Hearing, HearingStep, decisions_after, step_of
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.submission import newest_versions
from meihao_desktop.domain.voters import voters

POINT_FREE = frozenset(
    {
        "changed_material",
        "clock_jump",
        "company_spelling",
        "composition",
        "contested",
        "county_quota",
        "duplicate_file",
        "earlier_company",
        "earlier_file",
        "earlier_honour",
        "earlier_photo",
        "expert_groups",
        "implausible",
        "implausible_year",
        "interest_hint",
        "late",
        "look_alike",
        "look_alike_within",
        "missing",
        "no_deputy",
        "old_version",
        "quorum",
        "recused",
        "same_estate",
        "shared_machine",
        "undecided_recusal",
        "unfounded_recusal",
    }
)
"""Codes whose sentences tell nothing of anybody's points."""
DOOR = "door_"
"""So begin the codes of the counter, which never tell of points either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One line of a findings list; ``place`` names county, estate, expert and criterion.

    ``needs_hearing`` says that by the round's rules the expert concerned is heard first;
    ``voters`` are the others, once there is a hearing.
    """

    finding: Finding
    settlement: Settlement | None = None
    place: str = ""
    hearing: Hearing | None = None
    needs_hearing: bool = False
    voters: tuple[Person, ...] = ()

    @property
    def step(self) -> HearingStep | None:
        """What comes next in the hearing; ``None`` where there is none, or all is settled."""
        if self.is_settled or not self.needs_hearing:
            return None
        return step_of(self.finding, self.hearing)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What may be decided now, the usual one first."""
        if self.needs_hearing:
            return decisions_after(self.finding, self.hearing)
        return self.finding.decisions

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
    hearing = dossier.hearings.get(finding.key)
    return FindingRow(
        finding=finding,
        settlement=dossier.settlements.get(finding.key),
        place=" · ".join(_place(finding.where, dossier)),
        hearing=hearing,
        voters=voters(dossier, hearing) if hearing is not None else (),
        needs_hearing=dossier.review_round.rules.outlier_needs_hearing and finding.code in HEARD,
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
