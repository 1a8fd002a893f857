"""7z archives of stored files written byte by byte, each file in a block of its own."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

COPY = b"\x01\x00"
_UNIX = 0x8000


@dataclass(frozen=True, slots=True, kw_only=True)
class SevenZipFile:
    """One file; what is not said otherwise is true. ``coder`` is how its block is packed."""

    name: str
    data: bytes
    coder: bytes = COPY
    size: int = -1
    crc: int = -1
    attributes: int = 0x20

    @property
    def told_size(self) -> int:
        return len(self.data) if self.size < 0 else self.size

    @property
    def told_crc(self) -> int:
        return zlib.crc32(self.data) if self.crc < 0 else self.crc


def unix(kind: int) -> int:
    """The attributes of a file as unix packers write them."""
    return _UNIX | (kind | 0o644) << 16


def raw_seven_zip(files: Sequence[SevenZipFile]) -> bytes:
    """A 7z of these files with a list that is not packed."""
    count = _number(len(files))
    packed = b"".join(file.data for file in files)
    streams = b"".join((
        b"\x04\x06", _number(0), count,
        b"\x09", *(_number(len(file.data)) for file in files), b"\x00",
        b"\x07\x0b", count, b"\x00",
        *(b"\x01" + file.coder for file in files),
        b"\x0c", *(_number(file.told_size) for file in files), b"\x00",
        b"\x08\x0a\x01", *(struct.pack("<L", file.told_crc) for file in files), b"\x00",
        b"\x00",
    ))  # fmt: skip
    names = b"\x00" + b"".join(_wide(file.name) + b"\0\0" for file in files)
    attributes = b"\x01\x00" + b"".join(struct.pack("<L", file.attributes) for file in files)
    listed = b"".join((
        b"\x05", count,
        b"\x11", _number(len(names)), names,
        b"\x15", _number(len(attributes)), attributes,
        b"\x00",
    ))  # fmt: skip
    return with_list(b"\x01" + (streams + listed if files else b"") + b"\x00", packed)


def with_list(header: bytes, packed: bytes = b"") -> bytes:
    """A 7z with this list, truly announced."""
    start = struct.pack("<2QL", len(packed), len(header), zlib.crc32(header))
    mark = b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<L", zlib.crc32(start))
    return mark + start + packed + header


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le", errors="surrogatepass")


def _number(value: int) -> bytes:
    return bytes([value]) if value < 0x80 else b"\xff" + value.to_bytes(8, "little")
