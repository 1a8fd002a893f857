"""Disk errors: each step of fsops and each write of the system is refused, once or from then on.

Every refusal must be a Chinese sentence, and doing it again afterwards must succeed.
``python -m tests.faults.error_sweep`` takes a small sample, ``--full`` a large one;
names of workflows after it take only those.
"""

import errno
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.faults import figures
from tests.faults.children import (
    REFUSED,
    WENT_THROUGH,
    Template,
    aftermath,
    around_each_step,
    calls_of,
    can_trace,
    nothing,
    run,
    steps_of,
    templates,
)
from tests.faults.kill_sweep import Point, some
from tests.faults.recovery_workflows import ALL_WORKFLOWS

CODES = {
    "ENOSPC": (errno.ENOSPC, None),
    "EIO": (errno.EIO, None),
    "EACCES": (errno.EACCES, None),
    "Windows 5": (errno.EACCES, 5),
    "Windows 32": (errno.EACCES, 32),
    "Windows 33": (errno.EACCES, 33),
}
CALL_CODES = ("ENOSPC", "EIO")
SAMPLE = 12
LONG = 270
"""Points of each kind and workflow: evenly over the whole way, in short and in full."""
_CHINESE = re.compile(r"[\u4e00-\u9fff].*。", re.DOTALL)


@dataclass
class Count:
    """What was tried with one workflow, and how it ended."""

    name: str
    steps: int = 0
    calls: int = 0
    ends: Counter[int] = field(default_factory=Counter[int])
    faults: list[str] = field(default_factory=list)


def planned(number: int, code: str, *, lasting: bool) -> None:
    """Refuse the n-th step, or it and all that follow."""
    count = 0
    error, windows = CODES[code]

    def refuse() -> None:
        nonlocal count
        count += 1
        if count == number or (lasting and count > number):
            fault = OSError(error, "planned fault")
            if windows is not None:
                fault.winerror = windows  # type: ignore[attr-defined]
            raise fault

    around_each_step(refuse, nothing)


def step_points(template: Template) -> Iterator[Point]:
    for number in range(1, steps_of(template) + 1):
        for code in CODES:
            for lasting in (False, True):
                yield (lambda n=number, c=code, x=lasting: planned(n, c, lasting=x)), ()


def call_points(template: Template) -> Iterator[Point]:
    for call, count in calls_of(template).items():
        for number in range(1, count + 1):
            for code in CALL_CODES:
                for ending in ("", "+"):
                    refuse = f"inject={call}:error={code}:when={number}{ending}"
                    yield nothing, ("-e", f"trace={call}", "-e", refuse)


def sweep(template: Template, most: int = SAMPLE) -> Count:
    count = Count(template.workflow.name)
    steps = some(step_points(template), most)
    calls = some(call_points(template), most) if can_trace() and most != SAMPLE else []
    count.steps, count.calls = len(steps), len(calls)
    for number, (rig, tracer) in enumerate((*steps, *calls), start=1):
        end, _ = run(template, rig, tracer=tracer)
        count.ends[end] += 1
        told, where = template.sentence(), f"point {number} {tracer[-1:]}"
        if end not in (WENT_THROUGH, REFUSED):
            count.faults.append(f"{where}: ended with {end}: {told[-400:]}")
        if end == REFUSED and not _CHINESE.search(told):
            count.faults.append(f"{where}: no sentence: {told}")
        found = aftermath(template, template.acknowledged())
        count.faults += [f"{where}: {fault}" for fault in found]
    return count


def sweeps(most: int = SAMPLE, names: Sequence[str] = ()) -> Iterator[Count]:
    picked = [workflow for workflow in ALL_WORKFLOWS if not names or workflow.name in names]
    with templates(*picked) as prepared:
        for template in prepared:
            yield sweep(template, most)


HEAD = (
    "workflow", "errors at steps of fsops and at system calls", "refused with a sentence",
    "went through all the same", "anything else, or lost",
)  # fmt: skip


def main() -> int:
    is_full, names = figures.chosen([workflow.name for workflow in ALL_WORKFLOWS])
    is_sound = True
    for count in sweeps(LONG if is_full else SAMPLE, names):
        errors = count.steps + count.calls
        figures.say(f"{count.name}: {errors} errors, ends {dict(count.ends)}")
        for fault in count.faults[:8]:
            figures.say(f"  {fault}")
        is_sound = is_sound and not count.faults
        if is_full:
            ends = (count.ends[REFUSED], count.ends[WENT_THROUGH], len(count.faults))
            row = (count.name, errors, *ends)
            figures.keep_row("errors", "Injected errors", HEAD, row)
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
