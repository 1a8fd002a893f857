"""A few kept children that read handed-in files, started when they are first needed."""

import contextlib
import functools
import pickle
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Cancelled, Watch
from meihao_desktop.intake.child.answers import ROOMS, ForbiddenAnswer, unpack
from meihao_desktop.intake.child.frames import Frame, FrameKind, Request
from meihao_desktop.intake.child.limits import ORDINARY, Limits
from meihao_desktop.intake.child.process import LOOK_EVERY_SECONDS, Child, ChildEnded
from meihao_desktop.intake.unreadable import Trouble, Unreadable

MOST_CHILDREN = 4
READERS_FROM = ("meihao_desktop.intake",)
_LAST_FILES_FAULT = frozenset({Trouble.CRASHED, Trouble.TOO_LARGE})
"""What an earlier file may have left behind: such a reading is tried again in a fresh child."""

T = TypeVar("T")


class ForeignReader(Exception):
    """A reader that does not come from where readers come from: a slip of the program."""


class ChildPool:
    """Reads files in children; may be called from several threads at once."""

    def __init__(
        self, readers_from: tuple[str, ...] = READERS_FROM, most_children: int = MOST_CHILDREN
    ) -> None:
        self._readers_from = readers_from
        self._most_children = most_children
        self._change = threading.Condition()
        self._idle: list[Child] = []
        self._busy: list[Child] = []

    def read(self, reader: Callable[[Path], T], path: Path, limits: Limits, watch: Watch) -> T:
        """The reader's answer; ``Unreadable`` where the file or its library fails."""
        _require_reader(reader, self._readers_from)
        request = pickle.dumps(tuple(Request(reader, path, limits, self._readers_from)))
        child = self._take(path, watch)
        was_fresh = child.is_fresh
        try:
            return self._ask(child, request, path, limits, watch)
        except ChildEnded as end:
            if was_fresh or end.reason not in _LAST_FILES_FAULT:
                raise Unreadable(end.reason) from end
        try:
            return self._ask(self._take(None, watch), request, path, limits, watch)
        except ChildEnded as end:
            raise Unreadable(end.reason) from end

    def warm(self, load: Callable[[Path], None], path: Path, count: int) -> None:
        """See that so many children live, and let the new ones load; nobody waits for it."""
        with self._change:
            missing = min(count, self._most_children) - len(self._idle) - len(self._busy)
            fresh = [Child() for _ in range(missing)]
            self._busy += fresh
        request = pickle.dumps(tuple(Request(load, path, ORDINARY, self._readers_from)))
        for child in fresh:
            work = functools.partial(self._warm, child, request, path)
            threading.Thread(target=work, name="warming", daemon=True).start()

    def _warm(self, child: Child, request: bytes, path: Path) -> None:
        """Whoever reads next will see whether this child can be used."""
        with contextlib.suppress(ChildEnded, MeihaoError, Cancelled):
            self._ask(child, request, path, ORDINARY, Watch())

    def close(self) -> None:
        """End every child; the next reading starts new ones."""
        with self._change:
            children = [*self._idle, *self._busy]
            self._idle.clear()
        for child in children:
            child.close()

    def _ask(self, child: Child, request: bytes, path: Path, limits: Limits, watch: Watch) -> Any:  # noqa: ANN401 -- the reader's own type
        """One reading by a child that is given back, or ended if it can no longer be trusted."""
        is_sound = False
        try:
            frame = child.ask(request, path, limits, watch)
            answer = _understood(frame, (*ROOMS, *self._readers_from))
            is_sound = True
        except ForbiddenAnswer as answer:
            raise Unreadable(Trouble.CRASHED) from answer
        finally:
            self._give_back(child, is_sound=is_sound)
        if isinstance(answer, MeihaoError):
            raise answer
        return answer

    def _take(self, path: Path | None, watch: Watch) -> Child:
        """A child for this path, or without one a fresh child; waits until there is one."""
        with self._change:
            while (child := self._chosen(path)) is None:
                self._change.wait(LOOK_EVERY_SECONDS)
                watch.check()
            self._busy.append(child)
            return child

    def _chosen(self, path: Path | None) -> Child | None:
        """The one that knows the file, else the one idle for longest, else a new one."""
        self._idle = [child for child in self._idle if child.is_alive]
        if path is None and self._idle:
            self._idle.pop(0).close()
        if not self._idle or path is None:
            has_room = len(self._busy) + len(self._idle) < self._most_children
            return Child() if has_room else None
        knowing = [child for child in self._idle if child.last_path == path]
        child = knowing[0] if knowing else self._idle[0]
        self._idle.remove(child)
        return child

    def _give_back(self, child: Child, *, is_sound: bool) -> None:
        if not is_sound:
            child.close()
        with self._change:
            self._busy.remove(child)
            if is_sound:
                self._idle.append(child)
            self._change.notify()


def _require_reader(reader: Callable[..., Any], rooms: tuple[str, ...]) -> None:
    """The child asks the same; here the slip shows where it was made."""
    function = reader.func if isinstance(reader, functools.partial) else reader
    if not any(f"{function.__module__}.".startswith(f"{room}.") for room in rooms):
        raise ForeignReader(function.__module__)


def _understood(frame: Frame, rooms: tuple[str, ...]) -> Any:  # noqa: ANN401 -- the reader's own type
    """The answer, or the refusal to raise; ``ChildEnded`` where the child must go."""
    if frame.kind is FrameKind.ANSWER:
        return unpack(frame.body, rooms, frame.beside)
    if frame.kind is FrameKind.EXHAUSTED:
        raise ChildEnded(Trouble.TOO_LARGE)
    text = bytes(frame.body).decode(errors="replace")
    if frame.kind is FrameKind.SENTENCE:
        return MeihaoError(text)
    name, _, trace = text.partition("\n")
    reason = Trouble.__members__.get(name, Trouble.CRASHED)
    if reason is Trouble.CRASHED:
        raise ChildEnded(reason, trace)
    refusal = Unreadable(reason)
    refusal.add_note(trace)
    return refusal
