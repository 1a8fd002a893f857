"""The archive folder: a closed world of files, listed in a manifest that the event key signed.

::

    归档-<title>-<year>/
        round.db  result.json  verify.py  核验说明.html
        materials/<SHA-256>    papers/<name>    bundles/<name>
        manifest.json          every other file with its size and SHA-256, and what it is about
        manifest.sig           three lines: what is signed, the public key, the signature

The manifest is canonical JSON; the signature stands over its bytes as kind ``archive``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from meihao_desktop import fsops
from meihao_desktop.domain.archive import FOLDERS, MATERIALS, ArchivePart
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Watch
from meihao_desktop.exchange.canonical import Json, NotCanonical, canonical, parsed
from meihao_desktop.exchange.manifest import LARGEST_FILE, Entry, is_whole
from meihao_desktop.exchange.signing_keys import ALGORITHM, SigningKey, fingerprint_of, verify
from meihao_desktop.exchange.stick import (
    MARKER,
    ROOM_TO_SPARE,
    copy_verified,
    is_unfinished,
    marker_of,
    safe_name,
)

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
START = "归档-"
VERSION = 1
MOST_FOLDERS = 99
_HEAD = f"meihao//archive//{VERSION}//{ALGORITHM}"
_SIGNED = re.compile(rf"{_HEAD}\n([0-9a-f]{{64}})\n([0-9a-f]{{128}})\n")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ArchiveFault(MeihaoError):
    """Something in an archive is not as it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLoad:
    """What goes into an archive: files made in memory, materials that lie somewhere, and the head.

    ``told`` is what the manifest says beside the list of files.
    """

    files: Mapping[str, bytes]
    materials: Mapping[str, Path]
    told: Mapping[str, Json]
    about: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedArchive:
    """An archive whose every byte was read and is as the event key signed it."""

    folder: Path
    told: Mapping[str, Any]
    parts: tuple[ArchivePart, ...]
    public_key: str
    digest: str

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.public_key)


def archive_folder(place: Path, title: str, year: int, about: bytes) -> Path:
    """Where an archive goes: an unfinished one of the same state is gone on with, none replaced."""
    stem = f"{START}{safe_name(title)}-{year}"
    for number in range(1, MOST_FOLDERS + 1):
        folder = place / (stem if number == 1 else f"{stem}-{number}")
        if not folder.exists() or (is_unfinished(folder) and marker_of(folder) == about):
            return folder
    raise ArchiveFault(f"“{place}”中已有 {MOST_FOLDERS} 份归档，请换一个位置。")


def write_archive(folder: Path, load: ArchiveLoad, key: SigningKey, watch: Watch) -> OpenedArchive:
    """Write everything, read everything back, and give what was read.

    A marker is put down first and taken away last; what an earlier attempt has finished is compared
    and not copied again.
    """
    entries = tuple(_entries(load.materials))
    size = sum(len(data) for data in load.files.values())
    fsops.make_folder(folder)
    fsops.write_atomically(folder / MARKER, load.about)
    for name in (MANIFEST, SIGNATURE):
        fsops.remove_file(folder / name)
    _clear(folder, load)
    for name in FOLDERS:
        fsops.make_folder(folder / name)
    lacking = sum(e.size for e in entries if not (folder / MATERIALS / e.name).is_file())
    fsops.require_space(folder, lacking + size + ROOM_TO_SPARE)
    copy_verified(load.materials, folder / MATERIALS, entries, watch)
    for name, data in load.files.items():
        watch.check()
        fsops.write_atomically(folder / name, data)
    manifest = canonical({**load.told, "version": VERSION, "files": _listed(load, entries)})
    fsops.write_atomically(folder / MANIFEST, manifest)
    fsops.write_atomically(folder / SIGNATURE, _signature(manifest, key))
    opened = _read(folder, watch, may_be_marked=True)
    fsops.remove_file(folder / MARKER)
    fsops.flush_folder(folder)
    return opened


def open_archive(folder: Path, watch: Watch | None = None) -> OpenedArchive:
    """Read every byte of an archive and hold it against its signed manifest."""
    return _read(folder, watch or Watch(), may_be_marked=False)


def looks_like_archive(folder: Path) -> bool:
    return (folder / MANIFEST).is_file() and (folder / SIGNATURE).is_file()


def file_name(folder: str, stem: str, suffix: str, taken: Sequence[str]) -> str:
    """A name inside the archive that every system takes and that no other file has."""
    base = safe_name(stem)
    known = {name.casefold() for name in taken}
    for number in range(1, len(known) + 2):
        name = f"{folder}/{base if number == 1 else f'{base}-{number}'}.{suffix}"
        if name.casefold() not in known:
            return name
    raise AssertionError("one more name than there are is always free")


def _read(folder: Path, watch: Watch, *, may_be_marked: bool) -> OpenedArchive:
    if is_unfinished(folder) and not may_be_marked:
        raise ArchiveFault(f"“{folder.name}”还没有写完，不能使用；请在原来的电脑上重新归档。")
    manifest = _bytes(folder / MANIFEST)
    public_key = _signer(manifest, _bytes(folder / SIGNATURE))
    told, parts = _told(manifest)
    if told.get("event_key") != public_key:
        raise ArchiveFault("清单不是用它所写的评审密钥签名的，清单被换过。")
    _require_closed(folder, parts)
    for part in parts:
        watch.check()
        entry = Entry(name=part.name, size=part.size, sha256=part.sha256)
        if not is_whole(folder / part.name, entry, lambda _count: watch.check()):
            raise ArchiveFault(f"“{part.name}”的内容与清单不符，文件已损坏或被改动。")
    return OpenedArchive(
        folder=folder,
        told=told,
        parts=parts,
        public_key=public_key,
        digest=sha256(manifest).hexdigest(),
    )


def _signer(manifest: bytes, signature: bytes) -> str:
    found = _SIGNED.fullmatch(signature.decode("ascii", "replace"))
    if found is None:
        raise ArchiveFault(f"“{SIGNATURE}”的格式不对，可能已损坏或被改动。")
    public_key, signed = found.groups()
    if not verify(public_key, "archive", manifest, signed):
        raise ArchiveFault("清单的签名与内容不符，清单或签名已损坏或被改动。")
    return public_key


def _told(manifest: bytes) -> tuple[dict[str, Any], tuple[ArchivePart, ...]]:
    try:
        told = cast("dict[str, Any]", parsed(manifest))
        if not isinstance(told, dict) or canonical(told) != manifest or told["version"] != VERSION:
            raise ArchiveFault("清单由更新版本的程序写出，或写法不唯一，不能核对。")
        parts = tuple(ArchivePart(**item) for item in told["files"])
    except (NotCanonical, KeyError, TypeError) as error:
        raise ArchiveFault("清单的内容读不懂，可能已损坏或被改动。") from error
    return told, parts


def _require_closed(folder: Path, parts: Sequence[ArchivePart]) -> None:
    listed = {part.name: part for part in parts}
    if len({name.casefold() for name in listed}) != len(parts):
        raise ArchiveFault("清单中有重复的文件名，清单被改动过。")
    found = dict(_found(folder))
    for name in sorted(found.keys() - listed.keys()):
        raise ArchiveFault(f"多出了清单之外的“{name}”。请移走这个文件后再核对。")
    for name in sorted(listed.keys() - found.keys()):
        raise ArchiveFault(f"缺少清单中的“{name}”，归档不完整。")
    for name, size in found.items():
        if size != listed[name].size:
            raise ArchiveFault(f"“{name}”的大小与清单不符，文件已损坏或被改动。")


def _found(folder: Path) -> Iterator[tuple[str, int]]:
    """Every file with its size; links and stranger folders count as strangers."""
    for place in sorted(folder.iterdir()):
        if place.name in (MANIFEST, SIGNATURE, MARKER):
            continue
        if place.name in FOLDERS and place.is_dir() and not place.is_symlink():
            for inner in sorted(place.iterdir()):
                is_plain = inner.is_file() and not inner.is_symlink()
                yield f"{place.name}/{inner.name}", inner.stat().st_size if is_plain else -1
        else:
            is_plain = place.is_file() and not place.is_symlink()
            yield place.name, place.stat().st_size if is_plain else -1


def _entries(materials: Mapping[str, Path]) -> Iterator[Entry]:
    for digest, source in sorted(materials.items()):
        if not source.is_file():
            raise ArchiveFault(
                f"材料文件 {digest[:8]} 不见了，没有归档。请先从备份恢复评审目录的材料，再归档。"
            )
        if (size := source.stat().st_size) > LARGEST_FILE:
            raise ArchiveFault(f"材料文件 {digest[:8]} 超过 4 GB，U 盘放不下，请归档到硬盘。")
        yield Entry(name=digest, size=size, sha256=digest)


def _listed(load: ArchiveLoad, entries: Sequence[Entry]) -> Json:
    made = [
        {"name": name, "size": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in load.files.items()
    ]
    lying = [{"name": f"{MATERIALS}/{e.name}", "size": e.size, "sha256": e.sha256} for e in entries]
    return sorted((*made, *lying), key=lambda item: str(item["name"]))


def _signature(manifest: bytes, key: SigningKey) -> bytes:
    return f"{_HEAD}\n{key.public_key}\n{key.sign('archive', manifest)}\n".encode()


def _clear(folder: Path, load: ArchiveLoad) -> None:
    """What an earlier attempt left behind and this one does not want."""
    wanted = {MARKER, *load.files, *(f"{MATERIALS}/{name}" for name in load.materials)}
    for name, _ in list(_found(folder)):
        if name not in wanted:
            fsops.remove_tree(folder / name)


def _bytes(file: Path) -> bytes:
    if not file.is_file():
        raise ArchiveFault(f"没有“{file.name}”，“{file.parent.name}”不是完整的归档文件夹。")
    return file.read_bytes()
