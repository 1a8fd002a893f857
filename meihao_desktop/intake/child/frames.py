"""What parent and child say to each other over a pipe: frames of a known length."""

import os
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from mmap import mmap
from pathlib import Path
from typing import IO, Any, NamedTuple

from meihao_desktop.intake.child import shared_room
from meihao_desktop.intake.child.limits import Limits
from meihao_desktop.intake.unreadable import Trouble

_HEAD = struct.Struct("<4sBBBQ")
_SIZE = struct.Struct("<Q")
_MARK = b"MHRC"
MOST_BESIDE = 255
MOST_BYTES = 256 * 1024 * 1024
"""No request or answer is larger: a page of 60 million pixels has room in it."""

TRACE_CHARACTERS = 4000


class FrameKind(IntEnum):
    """What a frame carries."""

    REQUEST = 1
    ANSWER = 2
    TROUBLE = 3
    SENTENCE = 4
    EXHAUSTED = 5


class BrokenFrame(Exception):
    """What came over the pipe is no frame, or one larger than agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One message; ``beside`` are large runs of bytes that its body speaks of by their number."""

    kind: FrameKind
    body: bytes | memoryview
    beside: Sequence[bytes | memoryview] = ()


class Request(NamedTuple):
    """What the parent asks for; ``rooms`` are the packages a reader may come from."""

    reader: Callable[[Path], Any]
    path: Path
    limits: Limits
    rooms: tuple[str, ...]


def trouble_frame(reason: Trouble, trace: str = "") -> Frame:
    """Why nothing was read, with the end of the trace for whoever looks for the cause."""
    text = f"{reason.name}\n{trace[-TRACE_CHARACTERS:]}"
    return Frame(kind=FrameKind.TROUBLE, body=text.encode(errors="replace"))


def send(pipe: int, frame: Frame, room: mmap | None = None) -> None:
    """Write a whole frame; what stands beside its body goes into the room, if there is one."""
    sizes = tuple(map(len, frame.beside))
    is_roomy = room is not None and 0 < sum(sizes) <= len(room)
    head = _HEAD.pack(_MARK, frame.kind, is_roomy, len(sizes), len(frame.body))
    told = b"".join(map(_SIZE.pack, sizes))
    if room is not None and is_roomy:
        shared_room.fill(room, frame.beside)
    for part in (head + told, frame.body, *(() if is_roomy else frame.beside)):
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(pipe, rest) :]


def receive(pipe: IO[bytes], room: mmap | None = None) -> Frame | None:
    """The next frame, or nothing where the other side has gone.

    A buffered pipe reads what is asked of it straight into one run of bytes.
    """
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    mark, number, is_roomy, count, size = _HEAD.unpack(head)
    if mark != _MARK or number not in set(FrameKind):
        raise BrokenFrame
    told = pipe.read(_SIZE.size * count)
    if len(told) < _SIZE.size * count:
        return None
    sizes = [each for (each,) in _SIZE.iter_unpack(told)]
    if size + sum(sizes) > MOST_BYTES:
        raise BrokenFrame
    body = pipe.read(size)
    beside = _from_room(room, sizes) if is_roomy else [pipe.read(each) for each in sizes]
    if [len(body), *map(len, beside)] != [size, *sizes]:
        return None
    return Frame(kind=FrameKind(number), body=body, beside=beside)


def _from_room(room: mmap | None, sizes: Sequence[int]) -> list[bytes]:
    """Copies of what lies in the room, one after the other."""
    if room is None or sum(sizes) > len(room):
        raise BrokenFrame
    room.seek(0)
    return [room.read(each) for each in sizes]
