"""The state machine of a meeting, in short; tests/faults/machine_runs.py is the long version."""

from meihao_desktop.domain.review_round import RoundMode
from tests.faults.machine_runs import drive
from tests.faults.meeting_place import Begun

OFTEN = (
    "log in", "wrong PIN", "score", "skip", "recuse", "seal", "re-open", "hand over", "receive",
    "received: new", "received: present", "open bundles early", "hand over, stick pulled", "crash",
    "restore", "clock jump", "copied database", "old copy put back", "copy on another machine",
)  # fmt: skip


def test_a_meeting_holds_whatever_happens() -> None:
    found = drive(25, 30, number=1)
    assert len(found["meetings"]) == len(RoundMode) * len(Begun)
    assert [name for name in OFTEN if not found["steps"][name]] == []
