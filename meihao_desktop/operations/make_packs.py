"""Review packs for the experts' laptops: what they tell, and how they come onto a stick."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.db import transfer
from meihao_desktop.domain.conflicts import outlier
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.handover import OwnPart, Pack, PackContent, PackOut, Slip, newest
from meihao_desktop.domain.hearing import Hearing
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.panel import Background, Person, PersonId, Seat
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.pin import PinRecord
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.signature import KeyPurpose
from meihao_desktop.domain.submission import newest_versions
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.lockbox import WrongSecret, locked
from meihao_desktop.exchange.manifest import Entry, Manifest
from meihao_desktop.exchange.review_pack import (
    PACK_FILE,
    pack_folder,
    seal_pack,
    take_up_earlier,
)
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.exchange.stick import Load, write_pack
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.keys import (
    box_key_at_hand,
    new_box_key,
    require_event_key,
    round_keys_to_enter,
)
from meihao_desktop.operations.letters import boxes_of, shut_for_good
from meihao_desktop.operations.pins import sealed_token, token_of
from meihao_desktop.operations.seats import HANDED, seat_phase

OF_ROUND = frozenset({KeyPurpose.EVENT, KeyPurpose.BOX})
"""Keys that every laptop knows: what signs for the round, and what bundles are closed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPack:
    """A pack ready to be written: plain paths and bytes, so that it may go on in the background.

    ``left_out`` are experts who cannot work from it, because no PIN was issued to them here.
    """

    stick: Path
    folder: Path
    load: Load
    sources: dict[str, Path]
    record: PackOut
    left_out: tuple[Person, ...]

    @property
    def total_size(self) -> int:
        return self.load.manifest.total_size


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSlip:
    """One expert of a pack: the own part, and what it is locked with."""

    person: Person
    part: OwnPart
    record: PinRecord
    token: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackDraft:
    """What the records say for a pack: plain values, so that the rest may go on in the background.

    ``last`` is the newest pack made before, with its kept bytes at ``kept``.
    """

    stick: Path
    round_id: str
    made_by: PersonId
    made_at: datetime
    content: PackContent
    slips: tuple[OwnSlip, ...]
    materials: Mapping[str, Path]
    last: PackOut | None
    kept: Path
    key: SigningKey
    left_out: tuple[Person, ...]


def gather_pack(context: Context, stick: Path) -> PackDraft:
    """Read from the records what the pack will say."""
    actor = context.require(Act.MAKE_PACK)
    key, dossier = _event_key(context), context.dossier()
    slips = tuple(_slips(context, dossier))
    if not slips:
        raise RuleViolation("还没有专家领到 PIN。请先在小组台发放 PIN，再制作评审包。")
    packs = context.store.exchanges.packs()
    last = packs[-1] if packs else None
    with_slip = {slip.person.id for slip in slips}
    return PackDraft(
        stick=stick,
        round_id=context.store.round_id,
        made_by=actor.id,
        made_at=context.now(),
        content=_content(context, dossier),
        slips=slips,
        materials=_materials(context, dossier),
        last=last,
        kept=_kept(context, last.serial if last else 0),
        key=key,
        left_out=tuple(p for p in dossier.scorers.all if p.id not in with_slip),
    )


def compose_pack(draft: PackDraft) -> PreparedPack:
    """Say it in bytes; the same content keeps its number, however many sticks it goes on."""
    sources = {digest: file for digest, file in draft.materials.items() if file.is_file()}
    manifest = Manifest.of(
        Entry(name=digest, size=file.stat().st_size, sha256=digest)
        for digest, file in sources.items()
    )
    digest, last = _digest(draft, manifest), draft.last
    if last and last.content == digest and draft.kept.is_file():
        record, data = last, draft.kept.read_bytes()
    else:
        serial = last.serial + 1 if last else 1
        pack = Pack(
            round_id=draft.round_id, serial=serial, made_by=draft.made_by, made_at=draft.made_at,
            content=draft.content, slips=tuple(_locked(slip) for slip in draft.slips),
        )  # fmt: skip
        data = seal_pack(transfer.PACK.encode(pack), manifest, draft.key)
        record = PackOut(
            serial=serial, digest=sha256(data).hexdigest(), content=digest, made_by=draft.made_by,
            made_at=draft.made_at, place="",
        )  # fmt: skip
    about = canonical({"round_id": draft.round_id})
    title = draft.content.review_round.title
    return PreparedPack(
        stick=draft.stick,
        folder=draft.stick / pack_folder(title, record.serial),
        load=Load(name=PACK_FILE, data=data, manifest=manifest, about=about),
        sources=sources,
        record=replace(record, place=str(draft.stick)),
        left_out=draft.left_out,
    )


def prepare_pack(context: Context, stick: Path) -> PreparedPack:
    """What the pack will say, read and composed at once."""
    return compose_pack(gather_pack(context, stick))


def write_prepared(prepared: PreparedPack, watch: Watch) -> PreparedPack:
    """Copy everything onto the stick and read it back; runs in the background."""
    take_up_earlier(prepared.stick, prepared.folder, prepared.load.about)
    write_pack(prepared.folder, prepared.load, prepared.sources, watch)
    return prepared


def note_pack(context: Context, prepared: PreparedPack) -> Change:
    """Enter in the records that this pack went out."""
    context.require(Act.MAKE_PACK)
    record = prepared.record
    fsops.make_folder(context.folder / HANDED)
    fsops.write_atomically(_kept(context, record.serial), prepared.load.data)
    detail = {"digest": record.digest, "place": record.place}
    with context.transaction("make_pack", subject=str(record.serial), detail=detail):
        context.store.exchanges.save_pack(record)
    return Change(is_panel=True, is_round=True)


def make_pack(context: Context, stick: Path, watch: Watch | None = None) -> PreparedPack:
    """All three steps, one after the other."""
    prepared = write_prepared(prepare_pack(context, stick), watch or Watch())
    note_pack(context, prepared)
    return prepared


def _event_key(context: Context) -> SigningKey:
    """The key of the round; rounds that were sealed before there were keys get theirs now."""
    if fresh := round_keys_to_enter(context):
        with context.transaction("enter_event_key", subject=fresh[0].fingerprint):
            for key in fresh:
                context.store.keys.save(key)
    key = require_event_key(context, "制作评审包")
    _ready_box(context)
    return key


def _ready_box(context: Context) -> None:
    """No pack asks for bundles that nobody could open: a box key that is lost is replaced."""
    store = context.store
    known = store.keys.box_key()
    if known is None or _is_at_hand(context, known.fingerprint):
        return
    shut = shut_for_good(context.folder, store.exchanges.handovers(), boxes_of(store))
    fresh = new_box_key(context)
    detail = {"replaced": known.fingerprint, "lost": [each.digest for each in shut]}
    with context.transaction("replace_box_key", subject=fresh.fingerprint, detail=detail):
        store.keys.save(replace(known, retired_at=context.now()))
        store.keys.save(fresh)
        for each in shut:
            store.exchanges.save_handover(each)


def _is_at_hand(context: Context, fingerprint: str) -> bool:
    try:
        return box_key_at_hand(context.store, fingerprint) is not None
    except WrongSecret:
        return False


def _content(context: Context, dossier: Dossier) -> PackContent:
    """What everybody may read: no backgrounds, no recusals, nobody's points."""
    keys = context.store.keys
    shown = tuple(
        key for key in keys.all()
        if key.purpose in OF_ROUND or keys.certificate(key.fingerprint) is not None
    )  # fmt: skip
    return PackContent(
        review_round=replace(dossier.review_round, phase=seat_phase(dossier.review_round.phase)),
        rubric=dossier.rubric,
        counties=dossier.counties,
        submissions=newest_versions(dossier.submissions),
        estates=dossier.estates,
        people=tuple(_public(person) for person in dossier.scorers.all),
        keys=shown,
        certificates=keys.certificates(),
        key_changes=keys.changes(),
    )


def _public(person: Person) -> Person:
    seat = Seat(is_reserve=person.seat.is_reserve)
    return replace(person, background=Background(), seat=seat)


def _slips(context: Context, dossier: Dossier) -> Iterator[OwnSlip]:
    """Each expert who can activate a seat."""
    for person in dossier.scorers.all:
        record = context.store.panels.pin(person.id)
        if record is not None and record.token and _has_token(context, person):
            yield OwnSlip(
                person=person, part=_own_part(dossier, person), record=record,
                token=token_of(context, person.id),
            )  # fmt: skip


def _own_part(dossier: Dossier, person: Person) -> OwnPart:
    latest = newest(dossier.handovers, person.id)
    searches = (
        replace(each, mentions=own)
        for each in dossier.name_searches
        if (own := tuple(m for m in each.mentions if m.person == person.id))
    )
    declared = (each for each in dossier.declarations if each.expert == person.id)
    sheets = (*dossier.earlier_sheets, *dossier.sheets)
    return OwnPart(
        background=person.background,
        recusals=tuple(r for r in dossier.recusals if r.expert == person.id),
        declaration=next(declared, None),
        sheets=tuple(sheet for sheet in sheets if sheet.expert == person.id),
        searches=tuple(searches),
        last_serial=latest.serial if latest else 0,
        hearings=_hearings(dossier, person.id),
    )


def _hearings(dossier: Dossier, expert: PersonId) -> tuple[Hearing, ...]:
    """The notices to this expert that still stand, without the others' votes."""
    own = [h for h in dossier.hearings.values() if h.expert == expert]
    if not own:
        return ()
    current = {finding.key for finding in outlier.check(dossier)}
    return tuple(
        hearing.without_votes()
        for hearing in own
        if hearing.finding in current and hearing.finding not in dossier.settlements
    )


def _has_token(context: Context, person: Person) -> bool:
    try:
        token_of(context, person.id)
    except RuleViolation:
        return False
    return True


def _locked(slip: OwnSlip) -> Slip:
    told = canonical(transfer.OWN_PART.encode(slip.part))
    return Slip(
        person=slip.person.id, phc_hash=slip.record.phc_hash, token=sealed_token(slip.record),
        own=locked(told, slip.token),
    )  # fmt: skip


def _materials(context: Context, dossier: Dossier) -> dict[str, Path]:
    """Every file that an expert may want to read, once."""
    kept = context.store.material_files
    materials: dict[str, Material] = {}
    for submission in newest_versions(dossier.submissions):
        materials.update({m.digest: m for m in submission.shared_materials})
    for estate in dossier.estates:
        materials.update({m.digest: m for m in estate.materials})
    return {digest: kept.path(digest) for digest in materials}


def _digest(draft: PackDraft, manifest: Manifest) -> str:
    """What tells whether a pack says anything new; the random parts of locks stay out of it."""
    told = {
        "content": transfer.PACK_CONTENT.encode(draft.content),
        "own": {slip.person.id: transfer.OWN_PART.encode(slip.part) for slip in draft.slips},
        "pins": {slip.person.id: slip.record.phc_hash for slip in draft.slips},
        "manifest": manifest.as_json(),
    }
    return sha256(canonical(told)).hexdigest()


def _kept(context: Context, serial: int) -> Path:
    return context.folder / HANDED / f"pack-{serial}.meihao"
