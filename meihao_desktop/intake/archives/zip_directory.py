"""The directory of a zip, entry by entry, from its raw bytes."""

import struct
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

from meihao_desktop.intake.archives.zip_end import ZipEnd
from meihao_desktop.intake.refusals import Refusal, SubmissionRefused

ENTRY_MARK = b"PK\x01\x02"
_ENTRY = struct.Struct("<4s6H3L5H2L")
_ZIP64 = 0x0001
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipEntry:
    """One line of the directory."""

    raw_name: bytes
    host: int
    flags: int
    method: int
    crc: int
    packed_size: int
    size: int
    attributes: int
    header_at: int
    extra: bytes


def read_directory(stream: BinaryIO, end: ZipEnd, name: str) -> tuple[ZipEntry, ...]:
    """All entries; a directory that is not what the end of the zip says is refused."""
    stream.seek(end.at)
    data = stream.read(end.size)
    entries: list[ZipEntry] = []
    place = 0
    while place < len(data):
        entry, place = _entry_at(data, place, name)
        entries.append(entry)
        if len(entries) > end.count:
            break
    if len(entries) != end.count:
        found = "更多" if len(entries) > end.count else str(len(entries))
        _contradict(name, f"写明 {end.count} 个文件，实有{found}个")
    return tuple(entries)


def extra_field(extra: bytes, wanted: int) -> bytes | None:
    """The body of one extra field; a torn rest of the extras is passed over."""
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, place)
        if kind == wanted and place + 4 + size <= len(extra):
            return extra[place + 4 : place + 4 + size]
        place += 4 + size
    return None


def widened(values: tuple[int, ...], extra: bytes, widths: str) -> tuple[int, ...] | None:
    """These 32-bit values, the full ones replaced by their ZIP64 field; None where it lacks one."""
    body = extra_field(extra, _ZIP64) or b""
    place = 0
    told: list[int] = []
    for value, width in zip(values, widths, strict=True):
        if value != (_FULL16 if width == "L" else _FULL32):
            told.append(value)
            continue
        size = struct.calcsize(f"<{width}")
        if place + size > len(body):
            return None
        told.append(int.from_bytes(body[place : place + size], "little"))
        place += size
    return tuple(told)


def _entry_at(data: bytes, place: int, name: str) -> tuple[ZipEntry, int]:
    if place + _ENTRY.size > len(data) or data[place : place + 4] != ENTRY_MARK:
        _contradict(name, "目录中有读不出的一项")
    fields = _ENTRY.unpack_from(data, place)
    name_at = place + _ENTRY.size
    extra_at = name_at + fields[10]
    comment_at = extra_at + fields[11]
    stop = comment_at + fields[12]
    if stop > len(data):
        _contradict(name, "目录中有读不出的一项")
    extra = data[extra_at:comment_at]
    wide = widened((fields[9], fields[8], fields[16], fields[13]), extra, "QQQL")
    if wide is None:
        _contradict(name, "缺少 ZIP64 的大小")
    size, packed_size, header_at, disk = wide
    if disk != 0:
        raise SubmissionRefused(Refusal.SPLIT, name)
    entry = ZipEntry(
        raw_name=data[name_at:extra_at],
        host=fields[1] >> 8,
        flags=fields[3],
        method=fields[4],
        crc=fields[7],
        packed_size=packed_size,
        size=size,
        attributes=fields[15],
        header_at=header_at,
        extra=extra,
    )
    return entry, stop


def _contradict(name: str, what: str) -> NoReturn:
    raise SubmissionRefused(Refusal.CONTRADICTORY, name, what=what)
