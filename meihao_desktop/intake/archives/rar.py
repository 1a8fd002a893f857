"""Rar files, read in the child process: first the list, then the wanted files."""

import io
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import rars

from meihao_desktop import fsops
from meihao_desktop.intake import caps
from meihao_desktop.intake.archives.listing import ArchiveTrouble, ListedFile, Listing
from meihao_desktop.intake.refusals import LeftOut

_library: Any = rars  # comes without types
_RAR5 = b"Rar!\x1a\x07\x01\x00"
_UNIX_HOSTS = frozenset({1, 3})
_REPARSE_POINT = 0x400
IN_MEMORY = 64 * caps.MEBIBYTE
"""Larger files are written by the library, which holds them once where reading holds them twice."""
_FAULTS = (_library.Error, OSError, LookupError, RuntimeError, TypeError, ValueError)


class _Info(Protocol):
    """One member as the library tells it."""

    filename: str
    orig_filename_bytes: bytes
    file_size: int
    compress_size: int
    file_attr: int
    host_os: int
    is_encrypted: bool
    is_solid: bool
    is_split_before: bool
    is_split_after: bool

    def is_dir(self) -> bool: ...


class _Archive(Protocol):
    """An opened archive as the library gives it."""

    family: str

    def infolist(self) -> list[_Info]: ...

    def read(self, member: _Info) -> bytes: ...

    def extract(self, member: _Info, path: str) -> Path: ...

    def extractall(self, path: str, members: list[_Info]) -> list[Path]: ...


def list_rar(path: Path) -> Listing:
    """The list of a rar, folders apart."""
    try:
        archive = _library.RarFile(str(path), options=_options())
    except _library.PasswordRequired:
        return Listing(trouble=ArchiveTrouble.ENCRYPTED)
    infos = _files(archive)
    if _is_volume(path) or any(one.is_split_before or one.is_split_after for one in infos):
        return Listing(trouble=ArchiveTrouble.SPLIT)
    is_old = archive.family != "rar50_plus"
    return Listing(files=tuple(_listed(info, is_old=is_old) for info in infos))


def unpack_rar(
    path: Path, *, folder: str, wanted: frozenset[int]
) -> tuple[tuple[int, LeftOut], ...]:
    """Write each wanted file under its number; gives those that failed."""
    archive = _library.RarFile(str(path), options=_options())
    chosen = [(n, info) for n, info in enumerate(_files(archive)) if n in wanted]
    is_solid = any(info.is_solid for _, info in chosen)
    if is_solid and _took_all(archive, chosen, Path(folder)):
        return ()
    return tuple(_taken_singly(archive, chosen, Path(folder), is_solid=is_solid))


def _options() -> object:
    return _library.ReadOptions(
        max_member_output_bytes=caps.MAX_FILE_SIZE,
        max_total_output_bytes=caps.MAX_TOTAL_SIZE,
    )


def _files(archive: _Archive) -> list[_Info]:
    return [info for info in archive.infolist() if not info.is_dir()]


def _listed(info: _Info, *, is_old: bool) -> ListedFile:
    raw = bytes(info.orig_filename_bytes)
    return ListedFile(
        name=info.filename,
        size=info.file_size,
        raw=raw if is_old and b"\0" not in raw and not raw.isascii() else b"",
        left=_fault(info),
    )


def _fault(info: _Info) -> LeftOut | None:
    kind = stat.S_IFMT(info.file_attr) if info.host_os in _UNIX_HOSTS else 0
    has_no_data = info.file_size > 0 and info.compress_size == 0
    is_reparse = info.host_os not in _UNIX_HOSTS and info.file_attr & _REPARSE_POINT
    if kind == stat.S_IFLNK or has_no_data or is_reparse:
        return LeftOut.LINK
    if kind not in (0, stat.S_IFREG):
        return LeftOut.DEVICE
    if info.is_encrypted:
        return LeftOut.ENCRYPTED
    return LeftOut.RATIO if caps.is_bomb(info.file_size, info.compress_size) else None


def _took_all(archive: _Archive, chosen: list[tuple[int, _Info]], folder: Path) -> bool:
    """One pass over files that were packed together; False where it does not come to its end."""
    drafts = folder / "all"
    try:
        written = archive.extractall(str(drafts), members=[info for _, info in chosen])
        for (number, _), path in zip(chosen, written, strict=True):
            _keep(path, folder / str(number))
    except (*_FAULTS, fsops.StorageError):
        fsops.remove_tree(drafts)
        return False
    fsops.remove_tree(drafts)
    return True


def _taken_singly(
    archive: _Archive,
    chosen: list[tuple[int, _Info]],
    folder: Path,
    *,
    is_solid: bool,
) -> Iterator[tuple[int, LeftOut]]:
    """One file after the other; in a solid archive all after a damaged one is lost."""
    is_lost = False
    for number, info in chosen:
        fault = LeftOut.DAMAGED if is_lost else _take(archive, info, folder / str(number))
        is_lost = is_lost or (is_solid and fault is not None)
        if fault is not None:
            yield number, fault


def _take(archive: _Archive, info: _Info, target: Path) -> LeftOut | None:
    draft = target.with_suffix(".draft")
    try:
        if info.file_size <= IN_MEMORY:
            fsops.remove_file(target)
            fsops.copy_hashing(io.BytesIO(archive.read(info)), target)
        else:
            _keep(archive.extract(info, str(draft)), target)
    except _library.PasswordRequired:
        return LeftOut.ENCRYPTED
    except _library.UnsafeArchivePath:
        return LeftOut.UNSAFE_NAME
    except _library.UnsupportedRarFeature:
        return LeftOut.METHOD
    except _FAULTS:
        return LeftOut.DAMAGED
    finally:
        fsops.remove_tree(draft)
    return None


def _keep(draft: Path, target: Path) -> None:
    fsops.make_read_only(draft)
    fsops.remove_file(target)
    fsops.rename_into_place(draft, target, durable=False)


def _is_volume(path: Path) -> bool:
    """Whether the main header calls this file one of several."""
    with path.open("rb") as stream:
        head = stream.read(64)
    if not head.startswith(_RAR5):
        return bool(int.from_bytes(head[10:12], "little") & 1)
    numbers = _vints(head[12:])
    next(numbers)
    kind, flags = next(numbers), next(numbers)
    if flags & 1:
        next(numbers)  # the size of the extra area
    return kind == 1 and bool(next(numbers) & 1)


def _vints(data: bytes) -> Iterator[int]:
    """Numbers in groups of seven bits, the lowest first; zeros where the data ends."""
    value, shift = 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            yield value
            value, shift = 0, 0
    while True:
        yield 0
