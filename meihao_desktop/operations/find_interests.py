"""Names and units of the panel, looked for in the materials of every estate.

``mention_files`` and ``keep`` ask the store; ``find`` runs in the background. What was found is
kept with a stamp of what was sought, so that a desk can say when it has to be done again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.group_names import words_of
from meihao_desktop.domain.interests.standing_names import StandingName
from meihao_desktop.domain.mention import Mention, NameSearch, Sought, sought, stale, stamp_of
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.preview import TextPart
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.domain.wording import Wording, folded
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.texts import SearchFile, files_of, texts

MOST_PLACES = 3
"""Places that are kept of the same words in one file; more would say no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionFiles:
    """One estate to be searched, for what, and the stamp that its result will bear."""

    estate: EstateId
    files: tuple[SearchFile, ...]
    wanted: tuple[Sought, ...]
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMentions:
    """What the search through one estate found; ``unread`` counts materials without any text."""

    estate: EstateId
    stamp: str
    mentions: tuple[Mention, ...]
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionsDesk:
    """How far the search has come; ``due`` counts the estates that were never or else searched."""

    estates: int
    due: int
    found: int
    unread: int
    may_search: bool

    @property
    def is_new(self) -> bool:
        """Whether nothing was searched yet."""
        return self.due == self.estates


def mentions_desk(context: Context) -> MentionsDesk:
    """What a desk says beside the button."""
    dossier = context.dossier()
    due = stale(dossier.name_searches, _wanted(dossier), dossier.estates)
    current = [each for each in dossier.name_searches if each.estate not in due]
    pairs = {(m.person, m.estate) for each in current for m in each.mentions}
    return MentionsDesk(
        estates=len(dossier.estates),
        due=len(due),
        found=len(pairs),
        unread=sum(each.unread for each in current),
        may_search=context.may(Act.COMPARE_NAMES),
    )


def mention_files(context: Context) -> tuple[MentionFiles, ...]:
    """The estates that have to be searched, for the first time or because something changed."""
    context.require(Act.COMPARE_NAMES)
    dossier = context.dossier()
    wanted = _wanted(dossier)
    due = stale(dossier.name_searches, wanted, dossier.estates)
    return tuple(
        MentionFiles(
            estate=estate.id,
            files=files_of(context, estate),
            wanted=wanted,
            stamp=stamp_of(wanted, estate),
        )
        for estate in dossier.estates
        if estate.id in due
    )


def find(groups: tuple[MentionFiles, ...], watch: Watch) -> tuple[FoundMentions, ...]:
    """Every name that stands for itself and every unit, with file and place."""
    total = sum(len(group.files) for group in groups)
    done = 0
    found: list[FoundMentions] = []
    for group in groups:
        terms = tuple(_Term(each) for each in group.wanted)
        mentions: list[Mention] = []
        unread = 0
        for file in group.files:
            watch.tell(Progress(done_files=done, total_files=total, current=file.material.path))
            parts = texts(file)
            unread += not parts
            mentions.extend(_in_file(group.estate, file, parts, terms))
            done += 1
        found.append(
            FoundMentions(
                estate=group.estate, stamp=group.stamp, mentions=tuple(mentions), unread=unread
            )
        )
    return tuple(found)


def keep(context: Context, found: Iterable[FoundMentions]) -> Change:
    """Keep what was found, where what was searched is still what is there."""
    context.require(Act.COMPARE_NAMES)
    dossier = context.dossier()
    wanted = _wanted(dossier)
    stamps = {estate.id: stamp_of(wanted, estate) for estate in dossier.estates}
    current = [each for each in found if stamps.get(each.estate) == each.stamp]
    if not current:
        return Change()
    at = context.now()
    detail = {"estates": len(current), "mentions": sum(len(each.mentions) for each in current)}
    with context.transaction("keep_mentions", detail=detail):
        for each in current:
            context.store.interests.save_search(
                NameSearch(
                    estate=each.estate,
                    stamp=each.stamp,
                    mentions=each.mentions,
                    unread=each.unread,
                    searched_at=at,
                )
            )
    return Change(is_panel=True, is_findings=True)


class _Term:
    """One thing to look for, in the way that suits it: a name by itself, a unit anywhere."""

    def __init__(self, wanted: Sought) -> None:
        self.wanted = wanted
        self.folded = folded(wanted.words)
        self._name = None if wanted.is_unit else StandingName(wanted.words)
        self._unit = Wording(wanted.words)

    def find(self, text: str) -> Iterator[tuple[str, bool]]:
        """The words as written, and whether a calling stands beside them."""
        if self._name is not None:
            for hit in self._name.find(text):
                yield text[hit.start : hit.end], hit.is_backed
            return
        for start, end in self._unit.find(text):
            yield text[start:end], False

    def mention(self, estate: EstateId, file: SearchFile, place: str, words: str) -> Mention:
        return Mention(
            person=self.wanted.person,
            estate=estate,
            words=" ".join(words.split()),
            is_unit=self.wanted.is_unit,
            file=file.material.path,
            place=place,
        )


def _in_file(
    estate: EstateId, file: SearchFile, parts: Iterable[TextPart], terms: Iterable[_Term]
) -> Iterator[Mention]:
    """The path of a file counts as a text: 王平身份证.jpg names somebody too."""
    path = TextPart(place="", text=" / ".join(file.material.path.split("/")))
    kept = [(part, folded(part.text)) for part in (path, *parts)]
    for term in terms:
        places: dict[str, Mention] = {}
        for part, plain in kept:
            if len(places) >= MOST_PLACES or term.folded not in plain:
                continue
            for words, is_backed in term.find(part.text):
                told = term.mention(estate, file, part.place, words)
                known = places.setdefault(part.place, told)
                places[part.place] = replace(known, is_backed=known.is_backed or is_backed)
        yield from places.values()


def _wanted(dossier: Dossier) -> tuple[Sought, ...]:
    review_round = dossier.review_round
    groups = words_of(review_round.rules.company_groups)
    return sought(dossier.panel.people, review_round.bureau, groups)
