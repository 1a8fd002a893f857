"""A folder or a zip as one safe list of members; the stick is only read.

Names are decoded once for the whole archive from their original bytes. A member that breaks a
rule is left out with a finding and the rest comes in; a container that is none is refused.
"""

import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import BinaryIO, Self

from meihao_desktop.domain.finding import Finding, Where
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.refusals import LeftOut, Refusal, SubmissionRefused
from meihao_desktop.intake.zip_names import decoded_names

MEBIBYTE = 1024 * 1024
MAX_MEMBERS = 10_000
MAX_FILE_SIZE = 500 * MEBIBYTE
MAX_TOTAL_SIZE = 2048 * MEBIBYTE
MAX_RATIO = 200
RATIO_FLOOR = 10 * MEBIBYTE
OTHER_ARCHIVES = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z", b"\x1f\x8b": "GZ"}
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db"})
_LITTER_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information"})
_DRIVE = re.compile(r"^[A-Za-z]:")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of a container: its decoded path, its declared size and how to read it."""

    path: str
    size: int
    open: Callable[[], BinaryIO]


@dataclass(kw_only=True)
class Container:
    """An opened folder or zip; close it after use."""

    name: str
    label: str
    members: tuple[Member, ...]
    findings: tuple[Finding, ...] = ()
    _stack: ExitStack = field(default_factory=ExitStack)

    @property
    def total_size(self) -> int:
        return sum(member.size for member in self.members)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the zip, so that its stick can be pulled."""
        self._stack.close()


def open_container(source: Path) -> Container:
    """The folder or zip at ``source``, decided by its content and not by its extension."""
    if source.is_dir():
        return _checked(_open_folder(source), Refusal.EMPTY_FOLDER)
    if not source.is_file():
        raise SubmissionRefused(Refusal.NOT_THERE, source.name)
    with source.open("rb") as stream:
        head = stream.read(8)
    for mark, kind in OTHER_ARCHIVES.items():
        if head.startswith(mark):
            raise SubmissionRefused(Refusal.OTHER_ARCHIVE, source.name, kind=kind)
    if not head.startswith(_ZIP_MARKS):
        raise SubmissionRefused(Refusal.NOT_AN_ARCHIVE, source.name)
    return _checked(_open_zip(source), Refusal.EMPTY_ARCHIVE)


def is_litter(path: str) -> bool:
    """What systems and office programs leave behind; nobody handed it in."""
    *folders, name = path.casefold().split("/")
    return (
        name in _LITTER
        or name.startswith(("~$", "._", ".~"))
        or any(folder in _LITTER_FOLDERS for folder in folders)
    )


def is_safe(path: str) -> bool:
    """Whether a decoded name stays inside the folder it will be shown in."""
    if not path or path.startswith("/") or _DRIVE.match(path):
        return False
    if any(unicodedata.category(c) == "Cc" or c in _BIDI for c in path):
        return False
    return all(part not in ("", ".", "..") for part in path.split("/"))


def _checked(container: Container, empty: Refusal) -> Container:
    """Refuse what is empty or beyond the limits of a whole submission."""
    try:
        _require_something(container, empty)
        _require_limits(container.name, len(container.members), container.total_size)
    except SubmissionRefused:
        container.close()
        raise
    return container


def _require_something(container: Container, empty: Refusal) -> None:
    if container.members:
        return
    if not container.findings:
        raise SubmissionRefused(empty, container.name)
    if all(finding.code == "door_encrypted" for finding in container.findings):
        raise SubmissionRefused(Refusal.ALL_ENCRYPTED, container.name)
    reason = container.findings[0].sentence
    raise SubmissionRefused(Refusal.NOTHING_USABLE, container.name, reason=reason)


def _require_limits(name: str, count: int, size: int) -> None:
    if count > MAX_MEMBERS:
        raise SubmissionRefused(Refusal.TOO_MANY, name, count=str(count), limit=f"{MAX_MEMBERS:,}")
    if size > MAX_TOTAL_SIZE:
        raise SubmissionRefused(Refusal.TOO_LARGE, name, limit="2 GB")


def _open_folder(source: Path) -> Container:
    gate = _Gate()
    for file in _files_below(source):
        path = PurePosixPath(file.relative_to(source)).as_posix()
        if is_litter(path):
            continue
        if file.is_symlink():
            gate.leave_out(LeftOut.LINK, path)
            continue
        size = file.stat().st_size
        gate.let_in(path, size, lambda file=file: file.open("rb", buffering=0))
        if len(gate.members) > MAX_MEMBERS:
            break
    return Container(
        name=source.name or str(source),
        label="文件夹",
        members=tuple(gate.members),
        findings=tuple(gate.findings),
    )


def _files_below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(place, name).is_symlink()]
        yield from (Path(place, name) for name in sorted([*names, *links]))


def _open_zip(source: Path) -> Container:
    stack = ExitStack()
    try:
        archive = stack.enter_context(zipfile.ZipFile(source))
        infos = [info for info in archive.infolist() if info.orig_filename]
        if len(infos) > MAX_MEMBERS:
            _require_limits(source.name, len(infos), 0)
        names, encoding, is_exact = decoded_names(infos)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, EOFError) as error:
        stack.close()
        raise SubmissionRefused(Refusal.NOT_AN_ARCHIVE, source.name) from error
    except BaseException:
        stack.close()
        raise
    gate = _Gate()
    for info, name in zip(infos, names, strict=True):
        if name.endswith("/") or is_litter(name):
            continue
        _pass_zip_member(gate, archive, info, name)
        if not is_exact and not name.isascii():
            gate.findings.append(Door.UNDECODABLE_NAME.found(Where(file=name)))
    return Container(
        name=source.name,
        label=f"ZIP（{encoding} 文件名）" if encoding else "ZIP",
        members=tuple(gate.members),
        findings=tuple(gate.findings),
        _stack=stack,
    )


def _pass_zip_member(
    gate: "_Gate", archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str
) -> None:
    if info.create_system == 3 and stat.S_ISLNK(info.external_attr >> 16):
        gate.leave_out(LeftOut.LINK, name)
    elif info.flag_bits & 0x1:
        gate.leave_out(LeftOut.ENCRYPTED, name)
    elif info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * info.compress_size:
        gate.leave_out(LeftOut.RATIO, name)
    else:
        gate.let_in(name, info.file_size, lambda: _opened(archive, info))


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return archive.open(info)  # type: ignore[return-value] -- ZipExtFile reads as any stream does


class _Gate:
    """Lets members in one by one and remembers what it left out."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.findings: list[Finding] = []
        self._seen: set[str] = set()

    def let_in(self, path: str, size: int, opener: Callable[[], BinaryIO]) -> None:
        key = unicodedata.normalize("NFC", path).casefold()
        if not is_safe(path):
            self.leave_out(LeftOut.UNSAFE_NAME, path)
        elif size > MAX_FILE_SIZE:
            self.leave_out(LeftOut.FILE_TOO_LARGE, path)
        elif key in self._seen:
            self.leave_out(LeftOut.SAME_NAME, path)
        else:
            self._seen.add(key)
            self.members.append(Member(path=path, size=size, open=opener))

    def leave_out(self, left: LeftOut, path: str) -> None:
        shown = "".join(c for c in path if unicodedata.category(c) != "Cc" and c not in _BIDI)
        self.findings.append(left.found(Where(file=shown)))
