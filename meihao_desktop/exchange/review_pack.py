"""The review pack (评审包): a folder with one signed head and the materials that it lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.exchange.canonical import Json
from meihao_desktop.exchange.envelope import Envelope, Kind, open_envelope, seal_envelope
from meihao_desktop.exchange.manifest import Manifest, manifest_from, require_closed
from meihao_desktop.exchange.refusals import Refusal, Refused, refuse
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.exchange.stick import MARKER, is_unfinished, marker_of, safe_name

PACK_FILE = "pack.meihao"
MATERIALS = "materials"
START = "评审包-"
_NUMBERED = re.compile(r"评审包-.+-([0-9]{1,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPack:
    """An opened head: what it says, what it lists, and who signed it."""

    folder: Path
    envelope: Envelope
    told: Json
    manifest: Manifest

    @property
    def materials(self) -> Path:
        return self.folder / MATERIALS


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPack:
    """A folder on a stick that is, or was to become, a review pack; ``fault`` says why not."""

    folder: Path
    pack: SignedPack | None
    fault: str = ""


def pack_folder(title: str, serial: int) -> str:
    return f"{START}{safe_name(title)}-{serial}"


def seal_pack(told: Json, manifest: Manifest, key: SigningKey) -> bytes:
    """The bytes of the head."""
    return seal_envelope(Kind.PACK, {"pack": told, "manifest": manifest.as_json()}, key)


def open_pack(folder: Path) -> SignedPack:
    """The head of a pack, with the folder held against it; materials are read when copied."""
    what = folder.name
    if is_unfinished(folder):
        refuse(Refusal.UNFINISHED, what=what)
    opened = open_envelope(_bytes(folder / PACK_FILE), Kind.PACK, what)
    if opened.body.keys() != {"pack", "manifest"}:
        refuse(Refusal.BAD_CONTENT, what=what, why="字段不符")
    manifest = manifest_from(opened.body["manifest"], what)
    for place in fsops.entries_of(folder):
        if place.name not in (PACK_FILE, MATERIALS):
            refuse(Refusal.EXTRA_FILE, what=what, name=place.name)
    require_closed(folder / MATERIALS, manifest, what)
    return SignedPack(folder=folder, envelope=opened, told=opened.body["pack"], manifest=manifest)


def find_packs(stick: Path) -> tuple[FoundPack, ...]:
    """The packs that lie on a stick or in a folder, the newest number first."""
    try:
        places = [stick, *stick.iterdir()] if stick.is_dir() else []
        folders = [place for place in places if _looks_like_pack(place)]
    except OSError:
        return ()
    folders.sort(key=_number, reverse=True)
    return tuple(_found(folder) for folder in folders)


def take_up_earlier(stick: Path, target: Path, round_mark: bytes) -> None:
    """Let an older pack of the round become the new one, so that its materials need no copying.

    It is marked as unfinished before anything else happens to it.
    """
    if target.exists():
        return
    for folder in _earlier(stick, target):
        if not is_unfinished(folder):
            fsops.write_atomically(folder / MARKER, round_mark)
        elif marker_of(folder) != round_mark:
            continue
        fsops.remove_file(folder / PACK_FILE)
        fsops.rename_into_place(folder, target)
        return


def _earlier(stick: Path, target: Path) -> Iterator[Path]:
    stem = target.name.rpartition("-")[0]
    if not stick.is_dir():
        return
    places = [place for place in fsops.entries_of(stick) if place.name.rpartition("-")[0] == stem]
    yield from (p for p in places if p.is_dir() and 0 < _number(p) < _number(target))


def _found(folder: Path) -> FoundPack:
    try:
        return FoundPack(folder=folder, pack=open_pack(folder))
    except (Refused, StorageError) as fault:
        return FoundPack(folder=folder, pack=None, fault=str(fault))


def _looks_like_pack(place: Path) -> bool:
    return place.is_dir() and (place.name.startswith(START) or (place / PACK_FILE).is_file())


def _number(folder: Path) -> int:
    found = _NUMBERED.fullmatch(folder.name)
    return int(found.group(1)) if found else 0


def _bytes(file: Path) -> bytes:
    if not file.is_file():
        refuse(Refusal.FILE_MISSING, what=file.parent.name, name=file.name)
    try:
        return file.read_bytes()
    except OSError:
        refuse(Refusal.UNREADABLE, what=file.name)
