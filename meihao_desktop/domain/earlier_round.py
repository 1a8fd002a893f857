"""An earlier round (往年评审): what is remembered of it, to be compared with this one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NewType

EarlierRoundId = NewType("EarlierRoundId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFile:
    """A file that was handed in then; the file itself is not kept here."""

    path: str
    digest: str
    look: str = ""

    @property
    def file_name(self) -> str:
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEstate:
    """An estate of that round; ``is_honoured`` where it stood on the published list."""

    name: str
    county: str
    company: str = ""
    is_honoured: bool = False
    files: tuple[EarlierFile, ...] = ()


Owned = tuple[EarlierEstate, EarlierFile]


@dataclass(frozen=True, kw_only=True)
class EarlierRound:
    """One earlier round; its id is that of its first record, the same in every copy of it.

    ``has_result`` tells whether it had come to 定稿, so that its honours are known.
    """

    id: EarlierRoundId
    title: str
    year: int
    has_result: bool = False
    estates: tuple[EarlierEstate, ...] = ()

    @property
    def honoured(self) -> tuple[EarlierEstate, ...]:
        return tuple(estate for estate in self.estates if estate.is_honoured)

    @property
    def file_count(self) -> int:
        return sum(len(estate.files) for estate in self.estates)

    @cached_property
    def by_digest(self) -> Mapping[str, Owned]:
        """The first estate that handed in a file, and the file."""
        owned = ((estate, file) for estate in self.estates for file in estate.files)
        return _first(((file.digest, (estate, file)) for estate, file in owned))

    @cached_property
    def by_look(self) -> Mapping[str, Owned]:
        """The first estate that handed in a picture of this look."""
        owned = ((estate, file) for estate in self.estates for file in estate.files if file.look)
        return _first(((file.look, (estate, file)) for estate, file in owned))

    @cached_property
    def looks(self) -> frozenset[str]:
        return frozenset(self.by_look)


def _first(pairs: Iterable[tuple[str, Owned]]) -> Mapping[str, Owned]:
    found: dict[str, Owned] = {}
    for key, owned in pairs:
        found.setdefault(key, owned)
    return found
