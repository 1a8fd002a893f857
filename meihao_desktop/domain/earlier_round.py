"""An earlier round (往年评审): what is remembered of it, to be compared with this one."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
