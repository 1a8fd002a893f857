"""Restore a round from a backup: only after full verification, and never over what is not kept.

People restore with their PINs: it is in the log who put back which state, and the round goes on.
Before the sealing nobody but the secretary has written anything, and counties hold signed receipts;
from then on a restoring takes back what others did (reliability.md P5, P6, P8), so it needs a
second person whose acts are among them: the chair or the observer. Put back without PINs, by the
command line, a round is an older copy that is read only until two people adopt it.

A damaged round is not repaired: its last good backup is shown beside it, with what was lost since.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from meihao_desktop.db.backup import REPLACED, KeptBackup, backups_in, is_of_seat, verify_backup
from meihao_desktop.db.journal import Restriction
from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.permission import Act, Actor
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations.context import Clock, Context, Witness
from meihao_desktop.operations.loss import Loss, loss_of
from meihao_desktop.operations.memory import STILL
from meihao_desktop.operations.pins import cost_for
from meihao_desktop.operations.putback import (
    DAMAGES,
    MOVED_ON,
    OTHER_ROUND,
    RestoreOrder,
    has_moved_on,
    put_back,
    require_sound,
)
from meihao_desktop.operations.standin import GUARDIANS, Gate, gate_of, stand_in, tries_in
from meihao_desktop.operations.witness import check_pin, confirm

__all__ = ["DAMAGES", "Gate", "Loss", "RestoreOrder"]

ALONE = "封存之前只有秘书办理的内容，由秘书输入自己的 PIN。"
TOGETHER = "封存之后的记录里有专家和其他人办理的内容，由秘书与组长（或监督员）两人输入 PIN。"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRow:
    """One backup as people choose it; unreadable ones have no moment.

    ``is_replaced`` tells one of a state that was given up for an earlier one.
    """

    path: Path
    seq: int
    reason: str
    phase: str
    at: datetime | None
    head: str
    is_replaced: bool = False

    @property
    def is_readable(self) -> bool:
        return self.at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """A round that cannot be opened, the backup that can, and what happened in between.

    ``first`` is the hash of the first event, which names the round; ``shows_points`` whether what
    was lost may be told with its points.
    """

    folder: Path
    reason: str
    backup: BackupRow
    others: tuple[BackupRow, ...]
    first: str
    shows_points: bool
    lost: Loss

    @property
    def sentence(self) -> str:
        return (
            f"现在显示的是第 {self.backup.seq} 号记录时的备份，只能查看；"
            f"“{self.folder}”中的数据已损坏，没有改动。要继续评审，请先恢复备份。"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What people give for a restoring: a reason, and the PINs typed at this moment."""

    person: PersonId
    pin: str = field(repr=False)
    reason: str
    witness: Witness | None = None


def list_backups(*places: Path) -> tuple[BackupRow, ...]:
    """The backups in these folders (of a round or of a second place), the newest first.

    Those of a state that was given up come last.
    """
    found: dict[str, BackupRow] = {}
    for place in places:
        for inner in (place / "backups", place):
            for kept in backups_in(inner):
                found.setdefault(kept.path.name, _row(kept))
        for inner in (place / "backups" / REPLACED, place / REPLACED):
            for kept in backups_in(inner):
                found.setdefault(f"{REPLACED}/{kept.path.name}", _row(kept, is_replaced=True))
    newest_first = sorted(found.values(), key=lambda row: (row.seq, row.path.name), reverse=True)
    return tuple(sorted(newest_first, key=lambda row: row.is_replaced))


def verify(backup: Path) -> tuple[str, ...]:
    """What is wrong with a backup; nothing where chain, schema and replay hold."""
    return verify_backup(backup).faults


def verify_all(backups: Iterable[Path], watch: Watch) -> dict[Path, tuple[str, ...]]:
    """Each of them, with how far it has come."""
    paths = tuple(backups)
    found: dict[Path, tuple[str, ...]] = {}
    for number, path in enumerate(paths):
        watch.tell(Progress(done_files=number, total_files=len(paths), current=path.name))
        found[path] = verify(path)
    return found


def gate(context: Context, backup: BackupRow) -> Gate:
    """Who must type a PIN to put this backup in the place of the open round."""
    actor = context.require(Act.RESTORE_ROUND)
    known = {phase.value: phase for phase in Phase}
    phases = (context.phase, known.get(backup.phase, Phase.SEALED))
    needs_witness = any(not phase.is_before(Phase.SEALED) for phase in phases)
    people = context.store.panels.people()
    return Gate(
        people=tuple(person for person in people if person.id == actor.id),
        witnesses=tuple(p for p in people if p.roles & GUARDIANS and p.id != actor.id),
        needs_witness=needs_witness,
        why=TOGETHER if needs_witness else ALONE,
    )


def loss_job(context: Context, backup: BackupRow) -> Callable[[Watch], Loss]:
    """What would be lost, to be worked out beside the window: the records are copied here."""
    context.require(Act.RESTORE_ROUND)
    data = context.store.snapshot("比较").data
    shows_points = context.may(Act.SEE_ALL_SCORES)

    def work(_watch: Watch) -> Loss:
        require_sound(backup.path)
        return loss_of(backup.path, data, shows_points=shows_points)

    return work


def order(context: Context, backup: BackupRow, consent: Consent, loss: Loss) -> RestoreOrder:
    """The secretary, and from the sealing on a second person, answer for putting a backup back."""
    actor = context.require(Act.RESTORE_ROUND)
    if require_sound(backup.path) != context.store.audit_log.first_hash():
        raise RuleViolation(OTHER_ROUND)
    if has_moved_on(context.store, loss.end):
        raise RuleViolation(MOVED_ON)
    if consent.person != actor.id:
        raise RuleViolation("恢复备份由登录的秘书本人输入 PIN。")
    second = _consented(context, gate(context, backup), consent)
    return _ordered(context, backup, consent, loss, second)


def stand_in_for(found: Rescue, clock: Clock) -> tuple[Context, Gate]:
    """What checks the PINs for a damaged round, and whose it asks for; to be closed afterwards."""
    standing = stand_in(found.backup.path, found.first, clock)
    return standing, gate_of(standing)


def loss_when_damaged(found: Rescue, backup: BackupRow) -> Loss:
    """What would be lost with another backup than the newest; may run beside the window."""
    if require_sound(backup.path) != found.first:
        raise RuleViolation(OTHER_ROUND)
    return loss_of(backup.path, found.folder, shows_points=found.shows_points)


def order_for_damaged(
    standing: Context, found: Rescue, backup: BackupRow, consent: Consent, loss: Loss
) -> RestoreOrder:
    """The same for a round that cannot be opened: its newest good backup checks the PINs."""
    if require_sound(backup.path) != found.first:
        raise RuleViolation(OTHER_ROUND)
    asked = gate_of(standing)
    person = next((each for each in asked.people if each.id == consent.person), None)
    if person is None:
        raise RuleViolation("恢复备份由秘书（专家席位由专家本人）输入 PIN，请重新选择。")
    standing.actor = Actor(id=person.id, name=person.name, roles=person.roles)
    second = _consented(standing, asked, consent)
    ordered = _ordered(standing, backup, consent, loss, second)
    return replace(ordered, folder=found.folder, is_damaged=True)


def carry_out(ordered: RestoreOrder, watch: Watch) -> Path | None:
    """Put the backup in the place of the round; gives where the state before is kept."""
    return put_back(ordered.backup, ordered.folder, watch, ordered)


def restore(backup: Path, folder: Path, watch: Watch | None = None) -> Path | None:
    """Put a verified backup into an empty folder, or in the place of the round that lies there.

    What stood there is backed up before, or kept as it is where it is damaged; gives that place.
    Nobody answers for it: the round is an older copy afterwards.
    """
    return put_back(backup, folder, watch or Watch())


def rescue(folder: Path, reason: str, *further: Path) -> Rescue | None:
    """The newest backup of a damaged round that passes every check; ``None`` without one."""
    rows = list_backups(folder, *further)
    for row in rows:
        if not row.is_readable or (report := verify_backup(row.path)).faults:
            continue
        shows_points = is_of_seat(row.path)
        return Rescue(
            folder=folder, reason=reason, backup=row, others=rows, first=report.first,
            shows_points=shows_points,
            lost=loss_of(row.path, folder, shows_points=shows_points),
        )  # fmt: skip
    return None


def view(found: Rescue, clock: Clock) -> Context:
    """The backup in the place of the damaged round, to be looked at and not changed."""
    restriction = Restriction(found.sentence, STILL)
    store = Store.view(found.backup.path, found.folder, restriction)
    return Context(store, clock, pin_cost=cost_for(store.settings.review_round()))


def _consented(context: Context, asked: Gate, consent: Consent) -> str:
    """Both PINs are checked, each wrong one counted; gives the second person."""
    if not consent.reason.strip():
        raise RuleViolation("恢复备份必须写明理由，例如“误删了报送材料”，请填写后再确认。")
    if asked.needs_witness and consent.witness is None:
        raise RuleViolation("恢复这份备份须两人在场，请由组长或监督员输入 PIN。")
    check_pin(context, consent.person, consent.pin)
    if not asked.needs_witness or consent.witness is None:
        return ""
    return confirm(context, consent.witness, GUARDIANS).id


def _ordered(
    context: Context, backup: BackupRow, consent: Consent, loss: Loss, second: str
) -> RestoreOrder:
    return RestoreOrder(
        folder=context.folder,
        backup=backup.path,
        person=consent.person,
        witness=second,
        reason=consent.reason.strip(),
        loss=loss,
        tries=tries_in(context.store),
        is_damaged=False,
        clock=context.clock,
    )


def _row(kept: KeptBackup, *, is_replaced: bool = False) -> BackupRow:
    last = kept.last
    return BackupRow(
        path=kept.path,
        seq=kept.name.seq,
        reason=kept.name.reason,
        phase=kept.phase.value if kept.phase else "",
        at=last.at if last else None,
        head=last.hash if last else "",
        is_replaced=is_replaced,
    )
