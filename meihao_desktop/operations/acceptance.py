"""What accepting a submission would do, worked out before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from meihao_desktop.domain.conflicts.run_all import run_at_the_door
from meihao_desktop.domain.county import County, CountyId, CountyKind
from meihao_desktop.domain.difference import Differences, FigureChange, OpinionChange
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.estate_name import name_key
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.look_alike import alike
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.redelivery import differences
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.domain.submission import EstateEntry, ReceivedSubmission, Submission
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.finding_row import FindingRow, row_of

JUDGED = (CellState.DRAFT, CellState.SUBMITTED, CellState.ABSTAINED, CellState.RECUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class EstatePlan:
    """One estate of a submission to be accepted; ``id`` is empty for a new one."""

    entry: EstateEntry
    id: EstateId | None

    @property
    def is_new(self) -> bool:
        return self.id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPair:
    """A score sheet that judged the version before and will be marked so."""

    expert: PersonId
    expert_name: str
    estate: EstateId
    estate_name: str
    state: CellState


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptancePlan:
    """What accepting would do, for the confirmation page.

    ``differences`` are those to the version before, empty for a first version; ``scored`` are the
    sheets that were begun on it. ``findings`` are the counter's, ``foreseen`` what the round as a
    whole will find about this county once the submission is accepted.
    """

    county_name: str
    county: CountyId | None
    version: int
    is_identical: bool
    estates: tuple[EstatePlan, ...]
    differences: Differences
    scored: tuple[ScoredPair, ...]
    findings: tuple[Finding, ...]
    foreseen: tuple[FindingRow, ...]

    @property
    def is_new_county(self) -> bool:
        return self.county is None

    @property
    def missing_estates(self) -> tuple[str, ...]:
        return self.differences.missing_estates

    @property
    def added_files(self) -> tuple[str, ...]:
        return self.differences.added_files

    @property
    def removed_files(self) -> tuple[str, ...]:
        return self.differences.removed_files

    @property
    def changed_files(self) -> tuple[str, ...]:
        return self.differences.changed_files

    @property
    def changed_figures(self) -> tuple[FigureChange, ...]:
        return self.differences.figures

    @property
    def changed_opinions(self) -> tuple[OpinionChange, ...]:
        return self.differences.opinions


def plan_acceptance(
    context: Context, received: ReceivedSubmission, county_name: str = ""
) -> AcceptancePlan:
    """What accepting would do; ``county_name`` is the person's correction of the recognised one."""
    plan = outline_acceptance(context, received, county_name)
    dossier = context.dossier()
    return replace(plan, foreseen=_foreseen(dossier, plan, _after(dossier, plan, context.now())))


def preparation(context: Context) -> Callable[[ReceivedSubmission], None]:
    """The work that makes a plan quick, for the background; called before it begins.

    What takes long is comparing thousands of photos; what was compared is kept, and serves whatever
    a person corrects afterwards.
    """
    dossier, now = context.dossier(), context.now()
    limit = dossier.review_round.rules.look_distance
    looks = frozenset(
        material.look for estate in dossier.estates for material in estate.materials
    ) - {""}

    def prepare(received: ReceivedSubmission) -> None:
        alike(looks.union(material.look for material in received.materials) - {""}, limit)
        run_at_the_door(_after(dossier, _outline(dossier, received, received.county_name), now))

    return prepare


def outline_acceptance(
    context: Context, received: ReceivedSubmission, county_name: str = ""
) -> AcceptancePlan:
    """The plan without what the round as a whole will find, which takes longest."""
    return _outline(context.dossier(), received, county_name)


def _outline(dossier: Dossier, received: ReceivedSubmission, county_name: str) -> AcceptancePlan:
    name = (county_name or received.county_name).strip()
    county = next((each for each in dossier.counties if each.name == name), None)
    kept = dossier.estates_of(county.id) if county else ()
    before = _newest(dossier, county.id) if county else None
    matched = _matched(kept, received.estates)
    plan = AcceptancePlan(
        county_name=name,
        county=county.id if county else None,
        version=before.version + 1 if before else 1,
        is_identical=before is not None and before.digest == received.digest,
        estates=tuple(
            EstatePlan(entry=entry, id=estate.id if estate else None)
            for entry, estate in zip(received.estates, matched, strict=True)
        ),
        differences=_differences(kept, before, received) if before else Differences(),
        scored=(),
        findings=received.findings,
        foreseen=(),
    )
    return replace(plan, scored=_scored(dossier, numbered(dossier, plan)))


def county_of(dossier: Dossier, plan: AcceptancePlan) -> County:
    """The county as it is known, or as it will be entered."""
    known = next((county for county in dossier.counties if county.id == plan.county), None)
    if known is not None:
        return known
    kinds = (CountyKind.COUNTY, CountyKind.CITY, CountyKind.DISTRICT)
    kind = next((k for k in kinds if plan.county_name.endswith(k.value)), CountyKind.OTHER)
    number = len(dossier.counties) + 1
    return County(id=CountyId(f"C{number:02}"), name=plan.county_name, kind=kind)


def numbered(dossier: Dossier, plan: AcceptancePlan) -> tuple[Estate, ...]:
    """The estates with their ids: known ones keep theirs, new ones get the next numbers."""
    county = county_of(dossier, plan)
    known = {estate.id: estate for estate in dossier.estates_of(county.id)}
    number = max((int(estate_id.rsplit("E", 1)[1]) for estate_id in known), default=0)
    estates: list[Estate] = []
    for each in plan.estates:
        if each.id is None:
            number += 1
        fresh = Estate(
            id=each.id or EstateId(f"{county.id}-E{number:02}"),
            county=county.id,
            name=each.entry.name,
            summary_facts=each.entry.summary_facts,
            application_form=each.entry.application_form,
            materials=each.entry.materials,
            submission_version=plan.version,
        )
        estates.append(_unless_unchanged(fresh, known.get(fresh.id)))
    return tuple(estates)


def _unless_unchanged(fresh: Estate, before: Estate | None) -> Estate:
    """An estate that was handed in just as before keeps its version, and its scores stand."""
    if before is None:
        return fresh
    same_age = replace(fresh, submission_version=before.submission_version)
    return same_age if same_age == before else fresh


def _newest(dossier: Dossier, county: CountyId) -> Submission | None:
    own = (submission for submission in dossier.submissions if submission.county == county)
    return max(own, key=lambda submission: submission.version, default=None)


def _matched(
    kept: tuple[Estate, ...], entries: tuple[EstateEntry, ...]
) -> tuple[Estate | None, ...]:
    """For each entry the estate that already stands under this name, in another spelling or not."""
    by_name = {name_key(estate.name): estate for estate in kept}
    return tuple(by_name.get(name_key(entry.name)) for entry in entries)


def _differences(
    kept: tuple[Estate, ...], before: Submission, received: ReceivedSubmission
) -> Differences:
    matched = _matched(kept, received.estates)
    return differences(
        tuple(zip(matched, received.estates, strict=True)),
        tuple(estate for estate in kept if estate not in matched),
        files_before=(*before.shared_materials, *(m for e in kept for m in e.materials)),
        files_now=received.materials,
    )


def _scored(dossier: Dossier, estates: tuple[Estate, ...]) -> tuple[ScoredPair, ...]:
    """Whoever has begun to score an estate that will be another one."""
    return tuple(
        ScoredPair(
            expert=expert.id,
            expert_name=expert.name,
            estate=estate.id,
            estate_name=estate.name,
            state=dossier.state(expert.id, estate.id),
        )
        for estate in estates
        for expert in dossier.scorers.all
        if (sheet := dossier.sheet(expert.id, estate.id)) is not None
        and sheet.material_version < estate.submission_version
        and dossier.state(expert.id, estate.id) in JUDGED
    )


def _after(dossier: Dossier, plan: AcceptancePlan, now: datetime) -> Dossier:
    """The round as it would be, as far as its checks look at it."""
    county, estates = county_of(dossier, plan), numbered(dossier, plan)
    submission = Submission(
        county=county.id,
        version=plan.version,
        source_name="",
        container="",
        digest="",
        received_at=now,
        received_by="",
    )
    others = tuple(estate for estate in dossier.estates if estate.county != county.id)
    counties = dossier.counties if plan.county else (*dossier.counties, county)
    return replace(
        dossier,
        counties=counties,
        submissions=(*dossier.submissions, submission),
        estates=(*others, *estates),
    )


def _foreseen(dossier: Dossier, plan: AcceptancePlan, after: Dossier) -> tuple[FindingRow, ...]:
    """The checks of the round on what it would be, as far as they are about this county."""
    if not plan.county_name:
        return ()
    county = county_of(dossier, plan)
    own = {str(estate.id) for estate in after.estates_of(county.id)}
    return tuple(
        row_of(finding, after)
        for finding in run_at_the_door(after)
        if finding.where.county == county.id or own.intersection(finding.where.estate.split("+"))
    )
