"""Malformed submissions: each breaks one rule, once and alone, and bears the name of its refusal.

A case is called ``<code>__<what is wrong>``. Those whose code is a ``LeftOut`` lose one member and
keep the rest; those whose code is a ``Refusal`` are refused whole.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from meihao_desktop.intake.refusals import LeftOut, Refusal

GOOD = "朗悦花园/说明.txt"
GOOD_DATA = b"ok"
ALSO_GOOD = "长城二花园/说明.txt"
BAD = "坏.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """One malformed submission: how it is made, which member it is about and what remains."""

    name: str
    make: Callable[[Path], Path]
    member: str = BAD
    rest: tuple[str, ...] = (GOOD,)
    caps: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def expected(self) -> LeftOut | Refusal:
        code = self.name.partition("__")[0].upper()
        return LeftOut[code] if code in LeftOut.__members__ else Refusal[code]

    @property
    def is_refused_whole(self) -> bool:
        return isinstance(self.expected, Refusal)


def from_bytes(data: bytes, file_name: str = "玉州区.zip") -> Callable[[Path], Path]:
    """Makes a submission of one file."""

    def make(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / file_name
        path.write_bytes(data)
        return path

    return make


def from_files(files: Mapping[str, bytes]) -> Callable[[Path], Path]:
    """Makes a submission of a folder."""

    def make(folder: Path) -> Path:
        source = folder / "玉州区"
        for name, data in files.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return source

    return make
