"""Back up a round: beside it, and to a second place such as a stick, read back each time.

Taking the copy needs the store and milliseconds; keeping it needs neither and may take its time.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.db.backup import Snapshot, backups_in, keep_snapshot, set_apart, thin_out
from meihao_desktop.db.material_copies import copy_materials
from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.progress import Watch
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.memory import recalled, remember, remember_place

SEALING = frozenset({"submit_sheet", "reopen_sheet", "advance_round", "return_round"})
"""Events after which a backup is due."""
SECOND_FOLDER = "美好家园评审备份"
SPARE_BYTES = 16 * 1024 * 1024
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupJob:
    """A copy that was taken and waits to be kept; it holds no store."""

    taken: Snapshot
    folder: Path
    second: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupDone:
    """Where a backup was kept; ``fault`` says why there is none at the second place."""

    path: Path
    second: Path | None = None
    copied_materials: int = 0
    fault: str = ""

    @property
    def sentence(self) -> str:
        if self.second is not None:
            return f"已备份并核对：{self.path.name}，第二处备份在“{self.second.parent}”。"
        return f"已备份并核对：{self.path.name}。{self.fault}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupDesk:
    """What is shown of backups: how many there are, the newest, and the second place."""

    count: int
    newest: str
    place: Path | None
    is_place_there: bool
    may_choose: bool


def backup_desk(context: Context) -> BackupDesk:
    """The backups of the open round."""
    names = sorted(backup.name.text for backup in backups_in(context.folder / "backups"))
    place = second_place(context.store)
    return BackupDesk(
        count=len(names),
        newest=names[-1] if names else "",
        place=place,
        is_place_there=place is not None and place.is_dir(),
        may_choose=context.may(Act.KEEP_BACKUPS),
    )


def second_place(store: Store) -> Path | None:
    """The folder or stick that was chosen; absent until then."""
    chosen = recalled(store).backup_place
    return Path(chosen) if chosen else None


def choose_place(context: Context, place: Path | None) -> Change:
    """Remember where backups also go; ``None`` forgets it."""
    context.require(Act.KEEP_BACKUPS)
    if place is None:
        remember_place(context.store, None)
    else:
        remember_second(context, place)
    return Change(is_settings=True)


def remember_second(context: Context, place: Path) -> None:
    """A place that can be written and lies outside the folder of the round."""
    if place.resolve().is_relative_to(context.folder.resolve()):
        raise RuleViolation("第二处备份不能放在评审目录里面，请选 U 盘或另一块硬盘上的文件夹。")
    fsops.require_writable(place)
    remember_place(context.store, place.absolute())


def is_due(context: Context, since: int) -> bool:
    """Whether something was sealed or the phase moved after the event ``since``."""
    return any(event.event in SEALING for event in context.store.audit_log.events(since))


def take(context: Context, reason: str) -> BackupJob:
    """Copy the records of this moment in memory, and take down their head."""
    store = context.store
    remember(store)
    place = second_place(store)
    title = _UNFIT.sub("", store.settings.review_round().title).strip() or "评审"
    name = f"{title}-{store.audit_log.first_hash()[:8]}"
    return BackupJob(
        taken=store.snapshot(reason),
        folder=context.folder,
        second=place / SECOND_FOLDER / name if place else None,
    )


def keep(job: BackupJob, watch: Watch | None = None) -> BackupDone:
    """Write both copies and read them back; a missing second place is told and not fatal."""
    place = job.folder / "backups"
    fsops.require_space(job.folder, len(job.taken.data) + SPARE_BYTES)
    path = keep_snapshot(job.taken, place)
    set_apart(place, job.taken.head)
    thin_out(place)
    if job.second is None:
        return BackupDone(path=path, fault="还没有选第二处备份位置。")
    if not job.second.parents[1].is_dir():
        fault = f"第二处备份位置“{job.second.parents[1]}”不在，请插好 U 盘后再备份一次。"
        return BackupDone(path=path, fault=fault)
    try:
        second, copied = _keep_second(job, job.second, watch or Watch())
    except StorageError as error:
        return BackupDone(path=path, fault=f"第二处没有备份成：{error}")
    return BackupDone(path=path, second=second, copied_materials=copied)


def back_up(context: Context, reason: str, watch: Watch | None = None) -> BackupDone:
    """Take and keep in one go, as the command line does."""
    return keep(take(context, reason), watch)


def at_close(context: Context) -> BackupDone | None:
    """The last backup of a sitting, unless nothing was written since the last one."""
    seq, _ = context.store.audit_log.head()
    newest = max((b.name.seq for b in backups_in(context.folder / "backups")), default=0)
    if newest >= seq or context.store.restriction is not None:
        return None
    return back_up(context, "关闭")


def export_confirmed(context: Context, target: Path) -> Path:
    """Everything that was confirmed, to another disk, where this one fails; nothing is noted."""
    context.somebody()
    if target.resolve().is_relative_to(context.folder.resolve()):
        raise RuleViolation("请导出到另一块磁盘或 U 盘，不要放在评审目录里面。")
    job = take(context, "导出")
    place = target / job.taken.name.removesuffix(".db")
    kept = keep_snapshot(job.taken, place)
    copy_materials(job.folder, place, Watch())
    return kept


def _keep_second(job: BackupJob, second: Path, watch: Watch) -> tuple[Path, int]:
    fsops.require_space(second.parents[1], len(job.taken.data) + SPARE_BYTES)
    kept = keep_snapshot(job.taken, second)
    set_apart(second, job.taken.head)
    thin_out(second)
    return kept, copy_materials(job.folder, second, watch)
