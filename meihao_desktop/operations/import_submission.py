"""Take in a county's submission: inspect, look at the plan, accept or discard."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from meihao_desktop import fsops, intake
from meihao_desktop.domain.county import County, CountyId
from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.estate_name import name_key
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.handing_over import require_no_interest
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.submission import ReceivedSubmission, Submission
from meihao_desktop.intake.archives.zip_names import NameCoding
from meihao_desktop.operations.acceptance import (
    AcceptancePlan,
    EstatePlan,
    ScoredPair,
    county_of,
    numbered,
    outline_acceptance,
    plan_acceptance,
    preparation,
)
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.finding_row import FindingRow, row_of

__all__ = [
    "AcceptancePlan",
    "CountyRow",
    "EstatePlan",
    "ImportDesk",
    "NameCoding",
    "ScoredPair",
    "accept",
    "discard",
    "discard_staging",
    "import_desk",
    "inspect",
    "new_staging",
    "plan_acceptance",
    "preparation",
    "shelving",
]


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
    dossier = context.dossier()
    rows: list[CountyRow] = []
    for county in dossier.counties:
        versions = _newest_first(dossier.submissions, county.id)
        rows.append(
            CountyRow(
                county=county,
                versions=versions,
                estates=dossier.estates_of(county.id),
                findings=tuple(row_of(finding, dossier) for finding in versions[0].findings),
            )
        )
    return ImportDesk(
        rows=tuple(rows), may_accept=context.may(Act.ACCEPT_SUBMISSION, *context.deputised)
    )


def new_staging(context: Context) -> Path:
    """A fresh folder for one inspection; called before the background begins."""
    context.require(Act.ACCEPT_SUBMISSION, *context.deputised)
    return context.store.material_files.staging()


def inspect(
    source: Path,
    staging: Path,
    watch: Watch,
    *,
    names: NameCoding = NameCoding.AUTO,
    prepare: Callable[[ReceivedSubmission], None] | None = None,
) -> ReceivedSubmission:
    """Read a folder or archive into staging; runs in the background and knows no store.

    ``names`` is how the names in an archive are decoded, where a person chose it; ``prepare`` is
    the ``preparation`` of a plan. Whatever ends it early, a refusal or a person who stops it,
    leaves nothing in staging.
    """
    with ExitStack() as undo:
        undo.callback(discard_staging, staging)
        received = intake.read_submission(source, staging, watch, names=names)
        if prepare is not None:
            prepare(received)
        undo.pop_all()
    return received


def shelving(
    context: Context, received: ReceivedSubmission, county_name: str = ""
) -> Callable[[Watch], None]:
    """The work that brings the files to their places in the background, before ``accept``.

    What cannot be accepted is refused here. Files without a record are harmless, and ``accept``
    then only has to write the records.
    """
    context.require(Act.ACCEPT_SUBMISSION, *_handed_over(context, received, county_name))
    plan = outline_acceptance(context, received, county_name)
    _require_acceptable(plan)
    _refuse_losing_scores(context, plan)
    kept = context.store.material_files
    digests = {material.digest for material in received.materials}
    return lambda _watch: kept.take_in(Path(received.staging), digests)


def accept(context: Context, received: ReceivedSubmission, county_name: str = "") -> Change:
    """Take the submission over in one transaction and clear its staging."""
    actor = context.require(Act.ACCEPT_SUBMISSION, *_handed_over(context, received, county_name))
    plan = outline_acceptance(context, received, county_name)
    _require_acceptable(plan)
    _refuse_losing_scores(context, plan)
    dossier = context.dossier()
    county, estates = county_of(dossier, plan), numbered(dossier, plan)
    require_no_interest(dossier, actor.id, *(estate.id for estate in estates))
    submission = Submission(
        county=county.id,
        version=plan.version,
        source_name=received.source_name,
        container=received.container,
        digest=received.digest,
        received_at=context.now(),
        received_by=actor.name,
        shared_materials=received.shared_materials,
        findings=_placed(received.findings, county, estates),
        file_count=len(received.materials),
        total_size=received.total_size,
        differences=plan.differences if plan.version > 1 else None,
    )
    store = context.store
    digests = {material.digest for material in received.materials}
    subject = f"{county.id}/{plan.version}"
    with context.transaction("accept_submission", subject=subject, detail=_detail(plan)):
        store.submissions.save_county(county)
        store.submissions.save(submission)
        store.submissions.save_estates(estates)
        store.material_files.take_in(Path(received.staging), digests)
    with suppress(StorageError):  # the records are safe; the next start clears staging
        discard(received)
    return Change(
        estates=frozenset(estate.id for estate in estates), is_round=True, is_findings=True
    )


def discard(received: ReceivedSubmission) -> None:
    """Throw a staged submission away."""
    discard_staging(Path(received.staging))


def discard_staging(staging: Path) -> None:
    """Throw the staging of a failed or cancelled inspection away."""
    fsops.remove_tree(staging)


def _handed_over(
    context: Context, received: ReceivedSubmission, county_name: str
) -> tuple[EstateId, ...]:
    """The estates of the submission, where somebody sits here who is a deputy at all."""
    if not context.deputised:
        return ()
    dossier = context.dossier()
    plan = outline_acceptance(context, received, county_name)
    return tuple(estate.id for estate in numbered(dossier, plan))


def _newest_first(submissions: tuple[Submission, ...], county: CountyId) -> tuple[Submission, ...]:
    own = (submission for submission in submissions if submission.county == county)
    return tuple(sorted(own, key=lambda submission: submission.version, reverse=True))


def _require_acceptable(plan: AcceptancePlan) -> None:
    if not plan.county_name:
        raise RuleViolation("没有读出是哪个县（市、区）报送的，请填写后再接收。")
    if not plan.estates:
        raise RuleViolation("这份材料中没有认出任何小区，不能接收；请核对推荐汇总表后重新导入。")
    if plan.is_identical:
        raise RuleViolation(
            f"这份材料与{plan.county_name}已接收的第 {plan.version - 1} 版完全相同，不必重复接收。"
        )
    keys = [name_key(each.entry.name) for each in plan.estates]
    if twice := [
        each.entry.name for each in plan.estates if keys.count(name_key(each.entry.name)) > 1
    ]:
        raise RuleViolation(f"“{twice[0]}”在这份材料中出现了不止一次，请报送单位更正后重新报送。")


def _refuse_losing_scores(context: Context, plan: AcceptancePlan) -> None:
    """An estate that somebody has scored does not vanish with a new version."""
    scored = {sheet.estate for sheet in context.store.score_sheets.latest()}
    missing = set(plan.missing_estates)
    lost = [
        estate.name
        for estate in context.store.submissions.estates()
        if estate.county == plan.county and estate.name in missing and estate.id in scored
    ]
    if lost:
        raise RuleViolation(
            f"“{'、'.join(lost)}”已有专家评分，新报送的材料中却没有这个小区，不能接收；"
            "请报送单位补齐后重新报送，或登记一票否决。"
        )


def _placed(
    findings: tuple[Finding, ...], county: County, estates: tuple[Estate, ...]
) -> tuple[Finding, ...]:
    """The counter's findings with ids in place of the names it read."""
    ids = {estate.name: estate.id for estate in estates}
    return tuple(
        replace(
            finding,
            where=replace(
                finding.where,
                county=county.id,
                estate=ids.get(finding.where.estate, finding.where.estate),
            ),
        )
        for finding in findings
    )


def _detail(plan: AcceptancePlan) -> Mapping[str, object]:
    """What the log tells of the difference to the version before."""
    return {
        "county": plan.county_name,
        "version": plan.version,
        "added": len(plan.added_files),
        "removed": len(plan.removed_files),
        "changed": len(plan.changed_files),
        "missing_estates": list(plan.missing_estates),
    }
