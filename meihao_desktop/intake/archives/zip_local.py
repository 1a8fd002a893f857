"""What stands before and behind the data of one zip entry, held against the directory."""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from meihao_desktop.intake.archives.zip_directory import ZipEntry, widened
from meihao_desktop.intake.archives.zip_end import go_to

LOCAL_MARK = b"PK\x03\x04"
ENCRYPTED, DESCRIPTOR, STRONG, UTF8, MASKED = 0x1, 0x8, 0x40, 0x800, 0x2000
_LOCAL = struct.Struct("<4s5H3L2H")
_DESCRIPTOR_MARK = b"PK\x07\x08"
_DESCRIPTORS = {12: "<3L", 16: "<3L", 20: "<L2Q", 24: "<L2Q"}
"""Lengths of the record behind the data: with or without its mark, in 32 or 64 bits."""
_COMPARED_FLAGS = ENCRYPTED | DESCRIPTOR | STRONG | MASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalHeader:
    """The header in front of the data; ``differs`` says what in it the directory contradicts."""

    data_at: int
    differs: str
    has_sizes: bool


def read_local(stream: BinaryIO, entry: ZipEntry) -> LocalHeader | None:
    """The header of this entry, or None where there is none."""
    head = stream.read(_LOCAL.size) if go_to(stream, entry.header_at) else b""
    if len(head) < _LOCAL.size or not head.startswith(LOCAL_MARK):
        return None
    fields = _LOCAL.unpack(head)
    raw_name = stream.read(fields[9])
    extra = stream.read(fields[10])
    sizes = widened((fields[8], fields[7]), extra, "QQ")
    told = None if sizes is None else (fields[6], *sizes)
    real = (entry.crc, entry.size, entry.packed_size)
    is_later = bool(entry.flags & DESCRIPTOR)
    return LocalHeader(
        data_at=entry.header_at + _LOCAL.size + len(raw_name) + len(extra),
        differs=_difference(entry, fields, raw_name, told, is_later=is_later),
        has_sizes=told == real,
    )


def descriptor_fits(stream: BinaryIO, entry: ZipEntry, at: int, length: int) -> bool:
    """Whether the bytes behind the data are this entry's record of its checksum and sizes."""
    data = stream.read(length) if go_to(stream, at) else b""
    has_mark = length in (16, 24)
    if len(data) < length:
        return False
    if has_mark and not data.startswith(_DESCRIPTOR_MARK):
        return False
    body = data[4:] if has_mark else data
    told = struct.unpack(_DESCRIPTORS[length], body)
    return told == (entry.crc, entry.packed_size, entry.size)


def may_be_descriptor(length: int) -> bool:
    return length in _DESCRIPTORS


def _difference(
    entry: ZipEntry,
    fields: tuple[int, ...],
    raw_name: bytes,
    told: tuple[int, ...] | None,
    *,
    is_later: bool,
) -> str:
    """The first thing the header says otherwise than the directory; empty where they agree."""
    compared = _COMPARED_FLAGS if raw_name.isascii() else _COMPARED_FLAGS | UTF8
    if raw_name != entry.raw_name:
        return "名称"
    if (fields[2] ^ entry.flags) & compared:
        return "标志"
    if fields[3] != entry.method:
        return "压缩方式"
    if told is None:
        return "大小"
    real = (entry.crc, entry.size, entry.packed_size)
    parts = zip(("校验值", "大小", "大小"), told, real, strict=True)
    return next((what for what, a, b in parts if a != b and not (is_later and a == 0)), "")
