"""Readers that behave as badly as a library on a hostile file can, to try the children with."""

import ctypes
import os
import select
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from itertools import count
from pathlib import Path

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.picture import Picture
from meihao_desktop.intake.child import shared_room
from meihao_desktop.intake.unreadable import Trouble, Unreadable

_calls = count(1)


class Trap:
    """Unpickled by anybody careless, it leaves a file behind."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return os.putenv, ("MEIHAO_TRAP", str(self.mark))


def process_id(_path: Path) -> int:
    return os.getpid()


def write_process_id(path: Path) -> None:
    path.write_text(str(os.getpid()), encoding="ascii")


def process_id_once_written(path: Path) -> int:
    """Waits until somebody writes into the named pipe at ``path``."""
    path.read_bytes()
    return os.getpid()


def size_of(path: Path) -> int:
    return path.stat().st_size


def hang(_path: Path) -> None:
    threading.Event().wait()


def spin(_path: Path) -> None:
    while True:
        pass


def hang_after_telling(path: Path) -> None:
    path.write_text(str(os.getpid()), encoding="ascii")
    threading.Event().wait()


def take_all_memory(_path: Path) -> int:
    return len([bytearray(64 * 1024 * 1024) for _ in range(1000)])


def leave(_path: Path) -> None:
    os._exit(0)


def step_on_nothing(_path: Path) -> bytes:
    return ctypes.string_at(0)


def abort(_path: Path) -> None:
    os.abort()


def ask_to_exit(_path: Path) -> None:
    sys.exit("leaving")


def recurse(path: Path) -> None:
    recurse(path)


def too_long_an_answer(_path: Path, *, size: int) -> bytes:
    return bytes(size)


def a_picture(_path: Path, *, height: int, shade: int) -> Picture:
    return Picture(width=1024, height=height, pixels=bytes((shade,)) * (4096 * height))


def a_picture_made_in_the_room(_path: Path, *, height: int, shade: int) -> Picture:
    pixels = shared_room.space(4096 * height)
    pixels[:] = bytes((shade,)) * len(pixels)
    return Picture(width=1024, height=height, pixels=pixels)


def two_pictures(path: Path) -> tuple[Picture, Picture]:
    made = a_picture_made_in_the_room(path, height=64, shade=1)
    return made, a_picture(path, height=64, shade=2)


def print_aloud(_path: Path) -> str:
    sys.stdout.write("noise")
    sys.stdout.flush()
    os.write(1, b"noise")
    os.write(2, b"noise")
    return "answer"


def speak_out_of_turn(_path: Path, *, words: bytes) -> str:
    """Writes into the pipe of the answers itself."""
    for number in range(3, 20):
        try:
            if stat.S_ISFIFO(os.fstat(number).st_mode):
                os.write(number, words)
        except OSError:
            continue
    return "answer"


def give_a_trap(path: Path) -> Trap:
    return Trap(path)


def give_a_function(_path: Path) -> object:
    return print


def give_what_cannot_travel(_path: Path) -> object:
    return threading.Lock()


def write_much(path: Path, *, size: int) -> None:
    path.write_bytes(bytes(size))


def start_another_process(path: Path) -> None:
    """Another process that keeps the pipes of this one open, and hangs."""
    path.write_text(str(os.fork() or os.getpid()), encoding="ascii")
    threading.Event().wait()


def refuse(_path: Path) -> None:
    raise MeihaoError("说明")


def ask_for_password(_path: Path) -> None:
    raise Unreadable(Trouble.PASSWORD)


def throw(_path: Path, *, error: BaseException) -> None:
    raise error


def die_unless_first(_path: Path) -> int:
    """As if an earlier file had left the library in ruins."""
    if next(_calls) > 1:
        os._exit(1)
    return os.getpid()


def run_out_of_memory_unless_first(_path: Path) -> int:
    if next(_calls) > 1:
        raise MemoryError
    return os.getpid()


def ends(process: int) -> bool:
    """Whether a process that was just killed is gone; the kernel may still be at it for a moment.

    A grandchild is nobody's to wait for, so where the system can tell of its end we listen to that.
    """
    if hasattr(os, "pidfd_open"):
        with suppress(ProcessLookupError):
            handle = os.pidfd_open(process)
            try:
                select.select([handle], [], [], 10)
            finally:
                os.close(handle)
    return is_gone(process)


def is_gone(process: int) -> bool:
    """Whether no such process runs any more; a bare machine has /proc and no ps."""
    told = Path(f"/proc/{process}/stat")
    if told.parent.parent.joinpath("self").exists():
        with suppress(OSError):
            return told.read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
        return True
    done = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()[:1] in ("", "Z")
