"""The state machine of a meeting for as long as one likes.

``--full`` is 2,000 runs of some 50 steps, ``--full 300`` as many runs as it says. The long version
is shared by two processes and goes in parts, each drawn from its own number, so that a broken
invariant comes again with it.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.stateful import run_state_machine_as_test

from tests.faults import figures, meeting_place
from tests.faults.meeting_machine import MeetingMachine
from tests.faults.meeting_state import DONE, MEETINGS, REFUSED, STEPS, WALKED

RUNS = {False: (30, 30), True: (2000, 80)}
PART = 50
HANDS = 2
COUNTERS = {
    "meetings": MEETINGS, "walked": WALKED, "steps": STEPS, "done": DONE, "refused": REFUSED,
}  # fmt: skip

Counts = dict[str, Counter[str]]


def drive(runs: int, steps: int, number: int = 0) -> Counts:
    """So many meetings of at most so many steps; a broken invariant is an error."""
    for counter in COUNTERS.values():
        counter.clear()
    long = settings(
        max_examples=runs, stateful_step_count=steps, deadline=None, database=None,
        phases=(Phase.generate,), suppress_health_check=list(HealthCheck), print_blob=False,
    )  # fmt: skip
    try:
        with patch.object(ConjectureRunner, "generate_mutations_from", _nothing):
            run_state_machine_as_test(seed(number)(_machine()), settings=long)
    finally:
        meeting_place.clear()
    return {name: Counter(counter) for name, counter in COUNTERS.items()}


def _nothing(_runner: ConjectureRunner, _data: object) -> None:
    """No meeting is a near copy of the one before: they differ more where each is drawn anew."""


def _machine() -> type[MeetingMachine]:
    """A class of its own, because the number is noted on it."""
    return type("MeetingMachine", (MeetingMachine,), {})


def parts(runs: int, steps: int) -> Iterator[Counts]:
    """The parts of a long run as they come."""
    numbers = range(-(-runs // PART))
    with ProcessPoolExecutor(HANDS) as pool:
        waiting = [
            pool.submit(drive, min(PART, runs - number * PART), steps, number) for number in numbers
        ]
        for number, part in enumerate(waiting):
            try:
                yield part.result()
            except AssertionError as error:
                figures.say(f"part {number} is broken: {error}")
                yield {"broken": Counter({str(number): 1})}


def _told(sums: Counts, steps: int) -> str:
    """The figures of all parts as they stand in docs/."""
    names = [name for name, _ in sums["steps"].most_common()]
    rows = [(n, sums["steps"][n], sums["done"][n] or "", sums["refused"][n] or "") for n in names]
    rows.append(("**all**", *(sum(sums[k].values()) for k in ("steps", "done", "refused"))))
    kinds = "; ".join(f"{n:,} {kind}" for kind, n in sorted(sums["meetings"].items()))
    broken = len(sums.get("broken", ()))
    ending = f"**{broken} parts of {PART} more were broken.**" if broken else "none was broken."
    text = (
        f"{sum(sums['meetings'].values()):,} meetings of at most {steps} steps,\n"
        f"{sum(sums['walked'].values()):,} steps in all, each followed by the invariants; "
        f"{ending} They began as\n{kinds}.\n"
        "One step may ask several things of the program:\n\n"
    )
    return text + figures.table(("asked for", "times", "done", "refused with a sentence"), rows)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", nargs="?", type=int, const=RUNS[True][0], help="how many runs")
    wanted = parser.parse_args().full
    if not wanted:
        figures.say(_told(drive(*RUNS[False]), RUNS[False][1]))
        return 0
    begun, steps = time.monotonic(), RUNS[True][1]
    sums: Counts = {name: Counter() for name in (*COUNTERS, "broken")}
    for part in parts(wanted, steps):
        for name, counter in part.items():
            sums[name] += counter
        spent, walked = time.monotonic() - begun, sum(sums["walked"].values())
        figures.say(f"{sum(sums['meetings'].values())} meetings, {walked} steps, {spent:.0f} s")
        figures.keep("machine", "State machine", _told(sums, steps))
    return 1 if sums["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
