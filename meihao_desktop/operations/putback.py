"""Putting a backup in the place of a round: prepared beside it, checked, and swapped in one step.

Until the swap everything is as it was, whoever cancels and whatever fails.
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.db.backup import Snapshot, keep_snapshot, set_apart, verify_backup
from meihao_desktop.db.codec import Json
from meihao_desktop.db.connection import FILE_NAME
from meihao_desktop.db.errors import Damaged, NotARound, RecordsAltered, Unreadable
from meihao_desktop.db.material_copies import MATERIALS, copy_materials
from meihao_desktop.db.store import SUBFOLDERS, Store
from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.progress import Watch
from meihao_desktop.operations.context import Clock
from meihao_desktop.operations.loss import QUIET, Loss
from meihao_desktop.operations.memory import machine_id, settle
from meihao_desktop.operations.standin import Tries, carry_tries, copied, forget_stand_in

DAMAGES = (Damaged, RecordsAltered, Unreadable, NotARound)
"""What is wrong with a round that its last good backup can stand in for."""
DAMAGED_FOLDER = "damaged"
PLACE = "restored"
BEFORE, AFTER = "恢复之前", "恢复"
OTHER_ROUND = "这个备份属于另一个评审，不能恢复到这里。请选一个空文件夹，或选本评审的备份。"
MOVED_ON = "核对之后评审里又有了新的记录，没有恢复。请重新选择备份，再看一遍会丢失什么。"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreOrder:
    """A restoring that people answer for, to be carried out while nobody has the round open.

    ``loss`` is what they were shown; ``tries`` of PINs are carried over. A round that
    ``is_damaged`` cannot say whether anything was done since.
    """

    folder: Path
    backup: Path
    person: PersonId
    witness: str
    reason: str
    loss: Loss
    tries: Tries
    is_damaged: bool
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """What is swapped in; ``taken`` is the same in memory where the restoring is on record."""

    file: Path
    first: str = ""
    taken: Snapshot | None = None


def require_sound(backup: Path) -> str:
    """The first event of a backup that passes every check; any other is refused."""
    report = verify_backup(backup)
    if report.faults:
        raise StorageError(
            f"备份“{backup.name}”没有通过校验，没有恢复：{report.faults[0]}请换一个备份。"
        )
    return report.first


def has_moved_on(store: Store, end: tuple[int, str]) -> bool:
    """Whether anything was done after what people were shown, but for log-ins and PINs."""
    log = store.audit_log
    since = log.events(end[0])
    return log.hash_at(end[0]) != end[1] or any(event.event not in QUIET for event in since)


def put_back(
    backup: Path, folder: Path, watch: Watch, ordered: RestoreOrder | None = None
) -> Path | None:
    """The whole way; gives where the state before is kept, nothing where there was none."""
    require_sound(backup)
    is_round = ordered is not None or (folder / FILE_NAME).is_file()
    if not is_round and folder.is_dir() and any(folder.iterdir()):
        raise RuleViolation(f"“{folder}”不是空文件夹，没有恢复。请选一个空文件夹。")
    with _undone(folder, is_round=is_round):
        for name in SUBFOLDERS:
            fsops.make_folder(folder / name)
        kept = _keep_present(folder, backup, ordered) if is_round else None
        source = _materials_beside(backup)
        if source is not None and source != folder:
            copy_materials(source, folder, watch)
        ready = _prepare(backup, folder, ordered, kept)
        watch.check()
        moved = set_apart(folder / "backups", _head_of(backup), is_last=True)
        fsops.remove_file(folder / f"{FILE_NAME}-wal")
        fsops.replace_file(ready.file, folder / FILE_NAME)
    with suppress(StorageError):  # the round is back; what is left to do is done again later
        _settle(folder, ready)
    return next((place for place in moved if kept and place.stem.startswith(kept.stem)), kept)


def _prepare(backup: Path, folder: Path, ordered: RestoreOrder | None, kept: Path | None) -> _Ready:
    """A copy on the disk of the round, in which the restoring is on record; checked once more."""
    place = folder / "staging" / PLACE
    fsops.remove_tree(place)
    if ordered is None:
        fsops.make_folder(place)
        with backup.open("rb") as stream:
            fsops.copy_hashing(stream, place / FILE_NAME, durable=True)
        ready = _Ready(file=place / FILE_NAME)
    else:
        with copied(backup, place) as store:
            detail = _detail(ordered, store, kept)
            carry_tries(store, ordered.tries, ordered.clock)
            with store.transaction(
                "restore_round", actor=ordered.person, at=ordered.clock.now(), detail=detail
            ):
                pass
            taken, first = store.snapshot(AFTER), store.audit_log.first_hash()
        file = keep_snapshot(taken, place / "ready")
        ready = _Ready(file=file, first=first, taken=taken)
    if faults := verify_backup(ready.file).faults:
        raise StorageError(f"恢复写入后校验没有通过，没有恢复：{faults[0]}请检查磁盘后再试。")
    return ready


def _detail(ordered: RestoreOrder, store: Store, kept: Path | None) -> Mapping[str, Json]:
    seq, head = _head_of(ordered.backup)
    last = store.audit_log.events(seq - 1)[0]
    return {
        "backup": ordered.backup.name,
        "backup_seq": seq,
        "backup_head": head,
        "backup_at": last.at.isoformat(),
        "lost": ordered.loss.count,
        "lost_seq": ordered.loss.end[0],
        "lost_head": ordered.loss.end[1],
        "kept": kept.name if kept else "",
        "damaged": ordered.is_damaged,
        "reason": ordered.reason,
        "witness": ordered.witness,
        "machine": machine_id(),
        "from_machine": store.machine,
    }


def _keep_present(folder: Path, backup: Path, ordered: RestoreOrder | None) -> Path | None:
    """The present state is a backup afterwards, or a copy of the damaged file."""
    try:
        with Store.open(folder) as store:
            if require_sound(backup) != store.audit_log.first_hash():
                raise RuleViolation(OTHER_ROUND)
            shown = None if ordered is None or ordered.is_damaged else ordered.loss
            if shown is not None and has_moved_on(store, shown.end):
                raise RuleViolation(MOVED_ON)
            return store.backup(BEFORE)
    except DAMAGES:
        return _keep_damaged(folder)


def _keep_damaged(folder: Path) -> Path | None:
    """Copied and not moved: until the swap the damaged round lies where it lay."""
    place = fsops.make_folder(folder / "backups" / DAMAGED_FOLDER)
    number = 1 + max((int(file.name[:3]) for file in place.glob("[0-9][0-9][0-9]-*")), default=0)
    kept = None
    for name in (f"{FILE_NAME}-wal", FILE_NAME):
        if (folder / name).is_file():
            kept = place / f"{number:03d}-{name}"
            with (folder / name).open("rb") as stream:
                fsops.copy_hashing(stream, kept, durable=True)
    return kept


def _settle(folder: Path, ready: _Ready) -> None:
    """This machine counts from the restored state on, and has it among its backups."""
    fsops.remove_tree(folder / "staging" / PLACE)
    if ready.taken is not None:
        settle(ready.first, ready.taken.head)
        keep_snapshot(ready.taken, folder / "backups")
        forget_stand_in(ready.first)


def _head_of(backup: Path) -> tuple[int, str]:
    """Number and hash of the last event of a backup that was verified."""
    report = verify_backup(backup)
    return report.count, report.head


@contextmanager
def _undone(folder: Path, *, is_round: bool) -> Generator[None]:
    """Who cancels or fails finds the folder as it was."""
    was_there = folder.is_dir()
    try:
        yield
    except BaseException:
        with suppress(StorageError):
            fsops.remove_tree(folder / "staging" / PLACE)
            for name in () if is_round else SUBFOLDERS:
                fsops.remove_tree(folder / name)
            if not was_there:
                fsops.remove_tree(folder)
        raise


def _materials_beside(backup: Path) -> Path | None:
    """A second place has the materials beside the backup, a round one or two folders above."""
    places = backup.parents[:3]
    return next((place for place in places if (place / MATERIALS).is_dir()), None)
