"""Who may restore a damaged round: its last good backup stands in for it, PINs and all.

A damaged round cannot check a PIN. A copy of its newest verified backup can, and it lies outside
the round, in the data of the program: wrong tries are counted in it as they are in a round, and
neither a restart nor another backup gives one back.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from meihao_desktop import fsops, resources
from meihao_desktop.db.backup import keep_snapshot
from meihao_desktop.db.connection import FILE_NAME
from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.operations.context import Clock, Context
from meihao_desktop.operations.pins import cost_for

STAND_INS = "stand-ins"
GUARDIANS = frozenset({Role.PANEL_CHAIR, Role.OBSERVER})
Tries = Mapping[PersonId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Whose PIN a restoring asks for: one of ``people``, and one of ``witnesses`` where needed.

    ``why`` says so to the people in the room.
    """

    people: tuple[Person, ...]
    witnesses: tuple[Person, ...]
    needs_witness: bool
    why: str


def stand_in(backup: Path, first: str, clock: Clock) -> Context:
    """A round that nobody sits at, made of a verified backup; only PINs are checked in it."""
    place = _place(first)
    before = tries_of(place)
    draft = place / "draft"
    fsops.remove_tree(draft)
    with copied(backup, draft) as store:
        carry_tries(store, before, clock)
        ready = keep_snapshot(store.snapshot("替身"), draft)
    fsops.remove_file(place / f"{FILE_NAME}-wal")
    fsops.replace_file(ready, place / FILE_NAME)
    fsops.remove_tree(draft)
    store = Store.open(place)
    return Context(store, clock, pin_cost=cost_for(store.settings.review_round()))


def forget_stand_in(first: str) -> None:
    """It has done its work; a disk that refuses keeps it."""
    with suppress(StorageError):
        fsops.remove_tree(_place(first))


def copied(backup: Path, place: Path) -> Store:
    """A copy of a verified backup as a round of its own, to be prepared and read out."""
    with backup.open("rb") as stream:
        fsops.copy_hashing(stream, fsops.make_folder(place) / FILE_NAME, durable=True)
    return Store.open(place)


def carry_tries(store: Store, tries: Tries, clock: Clock) -> None:
    """No wrong try of a PIN is given back by an older state."""
    records = [
        replace(record, failed_tries=tries[person.id])
        for person in store.panels.people()
        if (record := store.panels.pin(person.id)) is not None
        and tries.get(person.id, 0) > record.failed_tries
    ]
    if records:
        with store.transaction("count_pin_try", actor="", at=clock.now()):
            for record in records:
                store.panels.save_pin(record)


def tries_in(store: Store) -> Tries:
    """How often each PIN was typed wrong."""
    people = store.panels.people()
    records = {person.id: store.panels.pin(person.id) for person in people}
    return {person: record.failed_tries for person, record in records.items() if record}


def tries_of(folder: Path) -> Tries:
    """Those of a round that may be damaged or absent: nothing then."""
    if not (folder / FILE_NAME).is_file():
        return {}
    try:
        with Store.open(folder) as store:
            return tries_in(store)
    except StorageError:
        return {}


def gate_of(standing: Context) -> Gate:
    """On an expert's laptop the expert; else the secretary with whoever can stand beside.

    How far a damaged round had come cannot be told, so the second person is asked for wherever the
    backup knows one.
    """
    people = [p for p in standing.store.panels.people() if standing.store.panels.pin(p.id)]
    seat = standing.store.exchanges.seat()
    if seat is not None:
        own = tuple(person for person in people if person.id == seat.expert)
        why = "这是专家席位，由专家本人输入 PIN 后恢复。"
        return Gate(people=own, witnesses=(), needs_witness=False, why=why)
    secretaries = tuple(person for person in people if Role.SECRETARY in person.roles)
    witnesses = tuple(person for person in people if person.roles & GUARDIANS)
    why = "恢复会丢掉备份之后所有人的记录，由秘书与组长（或监督员）两人输入 PIN。"
    if not witnesses:
        why = "备份中还没有组长和监督员，由秘书输入 PIN 后恢复。"
    return Gate(people=secretaries, witnesses=witnesses, needs_witness=bool(witnesses), why=why)


def _place(first: str) -> Path:
    return fsops.make_folder(resources.data_home() / STAND_INS / first)
