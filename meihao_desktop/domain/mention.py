"""Names and units of the panel found in the materials of an estate, and when they were sought."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from meihao_desktop.domain.company_name import company_key
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.estate_name import folded
from meihao_desktop.domain.group_names import core_name
from meihao_desktop.domain.panel import Person, PersonId, PersonKind

SHORTEST_CORE = 3
"""A core of two characters, such as a place or a surname with a word, tells nobody apart."""
READING = 1
"""Counted up when texts are searched in another way, so that every estate is searched again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person's name or unit found in a material of an estate, at a place one can open.

    ``is_backed`` says that a word such as 经理 or 联系人 stands beside a name.
    """

    person: PersonId
    estate: EstateId
    words: str
    is_unit: bool
    file: str
    place: str
    is_backed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSearch:
    """What one search through the materials of one estate found.

    ``stamp`` stands for what was sought and where (see ``stamp_of``); ``unread`` counts the
    materials without any text, which nobody can search: photos, videos, scans.
    """

    estate: EstateId
    stamp: str
    mentions: tuple[Mention, ...]
    unread: int
    searched_at: datetime


def mentions_in(searches: Iterable[NameSearch]) -> tuple[Mention, ...]:
    """Names and units of the panel that stand in materials, as far as they were sought."""
    return tuple(mention for each in searches for mention in each.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Words that stand for one person: the name, the unit, or the core of the unit's name."""

    person: PersonId
    words: str
    is_unit: bool


def sought(people: Iterable[Person], bureau: str, groups: Mapping[str, str]) -> tuple[Sought, ...]:
    """What is looked for; the bureau that holds the review stands in every application form.

    Groups known by a word of the round's table are looked for by that word, however short.
    """
    found: dict[Sought, None] = {}
    for person in people:
        if person.seat.replaced_by:
            continue
        if len(folded(person.name)) > 1:
            found[Sought(person=person.id, words=person.name.strip(), is_unit=False)] = None
        if person.kind is PersonKind.BUREAU:
            continue
        for unit in (person.unit, person.background.group_company):
            for words in _unit_words(unit, bureau, groups):
                found[Sought(person=person.id, words=words, is_unit=True)] = None
    return tuple(found)


def stamp_of(wanted: Iterable[Sought], estate: Estate) -> str:
    """Differs as soon as somebody or some material is not the same any more."""
    lines = sorted(f"{each.person}|{each.words}|{each.is_unit}" for each in wanted)
    files = sorted(f"{material.digest}|{material.path}" for material in estate.materials)
    return sha256("\n".join((str(READING), *lines, "", *files)).encode()).hexdigest()


def stale(
    searches: Iterable[NameSearch], wanted: Iterable[Sought], estates: Iterable[Estate]
) -> tuple[EstateId, ...]:
    """The estates that have to be searched, for the first time or again."""
    known = {search.estate: search.stamp for search in searches}
    terms = tuple(wanted)
    return tuple(e.id for e in estates if known.get(e.id) != stamp_of(terms, e))


def _unit_words(unit: str, bureau: str, groups: Mapping[str, str]) -> tuple[str, ...]:
    """The full name of a unit, and its core where that alone tells it apart."""
    whole = unit.strip()
    if len(folded(whole)) < SHORTEST_CORE or company_key(whole) == company_key(bureau):
        return ()
    core = core_name(whole)
    is_telling = len(core) >= SHORTEST_CORE or core in groups
    return (whole, core) if core and is_telling and core != whole else (whole,)
