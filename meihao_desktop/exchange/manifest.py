"""The manifest of a pack: every file with its size and SHA-256, and nothing beside them."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from meihao_desktop import fsops
from meihao_desktop.exchange.canonical import Json
from meihao_desktop.exchange.refusals import Refusal, refuse

LARGEST_FILE = 4 * 1024**3 - 1
"""What FAT32 can hold of one file; sticks come with it more often than not."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file: its name, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of one folder, in the order of their names."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Manifest":
        return cls(tuple(sorted(set(entries), key=lambda entry: entry.name)))

    @property
    def total_size(self) -> int:
        return sum(entry.size for entry in self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def as_json(self) -> Json:
        return [
            {"name": each.name, "size": each.size, "sha256": each.sha256} for each in self.entries
        ]


def manifest_from(value: Json, what: str) -> Manifest:
    """The manifest that a pack tells of; unsafe names and double ones are refused."""
    if not isinstance(value, list):
        refuse(Refusal.BAD_CONTENT, what=what, why="没有清单")
    entries = tuple(_entry(item, what) for item in cast("list[Json]", value))
    seen: set[str] = set()
    for entry in entries:
        if entry.name.casefold() in seen:  # sticks do not tell case apart
            refuse(Refusal.LISTED_TWICE, name=entry.name)
        seen.add(entry.name.casefold())
    return Manifest(entries)


def require_closed(folder: Path, manifest: Manifest, what: str) -> None:
    """Refuse a folder that holds anything but the files of the manifest, or lacks one."""
    listed = {entry.name: entry for entry in manifest}
    found: set[str] = set()
    try:
        for place, size in _sizes(folder):
            if place not in listed or size is None:
                refuse(Refusal.EXTRA_FILE, what=what, name=place)
            found.add(place)
            if size != listed[place].size:
                refuse(Refusal.OTHER_SIZE, name=place)
    except OSError as error:
        raise fsops.explained(error, folder) from error
    for name in listed:
        if name not in found:
            refuse(Refusal.FILE_MISSING, what=what, name=name)


def is_whole(file: Path, entry: Entry, on_bytes: Callable[[int], None]) -> bool:
    """Whether the file is there just as the manifest says, every byte read anew."""
    if fsops.size_of(file) != entry.size:
        return False
    return fsops.digest_of(file, on_bytes) == entry.sha256


def _sizes(folder: Path) -> Iterator[tuple[str, int | None]]:
    """The names in a folder; a size has only what is a file itself."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as places:
        for place in places:
            is_file = place.is_file(follow_symlinks=False)
            yield place.name, place.stat().st_size if is_file else None


def _entry(item: Json, what: str) -> Entry:
    if not isinstance(item, dict) or cast("dict[str, Json]", item).keys() != {
        "name", "size", "sha256",
    }:  # fmt: skip
        refuse(Refusal.BAD_CONTENT, what=what, why="清单不完整")
    told = cast("dict[str, Json]", item)
    name, size, digest = told["name"], told["size"], told["sha256"]
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        refuse(Refusal.UNSAFE_NAME, name=str(name)[:60])
    if type(size) is not int or size < 0:
        refuse(Refusal.BAD_CONTENT, what=what, why="清单中的大小有误")
    if size > LARGEST_FILE:
        refuse(Refusal.OVER_4_GIB, name=name)
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        refuse(Refusal.BAD_CONTENT, what=what, why="清单中的校验值有误")
    return Entry(name=name, size=size, sha256=digest)
