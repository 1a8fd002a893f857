"""The end of a zip: the record that says where its directory lies, checked on the raw bytes."""

import struct
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

from meihao_desktop.intake.caps import ZipCaps
from meihao_desktop.intake.refusals import Refusal, SubmissionRefused

END_MARK = b"PK\x05\x06"
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_LOCATOR_MARK = b"PK\x06\x07"
_END64 = struct.Struct("<4sQ2H2L4Q")
_END64_MARK = b"PK\x06\x06"
_MAX_COMMENT = 0xFFFF
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipEnd:
    """Where the directory of a zip lies and how many entries it should have."""

    at: int
    size: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What one of the two records at the end says."""

    disk: int
    directory_disk: int
    count_here: int
    count: int
    size: int
    at: int


def has_end(stream: BinaryIO) -> bool:
    """Whether the bytes end as a zip does, whatever they begin with."""
    tail, _ = _tail(stream)
    return bool(_ends_in(tail))


def find_end(stream: BinaryIO, name: str, most: ZipCaps) -> ZipEnd:
    """The one end of this zip; whatever contradicts itself is refused."""
    tail, tail_at = _tail(stream)
    place = _only_end(tail, name)
    fields = _END.unpack_from(tail, place)
    plain = _Record(
        disk=fields[1],
        directory_disk=fields[2],
        count_here=fields[3],
        count=fields[4],
        size=fields[5],
        at=fields[6],
    )
    told, stops_at = _with_zip64(stream, plain, tail_at + place, name)
    _require_one_volume(told, name)
    _require_extent(told, stops_at, name, most)
    return ZipEnd(at=told.at, size=told.size, count=told.count)


def _tail(stream: BinaryIO) -> tuple[bytes, int]:
    size = stream.seek(0, 2)
    at = max(0, size - _END.size - _MAX_COMMENT)
    stream.seek(at)
    return stream.read(size - at), at


def _marks_in(tail: bytes) -> list[int]:
    places: list[int] = []
    place = tail.find(END_MARK)
    while place >= 0:
        places.append(place)
        place = tail.find(END_MARK, place + 1)
    return places


def _ends_in(tail: bytes) -> list[int]:
    """The records whose comment reaches exactly to the last byte."""
    return [
        place
        for place in _marks_in(tail)
        if place + _END.size <= len(tail)
        and place + _END.size + int.from_bytes(tail[place + 20 : place + 22], "little") == len(tail)
    ]


def _only_end(tail: bytes, name: str) -> int:
    marks, ends = _marks_in(tail), _ends_in(tail)
    if not ends:
        last = marks[-1] if marks else len(tail)
        is_cut = last + _END.size > len(tail) or (
            last + _END.size + int.from_bytes(tail[last + 20 : last + 22], "little") > len(tail)
        )
        if is_cut:
            raise SubmissionRefused(Refusal.CUT_OFF, name)
        raise SubmissionRefused(Refusal.STRAY_BYTES, name, what="在结尾之后")
    if len(ends) > 1 or marks[-1] != ends[0]:
        _contradict(name, "有不止一个结尾")
    return ends[0]


def _with_zip64(stream: BinaryIO, plain: _Record, end_at: int, name: str) -> tuple[_Record, int]:
    """The record that counts, and where the directory must stop."""
    full = (plain.count == _FULL16, plain.size == _FULL32, plain.at == _FULL32)
    locator_at = end_at - _LOCATOR.size
    locator = _read(stream, locator_at, _LOCATOR.size) if locator_at >= 0 else b""
    if not locator.startswith(_LOCATOR_MARK):
        if any(full):
            _contradict(name, "缺少 ZIP64 结尾")
        return plain, end_at
    _, disk, record_at, disks = _LOCATOR.unpack(locator)
    if disk != 0 or disks > 1:
        raise SubmissionRefused(Refusal.SPLIT, name)
    data = _read(stream, record_at, _END64.size)
    if len(data) < _END64.size or not data.startswith(_END64_MARK):
        _contradict(name, "找不到 ZIP64 结尾")
    fields = _END64.unpack(data)
    if record_at + 12 + fields[1] != locator_at or fields[1] + 12 < _END64.size:
        _contradict(name, "ZIP64 结尾的位置不对")
    wide = _Record(
        disk=fields[4],
        directory_disk=fields[5],
        count_here=fields[6],
        count=fields[7],
        size=fields[8],
        at=fields[9],
    )
    pairs = ((plain.count, wide.count), (plain.size, wide.size), (plain.at, wide.at))
    if any(a != b for (a, b), is_full in zip(pairs, full, strict=True) if not is_full):
        _contradict(name, "两处结尾不一致")
    return wide, record_at


def _require_one_volume(told: _Record, name: str) -> None:
    if told.disk != 0 or told.directory_disk != 0:
        raise SubmissionRefused(Refusal.SPLIT, name)
    if told.count_here != told.count:
        _contradict(name, f"文件个数先写 {told.count_here}，后写 {told.count}")


def _require_extent(told: _Record, stops_at: int, name: str, most: ZipCaps) -> None:
    if told.count > most.members:
        limit = f"{most.members:,}"
        raise SubmissionRefused(Refusal.TOO_MANY, name, count=str(told.count), limit=limit)
    if told.at + told.size > stops_at:
        _contradict(name, "目录超出了文件")
    if told.at + told.size < stops_at:
        raise SubmissionRefused(Refusal.STRAY_BYTES, name, what="在目录前后")
    if told.size > most.directory_bytes:
        _contradict(name, "目录大得不合常理")


def _read(stream: BinaryIO, at: int, size: int) -> bytes:
    return stream.read(size) if go_to(stream, at) else b""


def go_to(stream: BinaryIO, at: int) -> bool:
    """Whether the place a zip names lies in the file at all; a lie may name any number."""
    if not 0 <= at <= stream.seek(0, 2):
        return False
    stream.seek(at)
    return True


def _contradict(name: str, what: str) -> NoReturn:
    raise SubmissionRefused(Refusal.CONTRADICTORY, name, what=what)
