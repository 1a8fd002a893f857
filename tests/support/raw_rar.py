"""Rar archives of stored files written byte by byte, with names no packer would write."""

import struct
import zlib
from collections.abc import Iterable

MARK5 = b"Rar!\x1a\x07\x01\x00"
MARK4 = b"Rar!\x1a\x07\x00"


def rar5(files: Iterable[tuple[str, bytes]], *, flags: int = 0, is_ended: bool = True) -> bytes:
    """Rar 5; ``flags`` are those of the archive: 1 calls it one volume of several."""
    parts = [MARK5, _block5(_vint(1) + _vint(0) + _vint(flags))]
    parts += [file5(name, data) for name, data in files]
    if is_ended:
        parts.append(_block5(_vint(5) + _vint(0) + _vint(0)))
    return b"".join(parts)


def file5(name: str, data: bytes, *, size: int = -1, crc: int = -1) -> bytes:
    raw = name.encode()
    body = [
        *(_vint(2), _vint(2), _vint(len(data)), _vint(4)),
        *(_vint(len(data) if size < 0 else size), _vint(0x20)),
        struct.pack("<L", zlib.crc32(data) if crc < 0 else crc),
        *(_vint(0), _vint(0), _vint(len(raw)), raw),
    ]
    return _block5(b"".join(body)) + data


def rar4(files: Iterable[tuple[bytes, bytes]], *, flags: int = 0, is_ended: bool = True) -> bytes:
    """Rar 4 with names in a local coding, as old packers wrote them."""
    parts = [MARK4, _block4(0x73, flags, bytes(6))]
    parts += [file4(raw, data) for raw, data in files]
    return b"".join([*parts, _block4(0x7B, 0x4000, b"") if is_ended else b""])


def file4(raw: bytes, data: bytes, *, flags: int = 0x8000, crc: int = -1) -> bytes:
    told = zlib.crc32(data) if crc < 0 else crc
    body = struct.pack(
        "<LLBLLBBHL", len(data), len(data), 2, told, 0x5B1B0000, 29, 0x30, len(raw), 0x20
    )
    return _block4(0x74, flags, body + raw) + data


def _block5(body: bytes) -> bytes:
    sized = _vint(len(body)) + body
    return struct.pack("<L", zlib.crc32(sized)) + sized


def _block4(kind: int, flags: int, body: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def _vint(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while True:
        byte, value = value & 0x7F, value >> 7
        out.append(byte | (0x80 if value else 0))
        if not value:
            return bytes(out)
