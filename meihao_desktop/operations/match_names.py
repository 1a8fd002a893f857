"""A person confirms or corrects which spelling means which estate, before anything is accepted."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from meihao_desktop.domain import rematching
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.submission import NameMatch, ReceivedSubmission
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.figure_checks import check_estate, check_repeats


def spellings(received: ReceivedSubmission) -> tuple[NameMatch, ...]:
    """Everything that a person may confirm or correct, as the counter read it."""
    return rematching.spellings(received)


def rematch(received: ReceivedSubmission, choices: Mapping[NameMatch, str]) -> ReceivedSubmission:
    """The counter's reading with the person's choices; what it finds is found anew.

    ``received`` is always the reading as it came from the counter, so that a choice can be changed
    as often as one likes.
    """
    corrected = rematching.rematched(received, choices)
    names = {entry.name for entry in corrected.estates}
    before, after = set(_found(received)), tuple(_found(corrected))
    kept = (
        finding
        for finding in received.findings
        if finding not in before and _still_holds(finding, names, choices)
    )
    known = {entry.name for entry in received.estates}
    lost = (finding for finding in after if finding not in before or finding in received.findings)
    told = (*kept, *lost, *_told(choices, known))
    order = list(Severity)
    return replace(
        corrected,
        findings=tuple(sorted(dict.fromkeys(told), key=lambda f: order.index(f.severity))),
    )


def _found(received: ReceivedSubmission) -> Iterator[Finding]:
    """What depends on which estate a material and a form belong to."""
    has_summary = any(entry.summary_facts for entry in received.estates)
    for entry in received.estates:
        where = Where(estate=entry.name)
        yield from check_estate(entry)
        if entry.application_form is None:
            yield Door.FORM_MISSING.found(where)
        if not entry.materials:
            yield Door.NO_FOLDER.found(where)
        if has_summary and not entry.summary_facts:
            yield Door.NOT_IN_SUMMARY.found(where)
    yield from check_repeats(received.estates)


def _still_holds(finding: Finding, names: set[str], choices: Mapping[NameMatch, str]) -> bool:
    """Whether nothing that was chosen has settled it."""
    if finding.where.estate and finding.where.estate not in names:
        return False
    if finding.code == rematching.UNKNOWN_FOLDER:
        return not any(
            match.written == finding.where.file and estate != rematching.NOBODY
            for match, estate in choices.items()
        )
    return finding not in {
        Door.NAME_GUESSED.found(Where(estate=match.estate), other=match.written)
        for match in choices
    }


def _told(choices: Mapping[NameMatch, str], known: set[str]) -> Iterator[Finding]:
    """What a person changed is written down with the submission."""
    for match, estate in choices.items():
        if estate == match.estate:
            continue
        yield Door.NAME_CORRECTED.found(
            Where(estate=estate),
            other=match.written,
            kind=match.where.value,
            before=f"“{match.estate}”" if match.estate in known else "公共材料",
            after=f"“{estate}”" if estate else "公共材料",
        )
