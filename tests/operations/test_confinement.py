"""A confined process: it hears, it speaks, and whatever it does nothing of it is left."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from meihao_desktop.operations import confinement
from meihao_desktop.operations.confinement import ConfinedProcess
from tests.support.source_tree import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the mock programs are for POSIX")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[ConfinedProcess]]:
    """Processes to end afterwards; the argument is a program for the python they run."""

    def command(argument: str) -> list[str]:
        return [sys.executable, "-c", argument]

    monkeypatch.setattr(confinement, "program_command", command)
    found: list[ConfinedProcess] = []
    yield found
    for process in found:
        process.end()


def until_over(process: ConfinedProcess) -> list[bytes]:
    assert process._is_over.wait(60)
    return process.heard()


def test_what_is_said_is_heard_and_answered(made: list[ConfinedProcess]) -> None:
    made.append(ConfinedProcess("print(input()[::-1])", {}))
    made[0].say(b"abc")
    assert until_over(made[0]) == [b"cba\n"]
    assert made[0].heard() == []


def test_a_word_of_the_environment_comes_with_it(made: list[ConfinedProcess]) -> None:
    made.append(ConfinedProcess("import os; print(os.environ['ZV'])", {"ZV": "1"}))
    assert until_over(made[0]) == [b"1\n"]


def test_both_see_the_same_memory(made: list[ConfinedProcess]) -> None:
    program = (
        "from meihao_desktop.operations.confinement import enter_room\n"
        "enter_room()[:3] = b'abc'; print()"
    )
    made.append(ConfinedProcess(program, {}))
    until_over(made[0])
    room = made[0].room
    assert room is not None
    assert room[:3] == b"abc"


def test_ending_it_twice_or_after_its_own_end_is_no_fault(made: list[ConfinedProcess]) -> None:
    made.append(ConfinedProcess("import time; time.sleep(600)", {}))
    number = made[0].number
    made[0].end()
    made[0].end()
    made[0].say(b"anybody there")
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_saying_something_to_the_dead_is_no_fault(made: list[ConfinedProcess]) -> None:
    made.append(ConfinedProcess("import time; time.sleep(600)", {}))
    os.kill(made[0].number, signal.SIGKILL)
    assert until_over(made[0]) == []
    made[0].say(b"anybody there")
    assert made[0].is_over


def test_a_line_without_end_is_the_end(
    made: list[ConfinedProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confinement, "MOST_LINE_BYTES", 100)
    made.append(ConfinedProcess("print('x' * 100000)", {}))
    assert until_over(made[0]) == []


def test_more_lines_than_anybody_needs_are_the_end(
    made: list[ConfinedProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confinement, "MOST_WAITING", 10)
    made.append(ConfinedProcess("while True: print('x')", {}))
    assert len(until_over(made[0])) <= 12


def test_one_that_never_listens_does_not_hold_the_window_up(made: list[ConfinedProcess]) -> None:
    made.append(ConfinedProcess("import time; time.sleep(600)", {}))
    for _ in range(10_000):
        made[0].say(b"go to 123456")
    assert not made[0].is_over


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system when a process has gone")
def test_the_player_goes_with_a_window_that_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    window = (
        "import sys, time\n"
        "from meihao_desktop.operations.confinement import ConfinedProcess\n"
        "process = ConfinedProcess('--playing-child', {'QT_QPA_PLATFORM': 'offscreen'})\n"
        "while not process.heard():\n"
        "    time.sleep(0.01)\n"
        f"open({str(told)!r}, 'w').write(str(process.number))\n"
        "time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", window], cwd=ROOT) as parent:
        handle = os.pidfd_open(int(told.read_text()))
        parent.kill()
    ended, _, _ = select.select([handle], [], [], 20)
    os.close(handle)
    assert ended
