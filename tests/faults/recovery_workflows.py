"""Workflows that put right what was lost: a round restored by word, the key of a round replaced."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.signature import ChangeCause
from meihao_desktop.operations import (
    back_up_round,
    exchange_sheets,
    identify_person,
    make_packs,
    replace_key,
    restore_round,
    verify_log,
)
from meihao_desktop.operations.context import Witness
from meihao_desktop.operations.keys import event_key_at_hand
from meihao_desktop.operations.pins import open_pin
from tests.faults.workflows import HEADS, WORKFLOWS, Say, Workflow, in_scoring, opened
from tests.support.rounds import CHAIR, CLEAR, EXPERTS, OBSERVER, SECRETARY, estates, score, sit
from tests.support.sticks import StickMeeting, at

TRIES = 3
SHEETS = 6


def ready_to_go_back(place: Path) -> None:
    """Scored on after the backup, and a PIN was tried in vain."""
    in_scoring(place)
    with opened(place) as context:
        kept = back_up_round.back_up(context, "试").path
        sit(context, CHAIR)
        score(context, estates(context)[0], *CLEAR[0][0])
        for _ in range(TRIES):
            with suppress(RuleViolation):
                identify_person.log_in(context, EXPERTS[1], "000000")
        seq = context.store.audit_log.head()[0]
    told = {"backup": kept.name, "seq": seq}
    (place / HEADS).write_text(json.dumps(told), encoding="utf-8")


def go_back(place: Path, say: Say) -> None:
    told = json.loads((place / HEADS).read_text(encoding="utf-8"))
    with opened(place) as context:
        sit(context, SECRETARY)
        rows = restore_round.list_backups(context.folder)
        row = next(row for row in rows if row.path.name == told["backup"])
        loss = restore_round.loss_job(context, row)(Watch())
        consent = restore_round.Consent(
            person=SECRETARY, pin=open_pin(SECRETARY), reason="误操作", witness=observed()
        )
        ordered = restore_round.order(context, row, consent, loss)
    with at(place / "desk" / "home"):
        restore_round.carry_out(ordered, Watch())
    say("restored")


def lost_on_the_way_back(place: Path, said: Sequence[str]) -> Iterator[str]:
    told = json.loads((place / HEADS).read_text(encoding="utf-8"))
    with opened(place) as context:
        events = [event.event for event in context.store.audit_log.events()]
        record = context.store.panels.pin(EXPERTS[1])
        yield from verify_log.verify_open(context).faults
    is_back = "restore_round" in events
    if said and not is_back:
        yield "the restoring is lost"
    if not is_back and len(events) < told["seq"]:
        yield f"the log ends at {len(events)} and nothing was restored"
    if record is None or record.failed_tries < TRIES:
        yield "tries of a PIN were given back"
    rows = restore_round.list_backups(place / "desk" / "round")
    if is_back and not any(row.is_readable and row.seq >= told["seq"] for row in rows):
        yield "what stood there before the restoring is lost"
    if not any(row.path.name == told["backup"] and row.is_readable for row in rows):
        yield "the backup itself is lost"


def without_its_key(place: Path) -> None:
    """Two bundles were received and not yet opened when the key of the round is lost."""
    meeting = StickMeeting(place)
    meeting.pack()
    for expert in EXPERTS[1:]:
        meeting.handed(expert)
    with meeting.secretary():
        exchange_sheets.receive(meeting.desk, exchange_sheets.bundles_on(meeting.stick))
    meeting.close()
    for file in (place / "desk" / "home" / "keys").rglob("event.json"):
        file.unlink()


def replace_it(place: Path, say: Say) -> None:
    """Replace the key, tell the laptops by a new pack, and open what was received."""
    with opened(place) as context:
        sit(context, SECRETARY)
        if replace_key.key_desk(context).trouble:
            replace_key.replace_event_key(context, ChangeCause.LOST, "硬盘损坏", observed())
        say("replaced")
        make_packs.make_pack(context, place / "stick")
        exchange_sheets.note_absence(context, CHAIR, "因公请假")
        if all(each.opened_at is None for each in context.store.exchanges.handovers()):
            exchange_sheets.open_bundles(context)
        say("opened")


def lost_with_the_key(place: Path, said: Sequence[str]) -> Iterator[str]:
    with opened(place) as context:
        keys = context.store.keys
        is_replaced = bool(keys.changes())
        if said and not is_replaced:
            yield "the replacement is lost"
        if is_replaced and event_key_at_hand(context) is None:
            yield "the key was replaced and the new one is lost"
        sealed = sum(1 for sheet in context.store.score_sheets.latest() if sheet.digest)
        if sealed not in (0, SHEETS) or ("opened" in said and sealed != SHEETS):
            yield f"{sealed} sheets after {said}"
        yield from verify_log.verify_open(context).faults


def observed() -> Witness:
    return Witness(person=OBSERVER, pin=open_pin(OBSERVER))


ALL_WORKFLOWS = (
    *WORKFLOWS,
    Workflow("restore by word", ready_to_go_back, go_back, lost_on_the_way_back),
    Workflow("replace key", without_its_key, replace_it, lost_with_the_key),
)
