"""The child process that reads what was handed in: one request in, one answer out, over and over.

It is started by ``child_pool`` as the program itself with a private argument. Nothing heavy is
imported before the first request names its reader.
"""

import errno
import os
import pickle
import sys
import traceback
from functools import partial
from types import TracebackType

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.intake.child import shared_room, untrusted
from meihao_desktop.intake.child.answers import pack
from meihao_desktop.intake.child.frames import (
    MOST_BESIDE,
    MOST_BYTES,
    Frame,
    FrameKind,
    Request,
    receive,
    send,
    trouble_frame,
)
from meihao_desktop.intake.child.limits import keep_to, live_modestly
from meihao_desktop.intake.unreadable import Trouble, Unreadable

if sys.platform == "win32":
    import msvcrt


class ForbiddenReader(Exception):
    """What was asked for is no reader of the rooms that readers come from."""


def main() -> int:
    """Serve until the parent closes the pipe."""
    live_modestly()
    sys.modules["numpy"] = None  # pyright: ignore[reportArgumentType]  # openpyxl can do without
    requests, answers = own_pipes()
    sys.excepthook = partial(_tell_last, answers)
    untrusted.read_here()
    room = shared_room.entered()
    with open(requests, "rb", closefd=False) as asked:
        while (frame := receive(asked)) is not None:
            send(answers, _answer(_request(frame)), room)
    return 0


def own_pipes() -> tuple[int, int]:
    """The two pipes under new numbers, so that whatever a library prints falls into nothing."""
    requests, answers = os.dup(0), os.dup(1)
    if sys.platform == "win32":  # a frozen program leaves it at text, which changes line ends
        msvcrt.setmode(requests, os.O_BINARY)
        msvcrt.setmode(answers, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    return requests, answers


def _tell_last(
    answers: int, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
) -> None:
    """An end that nobody foresaw still says where it came from."""
    lines = traceback.format_exception(kind, fault, trace)
    send(answers, trouble_frame(Trouble.CRASHED, "".join(lines)))


def _request(frame: Frame) -> Request:
    """What the parent asks for; the module of the reader is imported here."""
    request = Request(*pickle.loads(frame.body))  # noqa: S301 -- comes from our own parent
    function = request.reader.func if isinstance(request.reader, partial) else request.reader
    if not any(f"{function.__module__}.".startswith(f"{room}.") for room in request.rooms):
        raise ForbiddenReader(function.__module__)
    return request


def _answer(request: Request) -> Frame:
    """Read one file; whatever a library throws is the fault of the file."""
    keep_to(request.limits)
    try:
        beside: list[memoryview] = []
        body = pack(request.reader(request.path), beside)
    except Unreadable as refusal:
        return trouble_frame(refusal.reason)
    except MeihaoError as refusal:
        return Frame(kind=FrameKind.SENTENCE, body=str(refusal).encode())
    except MemoryError:
        return Frame(kind=FrameKind.EXHAUSTED, body=b"")
    except Exception as fault:  # noqa: BLE001 -- the child is there for what libraries throw
        is_cap = isinstance(fault, OSError) and fault.errno == errno.EFBIG
        reason = Trouble.TOO_LARGE if is_cap else Trouble.DAMAGED
        return trouble_frame(reason, traceback.format_exc())
    if len(body) + sum(map(len, beside)) > MOST_BYTES or len(beside) > MOST_BESIDE:
        return trouble_frame(Trouble.TOO_LARGE)
    return Frame(kind=FrameKind.ANSWER, body=body, beside=beside)
