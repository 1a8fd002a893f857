"""A later version of a county's submission, compared with the one before."""

from collections.abc import Iterator, Mapping, Sequence

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.difference import (
    Differences,
    FigureChange,
    FigurePlace,
    OpinionChange,
)
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import Fact, FactName
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.submission import EstateEntry

NOTHING = "（无）"
FILLED, EMPTY = "已填写或盖章", "空白"

EstatePair = tuple[Estate | None, EstateEntry]
"""An estate as it is handed in now, beside what stood under this name before."""


def differences(
    pairs: Sequence[EstatePair],
    missing: Sequence[Estate],
    *,
    files_before: Sequence[Material],
    files_now: Sequence[Material],
) -> Differences:
    """Compare two versions of one county's submission."""
    before, now = _alike_rooted(
        {material.path: material.digest for material in files_before},
        {material.path: material.digest for material in files_now},
    )
    known = [(estate, entry) for estate, entry in pairs if estate is not None]
    return Differences(
        added_estates=tuple(entry.name for estate, entry in pairs if estate is None),
        missing_estates=tuple(estate.name for estate in missing),
        added_files=tuple(sorted(now.keys() - before.keys())),
        removed_files=tuple(sorted(before.keys() - now.keys())),
        changed_files=tuple(
            sorted(path for path in now.keys() & before.keys() if now[path] != before[path])
        ),
        figures=tuple(change for pair in known for change in _figures(*pair)),
        opinions=tuple(change for pair in known for change in _opinions(*pair)),
    )


Files = Mapping[str, str]
"""Digests by path."""


def _alike_rooted(before: Files, now: Files) -> tuple[Files, Files]:
    """Both lists as they agree best: one may stand in an outer folder that the other lacks.

    A county that sent a folder and then an archive of that folder has not changed every file.
    """
    return min(
        ((one, other) for one in _rooted(before) for other in _rooted(now)),
        key=lambda pair: len(pair[0].keys() ^ pair[1].keys()),
    )


def _rooted(files: Files) -> tuple[Files, ...]:
    """The list as it is, and without an outer folder that holds everything."""
    roots = {path.partition("/")[0] if "/" in path else "" for path in files}
    if len(roots) != 1 or "" in roots:
        return (files,)
    return (files, {path.partition("/")[2]: digest for path, digest in files.items()})


def _figures(estate: Estate, entry: EstateEntry) -> Iterator[FigureChange]:
    sources = (
        (FigurePlace.SUMMARY, estate.summary_facts, entry.summary_facts),
        (FigurePlace.FORM, _facts(estate.application_form), _facts(entry.application_form)),
    )
    for place, before, now in sources:
        for name in FactName:
            first, second = _shown(before.get(name)), _shown(now.get(name))
            if first != second:
                yield FigureChange(
                    estate=entry.name, place=place, fact=name, before=first, now=second
                )


def _opinions(estate: Estate, entry: EstateEntry) -> Iterator[OpinionChange]:
    before, now = _boxes(estate.application_form), _boxes(entry.application_form)
    for box in dict.fromkeys((*before, *now)):
        first, second = before.get(box, NOTHING), now.get(box, NOTHING)
        if first != second:
            yield OpinionChange(estate=entry.name, box=box, before=first, now=second)


def _facts(form: ApplicationForm | None) -> Mapping[FactName, Fact]:
    return form.facts if form else {}


def _shown(fact: Fact | None) -> str:
    return (fact.shown if fact else "") or NOTHING


def _boxes(form: ApplicationForm | None) -> Mapping[str, str]:
    opinions = form.opinions if form else ()
    return {opinion.label: FILLED if opinion.is_filled else EMPTY for opinion in opinions}
