"""Kill points: a workflow is killed before and after each step, and at each write of the system.

``python -m tests.faults.kill_sweep`` takes a sample, ``--full`` every point; names of
workflows after it take only those, and leave the other rows of the page as they are.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.faults import figures
from tests.faults.children import (
    WENT_THROUGH,
    Rig,
    Template,
    aftermath,
    around_each_step,
    at_step,
    calls_of,
    can_trace,
    die,
    nothing,
    run,
    steps_of,
    templates,
)
from tests.faults.recovery_workflows import ALL_WORKFLOWS

KILLED = -9
SAMPLE = 8
"""Points of each kind and workflow in the short version."""


@dataclass
class Count:
    """What was tried with one workflow, and what came of it."""

    name: str
    steps: int = 0
    calls: int = 0
    killed: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def points(self) -> int:
        return self.steps + self.calls


Point = tuple[Rig, tuple[str, ...]]


def step_points(template: Template) -> Iterator[Point]:
    """Before and after each step of fsops."""
    for number in range(1, steps_of(template) + 1):
        yield (lambda n=number: around_each_step(at_step(n, die), nothing)), ()
        yield (lambda n=number: around_each_step(nothing, at_step(n, die))), ()


def call_points(template: Template) -> Iterator[Point]:
    """At each call that changes the disk."""
    for call, count in calls_of(template).items():
        for number in range(1, count + 1):
            kill = f"inject={call}:signal=KILL:when={number}"
            yield nothing, ("-e", f"trace={call}", "-e", kill)


def some(points: Iterator[Point], most: int | None) -> list[Point]:
    """All points, or so many evenly over the whole way."""
    known = list(points)
    if most is None or len(known) <= most:
        return known
    return [known[at * (len(known) - 1) // (most - 1)] for at in range(most)]


def sweep(template: Template, most: int | None = None) -> Count:
    """Kill one workflow at these points; each time look, and do it again."""
    count = Count(template.workflow.name)
    steps = some(step_points(template), most)
    calls = some(call_points(template), most) if can_trace() and most is None else []
    count.steps, count.calls = len(steps), len(calls)
    for number, (rig, tracer) in enumerate((*steps, *calls), start=1):
        end, _ = run(template, rig, tracer=tracer)
        if end not in (KILLED, WENT_THROUGH):
            count.faults.append(f"point {number}: ended with {end}: {template.sentence()[-300:]}")
        count.killed += end == KILLED
        found = aftermath(template, template.acknowledged())
        count.faults += [f"point {number} {tracer[-1:]}: {fault}" for fault in found]
    return count


def sweeps(most: int | None = None, names: Sequence[str] = ()) -> Iterator[Count]:
    picked = [workflow for workflow in ALL_WORKFLOWS if not names or workflow.name in names]
    with templates(*picked) as prepared:
        for template in prepared:
            yield sweep(template, most)


HEAD = (
    "workflow", "points around steps of fsops", "points at system calls", "killed",
    "lost, or in need of a human",
)  # fmt: skip


def main() -> int:
    is_full, names = figures.chosen([workflow.name for workflow in ALL_WORKFLOWS])
    is_sound = True
    for count in sweeps(None if is_full else SAMPLE, names):
        figures.say(f"{count.name}: {count.points} points, {count.killed} kills")
        for fault in count.faults[:5]:
            figures.say(f"  {fault}")
        is_sound = is_sound and not count.faults
        if is_full:
            row = (count.name, count.steps, count.calls, count.killed, len(count.faults))
            figures.keep_row("kill", "Kill points", HEAD, row)
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
