"""The workflows that must survive everything: how each is prepared, done, and what then must hold.

``act`` says what it has acknowledged; ``faults`` tells what is wrong afterwards, wherever it was
cut off. Doing it again after a fault must succeed, so that ``act`` goes on where it was.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.db.store import Store, is_begun
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.handover import BundleState
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import ScoreCell, SheetStatus
from meihao_desktop.exchange import review_pack
from meihao_desktop.exchange.letter import is_letter, letter_of
from meihao_desktop.exchange.refusals import Refused
from meihao_desktop.exchange.score_bundle import bundle_bytes, find_bundles
from meihao_desktop.operations import (
    back_up_round,
    begin_round,
    exchange_sheets,
    import_submission,
    make_packs,
    restore_round,
    score_estate,
    take_seat,
    verify_log,
)
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.exchange_sheets import Outcome
from meihao_desktop.operations.keys import event_key_at_hand
from meihao_desktop.operations.letters import boxes_of, contents, kept_file
from meihao_desktop.operations.pins import open_pin
from tests.db.rounds import unpack_round
from tests.support.rounds import (
    CHAIR,
    CLEAR,
    EXPERTS,
    PLACES,
    SECRETARY,
    SteppingClock,
    a_received,
    a_round_in,
    estates,
    score,
    sit,
)
from tests.support.sticks import StickMeeting, at

Say = Callable[[str], None]
LATER = datetime(2025, 9, 12, 9, 0, tzinfo=UTC)
CELLS = 50
HEADS = "heads.json"


@dataclass(frozen=True, slots=True)
class Workflow:
    """One thing that people do, and what it must never lose."""

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path, Say], None]
    faults: Callable[[Path, Sequence[str]], Iterator[str]]


@contextmanager
def opened(place: Path, machine: str = "desk") -> Iterator[Context]:
    """The round of a machine, opened anew; it is let go of whatever happens."""
    with at(place / machine / "home"):
        context = begin_round.open_round(place / machine / "round", SteppingClock(LATER))
        try:
            yield context
        finally:
            begin_round.close_round(context)


def a_round(place: Path, phase: Phase) -> None:
    """The secretary's machine with a round that has come so far."""
    (place / "desk").mkdir(parents=True)
    with at(place / "desk" / "home"):
        begin_round.close_round(a_round_in(phase, place / "desk" / "round"))


def in_scoring(place: Path) -> None:
    a_round(place, Phase.SCORING)


def enter_points(place: Path, say: Say) -> None:
    with opened(place) as context:
        sit(context, CHAIR)
        estate, criterion = estates(context)[0], next(iter(context.store.settings.rubric()))
        for number in range(1, CELLS + 1):
            cell = ScoreCell(points=Decimal(number) / 2, reason="见材料")
            score_estate.set_cell(context, estate, criterion.number, cell)
            say(str(number))


def lost_points(place: Path, said: Sequence[str]) -> Iterator[str]:
    last = int(said[-1]) if said else 0
    with opened(place) as context:
        sheet = context.store.score_sheets.get(CHAIR, estates(context)[0])
        criterion = next(iter(context.store.settings.rubric()))
        cell = sheet.cells.get(criterion.number) if sheet else None
        found = int(2 * (cell.points or 0)) if cell else 0
        if not last <= found <= last + 1:
            yield f"{last} was acknowledged, {found} is kept"


def drafts(place: Path) -> None:
    in_scoring(place)
    with opened(place) as context:
        sit(context, CHAIR)
        for estate, points in zip(estates(context), CLEAR[0], strict=True):
            score(context, estate, *points)


def seal_sheets(place: Path, say: Say) -> None:
    with opened(place) as context:
        sit(context, CHAIR)
        for estate in estates(context):
            sheet = context.store.score_sheets.get(CHAIR, estate)
            if sheet is None or sheet.status is SheetStatus.DRAFT:
                score_estate.submit(context, estate, open_pin(CHAIR))
            say(estate)


def lost_seals(place: Path, said: Sequence[str]) -> Iterator[str]:
    with opened(place) as context:
        sealed = {s.estate for s in context.store.score_sheets.latest() if s.digest}
        signed = {s.estate for s in context.store.signatures.all()}
        if not set(said) <= sealed:
            yield f"sealed {said}, kept {sorted(sealed)}"
        if sealed != signed:
            yield f"sealed {sorted(sealed)}, signed {sorted(signed)}"
        yield from verify_log.verify_open(context).faults


def in_receiving(place: Path) -> None:
    a_round(place, Phase.RECEIVING)


def take_in(context: Context, county: str, names: Sequence[str]) -> None:
    """Accept a county; its files are staged here by hand, and what refuses that is told as such."""
    try:
        received = a_received(context, county, names)
    except OSError as error:
        raise fsops.explained(error, context.folder) from error
    import_submission.accept(context, received)


def accept_counties(place: Path, say: Say) -> None:
    with opened(place) as context:
        sit(context, SECRETARY)
        known = {county.name for county in context.store.submissions.counties()}
        for county, names in PLACES.items():
            if county not in known:
                take_in(context, county, names)
            say(county)


def lost_submissions(place: Path, said: Sequence[str]) -> Iterator[str]:
    with opened(place) as context:
        store = context.store
        counties = {county.id: county.name for county in store.submissions.counties()}
        kept = {counties[each.county] for each in store.submissions.submissions()}
        if not set(said) <= kept or kept != set(counties.values()):
            yield f"accepted {said}, kept {sorted(kept)}"
        shared = [m for each in store.submissions.submissions() for m in each.shared_materials]
        own = [m for each in store.submissions.estates() for m in each.materials]
        for material in (*shared, *own):
            file = store.material_files.path(material.digest)
            if not file.is_file() or sha256(file.read_bytes()).hexdigest() != material.digest:
                yield f"the material {material.path} is lost"


def bundles_on_the_stick(place: Path) -> None:
    meeting = StickMeeting(place)
    meeting.pack()
    for expert in EXPERTS[1:]:
        meeting.handed(expert)
    meeting.close()


def receive_bundles(place: Path, say: Say) -> None:
    with opened(place) as context:
        sit(context, SECRETARY)
        files = exchange_sheets.bundles_on(place / "stick")
        for row in exchange_sheets.receive(context, files).rows:
            if row.outcome is Outcome.REFUSED:
                raise AssertionError(row.sentence)
            say(row.expert)
        for expert in EXPERTS[:1]:
            exchange_sheets.note_absence(context, expert, "因公请假")
        if all(each.opened_at is None for each in context.store.exchanges.handovers()):
            exchange_sheets.open_bundles(context)
        say("opened")


def lost_bundles(place: Path, said: Sequence[str]) -> Iterator[str]:
    with opened(place) as context:
        handovers = context.store.exchanges.handovers()
        names = {person.id: person.name for person in context.store.panels.people()}
        kept = {names[each.expert] for each in handovers}
        if not {each for each in said if each != "opened"} <= kept:
            yield f"received {said}, kept {sorted(kept)}"
        for each in handovers:
            try:
                contents(context.folder, each.digest, boxes_of(context.store), each.expert)
            except Refused:
                yield f"the bundle of {each.expert} is lost"
            is_shut = is_letter(kept_file(context.folder, each.digest).read_bytes())
            if each.state is BundleState.SEALED and not is_shut:
                yield f"the bundle of {each.expert} lies open before it is opened"
        sealed = sum(1 for sheet in context.store.score_sheets.latest() if sheet.digest)
        if sealed not in (0, 6) or ("opened" in said and sealed != 6):
            yield f"{sealed} sheets after {said}"
        yield from verify_log.verify_open(context).faults


def ready_to_export(place: Path) -> None:
    meeting = StickMeeting(place)
    folder = meeting.pack()
    meeting.score(meeting.seat(EXPERTS[1], "laptop"), EXPERTS[1])
    meeting.close()
    for file in (folder / "materials").iterdir():
        file.unlink()
    for file in sorted(folder.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    folder.rmdir()


def export(place: Path, say: Say) -> None:
    stick = place / "stick"
    with opened(place) as context:
        sit(context, SECRETARY)
        say(make_packs.make_pack(context, stick).folder.name)
    with opened(place, "laptop") as context:
        sit(context, EXPERTS[1])
        say(take_seat.hand_over(context, stick, open_pin(EXPERTS[1])).path.name)


def half_exports(place: Path, said: Sequence[str]) -> Iterator[str]:
    stick = place / "stick"
    whole: set[str] = set()
    for found in review_pack.find_packs(stick):
        if found.pack is not None:
            whole.add(found.folder.name)
            for entry in found.pack.manifest:
                data = (found.pack.materials / entry.name).read_bytes()
                if sha256(data).hexdigest() != entry.sha256:
                    yield f"a half material {entry.name} looks whole"
    for file in find_bundles(stick):
        letter_of(bundle_bytes(file), file.name)  # a half one under its name would be refused
        whole.add(file.name)
    if not set(said) <= whole:
        yield f"written {said}, whole {sorted(whole)}"
    for machine in ("desk", "laptop"):
        with opened(place, machine):
            pass


def ready_to_back_up(place: Path) -> None:
    in_scoring(place)
    (place / "second").mkdir()


def back_up(place: Path, say: Say) -> None:
    with opened(place) as context:
        sit(context, SECRETARY)
        back_up_round.choose_place(context, place / "second")
        done = back_up_round.back_up(context, "试")
        if done.second is None:
            raise MeihaoError(done.fault)
        say(done.path.relative_to(place).as_posix())
        say(done.second.relative_to(place).as_posix())


def lost_backups(place: Path, said: Sequence[str]) -> Iterator[str]:
    for name in said:
        if not (place / name).is_file():
            yield f"the backup {name} is gone"
    second = [path.parent for path in (place / "second").rglob("*.db")]
    for row in restore_round.list_backups(place / "desk" / "round", *second):
        for fault in restore_round.verify(row.path) or (() if row.is_readable else ("unreadable",)):
            yield f"{row.path.name}: {fault}"
    with opened(place):
        pass


def ready_to_restore(place: Path) -> None:
    in_scoring(place)
    with opened(place) as context:
        kept = back_up_round.back_up(context, "试").path
        before = context.store.audit_log.head()
        sit(context, CHAIR)
        score(context, estates(context)[0], *CLEAR[0][0])
        after = context.store.audit_log.head()
    told = {"backup": kept.name, "before": before, "after": after}
    (place / HEADS).write_text(json.dumps(told), encoding="utf-8")


def restore(place: Path, say: Say) -> None:
    folder = place / "desk" / "round"
    told = json.loads((place / HEADS).read_text(encoding="utf-8"))
    with at(place / "desk" / "home"):
        restore_round.restore(folder / "backups" / told["backup"], folder)
    say("restored")


def lost_states(place: Path, said: Sequence[str]) -> Iterator[str]:
    folder = place / "desk" / "round"
    told = json.loads((place / HEADS).read_text(encoding="utf-8"))
    with opened(place) as context:
        head = list(context.store.audit_log.head())
    if head not in ([told["before"]] if said else [told["before"], told["after"]]):
        yield f"the head is {head}"
    kept = {row.head for row in restore_round.list_backups(folder) if row.is_readable}
    if head == told["before"] and told["after"][1] not in kept:
        yield "what stood there before the restoring is lost"


def of_version_1(place: Path) -> None:
    (place / "desk" / "home").mkdir(parents=True)
    unpack_round("version-1", place / "desk" / "round")


def migrate(place: Path, say: Say) -> None:
    with at(place / "desk" / "home"):
        Store.open(place / "desk" / "round").close()
    say("migrated")


def lost_rows(place: Path, _said: Sequence[str]) -> Iterator[str]:
    with opened(place) as context:
        store = context.store
        counts = (
            len(store.submissions.counties()), len(estates(context)), len(store.panels.people()),
        )  # fmt: skip
        if counts != (2, 3, 5) or len(store.score_sheets.latest()) != 1:
            yield f"the round has {counts} counties, estates, people"
    for row in restore_round.list_backups(place / "desk" / "round"):
        yield from restore_round.verify(row.path)


def seal_round(place: Path, say: Say) -> None:
    with opened(place) as context:
        sit(context, SECRETARY)
        if not context.store.submissions.counties():
            for county, names in PLACES.items():
                take_in(context, county, names)
        if context.phase is Phase.RECEIVING:
            begin_round.advance(context)
        say("sealed")


def lost_keys(place: Path, said: Sequence[str]) -> Iterator[str]:
    with opened(place) as context:
        is_sealed = context.phase is Phase.SEALED
        if said and not is_sealed:
            yield "the sealing is lost"
        if is_sealed and event_key_at_hand(context) is None:
            yield "the round is sealed and its key is lost"


def in_received(place: Path) -> None:
    in_receiving(place)
    with opened(place) as context:
        sit(context, SECRETARY)
        for county, names in PLACES.items():
            take_in(context, county, names)


def pack_on_the_stick(place: Path) -> None:
    meeting = StickMeeting(place)
    meeting.pack()
    meeting.close()


def sit_down(place: Path, say: Say) -> None:
    """Take a seat, unless it is taken: the program opens what is there."""
    folder = place / "laptop" / "round"
    with at(place / "laptop" / "home"):
        if not is_begun(folder):
            pack = take_seat.find_packs(place / "stick")[0]
            context = take_seat.take_seat(pack.folder, folder, SteppingClock(LATER), EXPERTS[1])
            begin_round.close_round(context)
    with opened(place, "laptop") as context:
        sit(context, EXPERTS[1])
        say("seat")


def lost_seats(place: Path, said: Sequence[str]) -> Iterator[str]:
    if not is_begun(place / "laptop" / "round"):
        if said:
            yield "the seat is lost"
        return
    with opened(place, "laptop") as context:
        store = context.store
        if not take_seat.is_seat(context):
            yield "a round without its seat stands there"
        for estate in store.submissions.estates():
            for material in estate.materials:
                if not store.material_files.has(material.digest):
                    yield f"the material {material.path} is lost"
        if said and not store.keys.all():
            yield "the expert's key is lost"


WORKFLOWS = (
    Workflow("score", in_scoring, enter_points, lost_points),
    Workflow("seal", drafts, seal_sheets, lost_seals),
    Workflow("import package", in_receiving, accept_counties, lost_submissions),
    Workflow("import bundle", bundles_on_the_stick, receive_bundles, lost_bundles),
    Workflow("export", ready_to_export, export, half_exports),
    Workflow("backup", ready_to_back_up, back_up, lost_backups),
    Workflow("restore", ready_to_restore, restore, lost_states),
    Workflow("migrate", of_version_1, migrate, lost_rows),
    Workflow("seat", pack_on_the_stick, sit_down, lost_seats),
    Workflow("event key", in_received, seal_round, lost_keys),
)
