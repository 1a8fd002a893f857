"""Zips written byte by byte, so that each of their claims can be made to lie."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

UTF8 = 0x800
DESCRIPTOR = 0x8
FULL16, FULL32 = 0xFFFF, 0xFFFFFFFF
Claims = Mapping[str, int | bytes]


@dataclass(kw_only=True)
class RawEntry:
    """One entry; ``local`` and ``central`` say otherwise than the truth in one of its headers."""

    name: str | bytes = "朗悦花园/说明.txt"
    data: bytes = b"ok"
    method: int = 8
    flags: int | None = None
    host: int = 0
    attributes: int = 0x20
    extra: bytes = b""
    packed: bytes | None = None
    claims: Claims = field(default_factory=dict)
    local: Claims = field(default_factory=dict)
    central: Claims = field(default_factory=dict)
    behind: bytes = b""

    @property
    def raw_name(self) -> bytes:
        return self.name if isinstance(self.name, bytes) else self.name.encode()

    def told(self) -> dict[str, int | bytes]:
        packed = self.packed if self.packed is not None else packed_by(self.method, self.data)
        is_utf8 = isinstance(self.name, str) and not self.name.isascii()
        return {
            "mark": b"PK\x03\x04",
            "need": 20,
            "flags": (UTF8 if is_utf8 else 0) if self.flags is None else self.flags,
            "method": self.method,
            "crc": zlib.crc32(self.data),
            "packed_size": len(packed),
            "size": len(self.data),
            "name": self.raw_name,
            "extra": self.extra,
            "packed": packed,
            "name_size": -1,
            "extra_size": -1,
            "comment": b"",
            "comment_size": -1,
            "disk": 0,
            **self.claims,
        }


def packed_by(method: int, data: bytes) -> bytes:
    if method != 8:
        return data
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def local_part(entry: RawEntry) -> bytes:
    told = {**entry.told(), **entry.local}
    head = struct.pack(
        "<4s5H3L2H",
        *(told["mark"], told["need"], told["flags"], told["method"], 0, 0x5B1B),
        *(told["crc"], told["packed_size"], told["size"]),
        *(_said(told, "name"), _said(told, "extra")),
    )
    rest = (told["name"], told["extra"], told["packed"], entry.behind)
    return b"".join([head, *(part for part in rest if isinstance(part, bytes))])


def central_part(entry: RawEntry, header_at: int) -> bytes:
    truth: dict[str, int | bytes] = {"header_at": header_at, "attributes": entry.attributes}
    told = {**truth, **entry.told(), "mark": b"PK\x01\x02", **entry.central}
    head = struct.pack(
        "<4s6H3L5H2L",
        *(told["mark"], entry.host << 8 | 20, told["need"], told["flags"], told["method"]),
        *(0, 0x5B1B, told["crc"], told["packed_size"], told["size"]),
        *(_said(told, "name"), _said(told, "extra"), _said(told, "comment")),
        *(told["disk"], 0, told["attributes"], told["header_at"]),
    )
    rest = (told["name"], told["extra"], told["comment"])
    return b"".join([head, *(part for part in rest if isinstance(part, bytes))])


def raw_zip(
    entries: Sequence[RawEntry],
    *,
    front: bytes = b"",
    before_directory: bytes = b"",
    behind_directory: bytes = b"",
    end: Mapping[str, int] | None = None,
    zip64: Mapping[str, int | bytes] | None = None,
    comment: bytes = b"",
    comment_size: int = -1,
    behind: bytes = b"",
    are_offsets_true: bool = True,
) -> bytes:
    """A zip of these entries; what is not said otherwise is true."""
    body = bytearray(front)
    starts: list[int] = []
    for entry in entries:
        starts.append(len(body) if are_offsets_true else len(body) - len(front))
        body += local_part(entry)
    body += before_directory
    at = len(body) if are_offsets_true else len(body) - len(front)
    directory = b"".join(central_part(e, s) for e, s in zip(entries, starts, strict=True))
    count = len(entries)
    body += directory + behind_directory
    truth = {"count": count, "size": len(directory), "at": at}
    if zip64 is not None:
        body += _zip64_end(len(body), truth, zip64)
    told = {"disk": 0, "directory_disk": 0, "count_here": count, **truth, **(end or {})}
    body += struct.pack(
        "<4s4H2LH",
        *(b"PK\x05\x06", told["disk"], told["directory_disk"], told["count_here"]),
        *(told["count"], told["size"], told["at"]),
        len(comment) if comment_size < 0 else comment_size,
    )
    return bytes(body) + comment + behind


def descriptor(
    entry: RawEntry, *, has_mark: bool = True, is_wide: bool = False, **said: int
) -> bytes:
    """The record behind the data, in one of its four shapes."""
    told = {**entry.told(), **said}
    values = (told["crc"], told["packed_size"], told["size"])
    return (b"PK\x07\x08" if has_mark else b"") + struct.pack("<L2Q" if is_wide else "<3L", *values)


def streamed(
    entry: RawEntry, *, has_mark: bool = True, is_wide: bool = False, **said: int
) -> RawEntry:
    """As packers write that cannot go back: sizes only behind the data."""
    entry.flags = (entry.told()["flags"] | DESCRIPTOR) if entry.flags is None else entry.flags  # type: ignore[operator]
    entry.local = {"crc": 0, "packed_size": 0, "size": 0, **entry.local}
    entry.behind = descriptor(entry, has_mark=has_mark, is_wide=is_wide, **said)
    return entry


def zip64_field(*values: int) -> bytes:
    body = struct.pack(f"<{len(values)}Q", *values)
    return struct.pack("<2H", 1, len(body)) + body


def _said(told: Mapping[str, int | bytes], part: str) -> int:
    said, real = told[f"{part}_size"], told[part]
    if isinstance(said, int) and said >= 0:
        return said
    return len(real) if isinstance(real, bytes) else 0


def _zip64_end(at: int, truth: Mapping[str, int], said: Mapping[str, int | bytes]) -> bytes:
    told: dict[str, int | bytes] = {
        "mark": b"PK\x06\x06", "length": 44, "disk": 0, **truth,
        "record_at": at, "disks": 1, "record_disk": 0, **said,
    }  # fmt: skip
    record = struct.pack(
        "<4sQ2H2L4Q",
        *(told["mark"], told["length"], 45, 45, told["disk"], 0),
        *(told["count"], told["count"], told["size"], told["at"]),
    )
    locator = struct.pack(
        "<4sLQL", b"PK\x06\x07", told["record_disk"], told["record_at"], told["disks"]
    )
    return record + locator
