"""Children that are killed or refused their writes: forked ready to go, and watched by strace.

A child is forked with everything loaded, so that thousands of them take minutes. On machines
without ``fork`` the sweeps are left out; what SQLite itself writes is met on Linux through strace.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from meihao_desktop import fsops
from meihao_desktop.domain.errors import MeihaoError
from tests.faults.workflows import Say, Workflow

WENT_THROUGH, REFUSED, CRASHED = 0, 3, 70
WRITES = (
    "pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "rename", "mkdir",
)  # fmt: skip
"""The calls of the system that change a disk."""
_CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\(")
Rig = Callable[[], None]


def can_fork() -> bool:
    return hasattr(os, "fork")


def can_trace() -> bool:
    return can_fork() and shutil.which("strace") is not None


class Template:
    """A prepared workflow, copied for each point."""

    def __init__(self, workflow: Workflow, root: Path) -> None:
        self.workflow = workflow
        self._made = root / "template"
        self._copy = root / "copy"
        self.said = root / "said"
        self.told = root / "told"
        self._made.mkdir(parents=True)
        workflow.prepare(self._made)

    def fresh(self) -> Path:
        for file in (self.said, self.told):
            file.unlink(missing_ok=True)
        shutil.rmtree(self._copy, ignore_errors=True)
        shutil.copytree(self._made, self._copy)
        return self._copy

    def acknowledged(self) -> list[str]:
        return self.said.read_text("utf-8").splitlines() if self.said.exists() else []

    def sentence(self) -> str:
        return self.told.read_text("utf-8") if self.told.exists() else ""


@contextmanager
def templates(*workflows: Workflow) -> Iterator[Iterator[Template]]:
    """Prepared workflows in a folder that is gone afterwards; in memory where there is one."""
    memory = Path("/dev/shm")  # noqa: S108 -- the fastest disk there is, and no secret in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        yield (
            Template(workflow, Path(place) / str(number))
            for number, workflow in enumerate(workflows)
        )


def run(template: Template, rig: Rig, *, tracer: tuple[str, ...] = ()) -> tuple[int, str]:
    """Do the workflow in a child under ``rig``; gives its end and what strace wrote."""
    place = template.fresh()
    ready, go = os.pipe()
    child = os.fork()
    if not child:
        os.close(go)
        _be_child(template, place, rig, ready)
    os.close(ready)
    watcher, output = _watched(tracer, child, template) if tracer else (None, None)
    os.write(go, b"1")
    os.close(go)
    _, status = os.waitpid(child, 0)
    if watcher is not None:
        watcher.communicate()
    text = output.read_text("utf-8", "replace") if output is not None else ""
    return os.waitstatus_to_exitcode(status), text


def _watched(
    tracer: tuple[str, ...], child: int, template: Template
) -> tuple["subprocess.Popen[bytes]", Path]:
    output = template.told.with_name("trace")
    watcher = subprocess.Popen(
        ["strace", "-f", "-o", str(output), *tracer, "-p", str(child)],
        stderr=subprocess.PIPE,
    )
    assert watcher.stderr is not None
    watcher.stderr.readline()  # it says that it is attached
    return watcher, output


def _be_child(template: Template, place: Path, rig: Rig, ready: int) -> None:
    """Never returns. What is said goes through ``writev``, which no fault is planned for."""
    end = CRASHED
    try:
        os.read(ready, 1)
        rig()
        template.workflow.act(place, _speaker(template.said))
        end = WENT_THROUGH
    except MeihaoError as error:
        _note(template.told, str(error))
        end = REFUSED
    except BaseException:  # noqa: BLE001 -- a child tells everything and goes
        _note(template.told, traceback.format_exc())
    finally:
        os._exit(end)


def _speaker(file: Path) -> Say:
    handle = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def say(word: str) -> None:
        os.writev(handle, [word.encode(), b"\n"])

    return say


def _note(file: Path, text: str) -> None:
    handle = os.open(file, os.O_CREAT | os.O_WRONLY)
    os.writev(handle, [text.encode("utf-8", "replace")])


def around_each_step(before: Callable[[], None], after: Callable[[], None]) -> None:
    """Call these around every step of fsops; for a child, which needs no way back."""
    act: Any = fsops._act

    def watched(step: str, path: Path, call: Callable[[], object]) -> object:
        def told() -> object:
            before()
            result = call()
            after()
            return result

        return act(step, path, told)

    fsops._act = watched
    fsops.PAUSES = (0.0,) * len(fsops.PAUSES)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at_step(number: int, deed: Callable[[], None]) -> Callable[[], None]:
    """A deed for the n-th time it is called, counted from 1."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if count == number:
            deed()

    return step


def nothing() -> None:
    """No deed."""


def steps_of(template: Template) -> int:
    """How many steps of fsops the workflow takes."""
    counted = template.told.with_name("count")

    def note() -> None:
        handle = os.open(counted, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        os.writev(handle, [b"."])
        os.close(handle)

    counted.unlink(missing_ok=True)
    end, _ = run(template, lambda: around_each_step(nothing, note))
    assert end == WENT_THROUGH, template.sentence()
    return counted.stat().st_size if counted.exists() else 0


def calls_of(template: Template) -> Counter[str]:
    """How often the workflow makes each call of the system that changes a disk."""
    end, text = run(template, nothing, tracer=("-e", f"trace={','.join(WRITES)}"))
    assert end == WENT_THROUGH, template.sentence()
    return Counter(match[1] for line in text.splitlines() if (match := _CALL.match(line)))


def aftermath(template: Template, said: list[str]) -> Iterator[str]:
    """What is wrong in the place as it lies there now, and after doing it all again."""
    place, workflow = template._copy, template.workflow
    try:
        yield from workflow.faults(place, said)
        again: list[str] = []
        workflow.act(place, again.append)
        yield from workflow.faults(place, again)
    except Exception as error:  # noqa: BLE001 -- whatever it is, somebody would have to help
        yield f"{type(error).__name__}: {error}"
