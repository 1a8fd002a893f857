"""What parent and child say to each other over a pipe: frames of a known length."""

import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple

from meihao_desktop.intake.child_limits import Limits
from meihao_desktop.intake.unreadable import Trouble

_HEAD = struct.Struct("<4sBQ")
_MARK = b"MHRC"
_PIECE = 1024 * 1024
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
    """One message."""

    kind: FrameKind
    body: bytes | memoryview


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


def send(pipe: int, frame: Frame) -> None:
    """Write a whole frame."""
    for part in (_HEAD.pack(_MARK, frame.kind, len(frame.body)), frame.body):
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(pipe, rest) :]


def receive(pipe: int) -> Frame | None:
    """The next frame, or nothing where the other side has gone."""
    head = _read(pipe, _HEAD.size)
    if len(head) < _HEAD.size:
        return None
    mark, number, size = _HEAD.unpack(head)
    if mark != _MARK or number not in set(FrameKind) or size > MOST_BYTES:
        raise BrokenFrame
    body = _read(pipe, size)
    return Frame(kind=FrameKind(number), body=body) if len(body) == size else None


def _read(pipe: int, size: int) -> bytes:
    """Exactly ``size`` bytes, or fewer at the end of the pipe."""
    pieces: list[bytes] = []
    while size > 0 and (piece := os.read(pipe, min(size, _PIECE))):
        pieces.append(piece)
        size -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
