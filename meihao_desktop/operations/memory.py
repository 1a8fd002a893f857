"""What this machine remembers of a round outside its folder: its head, and where backups go.

The head is taken down after commits, so it may lag behind the records but never run ahead of them.
Records that end before it, or that hold another event in its place, are an older or another copy.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from meihao_desktop import fsops, resources
from meihao_desktop.db.journal import Restriction
from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.exchange.canonical import NotCanonical, canonical, parsed
from meihao_desktop.exchange.key_home import KeyHome
from meihao_desktop.exchange.lockbox import WrongSecret

STILL = frozenset(
    {"count_pin_try", "accept_pin", "log_in", "log_out", "adopt_copy", "lock_pin", "lock_screen"}
)
"""Tries of a PIN are counted on a copy, too, and the act that makes a copy writable is logged."""
HEADS, KEYS = "heads", "keys"
_AGAIN = "可以查看和核对，不能修改；确认就用这份时，由秘书与组长（或监督员）两人启用。"
_STRANGER = (
    "评审现以只读方式打开，可以查看、打开材料和导出。恢复这个文件后重新打开即可继续；"
    "没有它的备份时，把它移到别处再重新打开，由秘书与组长（或监督员）两人启用这份数据。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is remembered of one round; ``backup_place`` is the second place, empty for none."""

    seq: int = 0
    head: str = ""
    machine: str = ""
    backup_place: str = ""


def machine_id() -> str:
    """The number of this machine, made at first need; refused where it cannot be read."""
    return KeyHome(resources.data_home() / KEYS).machine().id


def recalled(store: Store) -> Memory:
    """What is remembered; nothing where there is no memory or it cannot be read."""
    return _read(_file(store))


def remember(store: Store) -> None:
    """Take down the head that the records have now, unless they are not to be trusted.

    A full disk, or a machine that does not know its number, leaves the older memory, which is no
    reason for alarm.
    """
    if store.restriction is not None or store.is_closed:
        return
    seq, head = store.audit_log.head()
    before = recalled(store)
    if (seq, head) != (before.seq, before.head):
        with suppress(StorageError, WrongSecret):
            _keep(store, replace(before, seq=seq, head=head, machine=machine_id()))


def settle(first: str, head: tuple[int, str]) -> None:
    """Another head for the round that began with ``first``: people put an earlier state back."""
    file = _file_of(first)
    _write(file, replace(_read(file), seq=head[0], head=head[1], machine=machine_id()))


def remember_place(store: Store, place: Path | None) -> None:
    """Where backups go besides the folder of the round."""
    _keep(store, replace(recalled(store), backup_place=str(place) if place else ""))


def doubt(store: Store) -> Restriction | None:
    """Why these records should only be read here; ``None`` where they are the ones left here."""
    seq, _ = store.audit_log.head()
    known = recalled(store)
    try:
        here = machine_id()
    except WrongSecret as error:
        return Restriction(f"{error}{_STRANGER}", STILL)
    if store.machine and store.machine != here:
        sentence = f"这份评审数据来自其他电脑，现以只读方式打开：{_AGAIN}"
    elif known.seq > seq:
        sentence = (
            f"这是较旧的副本（只到第 {seq} 号记录，本机记得第 {known.seq} 号），"
            f"现以只读方式打开：{_AGAIN}"
        )
    elif known.seq and store.audit_log.hash_at(known.seq) != known.head:
        sentence = (
            f"这份评审数据与本机上次保存的不是同一份（第 {known.seq} 号记录不同），"
            f"现以只读方式打开：{_AGAIN}"
        )
    else:
        return None
    return Restriction(sentence, STILL, is_liftable=True)


def _file(store: Store) -> Path:
    """By the first event of the records themselves: a seat is not the secretary's round."""
    return _file_of(store.audit_log.first_hash())


def _file_of(first: str) -> Path:
    return resources.data_home() / HEADS / f"{first}.json"


def _read(file: Path) -> Memory:
    try:
        told = parsed(file.read_bytes())
        return Memory(
            seq=int(told["seq"]),
            head=str(told["head"]),
            machine=str(told["machine"]),
            backup_place=str(told["backup_place"]),
        )
    except (OSError, NotCanonical, KeyError, TypeError, ValueError):
        return Memory()


def _keep(store: Store, memory: Memory) -> None:
    _write(_file(store), memory)


def _write(file: Path, memory: Memory) -> None:
    fsops.make_folder(file.parent)
    fsops.write_atomically(
        file,
        canonical(
            {
                "seq": memory.seq,
                "head": memory.head,
                "machine": memory.machine,
                "backup_place": memory.backup_place,
            }
        ),
    )
