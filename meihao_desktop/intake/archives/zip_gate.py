"""The own gate in front of every zip: its raw bytes are checked before anything is unpacked.

The end, the directory and the headers must agree and the entries must fill the file without
overlap or gap. What is wrong with one entry alone leaves that entry out; where the structure
itself lies the archive is refused.
"""

import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

from meihao_desktop.intake import caps
from meihao_desktop.intake.archives.zip_directory import ZipEntry, read_directory
from meihao_desktop.intake.archives.zip_end import find_end
from meihao_desktop.intake.archives.zip_local import (
    DESCRIPTOR,
    ENCRYPTED,
    MASKED,
    STRONG,
    LocalHeader,
    descriptor_fits,
    may_be_descriptor,
    read_local,
)
from meihao_desktop.intake.refusals import LeftOut, Objection, Refusal, SubmissionRefused

SPLIT_MARK = b"PK00"
"""Stands in front of an archive that was to be split and then fitted into one volume."""
STORED, DEFLATED, DEFLATED64, BZIPPED = 0, 8, 9, 12
READABLE = frozenset({STORED, DEFLATED, DEFLATED64, BZIPPED})
_METHOD_NAMES = {1: "Shrink", 6: "Implode", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
_AES = 99
_PATCH = 0x20
_UNIX, _DARWIN = 3, 19
_DOS_FOLDER, _DOS_LABEL, _REPARSE_POINT = 0x10, 0x08, 0x400


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEntry:
    """An entry with the place of its data, or with what is wrong with it."""

    entry: ZipEntry
    data_at: int = 0
    objection: Objection | None = None
    is_folder: bool = False


def checked_entries(stream: BinaryIO, name: str, most: caps.ZipCaps) -> tuple[CheckedEntry, ...]:
    """Every entry in the order of the directory; raises where the archive itself is not true."""
    end = find_end(stream, name, most)
    entries = read_directory(stream, end, name)
    if any(entry.flags & MASKED for entry in entries):
        raise SubmissionRefused(Refusal.ALL_ENCRYPTED, name)
    bounds = _bounds(entries, end.at)
    _require_nothing_in_front(stream, min(bounds, default=end.at), name)
    return tuple(_checked(stream, entry, bounds.get(entry.header_at), name) for entry in entries)


def _bounds(entries: Iterable[ZipEntry], stop: int) -> dict[int, tuple[int, int]]:
    """Where each entry begins, how many lie there, and where it must have ended."""
    counted = Counter(entry.header_at for entry in entries if entry.header_at < stop)
    starts = sorted(counted)
    return {a: (counted[a], b) for a, b in pairwise([*starts, stop])}


def shown_name(raw: bytes) -> str:
    """A name for a sentence about an archive whose names are not decoded yet."""
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("gb18030", errors="replace")


def _require_nothing_in_front(stream: BinaryIO, first: int, name: str) -> None:
    stream.seek(0)
    head = stream.read(len(SPLIT_MARK))
    if first != (len(SPLIT_MARK) if head == SPLIT_MARK else 0):
        raise SubmissionRefused(Refusal.STRAY_BYTES, name, what="在开头")


def _checked(
    stream: BinaryIO, entry: ZipEntry, bounds: tuple[int, int] | None, name: str
) -> CheckedEntry:
    if bounds is None:
        return CheckedEntry(entry=entry, objection=Objection(left=LeftOut.HEADER_MISSING))
    count, stop = bounds
    if count > 1:
        raise SubmissionRefused(Refusal.OVERLAP, name, file=shown_name(entry.raw_name))
    local = read_local(stream, entry)
    if local is None:
        return CheckedEntry(entry=entry, objection=Objection(left=LeftOut.HEADER_MISSING))
    differs = local.differs or _wrong_extent(stream, entry, local, stop, name)
    if differs:
        objection = Objection(left=LeftOut.MISMATCH, words={"what": differs})
        return CheckedEntry(entry=entry, objection=objection)
    objection = next(_objections(entry), None)
    return CheckedEntry(
        entry=entry, data_at=local.data_at, objection=objection, is_folder=_is_folder(entry)
    )


def _wrong_extent(
    stream: BinaryIO, entry: ZipEntry, local: LocalHeader, stop: int, name: str
) -> str:
    """Refuse overlaps and gaps; says what differs where only the record behind the data does."""
    data_stop = local.data_at + entry.packed_size
    rest = stop - data_stop
    if rest < 0:
        raise SubmissionRefused(Refusal.OVERLAP, name, file=shown_name(entry.raw_name))
    if not entry.flags & DESCRIPTOR:
        if rest == 0:
            return ""
    elif may_be_descriptor(rest):
        return "" if descriptor_fits(stream, entry, data_stop, rest) else "数据之后的记录"
    elif rest == 0:
        return "" if local.has_sizes else "数据之后的记录"
    what = f"在“{shown_name(entry.raw_name)}”之后"
    raise SubmissionRefused(Refusal.STRAY_BYTES, name, what=what)


def _objections(entry: ZipEntry) -> Iterator[Objection]:
    if left := _no_file(entry):
        yield Objection(left=left)
    if entry.flags & (ENCRYPTED | STRONG) or entry.method == _AES:
        yield Objection(left=LeftOut.ENCRYPTED)
    if entry.method not in READABLE or entry.flags & _PATCH:
        method = _METHOD_NAMES.get(entry.method, str(entry.method))
        yield Objection(left=LeftOut.METHOD, words={"method": method})
    if entry.method == STORED and entry.packed_size != entry.size:
        yield Objection(left=LeftOut.SIZE_DIFFERS)
    if _is_folder(entry) and entry.size:
        yield Objection(left=LeftOut.MISMATCH, words={"what": "文件夹却带有内容"})
    if caps.is_bomb(entry.size, entry.packed_size):
        yield Objection(left=LeftOut.RATIO)


def _no_file(entry: ZipEntry) -> LeftOut | None:
    """Links and devices, as unix and Windows mark them."""
    kind = _unix_kind(entry)
    if kind == stat.S_IFLNK or entry.attributes & _REPARSE_POINT:
        return LeftOut.LINK
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or entry.attributes & _DOS_LABEL:
        return LeftOut.DEVICE
    return None


def _is_folder(entry: ZipEntry) -> bool:
    if entry.raw_name.endswith((b"/", b"\\")) and not _may_be_half_a_sign(entry.raw_name):
        return True
    is_marked = _unix_kind(entry) == stat.S_IFDIR or bool(entry.attributes & _DOS_FOLDER)
    return is_marked and entry.size == 0


def _unix_kind(entry: ZipEntry) -> int:
    return stat.S_IFMT(entry.attributes >> 16) if entry.host in (_UNIX, _DARWIN) else 0


def _may_be_half_a_sign(raw: bytes) -> bool:
    """A closing 0x5C may be the second byte of a Chinese character."""
    return raw.endswith(b"\\") and len(raw) > 1 and raw[-2] >= 0x80
