"""Which file is the summary, which are application forms, and what is wrong with the others.

Content decides first, then names; every file stays a material whatever is wrong with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.finding import Finding, Where
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.submission import EstateEntry, NameMatch
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.examine import Examined, is_named_summary
from meihao_desktop.intake.file_sorter import FileSorter
from meihao_desktop.intake.staging import StagedFile
from meihao_desktop.intake.summary_rows import check_rows
from meihao_desktop.intake.summary_workbook import Summary
from meihao_desktop.intake.unreadable import Trouble

WHY: Mapping[Trouble, str] = {
    Trouble.DAMAGED: "已损坏或格式不受支持",
    Trouble.TOO_SLOW: "在规定时间内没有读完",
    Trouble.TOO_LARGE: "展开后过大",
    Trouble.CRASHED: "使读取程序意外中止",
    Trouble.PASSWORD: "设有密码",
}


@dataclass(kw_only=True)
class Contents:
    """What the files of a submission turned out to be; ``unread`` says why a file gave nothing."""

    materials: list[Material] = field(default_factory=list[Material])
    summaries: list[Summary] = field(default_factory=list[Summary])
    forms: list[ApplicationForm] = field(default_factory=list[ApplicationForm])
    findings: list[Finding] = field(default_factory=list[Finding])
    headless: list[str] = field(default_factory=list[str])
    unread: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The estates of a submission with everything that is theirs, and what is nobody's."""

    estates: tuple[EstateEntry, ...]
    shared: tuple[Material, ...]
    summary: Summary | None
    matches: tuple[NameMatch, ...]
    findings: tuple[Finding, ...]


def gather(staged: Sequence[StagedFile], examined: Mapping[str, Examined]) -> Contents:
    """Put what each file turned out to be in its place; the same content counts once."""
    contents = Contents()
    seen: set[str] = set()
    for file in staged:
        found = examined[file.digest]
        contents.materials.append(
            Material(
                path=file.path,
                digest=file.digest,
                size=file.size,
                kind=found.kind,
                look=found.look,
            )
        )
        _note_trouble(file, found, contents)
        if file.digest in seen:
            continue
        seen.add(file.digest)
        contents.forms.extend(found.forms)
        if found.summary is not None:
            contents.summaries.append(found.summary)
        elif found.texts and not found.forms and is_named_summary(file.path):
            contents.headless.append(file.path)
    return contents


def recognise(contents: Contents) -> Recognised:
    """Put the read files together into estates."""
    findings = list(contents.findings)
    summary = _chosen_summary(contents, findings)
    rows, told = check_rows(summary)
    findings.extend(told)
    sorter = FileSorter(contents.materials, contents.forms, contents.unread, summary, rows)
    sorter.sort()
    findings.extend(sorter.findings)
    return Recognised(
        estates=tuple(sorter.entries()),
        shared=tuple(sorter.shared),
        summary=summary,
        matches=tuple(sorter.matches),
        findings=tuple(findings),
    )


def _note_trouble(file: StagedFile, found: Examined, contents: Contents) -> None:
    where = Where(file=file.path)
    if file.size == 0:
        contents.findings.append(Door.EMPTY_FILE.found(where))
        contents.unread[file.path] = "是空文件"
    elif found.trouble is not None:
        contents.findings.append(Door.UNREADABLE.found(where, why=WHY[found.trouble]))
        contents.unread[file.path] = WHY[found.trouble]
    elif found.look or not found.texts:
        contents.unread[file.path] = "是没有文字的扫描件或图片"


def _chosen_summary(contents: Contents, findings: list[Finding]) -> Summary | None:
    """The one that is named so or says most; the others are told."""
    ordered = sorted(contents.summaries, key=_summary_weight, reverse=True)
    chosen = ordered[0] if ordered and _summary_weight(ordered[0])[1] else None
    if chosen is None:
        told = [Door.SUMMARY_HEADER.found(Where(file=path)) for path in contents.headless]
        told += [
            Door.SUMMARY_UNREAD.found(Where(file=material.path))
            for material in contents.materials
            if material.path not in contents.headless and is_named_summary(material.path)
        ]
        findings.extend(told or [Door.SUMMARY_MISSING.found(Where())])
        return None
    findings.extend(
        Door.SUMMARY_TWICE.found(Where(file=other.file), other=chosen.file)
        for other in ordered[1:]
        if is_named_summary(other.file)
    )
    findings.extend(
        Door.ROW_UNNAMED.found(Where(file=chosen.file), row=str(row)) for row in chosen.unnamed_rows
    )
    return chosen


def _summary_weight(summary: Summary) -> tuple[bool, int, int]:
    facts = sum(len(row.facts) for row in summary.rows)
    return is_named_summary(summary.file), len(summary.rows), facts
