"""Power loss: every moment of a workflow, with what was not flushed kept, lost, mixed or torn.

``python -m tests.faults.power_loss`` takes a few moments, ``--full`` all of them, and then removes
one flush after the other from the program: with each of them gone the same states must be red.
Names of workflows after it take only those; with ``flushes`` among them the flushes are removed.
"""

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tests.faults import figures
from tests.faults.children import WENT_THROUGH, Rig, Template, nothing, run, templates
from tests.faults.disk_model import Call, Disk, calls
from tests.faults.flush_mutants import MUTANTS, PRIMITIVES
from tests.faults.recovery_workflows import ALL_WORKFLOWS

TRACED = (
    "openat", "write", "writev", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename",
    "unlink", "mkdir", "rmdir", "lseek",
)  # fmt: skip
TRACER = ("-y", "-xx", "-s", "8000000", "-e", f"trace={','.join(TRACED)}")
WAYS = (
    ("none", "none"), ("all", "all"), ("all", "none"), ("none", "all"),
    ("some", "some"), ("some", "some 2"), ("all", "some 3"), ("all", "some 4"),
    ("some", "torn"), ("all", "torn"), ("all", "torn"), ("none", "some 5"),
)  # fmt: skip
"""How names and bytes that were not flushed fare."""
SHORT_MOMENTS = 12


@dataclass
class Count:
    """States of one workflow: all that were built, those that differ, and what was wrong."""

    name: str
    built: int = 0
    looked_at: int = 0
    faults: list[str] = field(default_factory=list)


def traced(template: Template, rig: Rig) -> tuple[Path, list[Call]]:
    """Everything that the workflow wrote; the folder is as before it."""
    end, text = run(template, rig, tracer=TRACER)
    assert end == WENT_THROUGH, template.sentence()
    return template._copy, list(calls(text))


def moments(
    template: Template, disk: Disk, written: Sequence[Call]
) -> Iterator[tuple[int, list[str]]]:
    """After each call that changed the disk: its number, and what had been acknowledged."""
    said: list[str] = []
    spoken = template.said.as_posix()
    for number, call in enumerate(written):
        if call.path == spoken and call.name == "write":
            said += call.data.decode().split()
            yield number, said
        elif disk.take(call):
            yield number, said


def look(template: Template, rig: Rig = nothing, *, most: int | None = None) -> Count:
    """Build the states of a workflow and open each."""
    count = Count(template.workflow.name)
    place, written = traced(template, rig)
    shutil.rmtree(place)
    shutil.copytree(template._made, place)
    disk, seen, image = Disk(place), set[bytes](), place.with_name("image")
    stride = 1 if most is None else max(1, len(written) // most)
    for number, said in moments(template, disk, written):
        if number % stride and not (said and number == len(written) - 1):
            continue
        for way, (named, kept) in enumerate(WAYS):
            files = disk.image(f"{number} {way}", named, kept.split()[0])
            count.built += 1
            mark = _mark(files, said)
            if mark in seen:
                continue
            seen.add(mark)
            count.looked_at += 1
            _lay_out(image, files)
            where = f"call {number} {written[number].name}, names {named}, bytes {kept}"
            count.faults += [f"{where}: {fault}" for fault in _found(template, image, said)]
        if rig is not nothing and count.faults:
            break
    return count


def _found(template: Template, image: Path, said: list[str]) -> Iterator[str]:
    try:
        yield from template.workflow.faults(image, said)
    except Exception as error:  # noqa: BLE001 -- whatever it is, somebody would have to help
        yield f"{type(error).__name__}: {error}"


def _lay_out(image: Path, files: "dict[str, bytes | None] | object") -> None:
    shutil.rmtree(image, ignore_errors=True)
    image.mkdir()
    assert isinstance(files, dict)
    for name, data in files.items():  # sorted: a folder comes before what is in it
        if data is None:
            (image / name).mkdir()
        else:
            (image / name).write_bytes(data)


def _mark(files: object, said: list[str]) -> bytes:
    assert isinstance(files, dict)
    digest = sha256(repr(said).encode())
    for name, data in files.items():
        digest.update(name.encode())
        digest.update(b"folder" if data is None else sha256(data).digest())
    return digest.digest()


def looks(most: int | None = None, names: Sequence[str] = ()) -> Iterator[Count]:
    picked = [each for each in (*ALL_WORKFLOWS, PRIMITIVES) if not names or each.name in names]
    with templates(*picked) as prepared:
        for template in prepared:
            yield look(template, most=most)


def survivors() -> Iterator[tuple[str, str, str]]:
    """Each flush taken out of the program: its name, the workflow that turned red, and how."""
    with templates(*ALL_WORKFLOWS, PRIMITIVES) as prepared:
        known = {template.workflow.name: template for template in prepared}
        for mutant in MUTANTS:
            red = ("", "")
            for name in mutant.shows_in:
                count = look(known[name], mutant.rig)
                if count.faults:
                    red = (name, count.faults[0])
                    break
            yield mutant.name, *red


HEAD = ("workflow", "states built", "different ones opened", "lost or unreadable")
FLUSHES = "flushes"


def main() -> int:
    known = (*(each.name for each in (*ALL_WORKFLOWS, PRIMITIVES)), FLUSHES)
    is_full, names = figures.chosen(known)
    is_red = False
    for count in looks(None if is_full else SHORT_MOMENTS, names):
        figures.say(f"{count.name}: {count.built} states, {count.looked_at} different")
        for fault in count.faults[:6]:
            figures.say(f"  {fault}")
        is_red |= bool(count.faults)
        if is_full:
            row = (count.name, count.built, count.looked_at, len(count.faults))
            figures.keep_row("power", "Power loss", HEAD, row)
    if is_full and FLUSHES in names:
        mutants = []
        for name, workflow, fault in survivors():
            figures.say(f"without {name}: {workflow or 'SURVIVES'} {fault[:200]}")
            mutants.append((name, f"red in {workflow}" if workflow else "**survives**"))
            is_red |= not workflow
        text = f"With one flush taken out:\n\n{figures.table(('taken out', 'states'), mutants)}"
        figures.keep("flushes", "Flushes", text)
    return 1 if is_red else 0


if __name__ == "__main__":
    sys.exit(main())
