"""Disk faults on demand: a plan for the seam of fsops."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from meihao_desktop import fsops

Plan = TypeVar("Plan", bound=fsops.FaultHook)


class FaultPlan:
    """Fails the n-th step (counted from 1) and, when lasting, every later one."""

    def __init__(
        self,
        at: int,
        code: int = errno.ENOSPC,
        *,
        windows_code: int | None = None,
        lasting: bool = False,
    ) -> None:
        self._at = at
        self._code = code
        self._windows_code = windows_code
        self._lasting = lasting
        self.steps: list[str] = []

    def __call__(self, step: str, path: Path) -> None:
        """The hook: notes the step, then fails it when its turn has come."""
        self.steps.append(step)
        turn = len(self.steps)
        if turn == self._at or (self._lasting and turn > self._at):
            raise self._error(path)

    @property
    def struck(self) -> bool:
        """Whether the planned step was reached at all."""
        return len(self.steps) >= self._at

    def _error(self, path: Path) -> OSError:
        error = OSError(self._code, "planned fault", str(path))
        if self._windows_code is not None:
            error.winerror = self._windows_code  # type: ignore[attr-defined]
        return error


@contextmanager
def faults(plan: Plan) -> Iterator[Plan]:
    """The plan, or whatever stands in for one, is in force inside the block."""
    before = fsops.set_fault_hook(plan)
    try:
        yield plan
    finally:
        fsops.set_fault_hook(before)


NO_FAULT = 1_000_000


def counted() -> FaultPlan:
    """A plan that only counts the steps."""
    return FaultPlan(NO_FAULT)
