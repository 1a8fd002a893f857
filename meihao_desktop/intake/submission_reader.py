"""Reads one submission from a stick into staging: bytes, then facts, then findings."""

import re
from hashlib import sha256
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.intake.child.untrusted import warm
from meihao_desktop.intake.container import Container, NameCoding, open_container
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.examination import WORKERS, examining
from meihao_desktop.intake.figure_checks import check_estate, check_repeats
from meihao_desktop.intake.recognition import Recognised, gather, recognise
from meihao_desktop.intake.staging import StagedFile, stage
from meihao_desktop.intake.summary_workbook import Summary

_DEPARTMENT = re.compile(
    r"(人民政府|住房和城乡建设|住房城乡建设|住房保障|住建|房产|房屋|物业|城市管理).*$"
)


def read_submission(
    source: Path,
    staging: Path,
    watch: Watch,
    *,
    names: NameCoding = NameCoding.AUTO,
) -> ReceivedSubmission:
    """Everything in the folder or archive at ``source``; ``staging`` is cleared when it fails.

    ``staging`` is an own folder for this one reading; afterwards each file lies there once under
    its digest. The source is only read; ``names`` is how the names in an archive are decoded.
    """
    scratch = staging / "unpacked"
    try:
        with open_container(source, scratch=scratch, names=names, watch=watch) as container:
            fsops.make_folder(staging)
            fsops.require_space(staging, container.total_size)
            return _read(container, staging, watch)
    except BaseException:
        fsops.remove_tree(staging)
        raise


def _read(container: Container, staging: Path, watch: Watch) -> ReceivedSubmission:
    warm(WORKERS)
    with examining(staging, watch) as examiner:
        staged, damaged = stage(container, staging, watch, examiner.take)
        recognised = recognise(gather(staged, examiner.results(staged)))
    county, county_findings = _county(recognised.summary)
    found = (
        *container.findings,
        *damaged,
        *recognised.findings,
        *county_findings,
        *_figure_findings(recognised),
    )
    order = list(Severity)
    return ReceivedSubmission(
        source_name=container.name,
        container=container.label,
        county_name=county,
        estates=recognised.estates,
        shared_materials=recognised.shared,
        matches=recognised.matches,
        findings=tuple(sorted(found, key=lambda finding: order.index(finding.severity))),
        digest=submission_digest(staged),
        staging=str(staging),
    )


def submission_digest(staged: tuple[StagedFile, ...]) -> str:
    """One digest over all files, as ``sha256sum`` of the sorted list of digests and names."""
    lines = sorted(f"{file.digest}  {file.path}\n" for file in staged)
    return sha256("".join(lines).encode()).hexdigest()


def _figure_findings(recognised: Recognised) -> tuple[Finding, ...]:
    each = (finding for entry in recognised.estates for finding in check_estate(entry))
    return (*each, *check_repeats(recognised.estates))


def _county(summary: Summary | None) -> tuple[str, tuple[Finding, ...]]:
    """The county by its column, else by the department that filled the summary in."""
    if summary is None:
        return "", (Door.COUNTY_UNKNOWN.found(Where()),)
    where = Where(file=summary.file)
    if len(summary.counties) > 1:
        named = "、".join(summary.counties)
        return summary.counties[0], (Door.COUNTY_MIXED.found(where, counties=named),)
    name = next(iter(summary.counties), "") or _DEPARTMENT.sub("", summary.submitting_unit)
    return name, (() if name else (Door.COUNTY_UNKNOWN.found(where),))
