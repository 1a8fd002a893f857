"""One machine of the scripted meeting: a process with a home and a round folder of its own.

It reads one act a line (JSON) and answers each with one line. The acts call operations, as the
windows do, or the command line; nothing else of the program is touched.
"""

import errno
import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal
from pathlib import Path
from typing import Any

from meihao_desktop import __main__ as program
from meihao_desktop import fsops
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.recusal import Interest
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell
from meihao_desktop.operations import (
    begin_round,
    declare_interests,
    identify_person,
    score_estate,
)
from meihao_desktop.operations.context import Context, SystemClock
from meihao_desktop.operations.declare_interests import Told
from meihao_desktop.rehearsal import PIN_FILE

Answer = Any
PULLED = ".拔出"
READING = "read"


class Machine:
    """The program on one machine, with at most one round open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._context: Context | None = None

    @property
    def context(self) -> Context:
        """The round, opened when it is first wanted."""
        if self._context is None:
            self._context = begin_round.open_round(self.folder, SystemClock())
        return self._context

    def leave(self) -> None:
        """Close the window, so that the command line or another eye can look."""
        if self._context is not None:
            begin_round.close_round(self._context)
            self._context = None

    def command(self, argv: list[str], pin: str = "") -> Answer:
        """One command of the program, as typed; what it printed and how it ended."""
        self.leave()
        os.environ["MEIHAO_PIN"] = pin
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = program.main(argv)
        return {"code": code, "out": out.getvalue(), "err": err.getvalue()}

    def sit(self, person: str, pin: str) -> Answer:
        """Somebody logs in at this machine."""
        return identify_person.log_in(self.context, PersonId(person), pin).name

    def pull(self, stick: str, at: int, step: str = "") -> None:
        """The stick will be pulled out at the n-th step on it, or at the n-th reading."""
        fsops.set_fault_hook(_Puller(Path(stick), at, step))

    def whole(self) -> None:
        """The stick is in again."""
        fsops.set_fault_hook(None)

    def declare(self, pin: str, told: Mapping[str, tuple[str, str]] | None = None) -> None:
        """The form of declarations; ``told`` names estates with interest and words."""
        lines = [
            Told(estate=self.estate(name), words=words, interest=Interest[kind] if kind else None)
            for name, (kind, words) in (told or {}).items()
        ]
        declare_interests.declare_all(self.context, lines, pin)

    def fill(self, name: str, cells: Mapping[str, tuple[str, str]]) -> int:
        """Points with their reasons, criterion by criterion; how many were kept."""
        estate = self.estate(name)
        for number, (points, reason) in cells.items():
            cell = ScoreCell(points=Decimal(points), reason=reason)
            score_estate.set_cell(self.context, estate, CriterionId(number), cell)
        return len(cells)

    def submit(self, name: str, pin: str) -> None:
        score_estate.submit(self.context, self.estate(name), pin)

    def adopt(self, name: str) -> None:
        """The expert has looked at the newest materials."""
        score_estate.adopt_version(self.context, self.estate(name))

    def rows(self) -> Answer:
        """The scoring desk: each estate with its state, revision and points."""
        return {
            row.estate.name: {
                "state": row.state.value,
                "revision": row.revision,
                "points": str(row.points),
                "is_outdated": row.is_outdated,
                "is_closed": row.is_closed,
            }
            for row in score_estate.open_desk(self.context).estates
        }

    def verify(self) -> Answer:
        """The chain of the records as it is now."""
        report = self.context.store.audit_log.verify()
        return {"count": report.count, "is_sound": report.is_sound, "head": report.head}

    def posted_pins(self) -> Answer:
        """The PINs of a rehearsal, as they hang on the wall."""
        lines = (self.folder / PIN_FILE).read_text(encoding="utf-8").splitlines()
        return dict(line.rsplit("：", 1) for line in lines[2:] if line)

    def estate(self, name: str) -> EstateId:
        found = [e.id for e in self.context.store.submissions.estates() if e.name == name]
        if not found:
            raise AssertionError(f"no estate {name}")
        return found[0]


class _Puller:
    """At the n-th step the stick is gone, folder and all, and so is every later step on it."""

    def __init__(self, stick: Path, at: int, step: str) -> None:
        self._stick, self._left, self._step = stick, at, step

    def __call__(self, step: str, path: Path) -> None:
        is_on_stick = path.is_relative_to(self._stick) and step != READING
        is_meant = step == self._step if self._step else is_on_stick
        if not is_meant:
            return
        self._left -= 1
        if self._left == 0:
            self._stick.rename(self._stick.with_name(self._stick.name + PULLED))
        if self._left <= 0:
            raise OSError(errno.EIO, "the stick was pulled out", str(path))


def serve(machine: Machine, acts: Mapping[str, Callable[..., Answer]]) -> None:
    """Answer until nothing more is asked."""
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        told = json.loads(line)
        try:
            reply = {"done": acts[told.pop("act")](**told)}
        except MeihaoError as refusal:
            reply = {"refused": str(refusal), "kind": type(refusal).__name__}
        answers.write(json.dumps(reply, ensure_ascii=False) + "\n")
        answers.flush()
    machine.leave()


def acts_of(machine: Machine) -> dict[str, Callable[..., Answer]]:
    """Every public method is an act."""
    names = (name for name in dir(type(machine)) if not name.startswith("_"))
    return {name: getattr(machine, name) for name in names if name != "context"}


def begin(kind: Callable[[Path], Machine], argv: list[str]) -> None:
    """``HOME FOLDER``: where this machine keeps its own, and its round."""
    home, folder = argv
    os.environ["MEIHAO_HOME"] = home
    machine = kind(Path(folder))
    serve(machine, acts_of(machine))
