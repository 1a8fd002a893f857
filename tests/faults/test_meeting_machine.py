"""The state machine of a meeting, in short; tests/faults/machine_runs.py is the long version."""

from tests.faults.machine_runs import drive
from tests.faults.meeting_machine import STEPS


def test_a_meeting_holds_whatever_happens() -> None:
    drive(25, 25)
    for name in ("seal", "crash", "restore", "wrong PIN", "clock jump", "received: new"):
        assert STEPS[name], f"the examples never came to: {name}"
