"""Text search through the materials of an estate, or of the whole round.

The text of a material lies beside it, place by place, since it was received; what is missing is
read once more. ``files`` and ``round_files`` ask the store, everything else runs in the background.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.preview import TextPart
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.domain.wording import Wording
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.openness import require_open, shut_estates
from meihao_desktop.operations.texts import SearchFile, files_of, texts

MOST_HITS_OF_ONE = 50
MOST_HITS = 1000
AROUND = 24
"""Characters shown before and after a hit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where the words stand, as written there; no place means the file's own name."""

    place: str
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The hits of one material in reading order."""

    material: Material
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What was found; ``without_text`` could not be looked into, ``is_cut`` left hits out."""

    found: tuple[Found, ...] = ()
    without_text: tuple[Material, ...] = ()
    is_cut: bool = False

    @property
    def hit_count(self) -> int:
        return sum(len(each.hits) for each in self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateFiles:
    """The materials of one estate of a whole-round search."""

    estate: EstateId
    files: tuple[SearchFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundInEstate:
    """What a whole-round search found in one estate."""

    estate: EstateId
    result: SearchResult


def files(context: Context, estate_id: EstateId) -> tuple[SearchFile, ...]:
    """The materials of one estate; nobody looks into an estate they stand back from."""
    actor = context.somebody()
    require_open(context, actor.id, estate_id)
    estates = context.store.submissions.estates()
    return files_of(context, next(estate for estate in estates if estate.id == estate_id))


def round_files(context: Context) -> tuple[EstateFiles, ...]:
    """The materials of every estate that the person at the machine may look into."""
    actor = context.somebody()
    closed = shut_estates(context, actor.id)
    return tuple(
        EstateFiles(estate=estate.id, files=files_of(context, estate))
        for estate in context.store.submissions.estates()
        if estate.id not in closed
    )


def search(wanted: Iterable[SearchFile], text: str, watch: Watch) -> SearchResult:
    """Every place where ``text`` stands; width, case and spacing make no difference."""
    return _search(tuple(wanted), Wording(text), watch)


def search_round(
    groups: tuple[EstateFiles, ...], text: str, watch: Watch
) -> tuple[FoundInEstate, ...]:
    """The same in every estate; an estate without a hit is left out."""
    wording = Wording(text)
    results: list[FoundInEstate] = []
    for number, group in enumerate(groups):
        watch.tell(Progress(done_files=number, total_files=len(groups), current=group.estate))
        result = _search(group.files, wording, Watch(is_cancelled=watch.is_cancelled))
        if result.found:
            results.append(FoundInEstate(estate=group.estate, result=result))
    return tuple(results)


def _search(wanted: tuple[SearchFile, ...], wording: Wording, watch: Watch) -> SearchResult:
    found: list[Found] = []
    wordless: list[Material] = []
    left, is_cut = MOST_HITS, False
    for number, file in enumerate(wanted if wording else ()):
        current = file.material.path
        watch.tell(Progress(done_files=number, total_files=len(wanted), current=current))
        parts = texts(file)
        if not parts:
            wordless.append(file.material)
        most = min(left, MOST_HITS_OF_ONE)
        hits = tuple(islice(_hits(file.material, parts, wording), most + 1))
        is_cut = is_cut or len(hits) > most
        if hits[:most]:
            found.append(Found(material=file.material, hits=hits[:most]))
            left -= len(hits[:most])
    return SearchResult(found=tuple(found), without_text=tuple(wordless), is_cut=is_cut)


def _hits(material: Material, parts: tuple[TextPart, ...], wording: Wording) -> Iterator[Hit]:
    for part in (TextPart(place="", text=material.file_name), *parts):
        for start, end in wording.find(part.text):
            yield Hit(
                place=part.place,
                before=_one_line(part.text[max(0, start - AROUND) : start]).lstrip(),
                match=_one_line(part.text[start:end]),
                after=_one_line(part.text[end : end + AROUND]).rstrip(),
            )


def _one_line(text: str) -> str:
    """The text with every run of spaces and line ends as one space."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() else ""
    return f"{lead}{' '.join(text.split())}{tail}" if text.strip() else lead
