"""One pass from the source into staging: every byte is read once, copied and hashed.

Two whole files are copied at a time, those of a zip by child processes. Each content is kept once
under its SHA-256.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.finding import Finding, Where
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.intake import caps
from meihao_desktop.intake.archives.member_gate import Member
from meihao_desktop.intake.archives.zip_source import clear_drafts, unpacked
from meihao_desktop.intake.archives.zip_unpacking import Unpacked
from meihao_desktop.intake.container import Container
from meihao_desktop.intake.refusals import (
    LeftOut,
    MemberRefused,
    Objection,
    Refusal,
    SubmissionRefused,
)
from meihao_desktop.intake.staging_runs import Growth, Run, draft_of, runs, wanted_of

WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedFile:
    """A member that now lies in staging under its digest."""

    path: str
    digest: str
    size: int
    location: Path


class _OverLimit(MeihaoError):
    """A member turned out larger than it said, or than is allowed."""


def _nobody(_staged: StagedFile) -> None:
    """Nobody waits for single files."""


def stage(
    container: Container,
    folder: Path,
    watch: Watch,
    on_staged: Callable[[StagedFile], None] = _nobody,
) -> tuple[tuple[StagedFile, ...], tuple[Finding, ...]]:
    """Copy every member into ``folder``; what is damaged is left out with a finding.

    ``on_staged`` is told of each file in the order of the members, as soon as those before it are
    done with; a copying thread calls it.
    """
    copier = _Copier(container, folder, watch, on_staged)
    watch.check()
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="intake") as pool:
        tasks = [pool.submit(copier.copy, run) for run in runs(container.members)]
        ended, _ = wait(tasks, return_when=FIRST_EXCEPTION)
        failed = next((task for task in ended if task.exception() is not None), None)
        if failed is not None:
            copier.is_stopped = True
            pool.shutdown(cancel_futures=True)
            failed.result()
        results = [item for task in tasks for item in task.result()]
    staged = tuple(item for item in results if isinstance(item, StagedFile))
    return staged, tuple(item for item in results if isinstance(item, Finding))


class _Copier:
    """Copies members from two threads and tells one progress."""

    def __init__(
        self,
        container: Container,
        folder: Path,
        watch: Watch,
        on_staged: Callable[[StagedFile], None],
    ) -> None:
        self._container = container
        self._folder = folder
        self._watch = watch
        self._on_staged = on_staged
        self._untold: dict[int, StagedFile | Finding] = {}
        self._next = 0
        self._lock = threading.Lock()
        self.is_stopped = False
        self._done_bytes = 0
        self._done_files = 0
        self._total_bytes = container.total_size

    def copy(self, run: Run) -> list[StagedFile | Finding]:
        """Copy members and tell of each when its turn has come."""
        packed = run[0][1].packed
        if packed is None:
            return [self._told(self._copied(member, number), number) for number, member in run]
        copied = self._unpacked(run, packed.source)
        return [self._told(one, number) for (number, _), one in zip(run, copied, strict=True)]

    def _told(self, copied: StagedFile | Finding, number: int) -> StagedFile | Finding:
        with self._lock:
            self._untold[number] = copied
            while self._next in self._untold:
                told = self._untold.pop(self._next)
                self._next += 1
                if isinstance(told, StagedFile):
                    self._on_staged(told)
        return copied

    def _unpacked(self, run: Run, source: Path) -> Iterator[StagedFile | Finding]:
        """A child copies what lies in a zip; meanwhile we look how far it is."""
        wanted = wanted_of(run, self._folder)
        last = run[-1][1]
        growth = Growth([Path(one.draft) for one in wanted], lambda size: self.count(last, size))
        found = unpacked(source, wanted, lambda: self._is_over(growth))
        reached = 0
        try:
            for (number, member), one in zip(run, found, strict=True):
                if isinstance(one, Objection):
                    yield one.found(member.path)
                    continue
                reached += one.size
                growth.reach(reached)
                yield self._weighed(member, draft_of(self._folder, number), one)
        except BaseException:
            clear_drafts(wanted)
            raise

    def _is_over(self, growth: Growth) -> bool:
        """Asked whenever a child is waited for."""
        try:
            growth.look()
        except Cancelled:
            return True
        return False

    def _copied(self, member: Member, number: int) -> StagedFile | Finding:
        """What is wrong with one member alone is a finding."""
        draft = draft_of(self._folder, number)
        where = Where(file=member.path)
        counter = _Counter(self, member)
        try:
            with member.open() as source:
                size, digest = fsops.copy_hashing(source, draft, on_bytes=counter.add)
        except _OverLimit:
            return LeftOut.FILE_TOO_LARGE.found(where)
        except MemberRefused as refused:
            return refused.objection.found(member.path)
        except fsops.SourceUnreadable as error:
            raise fsops.SourceUnreadable(
                f"读不到“{member.path}”。U 盘可能已拔出或损坏，请重新插好后再导入。"
            ) from error
        except PermissionError:
            return LeftOut.NO_ACCESS.found(where)
        except OSError as error:
            raise fsops.explained(error, Path(member.path)) from error
        return self._weighed(member, draft, Unpacked(size=size, digest=digest))

    def _weighed(self, member: Member, draft: Path, copied: Unpacked) -> StagedFile | Finding:
        if copied.size != member.size:
            fsops.remove_file(draft)
            return LeftOut.SIZE_DIFFERS.found(Where(file=member.path))
        return self._kept(member, draft, copied.digest)

    def _kept(self, member: Member, draft: Path, digest: str) -> StagedFile:
        target = self._folder / digest
        with self._lock:
            if target.exists():
                fsops.remove_file(draft)
            else:
                fsops.rename_into_place(draft, target, durable=False)
            self._done_files += 1
            self._tell(member)
        return StagedFile(path=member.path, digest=digest, size=member.size, location=target)

    def count(self, member: Member, size: int) -> None:
        with self._lock:
            self._done_bytes += size
            if self._done_bytes > caps.MAX_TOTAL_SIZE:
                raise SubmissionRefused(Refusal.TOO_LARGE, self._container.name, limit="2 GB")
            self._tell(member)

    def _tell(self, member: Member) -> None:
        """Tell how far it is; once one thread was stopped the other tells no more."""
        if self.is_stopped:
            raise Cancelled
        told = Progress(
            done_bytes=self._done_bytes,
            total_bytes=self._total_bytes,
            done_files=self._done_files,
            total_files=len(self._container.members),
            current=member.path,
        )
        try:
            self._watch.tell(told)
        except Cancelled:
            self.is_stopped = True
            raise


class _Counter:
    """Counts the real bytes of one member against what is allowed."""

    def __init__(self, copier: _Copier, member: Member) -> None:
        self._copier = copier
        self._member = member
        self._size = 0

    def add(self, size: int) -> None:
        self._size += size
        if self._size > caps.MAX_FILE_SIZE:
            raise _OverLimit(self._member.path)
        self._copier.count(self._member, size)
