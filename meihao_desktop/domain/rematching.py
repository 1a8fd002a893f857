"""A person's word on a spelling: which estate a folder, a file or a form really belongs to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.submission import (
    EstateEntry,
    NameMatch,
    NamePlace,
    ReceivedSubmission,
)

NOBODY = ""
"""In place of an estate: the materials belong to no single one."""
UNKNOWN_FOLDER = "door_folder_unknown"
"""The code of the counter's finding on a folder that fits no estate."""


def spellings(received: ReceivedSubmission) -> tuple[NameMatch, ...]:
    """Everything a person may want to correct.

    First come the spellings the counter matched, then the estates that no summary names, then the
    folders that fit no estate.
    """
    return (*received.matches, *_unlisted(received), *_homeless(received))


def rematched(received: ReceivedSubmission, choices: Mapping[NameMatch, str]) -> ReceivedSubmission:
    """The submission as it is when each spelling of ``choices`` means the estate beside it.

    An estate that nothing is left of was none: it stood only for the spelling.
    """
    for match, estate in choices.items():
        received = _confirmed(_moved(received, match, estate), match, estate)
    return received


def entry_of(received: ReceivedSubmission, name: str) -> EstateEntry:
    """The estate of this name; an empty one where there is none (any more)."""
    found = (entry for entry in received.estates if entry.name == name)
    return next(found, EstateEntry(name=name))


def _unlisted(received: ReceivedSubmission) -> Iterator[NameMatch]:
    """Estates of folders and forms where a summary names others."""
    if not any(entry.summary_facts for entry in received.estates):
        return
    for entry in received.estates:
        if not entry.summary_facts:
            place = NamePlace.FORM if entry.application_form else NamePlace.FOLDER
            yield NameMatch(written=entry.name, where=place, estate=entry.name, is_guessed=True)


def _homeless(received: ReceivedSubmission) -> Iterator[NameMatch]:
    for finding in received.findings:
        if finding.code == UNKNOWN_FOLDER:
            folder = finding.where.file
            yield NameMatch(written=folder, where=NamePlace.FOLDER, estate=NOBODY, is_guessed=True)


def _confirmed(received: ReceivedSubmission, match: NameMatch, estate: str) -> ReceivedSubmission:
    """The match is no guess any longer."""
    better = replace(match, estate=estate, is_guessed=False)
    matches = (better if each == match else each for each in received.matches)
    return replace(received, matches=tuple(matches))


def _moved(received: ReceivedSubmission, match: NameMatch, estate: str) -> ReceivedSubmission:
    if estate == match.estate:
        return received
    form, moved = _meant(received, match)
    left = _without(received, moved, form)
    if estate == NOBODY:
        return replace(left, shared_materials=(*left.shared_materials, *moved))
    target = entry_of(left, estate)
    richer = replace(
        target,
        materials=(*target.materials, *moved),
        application_form=target.application_form or form,
    )
    if target in left.estates:
        entries = tuple(richer if entry == target else entry for entry in left.estates)
    else:
        entries = (*left.estates, richer)
    return replace(left, estates=entries)


def _meant(
    received: ReceivedSubmission, match: NameMatch
) -> tuple[ApplicationForm | None, tuple[Material, ...]]:
    """The form, if it goes along, and the materials that came by this spelling."""
    if match.estate == NOBODY:
        return None, _below(received.shared_materials, match.written)
    entry = entry_of(received, match.estate)
    form = entry.application_form
    if match.written == entry.name:
        return form, entry.materials
    if match.where is NamePlace.FORM:
        if form is None or form.estate_name != match.written:
            return None, ()
        home = form.file.rpartition("/")[0]
        below = _below(entry.materials, home) if home else ()
        return form, below or tuple(m for m in entry.materials if m.path == form.file)
    moved = tuple(material for material in entry.materials if _is_spelled(material, match))
    goes_along = form is not None and any(material.path == form.file for material in moved)
    return (form if goes_along else None), moved


def _below(materials: tuple[Material, ...], folder: str) -> tuple[Material, ...]:
    return tuple(material for material in materials if material.path.startswith(f"{folder}/"))


def _is_spelled(material: Material, match: NameMatch) -> bool:
    if match.where is NamePlace.FOLDER:
        return match.written in material.path.split("/")[:-1]
    return match.written in material.file_name


def _without(
    received: ReceivedSubmission, moved: tuple[Material, ...], form: ApplicationForm | None
) -> ReceivedSubmission:
    gone = set(moved)
    entries = (
        replace(
            entry,
            materials=tuple(material for material in entry.materials if material not in gone),
            application_form=None if entry.application_form == form else entry.application_form,
        )
        for entry in received.estates
    )
    return replace(
        received,
        estates=tuple(entry for entry in entries if _stands(entry)),
        shared_materials=tuple(m for m in received.shared_materials if m not in gone),
    )


def _stands(entry: EstateEntry) -> bool:
    return bool(entry.materials or entry.summary_facts or entry.application_form)
