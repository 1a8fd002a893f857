"""Which characters a TrueType or OpenType font has, from its cmap table."""

import struct
from collections.abc import Iterator

MAX_CHARACTERS = 200_000
_WANTED = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0), (3, 0))


def glyphs_of(data: bytes) -> dict[int, int]:
    """Characters and their glyph numbers; empty where the font tells none or is damaged."""
    try:
        return _glyphs(data)
    except struct.error:
        return {}


def _glyphs(data: bytes) -> dict[int, int]:
    table = _table(data, b"cmap")
    if len(table) < 4:
        return {}
    (count,) = struct.unpack_from(">H", table, 2)
    places = {}
    for index in range(min(count, 64)):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * index)
        places[platform, encoding] = offset
    chosen = next((places[key] for key in _WANTED if key in places), None)
    if chosen is None:
        return {}
    return {code: glyph for code, glyph in _pairs(table, chosen) if glyph}


def is_font(data: bytes) -> bool:
    return data[:4] in (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")


def _table(data: bytes, tag: bytes) -> bytes:
    start = struct.unpack_from(">L", data, 12)[0] if data[:4] == b"ttcf" else 0
    (count,) = struct.unpack_from(">H", data, start + 4)
    for index in range(min(count, 128)):
        name, _, offset, length = struct.unpack_from(">4sLLL", data, start + 12 + 16 * index)
        if name == tag:
            return data[offset : offset + length]
    return b""


def _pairs(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    (form,) = struct.unpack_from(">H", table, at)
    if form == 4:
        yield from _segments(table, at)
    elif form == 12:
        yield from _groups(table, at)
    elif form == 0:
        yield from enumerate(table[at + 6 : at + 262])
    elif form == 6:
        first, count = struct.unpack_from(">HH", table, at + 6)
        yield from enumerate(struct.unpack_from(f">{count}H", table, at + 10), start=first)


def _segments(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">H", table, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", table, at + 14)
    starts = struct.unpack_from(f">{count}H", table, at + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", table, at + 16 + 2 * doubled)
    place = at + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", table, place)
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            if not offsets[index]:
                yield code, (code + deltas[index]) & 0xFFFF
                continue
            spot = place + 2 * index + offsets[index] + 2 * (code - start)
            if spot + 2 <= len(table):
                (glyph,) = struct.unpack_from(">H", table, spot)
                yield code, (glyph + deltas[index]) & 0xFFFF if glyph else 0


def _groups(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">L", table, at + 12)
    left = MAX_CHARACTERS
    for index in range(count):
        first, last, glyph = struct.unpack_from(">LLL", table, at + 16 + 12 * index)
        length = min(last - first + 1, left)
        if length <= 0:
            return
        yield from zip(range(first, first + length), range(glyph, glyph + length), strict=True)
        left -= length
