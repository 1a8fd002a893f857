"""Writing onto a stick so that nothing half-written is ever taken for whole.

A marker is put down first and taken away last. Each file is written under another name, flushed,
opened again and compared, and only then gets its own name; what an earlier attempt has finished is
compared again and not copied a second time.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.exchange.manifest import LARGEST_FILE, Entry, Manifest, is_whole
from meihao_desktop.exchange.refusals import Refusal, refuse

MARKER = "正在写入-请勿拔出"
DRAFT_ENDING = ".part"
ROOM_TO_SPARE = 4 * 1024 * 1024
LONGEST_NAME = 60
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*“”\s]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def safe_name(text: str) -> str:
    """A name that FAT, exFAT and every other system takes, as close to ``text`` as it goes."""
    name = _UNSAFE.sub("_", text).strip("._ ")[:LONGEST_NAME].strip("._ ")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


@dataclass
class _Meter:
    """Tells how many bytes were copied and compared; each file counts twice."""

    watch: Watch
    total_bytes: int
    total_files: int
    done_bytes: int = 0
    done_files: int = 0
    current: str = ""

    def take(self, count: int) -> None:
        self.done_bytes += count
        self._tell()

    def finish(self) -> None:
        self.done_files += 1
        self._tell()

    def _tell(self) -> None:
        self.watch.tell(
            Progress(
                done_bytes=self.done_bytes,
                total_bytes=self.total_bytes,
                done_files=self.done_files,
                total_files=self.total_files,
                current=self.current,
            )
        )


def is_unfinished(folder: Path) -> bool:
    """Whether a folder was begun and never finished."""
    return (folder / MARKER).exists()


def marker_of(folder: Path) -> bytes:
    """What the unfinished work was about; nothing where it cannot be told."""
    file = folder / MARKER
    try:
        return file.read_bytes()[:1000]
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise fsops.explained(error, file) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What goes onto a stick: a signed head, and the materials that it lists.

    ``about`` stands in the marker, so that the work can be gone on with.
    """

    name: str
    data: bytes
    manifest: Manifest
    about: bytes = b""


def write_pack(folder: Path, load: Load, sources: Mapping[str, Path], watch: Watch) -> None:
    """The materials under ``folder/materials``, and then the signed head that lists them."""
    name, data, manifest = load.name, load.data, load.manifest
    for entry in manifest:
        if entry.size > LARGEST_FILE:
            refuse(Refusal.OVER_4_GIB, name=entry.name)
    materials = folder / "materials"
    fsops.make_folder(folder)
    fsops.write_atomically(folder / MARKER, load.about)
    fsops.remove_file(folder / name)
    fsops.clear_drafts(folder)
    fsops.make_folder(materials)
    _clear(materials, {entry.name for entry in manifest})
    lacking = [each for each in manifest if fsops.size_of(materials / each.name) != each.size]
    fsops.require_space(folder, sum(each.size for each in lacking) + len(data) + ROOM_TO_SPARE)
    copy_verified(sources, materials, manifest, watch)
    fsops.write_atomically(folder / name, data)
    fsops.remove_file(folder / MARKER)
    fsops.flush_folder(folder)


def copy_verified(
    sources: Mapping[str, Path], target: Path, entries: Iterable[Entry], watch: Watch
) -> tuple[str, ...]:
    """Bring the files to ``target``, each read back; gives the names that had to be copied."""
    wanted = tuple(entries)
    total = 2 * sum(entry.size for entry in wanted)
    meter = _Meter(watch=watch, total_bytes=total, total_files=len(wanted))
    copied: list[str] = []
    for entry in wanted:
        meter.current = entry.name
        goal = meter.done_bytes + 2 * entry.size
        if not is_whole(target / entry.name, entry, meter.take):
            _copy_one(sources[entry.name], target / entry.name, entry, meter.take)
            copied.append(entry.name)
        meter.done_bytes = goal
        meter.finish()
    return tuple(copied)


def write_single(folder: Path, name: str, data: bytes) -> Path:
    """One signed file; nothing stands under its name before it was read back."""
    fsops.make_folder(folder)
    fsops.require_space(folder, len(data) + ROOM_TO_SPARE)
    target = folder / name
    fsops.write_atomically(target, data)
    return target


def _copy_one(source: Path, target: Path, entry: Entry, on_bytes: Callable[[int], None]) -> None:
    draft = target.with_name(f"{entry.name}{DRAFT_ENDING}")
    fsops.remove_file(draft)
    try:
        with source.open("rb") as stream:
            size, digest = fsops.copy_hashing(stream, draft, on_bytes=on_bytes, durable=True)
        if (size, digest) != (entry.size, entry.sha256):
            refuse(Refusal.OTHER_DIGEST, name=entry.name)
        if not is_whole(draft, entry, on_bytes):
            refuse(Refusal.OTHER_DIGEST, name=entry.name)
        fsops.replace_file(draft, target)
    except FileNotFoundError:
        refuse(Refusal.FILE_MISSING, what=str(source.parent), name=entry.name)
    except OSError as error:
        _drop(draft)
        raise fsops.explained(error, source) from error
    except BaseException:
        _drop(draft)
        raise


def _drop(draft: Path) -> None:
    """A stick that is gone keeps the rest of a copy; the next attempt clears it away."""
    try:
        fsops.remove_file(draft)
    except fsops.StorageError:
        return


def _clear(folder: Path, wanted: set[str]) -> None:
    """What an earlier pack or a broken copy left behind."""
    for place in fsops.entries_of(folder):
        if place.name not in wanted:
            fsops.remove_tree(place)
