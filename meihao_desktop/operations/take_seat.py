"""An expert's laptop: it takes a seat from a review pack, and hands the sheets over at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.db import transfer
from meihao_desktop.db.errors import Unreadable
from meihao_desktop.db.material_files import MaterialFiles
from meihao_desktop.db.store import Store, is_begun
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.handover import (
    Bundle,
    BundleContent,
    BundleOut,
    KeyRequest,
    LogHead,
    Pack,
    Slip,
    TakenSeat,
)
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.pin import PinRecord
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.review_round import ReviewRound
from meihao_desktop.domain.seal import seal_rubric
from meihao_desktop.domain.signature import KeyPurpose
from meihao_desktop.exchange import review_pack
from meihao_desktop.exchange.box_key import is_box
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.letter import seal_letter
from meihao_desktop.exchange.refusals import Refusal, Refused, refuse
from meihao_desktop.exchange.review_pack import SignedPack
from meihao_desktop.exchange.score_bundle import bundle_name, seal_bundle
from meihao_desktop.exchange.signing_keys import fingerprint_of
from meihao_desktop.exchange.stick import copy_verified, write_single
from meihao_desktop.operations.ballast import hold_back
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Clock, Context
from meihao_desktop.operations.keys import key_home, retire_keys, signer
from meihao_desktop.operations.pins import cost_for, open_token, proof
from meihao_desktop.operations.seats import HANDED, seat_phase
from meihao_desktop.operations.trust import (
    KeyConfirmed,
    news_of,
    require_signed_by_round,
    require_trusted,
)
from meihao_desktop.operations.witness import check_pin


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOffer:
    """A review pack on a stick: ``fault`` says why it cannot be used, if it cannot.

    ``fingerprint`` is to be compared with the 开封记录.
    """

    folder: Path
    fault: str = ""
    round_id: str = ""
    title: str = ""
    mode: str = ""
    serial: int = 0
    made_at: datetime | None = None
    experts: tuple[Person, ...] = ()
    size: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """What was written onto the stick; ``waiting`` are estates without a sealed sheet."""

    path: Path
    kept: Path
    serial: int
    sheets: int
    waiting: tuple[Estate, ...]
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatDesk:
    """Where an expert's laptop stands: its pack, what is sealed, what was handed over."""

    expert: Person
    pack_serial: int
    taken_at: datetime
    fingerprint: str
    machine: str
    folder: Path
    sealed: int
    waiting: tuple[Estate, ...]
    handed: tuple[BundleOut, ...]


def find_packs(stick: Path) -> tuple[PackOffer, ...]:
    """The packs that lie on a stick or in a folder, the newest first."""
    return tuple(
        _offer(found.pack) if found.pack else PackOffer(folder=found.folder, fault=found.fault)
        for found in review_pack.find_packs(stick)
    )


PULLED = (
    "读不到评审包里的材料，U 盘可能已拔出或损坏。已经复制并核对过的材料会保留，"
    "请重新插好 U 盘后再试一次。"
)


def fetch_materials(pack_folder: Path, folder: Path, watch: Watch) -> None:
    """Copy the materials of a pack to their places, each checked; runs in the background."""
    pack = review_pack.open_pack(pack_folder)
    kept = MaterialFiles(folder)
    lacking = [entry for entry in pack.manifest if not kept.has(entry.sha256)]
    if not lacking:
        return
    fsops.make_folder(folder)
    fsops.require_space(folder, sum(entry.size for entry in lacking))
    staging = fsops.make_folder(folder / "staging" / "pack")
    sources = {entry.name: pack.materials / entry.name for entry in lacking}
    try:
        copy_verified(sources, staging, lacking, watch)
    except fsops.SourceUnreadable:
        # Materials lie on the stick under their digests, which tell nobody anything.
        raise fsops.SourceUnreadable(PULLED) from None
    kept.take_in(staging, [entry.sha256 for entry in lacking])
    fsops.remove_tree(staging)


def take_seat(
    pack_folder: Path, folder: Path, clock: Clock, expert: PersonId, watch: Watch | None = None
) -> Context:
    """A round folder for one expert, made from a pack; nobody is logged in yet."""
    signed = review_pack.open_pack(pack_folder)
    pack = _decoded(signed)
    slip = _slip(pack, expert)
    if has_seat(folder):
        raise RuleViolation(f"“{folder}”中已有一次评审；请打开它，再用新的评审包更新。")
    fetch_materials(pack_folder, folder, watch or Watch())
    content = pack.content
    review_round = _at_seat(content.review_round)
    store = Store.create(folder, review_round, content.rubric, actor=expert, at=clock.now())
    context = Context(store, clock, pin_cost=cost_for(review_round))
    try:
        with store.transaction("take_seat", actor=expert, at=clock.now(), subject=expert):
            _enter_public(context, pack)
            _seat(context, signed, pack, slip)
    except BaseException:
        store.close()
        fsops.remove_tree(folder)
        raise
    hold_back(folder, review_round)
    return context


def renew_seat(
    context: Context, pack_folder: Path, watch: Watch | None = None,
    confirmed: KeyConfirmed | None = None,
) -> Change:  # fmt: skip
    """A newer pack of the same round; what the expert has entered stays, and logs in anew.

    Where the key of the round was replaced the expert must have ``confirmed`` the new one.
    """
    seat = _require_seat(context)
    signed = review_pack.open_pack(pack_folder)
    pack = _decoded(signed)
    if pack.round_id != seat.round_id:
        refuse(Refusal.WRONG_ROUND, what=pack_folder.name, found=pack.content.review_round.title)
    news = news_of(seat, pack, signed.envelope.public_key, pack_folder.name)
    if pack.serial <= seat.pack_serial:
        refuse(
            Refusal.OLDER_PACK, what=pack_folder.name, found=str(pack.serial),
            wanted=str(seat.pack_serial),
        )  # fmt: skip
    slip = _slip(pack, seat.expert)
    require_trusted(context, seat, news, confirmed)
    fetch_materials(pack_folder, context.folder, watch or Watch())
    at = context.now()
    with context.store.transaction("renew_seat", actor=seat.expert, at=at, subject=seat.expert):
        _enter_public(context, pack)
        _seat(context, signed, pack, slip)
    context.actor = None
    return Change.everything()


def has_seat(folder: Path) -> bool:
    """Whether a seat was taken here; what a killed program only began is taken anew."""
    return is_begun(folder)


def is_seat(context: Context) -> bool:
    """Whether this round came here in a review pack."""
    return context.store.exchanges.seat() is not None


def seat_desk(context: Context) -> SeatDesk:
    """What the expert at this laptop has done and still has to do."""
    seat = _require_seat(context)
    person = context.person(seat.expert)
    if person is None:
        raise RuleViolation("本机的评审包中没有这位专家，请用新的评审包更新。")
    handed = tuple(each for each in context.store.exchanges.bundles() if each.digest)
    return SeatDesk(
        expert=person, pack_serial=seat.pack_serial, taken_at=seat.taken_at,
        fingerprint=fingerprint_of(seat.event_key), machine=key_home().machine().id,
        folder=context.folder, sealed=len(_content(context, seat).sheets),
        waiting=_waiting(context), handed=handed,
    )  # fmt: skip


def hand_over(context: Context, stick: Path, pin: str) -> HandedOver:
    """Write the expert's sealed sheets onto the stick, signed and closed to the round's box key.

    The file is read back, and a copy kept. Nothing new to say means the same bundle again, with
    the same number.
    """
    actor = context.require(Act.HAND_OVER)
    seat = _require_seat(context)
    if actor.id != seat.expert:
        raise RuleViolation("评分由本机的专家本人交回。")
    check_pin(context, actor.id, pin)
    content = _content(context, seat)
    told, data = _letter(context, seat, content, pin)
    kept = _kept(context, seat, told.serial)
    fsops.make_folder(kept.parent)
    fsops.write_atomically(kept, data)
    path = write_single(stick, bundle_name(actor.id, told.serial), data)
    detail = {"digest": told.digest, "sheets": len(content.sheets)}
    with context.transaction("hand_over", subject=str(told.serial), detail=detail):
        context.store.exchanges.save_bundle(told)
    return HandedOver(
        path=path, kept=kept, serial=told.serial, sheets=len(content.sheets),
        waiting=_waiting(context), change=Change(is_round=True),
    )  # fmt: skip


def _offer(signed: SignedPack) -> PackOffer:
    try:
        pack = _decoded(signed)
    except Refused as fault:
        return PackOffer(folder=signed.folder, fault=str(fault))
    review_round = pack.content.review_round
    with_slip = {slip.person for slip in pack.slips}
    return PackOffer(
        folder=signed.folder, round_id=pack.round_id, title=review_round.title,
        mode=review_round.mode.value, serial=pack.serial, made_at=pack.made_at,
        experts=tuple(p for p in pack.content.people if p.id in with_slip),
        size=signed.manifest.total_size, fingerprint=signed.envelope.fingerprint,
    )  # fmt: skip


def _decoded(signed: SignedPack) -> Pack:
    """The pack, signed by the very key of the round that it tells of."""
    what = signed.folder.name
    try:
        pack = transfer.PACK.decode(signed.told)
    except Unreadable:
        refuse(Refusal.BAD_CONTENT, what=what, why="内容与本程序的格式不符")
    _require_box(pack, what)
    require_signed_by_round(pack, signed.envelope.public_key, what)
    return pack


def _require_box(pack: Pack, what: str) -> None:
    """One key in use that the expert's bundles can be closed to."""
    in_use = [k for k in pack.content.keys if k.purpose is KeyPurpose.BOX and k.is_in_use]
    if len(in_use) != 1 or not is_box(in_use[0].public_key, in_use[0].fingerprint):
        refuse(Refusal.NO_BOX_IN_PACK, what=what)


def _slip(pack: Pack, expert: PersonId) -> Slip:
    slip = pack.slip(expert)
    if slip is None:
        raise RuleViolation("评审包中没有这位专家；请秘书先发放 PIN，再重新制作评审包。")
    return slip


def _enter_public(context: Context, pack: Pack) -> None:
    """What the pack tells everybody; what only this machine knows stays."""
    store, content = context.store, pack.content
    store.settings.save_round(_at_seat(content.review_round))
    store.settings.save_rubric(content.rubric)
    for county in content.counties:
        store.submissions.save_county(county)
    for submission in content.submissions:
        store.submissions.save(submission)
    store.submissions.save_estates(content.estates)
    known = {person.id: person for person in store.panels.people()}
    for person in content.people:
        here = known.get(person.id)
        store.panels.save_person(replace(person, background=here.background) if here else person)
    for key in content.keys:
        store.keys.save(key)
    for change in content.key_changes:
        store.keys.add_change(change)
    for certificate in content.certificates:
        if store.keys.certificate(certificate.fingerprint, certificate.issuer) is None:
            store.keys.add_certificate(certificate)


def _seat(context: Context, signed: SignedPack, pack: Pack, slip: Slip) -> None:
    store = context.store
    before = store.panels.pin(slip.person)
    if before is None or before.phc_hash != slip.phc_hash:
        if before is not None:
            retire_keys(context, slip.person)
        store.panels.save_pin(
            PinRecord(person=slip.person, phc_hash=slip.phc_hash, token=slip.token)
        )
    store.exchanges.save_seat(
        TakenSeat(
            round_id=pack.round_id,
            event_key=signed.envelope.public_key,
            pack_serial=pack.serial,
            pack_digest=signed.envelope.digest,
            expert=slip.person,
            taken_at=context.now(),
            own=slip.own,
        )
    )


def _at_seat(review_round: ReviewRound) -> ReviewRound:
    return replace(review_round, phase=seat_phase(review_round.phase))


def _require_seat(context: Context) -> TakenSeat:
    seat = context.store.exchanges.seat()
    if seat is None:
        raise RuleViolation("本机不是用评审包建立的专家席位；在秘书的电脑上评分不需要交回。")
    return seat


def _content(context: Context, seat: TakenSeat) -> BundleContent:
    store = context.store
    latest, earlier = store.score_sheets.all()
    sheets = tuple(
        sheet for sheet in (*earlier, *latest) if sheet.expert == seat.expert and sheet.digest
    )
    keys = {(sheet.estate, sheet.revision) for sheet in sheets}
    declared = (each for each in store.interests.declarations() if each.expert == seat.expert)
    return BundleContent(
        sheets=tuple(sorted(sheets, key=lambda sheet: (sheet.estate, sheet.revision))),
        signatures=tuple(
            each for each in store.signatures.all()
            if each.expert == seat.expert and (each.estate, each.revision) in keys
        ),
        declaration=next(declared, None),
        recusals=tuple(each for each in store.panels.recusals() if each.expert == seat.expert),
        answers=tuple(
            given for each in store.hearings.all().values()
            if each.expert == seat.expert and (given := each.given) is not None
        ),
    )  # fmt: skip


def _digest(content: BundleContent, seat: TakenSeat) -> str:
    told = {"content": transfer.BUNDLE_CONTENT.encode(content), "pack": seat.pack_serial}
    return sha256(canonical(told)).hexdigest()


def _letter(
    context: Context, seat: TakenSeat, content: BundleContent, pin: str
) -> tuple[BundleOut, bytes]:
    """What goes out: the last letter again where it says the same and is whole, else a new one."""
    box = context.store.keys.box_key()
    if box is None:
        raise RuleViolation(
            "本机的评审包里没有拆封密钥，不能交回评分。请秘书重新制作评审包，更新本机后再交回；"
            "已经打的分都在。"
        )
    digest, now = _digest(content, seat), context.now()
    handed = context.store.exchanges.bundles()
    last = handed[-1] if handed else None
    if last and last.content == digest and last.letter:
        kept = _kept(context, seat, last.serial)
        data = kept.read_bytes() if kept.is_file() else b""
        if sha256(data).hexdigest() == last.letter:
            return replace(last, handed_at=now), data
    serial = last.serial + 1 if last else 1
    inner = _sealed(context, seat, content, serial=serial, pin=pin)
    data = seal_letter(inner, box.public_key)
    told = BundleOut(
        serial=serial, digest=sha256(inner).hexdigest(), content=digest, handed_at=now,
        letter=sha256(data).hexdigest(),
    )  # fmt: skip
    return told, data


def _sealed(
    context: Context, seat: TakenSeat, content: BundleContent, *, serial: int, pin: str
) -> bytes:
    store = context.store
    own = signer(context, seat.expert, pin)
    record = store.panels.pin(seat.expert)
    token = open_token(record.token if record else "", pin)
    keys = tuple(
        KeyRequest(
            public_key=key.public_key,
            made_at=key.made_at,
            retired_at=key.retired_at,
            proof=proof(token, key.public_key),
        )
        for key in store.keys.all()
        if key.purpose is KeyPurpose.EXPERT and key.owner == seat.expert
    )
    seq, head = store.audit_log.head()
    moments = [event.at for event in store.audit_log.events()]
    allowed = timedelta(minutes=store.settings.review_round().rules.clock_back_minutes)
    bundle = Bundle(
        round_id=seat.round_id,
        mode=store.settings.review_round().mode,
        rubric=seal_rubric(store.settings.rubric()).digest,
        pack_serial=seat.pack_serial,
        expert=seat.expert,
        serial=serial,
        machine=key_home().machine().id,
        made_at=context.now(),
        log=LogHead(seq=seq, head=head, jumps=_jumps(moments, allowed)),
        keys=keys,
        content=content,
    )
    return seal_bundle(transfer.BUNDLE.encode(bundle), own.private)


def _jumps(moments: Sequence[datetime], allowed: timedelta) -> int:
    """How often the clock went back by more than this between two entries of the log."""
    return sum(after < before - allowed for before, after in pairwise(moments))


def _waiting(context: Context) -> tuple[Estate, ...]:
    dossier = context.dossier()
    seat = _require_seat(context)
    return tuple(
        dossier.estate(estate) for expert, estate in dossier.waiting if expert == seat.expert
    )


def _kept(context: Context, seat: TakenSeat, serial: int) -> Path:
    return context.folder / HANDED / bundle_name(seat.expert, serial)
