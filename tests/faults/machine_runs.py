"""The state machine of a meeting for as long as one likes; ``--full`` is 2,000 runs of 50 steps.

``--full 300`` is as many runs as it says.
"""

import argparse
import sys

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults import figures, meeting_machine
from tests.faults.meeting_machine import STEPS, MeetingMachine

RUNS = {False: (30, 30), True: (2000, 50)}


def drive(runs: int, steps: int) -> None:
    """So many meetings of at most so many steps; a broken invariant is an error."""
    long = settings(
        max_examples=runs, stateful_step_count=steps, deadline=None, derandomize=True,
        database=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    try:
        run_state_machine_as_test(MeetingMachine, settings=long)
    finally:
        meeting_machine.clear()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", nargs="?", type=int, const=RUNS[True][0], help="how many runs")
    wanted = parser.parse_args().full
    runs, steps = (wanted, RUNS[True][1]) if wanted else RUNS[False]
    drive(runs, steps)
    rows = [*STEPS.most_common(), ("**all**", sum(STEPS.values()))]
    figures.say(figures.table(("step", "times"), rows))
    if wanted:
        text = f"{runs:,} meetings of at most {steps} steps; no invariant was broken.\n\n"
        figures.keep("machine", "State machine", text + figures.table(("step", "times"), rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
