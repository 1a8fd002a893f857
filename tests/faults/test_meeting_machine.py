"""The state machine of a meeting, in short; ``python -m tests.faults.machine_runs --full``: long."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults import meeting_machine
from tests.faults.meeting_machine import MeetingMachine


@pytest.fixture(autouse=True)
def _cleared() -> Iterator[None]:
    yield
    meeting_machine.clear()


def test_a_meeting_holds_whatever_happens() -> None:
    short = settings(
        max_examples=30, stateful_step_count=30, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(MeetingMachine, settings=short)
