"""Restore a round from a backup: only after full verification, and never over what is not kept.

A restored round is an older copy and opens read-only until two people adopt it. A damaged round is
not repaired: its last good backup is shown beside it, with what was lost since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.db.backup import KeptBackup, backups_in, verify_backup
from meihao_desktop.db.connection import FILE_NAME
from meihao_desktop.db.errors import Damaged, NotARound, RecordsAltered, Unreadable
from meihao_desktop.db.event_chain import LoggedEvent
from meihao_desktop.db.journal import Restriction
from meihao_desktop.db.material_copies import MATERIALS, copy_materials
from meihao_desktop.db.salvage import events_after, names_in
from meihao_desktop.db.store import SUBFOLDERS, Store
from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.event_words import event_word, subject_text
from meihao_desktop.domain.progress import Watch
from meihao_desktop.operations.context import Clock, Context
from meihao_desktop.operations.memory import STILL
from meihao_desktop.operations.pins import cost_for

DAMAGES = (Damaged, RecordsAltered, Unreadable, NotARound)
"""What is wrong with a round that its last good backup can stand in for."""
DAMAGED_FOLDER = "damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRow:
    """One backup as people choose it; unreadable ones have no moment."""

    path: Path
    seq: int
    reason: str
    phase: str
    at: datetime | None
    head: str

    @property
    def is_readable(self) -> bool:
        return self.at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """A round that cannot be opened, the backup that can, and what happened in between.

    ``lost`` are the events after the backup, as far as the damaged file still tells them; ``names``
    those of the people and estates in the backup.
    """

    folder: Path
    reason: str
    backup: BackupRow
    lost: tuple[LoggedEvent, ...]
    names: Mapping[str, str]

    @property
    def sentence(self) -> str:
        return (
            f"现在显示的是第 {self.backup.seq} 号记录时的备份，只能查看；"
            f"“{self.folder}”中的数据已损坏，没有改动。要继续评审，请先恢复备份。"
        )


def list_backups(*places: Path) -> tuple[BackupRow, ...]:
    """The backups in these folders (of a round or of a second place), the newest first."""
    found: dict[str, BackupRow] = {}
    for place in places:
        for inner in (place / "backups", place):
            for kept in backups_in(inner):
                found.setdefault(kept.path.name, _row(kept))
    return tuple(sorted(found.values(), key=lambda row: row.path.name, reverse=True))


def verify(backup: Path) -> tuple[str, ...]:
    """What is wrong with a backup; nothing where chain, schema and replay hold."""
    return verify_backup(backup).faults


def restore(backup: Path, folder: Path, watch: Watch | None = None) -> Path | None:
    """Put a verified backup into an empty folder, or in the place of the round that lies there.

    What stood there is backed up before, or kept as it is where it is damaged; gives that place.
    """
    if faults := verify(backup):
        raise StorageError(f"备份“{backup.name}”没有通过校验，没有恢复：{faults[0]}请换一个备份。")
    kept = None
    if (folder / FILE_NAME).is_file():
        kept = _set_aside(folder, backup)
    elif folder.is_dir() and any(folder.iterdir()):
        raise RuleViolation(f"“{folder}”不是空文件夹，没有恢复。请选一个空文件夹。")
    for name in SUBFOLDERS:
        fsops.make_folder(folder / name)
    if (source := _materials_beside(backup)) is not None and source != folder:
        copy_materials(source, folder, watch or Watch())
    _put(backup, folder)
    return kept


def rescue(folder: Path, reason: str) -> Rescue | None:
    """The newest backup of a damaged round that passes every check; ``None`` without one."""
    for row in list_backups(folder):
        if row.is_readable and not verify(row.path):
            lost = events_after(folder, row.seq)
            names = names_in(row.path)
            return Rescue(folder=folder, reason=reason, backup=row, lost=lost, names=names)
    return None


def view(found: Rescue, clock: Clock) -> Context:
    """The backup in the place of the damaged round, to be looked at and not changed."""
    restriction = Restriction(found.sentence, STILL)
    store = Store.view(found.backup.path, found.folder, restriction)
    return Context(store, clock, pin_cost=cost_for(store.settings.review_round()))


def told(rescue: Rescue) -> tuple[str, ...]:
    """What was lost, so that it can be done again: one sentence for each event."""
    return tuple(_lost(event, rescue.names) for event in rescue.lost)


def _lost(event: LoggedEvent, names: Mapping[str, str]) -> str:
    who = names.get(event.actor, event.actor) or "程序"
    subject = subject_text(event.subject, names)
    entered = "；".join(event.detail.get("cells", ()))
    what = "　".join(part for part in (event_word(event.event), subject, entered) if part)
    return f"第 {event.seq} 号　{event.at.astimezone():%m-%d %H:%M}　{who}：{what}"


def _row(kept: KeptBackup) -> BackupRow:
    last = kept.last
    return BackupRow(
        path=kept.path,
        seq=kept.name.seq,
        reason=kept.name.reason,
        phase=kept.phase.value if kept.phase else "",
        at=last.at if last else None,
        head=last.hash if last else "",
    )


def _set_aside(folder: Path, backup: Path) -> Path:
    """The present state is a backup afterwards, or a copy of the damaged file."""
    try:
        with Store.open(folder) as store:
            _require_same_round(store, backup)
            return store.backup("恢复之前")
    except DAMAGES:
        place = fsops.make_folder(folder / "backups" / DAMAGED_FOLDER)
        number = sum(1 for _ in place.iterdir()) + 1
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            if (folder / name).is_file():
                fsops.rename_into_place(folder / name, place / f"{number:03d}-{name}")
        return place / f"{number:03d}-{FILE_NAME}"


def _require_same_round(store: Store, backup: Path) -> None:
    first = verify_backup(backup).first
    if first != store.audit_log.first_hash():
        raise RuleViolation(
            "这个备份属于另一个评审，不能恢复到这里。请选一个空文件夹，或选本评审的备份。"
        )


def _put(backup: Path, folder: Path) -> None:
    draft = folder / "staging" / "restored.db"
    fsops.remove_file(draft)
    with backup.open("rb") as stream:
        fsops.copy_hashing(stream, draft, durable=True)
    if faults := verify(draft):
        fsops.remove_file(draft)
        raise StorageError(f"恢复写入后校验没有通过，没有恢复：{faults[0]}请检查磁盘后再试。")
    fsops.remove_file(folder / f"{FILE_NAME}-wal")
    fsops.replace_file(draft, folder / FILE_NAME)


def _materials_beside(backup: Path) -> Path | None:
    """A second place has the materials beside the backup, a round one folder above."""
    places = (backup.parent, backup.parent.parent)
    return next((place for place in places if (place / MATERIALS).is_dir()), None)
