"""Guessing a PIN: neither killing the program nor turning the clock gives a try or saves a wait."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.pin import PinRecord
from meihao_desktop.operations import begin_round, identify_person, pins, witness
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.witness import TRIES
from tests.support.rounds import SECRETARY, SteppingClock, a_new_round

YEAR = timedelta(days=365)
RIGHT, WRONG = open_pin(SECRETARY), "000000"
STEPPED = ("witness.py", "context.py", "panels.py", "journal.py", "store.py")


class Killed(BaseException):
    """The program ended between two statements."""


@contextmanager
def stepping(step: int) -> Iterator[list[int]]:
    """Ends the work before the given line of the check or of its writing; counts the lines."""
    seen = [0]

    def trace(frame: FrameType, event: str, _arg: object) -> object:
        if not frame.f_code.co_filename.endswith(STEPPED):
            return None
        if event == "line":
            seen[0] += 1
            if seen[0] == step:
                raise Killed
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        yield seen
    finally:
        sys.settrace(before)


class Door:
    """A round that a guesser opens again and again; notes every wrong try that was looked at.

    ``true_time`` goes on whatever happens to the program and to the clock on the wall.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        begin_round.close_round(a_new_round(folder))
        self.folder = folder
        self.clock = SteppingClock()
        self.true_time = 0.0
        self.looked: list[tuple[int, float]] = []
        self.last_counted = -1e9
        monkeypatch.setattr(witness, "matches", self._look)
        self.context = begin_round.open_round(folder, self.clock)

    @property
    def record(self) -> PinRecord:
        record = self.context.store.panels.pin(SECRETARY)
        assert record is not None
        return record

    def start_again(self) -> None:
        """The program is started anew: a fresh clock, but the wall keeps its own idea."""
        self.context.store.close()  # with no farewell: an open transaction is rolled back
        wall = self.clock.moment
        self.clock = SteppingClock(wall)
        self.context = begin_round.open_round(self.folder, self.clock)

    def pass_time(self, seconds: int) -> None:
        self.clock.wait(seconds)
        self.true_time += seconds

    def attempt(self, pin: str) -> bool:
        """Whether the door opened."""
        try:
            identify_person.log_in(self.context, SECRETARY, pin)
        except RuleViolation:
            return False
        self.looked.clear()
        return True

    def attempt_killed(self, pin: str, step: int) -> None:
        """The program ends before this line of the check, if the check has so many."""
        try:
            with stepping(step):
                self.attempt(pin)
        except Killed:
            self.start_again()

    def close(self) -> None:
        begin_round.close_round(self.context)

    def _look(self, pin: str, _hash: str) -> bool:
        """Called where the slow hash would be; the wait before must have been served by then."""
        count = self.record.failed_tries
        waited = self.true_time - self.last_counted
        assert waited >= TRIES.wait_after(count - 1).total_seconds()
        self.last_counted = self.true_time
        if pin != RIGHT:
            self.looked.append((count, self.true_time))
        assert len(self.looked) <= count <= TRIES.locks_at
        return pin == RIGHT


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    door = Door(tmp_path / "round", monkeypatch)
    yield door
    door.close()


def steps_of(door: Door, pin: str) -> int:
    """How many lines the whole check has."""
    with stepping(0) as seen:
        door.attempt(pin)
    forget(door)
    return seen[0]


def forget(door: Door, failed: int = 0) -> None:
    door.looked.clear()
    door.last_counted = -1e9
    with door.context.transaction("begin anew"):
        door.context.store.panels.save_pin(replace(door.record, failed_tries=failed))


@pytest.mark.parametrize("pin", [WRONG, RIGHT], ids=["wrong", "right"])
def test_a_kill_between_any_two_lines_gives_no_try(door: Door, pin: str) -> None:
    lines = steps_of(door, pin)
    assert lines > 40
    for step in range(1, lines + 1):
        door.attempt_killed(pin, step)
        assert door.record.failed_tries >= len(door.looked)
        forget(door)


def test_whoever_kills_at_every_line_gets_ten_tries_and_no_more(door: Door) -> None:
    """Each guess ends at another line, so that as many as possible are looked at unnoticed."""
    lines = steps_of(door, WRONG)
    for first in range(1, 8):
        forget(door)
        for step in range(first, lines + 1, 7):
            door.pass_time(1000)
            door.attempt_killed(WRONG, step)
        while not TRIES.is_locked(door.record.failed_tries):
            door.pass_time(1000)
            door.attempt(WRONG)
        assert len(door.looked) <= TRIES.locks_at
        assert not door.attempt(RIGHT)


def test_after_a_restart_the_wait_is_served_again_in_full(door: Door) -> None:
    for _ in range(6):
        door.attempt(WRONG)
    door.pass_time(14)
    door.start_again()
    assert not door.attempt(RIGHT)
    assert len(door.looked) == 6
    door.pass_time(14)
    assert not door.attempt(RIGHT)
    door.pass_time(1)
    assert door.attempt(RIGHT)


@pytest.mark.parametrize("by", [YEAR, -YEAR], ids=["forward", "back"])
def test_turning_the_clock_by_a_year_neither_saves_nor_adds_a_wait(
    door: Door, by: timedelta
) -> None:
    for _ in range(6):
        door.attempt(WRONG)
    door.clock.turn(by)
    assert not door.attempt(RIGHT)
    assert len(door.looked) == 6
    (row,) = identify_person.people(door.context)
    assert 0 < row.wait_seconds <= 15
    door.start_again()
    door.clock.turn(-by)
    assert not door.attempt(RIGHT)
    door.pass_time(15)
    assert door.attempt(RIGHT)


def test_the_login_window_alone_begins_a_wait_after_a_restart(door: Door) -> None:
    for _ in range(6):
        door.attempt(WRONG)
    door.start_again()
    (row,) = identify_person.people(door.context)
    assert row.wait_seconds == 15
    door.pass_time(15)
    (row,) = identify_person.people(door.context)
    assert row.wait_seconds == 0
    assert door.attempt(RIGHT)


def test_a_round_of_an_earlier_version_waits_by_its_count(door: Door) -> None:
    """Nothing but the count was kept of the wait, and nothing else is needed."""
    forget(door, failed=8)
    door.last_counted = door.true_time
    assert not door.attempt(RIGHT)
    door.pass_time(60)
    assert door.attempt(RIGHT)


ACTS = st.one_of(
    st.just(("wrong", 0)),
    st.just(("right", 0)),
    st.tuples(st.just("kill"), st.integers(1, 120)),
    st.tuples(st.just("turn"), st.integers(-365, 365)),
    st.tuples(st.just("pass"), st.sampled_from([1, 14, 15, 16, 31, 61, 121])),
    st.just(("again", 0)),
)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, min_size=15, max_size=60))
def test_never_more_than_ten_wrong_tries_and_never_a_shorter_wait(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    """``Door`` asserts at every look; here anything may happen in any order."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        door = Door(tmp_path_factory.mktemp("door") / "round", monkeypatch)
        for name, much in acts:
            match name:
                case "wrong" | "right":
                    door.attempt(RIGHT if name == "right" else WRONG)
                case "kill":
                    door.attempt_killed(WRONG, much)
                case "turn":
                    door.clock.turn(timedelta(days=much))
                case "pass":
                    door.pass_time(much)
                case _:
                    door.start_again()
            assert len(door.looked) <= door.record.failed_tries <= TRIES.locks_at
        door.close()


def test_the_chance_to_guess_is_ten_of_all_pins_that_are_not_weak() -> None:
    strong = sum(not pins.is_weak(f"{number:06}") for number in range(10**6))
    assert strong == 991_080
    assert TRIES.locks_at / strong <= 1.01e-5


def test_a_context_keeps_its_waits_to_itself(door: Door) -> None:
    other = Context(door.context.store, door.clock)
    assert other.waits is not door.context.waits
