"""The picture inside an electronic seal (GB/T 38540, GM/T 0031), found in its DER."""

from collections.abc import Iterator
from dataclasses import dataclass

MAX_DEPTH = 12
MAX_NODES = 20_000
_SEQUENCE, _STRING, _OCTETS, _INTEGER = 0x30, 0x16, 0x04, 0x02
_TEXTS = frozenset({_STRING, 0x0C, 0x13})


@dataclass(frozen=True, slots=True, kw_only=True)
class SealPicture:
    """The picture as its file: png, jpg, bmp … or ofd."""

    kind: str
    data: bytes


def seal_picture(data: bytes) -> SealPicture | None:
    """The first picture: a sequence of its kind, its bytes, its width and its height."""
    left = MAX_NODES
    waiting = [(data, 0)]
    while waiting and left > 0:
        piece, depth = waiting.pop()
        nodes = list(_nodes(piece))
        left -= len(nodes)
        tags = [tag for tag, _ in nodes[:4]]
        if len(tags) == 4 and tags[0] in _TEXTS and tags[1:] == [_OCTETS, _INTEGER, _INTEGER]:
            kind = nodes[0][1].decode("ascii", errors="replace").lower().lstrip(".")
            return SealPicture(kind=kind, data=nodes[1][1])
        if depth < MAX_DEPTH:
            inner = [(value, depth + 1) for tag, value in nodes if tag & 0x20]
            waiting += reversed(inner)
    return None


def _nodes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tags and values one after another; stops where the lengths no longer fit."""
    at = 0
    while at + 2 <= len(data):
        tag, length = data[at], data[at + 1]
        at += 2
        if length & 0x80:
            size = length & 0x7F
            if not 0 < size <= 4 or at + size > len(data):
                return
            length = int.from_bytes(data[at : at + size], "big")
            at += size
        if at + length > len(data):
            return
        yield tag, data[at : at + length]
        at += length
