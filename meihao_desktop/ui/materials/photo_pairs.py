"""Which photos of an estate show the same spot before and after; recognised by their names."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from meihao_desktop.domain.material import Material


class Moment(Enum):
    """Which half of a pair a photo is."""

    BEFORE = "前"
    AFTER = "后"

    @property
    def other(self) -> "Moment":
        return Moment.AFTER if self is Moment.BEFORE else Moment.BEFORE


@dataclass(frozen=True, slots=True)
class Pair:
    """Two photos of one spot."""

    before: Material
    after: Material

    def other(self, material: Material) -> Material:
        return self.after if material == self.before else self.before


@dataclass(frozen=True, slots=True)
class _Half:
    """A photo whose name tells its moment: the name around the telling word."""

    material: Material
    moment: Moment
    around: tuple[str, str]


Key = Callable[[_Half], tuple[str, str]]

_WORKS = "改造|整治|整改|更新|治理|提升|施工|维修|修缮|清理|美化|加装|拆除|粉刷|之"
_TELLING = re.compile(
    rf"(?P<work>{_WORKS})(?P<half>[前后])(?!台|门|方|勤|街|院|面)"
    r"|(?<![a-z])(?P<word>before|after)(?![a-z])"
    r"|(?<![^\W\d_])(?P<alone>[前后])(?![^\W\d_])"
    r"|(?P<last>[前后])(?=[\s_\-—.()（）\d]*$)",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"[\s_\-—.·]+")


def pairs_of(photos: Sequence[Material]) -> dict[Material, Pair]:
    """Every photo that has its other half, with the pair."""
    halves = [half for photo in photos if (half := _half(photo)) is not None]
    pairs: dict[Material, Pair] = {}
    _join(pairs, halves, lambda half: half.around)
    _join(
        pairs,
        [half for half in halves if half.material not in pairs],
        lambda half: (half.around[0], ""),
    )
    return pairs


def _join(pairs: dict[Material, Pair], halves: list[_Half], key: Key) -> None:
    """Join what stands alone under its key on both sides; two candidates are no pair."""
    found: dict[tuple[str, str], dict[Moment, list[Material]]] = {}
    for half in halves:
        moments = found.setdefault(key(half), {moment: [] for moment in Moment})
        moments[half.moment].append(half.material)
    for moments in found.values():
        before, after = moments[Moment.BEFORE], moments[Moment.AFTER]
        if len(before) == 1 and len(after) == 1:
            pair = Pair(before[0], after[0])
            pairs[pair.before] = pairs[pair.after] = pair


def _half(photo: Material) -> _Half | None:
    """The last telling word of the name, or of the folder that the photo lies in."""
    folder, _, name = unicodedata.normalize("NFKC", photo.path).casefold().rpartition("/")
    stem = name.rpartition(".")[0] or name
    for text, before, after in ((stem, f"{folder}/", ""), (folder, "", f"/{stem}")):
        found = list(_TELLING.finditer(text))
        if found:
            last = found[-1]
            ahead, behind = text[: last.start()], text[last.end() :]
            around = (_loose(before + ahead), _loose(behind + after))
            return _Half(photo, _moment(last), around)
    return None


def _moment(found: re.Match[str]) -> Moment:
    if word := found.group("word"):
        return Moment.BEFORE if word == "before" else Moment.AFTER
    return Moment(found.group("half") or found.group("alone") or found.group("last"))


def _loose(text: str) -> str:
    return _LOOSE.sub("", text)
