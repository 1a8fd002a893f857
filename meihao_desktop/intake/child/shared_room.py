"""A room in memory that parent and child both see, so that pixels need no way through a pipe.

The child puts large runs of bytes there, or a reader makes them there at once, and the answer says
how long they are; the parent takes a copy before it asks for anything else. Where a system has no
such room, the pipe carries all.
"""

import contextlib
import mmap
import os
import secrets
import sys
from collections.abc import Iterator, Sequence

ROOM_BYTES = 32 * 1024 * 1024
"""Room for two screens full of pixels; memory is taken only as far as it is written to."""

VARIABLE = "MEIHAO_ROOM"

_entered: list[mmap.mmap] = []


@contextlib.contextmanager
def made() -> Iterator[tuple[mmap.mmap | None, str]]:
    """In the parent: a room and the word that lets a child into it."""
    if sys.platform == "win32":
        word = f"meihao-{secrets.token_hex(16)}"
        with mmap.mmap(-1, ROOM_BYTES, tagname=word) as room:
            yield room, word
    elif sys.platform == "linux":
        file = os.memfd_create("meihao")
        try:
            os.ftruncate(file, ROOM_BYTES)
            with mmap.mmap(file, ROOM_BYTES) as room:
                yield room, str(file)
        finally:
            os.close(file)
    else:
        yield None, ""


def inherited(word: str) -> tuple[int, ...]:
    """The open files that a child needs for the room."""
    return (int(word),) if word and sys.platform != "win32" else ()


def entered() -> mmap.mmap | None:
    """In the child: the room it was let into, if any."""
    word = os.environ.get(VARIABLE, "")
    if not word:
        return None
    if sys.platform == "win32":
        _entered.append(mmap.mmap(-1, ROOM_BYTES, tagname=word))
    else:
        _entered.append(mmap.mmap(int(word), ROOM_BYTES))
        os.close(int(word))
    return _entered[0]


def space(size: int) -> bytearray | memoryview:
    """Where a reader writes so many bytes of its answer: in the room, if it may; one at a time."""
    if _entered and size <= ROOM_BYTES:
        return memoryview(_entered[0])[:size]
    return bytearray(size)


def fill(room: mmap.mmap, parts: Sequence[bytes | memoryview]) -> None:
    """Put everything into the room, except what was made there."""
    room.seek(0)
    for part in parts:
        if isinstance(part, memoryview) and part.obj is room and room.tell() == 0:
            room.seek(len(part))
        else:
            room.write(part)
