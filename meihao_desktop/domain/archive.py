"""The archive folder (归档): a finished round in one closed folder that anybody can check."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby

from meihao_desktop.domain.panel import PersonId

MATERIALS, PAPERS, BUNDLES = "materials", "papers", "bundles"
FOLDERS = (MATERIALS, PAPERS, BUNDLES)
"""The folders inside an archive; everything else lies at its top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePart:
    """One file of an archive: its name inside the folder, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str

    @property
    def folder(self) -> str:
        """The folder inside the archive; empty at its top."""
        return self.name.rpartition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """One archive that was written: what stood at the end of the log, and where it went.

    ``digest`` is the SHA-256 of its manifest, which lists every other file. ``materials_digest``
    stands for all materials together: the SHA-256 of their names, one to a line, in their order.
    """

    digest: str
    place: str
    made_by: PersonId
    made_at: datetime
    log_seq: int
    log_head: str
    fingerprint: str
    result_digest: str
    parts: tuple[ArchivePart, ...]
    materials: int
    materials_size: int
    materials_digest: str

    @property
    def total_size(self) -> int:
        return self.materials_size + sum(part.size for part in self.parts)

    @property
    def file_count(self) -> int:
        return self.materials + len(self.parts)

    def groups(self) -> Iterator[tuple[str, tuple[ArchivePart, ...]]]:
        """The parts folder by folder, those at the top first."""
        for folder, parts in groupby(sorted(self.parts, key=_order), key=lambda p: p.folder):
            yield folder, tuple(parts)


def names_digest(names: Sequence[str]) -> str:
    """The SHA-256 of sorted names, one to a line: ``ls | LC_ALL=C sort | sha256sum``."""
    return sha256("".join(f"{name}\n" for name in sorted(names)).encode()).hexdigest()


def archive_lines(archives: Sequence[Archive]) -> Iterator[str]:
    """What the check code of the list of an archive (归档目录) stands for: the newest one."""
    yield "meihao archive list 1"
    for archive in archives[-1:]:
        yield f"manifest {archive.digest}"
        yield f"log {archive.log_seq} {archive.log_head}"
        yield f"key {archive.fingerprint}"


def _order(part: ArchivePart) -> tuple[bool, str, str]:
    return part.folder != "", part.folder, part.name
