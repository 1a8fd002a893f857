"""The children that read: whatever a reader does, the next file is read and nothing is left."""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.picture import Picture
from meihao_desktop.domain.progress import Cancelled, Watch
from meihao_desktop.intake.child.frames import MOST_BYTES, Frame, FrameKind, send
from meihao_desktop.intake.child.limits import MEBIBYTE, Limits
from meihao_desktop.intake.child.pool import READERS_FROM, ChildPool, ForeignReader
from meihao_desktop.intake.child.shared_room import ROOM_BYTES
from meihao_desktop.intake.unreadable import Trouble, Unreadable
from tests.support import mock_readers as mock
from tests.support.source_tree import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the mocks are for POSIX")
TESTS_TOO = (*READERS_FROM, "tests.support")
LIMITS = Limits(cpu_seconds=20, wall_seconds=60, memory_bytes=600 * MEBIBYTE)
HERE = Path(__file__)


@pytest.fixture
def pool() -> Iterator[ChildPool]:
    made = ChildPool(readers_from=TESTS_TOO)
    yield made
    made.close()


def ask(pool: ChildPool, reader: Callable[[Path], Any], path: Path = HERE, **limits: int) -> Any:  # noqa: ANN401
    told = {name: getattr(LIMITS, name) for name in Limits.__slots__} | limits
    return pool.read(reader, path, Limits(**told), Watch())


def trouble(pool: ChildPool, reader: Callable[[Path], Any], **limits: int) -> Trouble:
    with pytest.raises(Unreadable) as caught:
        ask(pool, reader, **limits)
    return caught.value.reason


def open_pipes() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def a_frame(body: bytes) -> bytes:
    taking, giving = os.pipe()
    send(giving, Frame(kind=FrameKind.ANSWER, body=body))
    os.close(giving)
    with os.fdopen(taking, "rb") as stream:
        return stream.read()


def a_size(number: int) -> bytes:
    return number.to_bytes(8, "little")


SIZE_LIE = a_frame(b"")[:7] + a_size(1 << 62)
ROOM_LIE = a_frame(b"")[:5] + bytes((True, 1)) + a_size(0) + a_size(ROOM_BYTES + 1)

MISDEEDS = {
    "hangs": (mock.hang, {"wall_seconds": 1}, Trouble.TOO_SLOW),
    "spins": (mock.spin, {"cpu_seconds": 1}, Trouble.TOO_SLOW),
    "takes all memory": (mock.take_all_memory, {}, Trouble.TOO_LARGE),
    "leaves": (mock.leave, {}, Trouble.CRASHED),
    "steps on nothing": (mock.step_on_nothing, {}, Trouble.CRASHED),
    "aborts": (mock.abort, {}, Trouble.CRASHED),
    "asks to exit": (mock.ask_to_exit, {}, Trouble.CRASHED),
    "recurses without end": (mock.recurse, {}, Trouble.DAMAGED),
    "answers at too great length": (
        partial(mock.too_long_an_answer, size=MOST_BYTES + 1),
        {"memory_bytes": 1500 * MEBIBYTE},
        Trouble.TOO_LARGE,
    ),
    "answers with a trap": (mock.give_a_trap, {}, Trouble.CRASHED),
    "answers with a function": (mock.give_a_function, {}, Trouble.CRASHED),
    "answers with a thing that cannot travel": (mock.give_what_cannot_travel, {}, Trouble.DAMAGED),
    "talks rubbish": (partial(mock.speak_out_of_turn, words=bytes(99)), {}, Trouble.CRASHED),
    "lies about a size": (partial(mock.speak_out_of_turn, words=SIZE_LIE), {}, Trouble.CRASHED),
    "points beyond its room": (
        partial(mock.speak_out_of_turn, words=ROOM_LIE),
        {},
        Trouble.CRASHED,
    ),
    "answers with a broken pickle": (
        partial(mock.speak_out_of_turn, words=a_frame(b"\x80\x05]\x94")),
        {},
        Trouble.CRASHED,
    ),
    "asks for a password": (mock.ask_for_password, {}, Trouble.PASSWORD),
    "throws what no library throws": (
        partial(mock.throw, error=LookupError("x")),
        {},
        Trouble.DAMAGED,
    ),
}


@pytest.mark.parametrize(("reader", "limits", "reason"), MISDEEDS.values(), ids=MISDEEDS.keys())
def test_a_misdeed_has_its_reason_and_the_next_file_is_read(
    pool: ChildPool, reader: Callable[[Path], Any], limits: dict[str, int], reason: Trouble
) -> None:
    assert trouble(pool, reader, **limits) is reason
    assert ask(pool, mock.size_of) == HERE.stat().st_size


def test_a_trap_is_never_sprung(pool: ChildPool) -> None:
    assert trouble(pool, mock.give_a_trap) is Trouble.CRASHED
    seen = subprocess.run(["env"], capture_output=True, text=True, check=True).stdout
    assert "MEIHAO_TRAP" not in seen


def test_prints_of_a_library_are_no_answer(pool: ChildPool) -> None:
    assert ask(pool, mock.print_aloud) == "answer"


@pytest.mark.parametrize("height", [16, 64, 1024, ROOM_BYTES // 4096 + 1])
@pytest.mark.parametrize("reader", [mock.a_picture, mock.a_picture_made_in_the_room])
def test_pixels_come_back_as_they_were_drawn(
    pool: ChildPool, reader: Callable[..., Picture], height: int
) -> None:
    for shade in (1, 2):
        told = ask(pool, partial(reader, height=height, shade=shade))
        assert (told.width, told.height) == (1024, height)
        assert told.pixels == bytes((shade,)) * (4096 * height)


def test_pixels_are_ours_and_not_the_childs_any_more(pool: ChildPool) -> None:
    first = ask(pool, partial(mock.a_picture_made_in_the_room, height=64, shade=1))
    ask(pool, partial(mock.a_picture_made_in_the_room, height=64, shade=2))
    assert set(first.pixels) == {1}


def test_two_pictures_of_one_answer_do_not_run_into_each_other(pool: ChildPool) -> None:
    one, other = ask(pool, mock.two_pictures)
    assert (set(one.pixels), set(other.pixels)) == ({1}, {2})


def test_a_file_cannot_grow_beyond_the_cap(pool: ChildPool, tmp_path: Path) -> None:
    target = tmp_path / "new"
    with pytest.raises(Unreadable) as caught:
        ask(pool, partial(mock.write_much, size=5000), target, file_bytes=1000)
    assert caught.value.reason is Trouble.TOO_LARGE
    assert target.stat().st_size <= 1000
    ask(pool, partial(mock.write_much, size=5000), target, file_bytes=10_000)
    assert target.stat().st_size == 5000


def test_a_sentence_of_a_reader_comes_back(pool: ChildPool) -> None:
    with pytest.raises(MeihaoError, match="说明"):
        ask(pool, mock.refuse)


def test_a_reader_from_elsewhere_is_not_asked(pool: ChildPool) -> None:
    ordinary = ChildPool()
    for reader, one in ((mock.size_of, ordinary), (os.path.getsize, pool)):
        with pytest.raises(ForeignReader):
            ask(one, reader)


def test_the_cap_on_processor_time_counts_anew_for_each_file(pool: ChildPool) -> None:
    first = ask(pool, mock.process_id, cpu_seconds=1)
    assert trouble(pool, mock.spin, cpu_seconds=1) is Trouble.TOO_SLOW
    second = ask(pool, mock.process_id, cpu_seconds=1)
    assert first != second == ask(pool, mock.process_id, cpu_seconds=1)


def test_a_warmed_child_reads_the_next_file(pool: ChildPool, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    os.mkfifo(mark)
    pool.warm(mock.write_process_id, mark, 1)
    warmed = int(mark.read_text(encoding="ascii"))
    pool.warm(mock.write_process_id, tmp_path / "none", 1)
    assert not (tmp_path / "none").exists()
    ask(pool, mock.size_of)
    assert warmed in {ask(pool, mock.process_id, path) for path in (HERE, ROOT)}


def test_a_child_that_fails_to_warm_is_replaced(pool: ChildPool) -> None:
    pool.warm(mock.leave, HERE, 3)
    assert ask(pool, mock.size_of) == HERE.stat().st_size


def test_children_may_be_closed_while_they_warm(pool: ChildPool) -> None:
    pool.warm(mock.hang, HERE, 2)
    pool.close()
    assert ask(pool, mock.size_of) == HERE.stat().st_size


def test_cancelling_ends_the_child(pool: ChildPool, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    watch = Watch(is_cancelled=lambda: told.exists() and told.read_text() != "")
    with pytest.raises(Cancelled):
        pool.read(mock.hang_after_telling, told, LIMITS, watch)
    assert mock.is_gone(int(told.read_text()))


def test_a_failure_that_an_earlier_file_may_have_caused_is_tried_in_a_fresh_child(
    pool: ChildPool,
) -> None:
    for reader in (mock.die_unless_first, mock.run_out_of_memory_unless_first):
        first = ask(pool, reader)
        second = ask(pool, reader)
        assert first != second
        assert mock.is_gone(first)


def test_a_child_that_was_killed_while_it_waited_is_replaced(pool: ChildPool) -> None:
    os.kill(ask(pool, mock.process_id), signal.SIGKILL)
    assert ask(pool, mock.size_of) == HERE.stat().st_size


def test_what_a_reader_started_ends_with_it(pool: ChildPool, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    with pytest.raises(Unreadable):
        ask(pool, mock.start_another_process, told, wall_seconds=1)
    assert mock.ends(int(told.read_text()))


def test_a_hundred_files_leave_no_process_and_no_pipe(pool: ChildPool) -> None:
    ask(pool, mock.process_id)
    pipes = open_pipes()
    processes = {ask(pool, mock.process_id, HERE.parent / str(number)) for number in range(100)}
    assert len(processes) == 1
    assert open_pipes() == pipes
    pool.close()
    assert mock.is_gone(processes.pop())
    assert open_pipes() < pipes


def test_twenty_crashes_leave_no_process_no_pipe_and_no_thread(pool: ChildPool) -> None:
    pipes, threads = open_pipes(), threading.active_count()
    for _ in range(20):
        assert trouble(pool, mock.leave) is Trouble.CRASHED
    assert open_pipes() == pipes
    assert threading.active_count() == threads


def at_once(pool: ChildPool, paths: list[Path]) -> dict[Path, int]:
    """Read named pipes on as many threads; the processes that read them."""
    done: SimpleQueue[tuple[Path, int]] = SimpleQueue()

    def work(path: Path) -> None:
        done.put((path, ask(pool, mock.process_id_once_written, path)))

    threads = [threading.Thread(target=work, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    writers = [os.open(path, os.O_WRONLY) for path in paths]  # opens once each reader has opened
    for writer in writers:
        os.close(writer)
    for thread in threads:
        thread.join()
    return dict(done.get() for _ in paths)


def named_pipes(folder: Path, number: int) -> list[Path]:
    paths = [folder / f"{one}" for one in range(number)]
    for path in paths:
        os.mkfifo(path)
    return paths


def test_three_files_are_read_at_once_and_each_is_known_to_its_child(
    pool: ChildPool, tmp_path: Path
) -> None:
    known = at_once(pool, named_pipes(tmp_path, 3))
    assert len(set(known.values())) == 3
    for path in [*known, *reversed(known)]:
        assert ask(pool, mock.process_id, path) == known[path]


def test_a_fourth_file_waits_and_may_be_given_up(tmp_path: Path) -> None:
    pool = ChildPool(readers_from=TESTS_TOO, most_children=1)
    told = tmp_path / "pid"

    def wait_for_the_end() -> None:
        with pytest.raises(Cancelled):
            pool.read(mock.hang_after_telling, told, LIMITS, Watch())

    first = threading.Thread(target=wait_for_the_end)
    first.start()
    while not told.exists():
        pass
    with pytest.raises(Cancelled):
        pool.read(mock.size_of, HERE, LIMITS, Watch(is_cancelled=lambda: True))
    pool.close()
    first.join()
    assert not pool._busy


PARENT = """
import sys
from pathlib import Path
from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake.child.limits import ORDINARY
from meihao_desktop.intake.child.pool import ChildPool
from tests.support import mock_readers
pool = ChildPool(readers_from=("tests.support",))
pool.read(getattr(mock_readers, sys.argv[1]), Path(sys.argv[2]), ORDINARY, Watch())
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs to wait for a foreign process")
def test_a_child_dies_with_its_parent(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    os.mkfifo(told)
    command = [sys.executable, "-c", PARENT, "hang_after_telling", str(told)]
    with subprocess.Popen(command, cwd=ROOT) as parent:
        handle = os.pidfd_open(int(told.read_text()))
        parent.kill()
    ended, _, _ = select.select([handle], [], [], 20)
    os.close(handle)
    assert ended
