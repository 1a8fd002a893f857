"""Members in runs that one thread copies at a time; small ones of a zip share a question.

A question to a child costs about a millisecond, which thousands of small photos would notice.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from meihao_desktop.intake import caps
from meihao_desktop.intake.archives.member_gate import Member
from meihao_desktop.intake.archives.zip_unpacking import Wanted

RUN_BYTES = 8 * caps.MEBIBYTE
RUN_MEMBERS = 64

Run = Sequence[tuple[int, Member]]
"""Members with their numbers, in their order; several only where all lie in one zip."""


def runs(members: Sequence[Member]) -> Iterator[Run]:
    """All members; a run ends before it grows too long to be stopped soon."""
    run: list[tuple[int, Member]] = []
    size = 0
    for number, member in enumerate(members):
        fits = size + member.size <= RUN_BYTES and len(run) < RUN_MEMBERS
        if run and not (fits and _is_beside(run[-1][1], member)):
            yield run
            run, size = [], 0
        run.append((number, member))
        size += member.size
    if run:
        yield run


def draft_of(folder: Path, number: int) -> Path:
    """Where a member is copied to before its digest is known."""
    return folder / f"incoming-{number}"


def wanted_of(run: Run, folder: Path) -> tuple[Wanted, ...]:
    """What a child is asked for: every member of a run that lies in a zip."""
    return tuple(
        Wanted(
            place=member.packed.place,
            draft=str(draft_of(folder, number).absolute()),
            path=member.path,
        )
        for number, member in run
        if member.packed is not None
    )


class Growth:
    """Tells how much the drafts of a run have grown since it was last asked."""

    def __init__(self, drafts: Sequence[Path], tell: Callable[[int], None]) -> None:
        self._drafts = drafts
        self._tell = tell
        self._told = 0

    def look(self) -> None:
        """Measure the drafts as they lie there now."""
        self.reach(sum(draft.stat().st_size for draft in self._drafts if draft.exists()))

    def reach(self, size: int) -> None:
        """So many bytes are known to be there; it never goes back."""
        grown = max(0, size - self._told)
        self._told += grown
        self._tell(grown)


def _is_beside(one: Member, other: Member) -> bool:
    """Whether both lie in the same zip."""
    if one.packed is None or other.packed is None:
        return False
    return one.packed.source == other.packed.source
