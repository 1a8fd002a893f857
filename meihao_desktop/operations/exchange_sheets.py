"""The secretary's side of the sticks: bundles come in and stay shut until all are in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from meihao_desktop.domain.dossier import Dossier, sealed_digests
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.handover import (
    LOCAL,
    Absence,
    Bundle,
    BundleState,
    Handover,
    Merge,
    SheetKey,
    merged,
    newer_declaration,
    newer_recusal,
)
from meihao_desktop.domain.hearing import Hearing
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.signature import KeyPurpose, PublicKey
from meihao_desktop.exchange.refusals import Refusal, Refused, refuse
from meihao_desktop.exchange.score_bundle import find_bundles, require_signed
from meihao_desktop.exchange.signing_keys import ALGORITHM, SigningKey, fingerprint_of
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.keys import certificate_for, require_event_key
from meihao_desktop.operations.letters import Boxes, boxes_of, contents, keep, lay_open
from meihao_desktop.operations.offers import Offer, Opened, decoded, read_offers
from meihao_desktop.operations.pins import proof, token_of
from meihao_desktop.operations.reception import (
    Counter,
    answered_hearings,
    contested_names,
    marks_of,
    require_acceptable,
    require_news,
)
from meihao_desktop.operations.seats import (
    DESK_ACTS,
    ReceptionDesk,
    desk_of,
    is_complete,
)
from meihao_desktop.operations.witness import confirm_pair


class Outcome(Enum):
    """What became of one file at the reception."""

    NEW = "新增"
    PRESENT = "已存在"
    REFUSED = "拒绝"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRow:
    """One file with its outcome; a contested one is kept beside those it contradicts."""

    file: str
    outcome: Outcome
    sentence: str
    expert: str = ""
    refusal: Refusal | None = None
    versions: tuple[Handover, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """What became of all files that were offered."""

    rows: tuple[ReceivedRow, ...]
    change: Change

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


def bundles_on(stick: Path) -> tuple[Path, ...]:
    """The score bundles that lie on a stick or in a folder."""
    return find_bundles(stick)


def reception_desk(context: Context) -> ReceptionDesk:
    """Who has handed in, who is missing, and what contradicts what; never anybody's points."""
    context.require(Act.SEE_RECEPTION)
    may = frozenset(act for act in DESK_ACTS if context.may(act))
    return desk_of(context.dossier(), context.store.exchanges.packs(), may)


def receive(context: Context, files: Sequence[Path], watch: Watch | None = None) -> Reception:
    """Take bundles in, each whole or not at all; what they say of points stays shut."""
    require_reception(context)
    read = read_offers(files, boxes_of(context.store), watch)
    return reception_of(receive_offer(context, offer) for offer in read)


def require_reception(context: Context) -> SigningKey:
    """The key that vouches for what comes in; refused where bundles are not received."""
    context.require(Act.RECEIVE_BUNDLES)
    return require_event_key(context, "接收评分包")


def reception_of(rows: Iterable[ReceivedRow]) -> Reception:
    """What became of all files together."""
    told = tuple(rows)
    is_changed = any(row.outcome is Outcome.NEW or row.versions for row in told)
    return Reception(rows=told, change=Change.everything() if is_changed else Change())


def receive_offer(context: Context, offer: Offer) -> ReceivedRow:
    """One file that was read; a refusal is told in its row and touches nothing."""
    issuer = require_reception(context)
    try:
        if offer.opened is None:
            return _refused_row(offer.what, offer.refused)
        handovers = context.store.exchanges.handovers()
        digest = offer.opened.envelope.digest
        if (same := next((h for h in handovers if h.digest == digest), None)) is not None:
            return _present_row(context, offer.what, offer.opened, same)
        return _take_in(context, offer.what, offer.opened, issuer)
    except Refused as refused:
        return _refused_row(offer.what, refused)


def open_bundles(context: Context, reason: str = "", witness: Witness | None = None) -> Change:
    """Let the received sheets count: when all are in, or early by the chair and a second person."""
    context.require(Act.OPEN_BUNDLES)
    dossier = context.dossier()
    merge = merged(dossier.handovers, sealed_digests(dossier))
    waiting = [
        each
        for each in dossier.handovers
        if each.state is BundleState.SEALED and each.expert not in merge.contested_experts()
    ]
    if not waiting:
        raise RuleViolation("没有待拆封的评分包；有争议的评分包须先由组长裁定以哪一份为准。")
    detail: dict[str, str] = {"reason": reason.strip()}
    if not is_complete(dossier):
        detail["witness"] = _early(context, reason, witness)
    boxes = boxes_of(context.store)
    sheets = [
        (bundle, each)
        for handover in waiting
        for bundle, each in _sheets_of(context, handover, merge, boxes)
    ]
    now = context.now()
    with context.transaction("open_bundles", detail=detail):
        for bundle, sheet in sheets:
            _enter(context, bundle, sheet)
        for handover in waiting:
            context.store.exchanges.save_handover(
                replace(handover, state=BundleState.OPENED, opened_at=now, reason=detail["reason"])
            )
    for handover in context.store.exchanges.handovers():
        if handover.state is not BundleState.SEALED:
            lay_open(context.folder, handover.digest, boxes)
    return Change.everything()


def decide_contest(context: Context, chosen: str, reason: str, witness: Witness) -> Change:
    """The chair decides which of two contradicting bundles counts; the others stay on record.

    ``chosen`` is the digest of a bundle, or ``LOCAL`` with the expert's sheets on this machine.
    """
    context.require(Act.DECIDE_CONTEST)
    if not reason.strip():
        raise RuleViolation("裁定以哪一份评分为准必须写明理由，请填写后再确认。")
    dossier = context.dossier()
    merge = merged(dossier.handovers, sealed_digests(dossier))
    against = _against(merge, chosen)
    if LOCAL in against:
        raise RuleViolation(
            "秘书电脑上已封存的评分表不能被评分包替换；如应以评分包为准，"
            "请由组长和监督员重新打开该评分表，由专家本人重新提交。"
        )
    second = confirm_pair(context, witness)
    detail = {"reason": reason.strip(), "witness": second.id, "set_aside": sorted(against)}
    with context.transaction("decide_contest", subject=chosen, detail=detail):
        for handover in dossier.handovers:
            if handover.digest in against:
                context.store.exchanges.save_handover(
                    replace(handover, state=BundleState.SET_ASIDE, reason=reason.strip())
                )
    return Change.everything()


def note_absence(context: Context, expert: PersonId, reason: str) -> Change:
    """Why the round goes on without what this expert owes; an empty reason takes it back."""
    actor = context.require(Act.NOTE_ABSENCE)
    exchanges = context.store.exchanges
    if not reason.strip():
        with context.transaction("withdraw_absence", subject=expert):
            exchanges.remove_absence(expert)
        return Change.everything()
    absence = Absence(
        expert=expert, reason=reason.strip(), noted_by=actor.id, noted_at=context.now()
    )
    with context.transaction("note_absence", subject=expert):
        exchanges.save_absence(absence)
    return Change.everything()


def _refused_row(what: str, refused: Refused | None) -> ReceivedRow:
    return ReceivedRow(
        file=what, outcome=Outcome.REFUSED, sentence=str(refused or ""),
        refusal=refused.refusal if refused else None,
    )  # fmt: skip


def _present_row(context: Context, what: str, offer: Opened, same: Handover) -> ReceivedRow:
    """The same bundle again, in whatever letter; it mends a kept one that was damaged."""
    name = _name(context, same.expert)
    told = f"{name}的第 {same.serial} 号评分包已经收到过，没有重复接收。"
    try:
        contents(context.folder, same.digest, boxes_of(context.store), what)
    except Refused:
        _keep_file(context, offer, same)
        told = (
            f"{name}的第 {same.serial} 号评分包已经收到过；本机留存的那份打不开了，已用这一份补上。"
        )
    return ReceivedRow(file=what, outcome=Outcome.PRESENT, sentence=told, expert=name)


def _take_in(context: Context, what: str, offer: Opened, issuer: SigningKey) -> ReceivedRow:
    dossier, bundle = context.dossier(), offer.bundle
    packs = context.store.exchanges.packs()
    counter = Counter(
        dossier=dossier,
        round_id=context.store.round_id,
        packs=frozenset(pack.serial for pack in packs),
        first_pack_at=packs[0].made_at if packs else None,
    )
    require_acceptable(bundle, counter, what)
    names: dict[str, str] = {estate.id: estate.name for estate in dossier.estates}
    require_signed(bundle, offer.envelope, what, names)
    keys = _proved_keys(context, bundle, what)
    heard = answered_hearings(bundle, dossier, what)
    handover = _handover(context, offer, dossier)
    require_news(handover, dossier, what)
    contested = contested_names(handover, dossier)
    _keep(context, offer, handover, certified=(keys, issuer), heard=heard)
    person = _name(context, bundle.expert)
    if contested:
        versions = _versions(context, handover)
        told = Refusal.CONTESTED.sentence(what=what, name="、".join(contested[:5]))
        return ReceivedRow(
            file=what, outcome=Outcome.REFUSED, sentence=told, expert=person,
            refusal=Refusal.CONTESTED, versions=versions,
        )  # fmt: skip
    told = f"已收到{person}的第 {bundle.serial} 号评分包，{_gist(handover, len(heard))}。"
    return ReceivedRow(file=what, outcome=Outcome.NEW, sentence=told, expert=person)


def _gist(handover: Handover, answers: int) -> str:
    answered = f"，异常评分通知的答复 {answers} 份" if answers else ""
    if handover.state is BundleState.OPENED:
        return f"没有新的评分表{answered}"
    return f"{len(handover.marks)} 份评分表待拆封{answered}"


def _proved_keys(context: Context, bundle: Bundle, what: str) -> tuple[PublicKey, ...]:
    """The bundle's keys; each one known as this expert's, or proved by the activation token."""
    known = {key.fingerprint: key for key in context.store.keys.all()}
    keys: list[PublicKey] = []
    for asked in bundle.keys:
        fingerprint = fingerprint_of(asked.public_key)
        if (key := known.get(fingerprint)) is not None:
            if key.owner != bundle.expert or key.purpose is not KeyPurpose.EXPERT:
                refuse(Refusal.CLAIMED_KEY, what=what)
            if context.store.keys.certificate(fingerprint) is not None:
                continue
        if not asked.proof:
            refuse(Refusal.NO_PROOF, what=what)
        if proof(_token(context, bundle.expert, what), asked.public_key) != asked.proof:
            refuse(Refusal.BAD_PROOF, what=what)
        keys.append(
            PublicKey(
                fingerprint=fingerprint,
                purpose=KeyPurpose.EXPERT,
                owner=bundle.expert,
                machine=bundle.machine,
                algorithm=ALGORITHM,
                public_key=asked.public_key,
                made_at=asked.made_at,
                retired_at=asked.retired_at,
            )
        )
    return tuple(keys)


def _token(context: Context, expert: PersonId, what: str) -> bytes:
    try:
        return token_of(context, expert)
    except RuleViolation:
        refuse(Refusal.BAD_PROOF, what=what)


def _handover(context: Context, offer: Opened, dossier: Dossier) -> Handover:
    """Its record; where all its sheets are here already, there is nothing left to open."""
    bundle, now = offer.bundle, context.now()
    marks, known = marks_of(bundle), sealed_digests(dossier)
    has_news = not marks or any(
        known.get((bundle.expert, mark.estate, mark.revision)) != mark.digest for mark in marks
    )
    return Handover(
        digest=offer.envelope.digest,
        expert=bundle.expert,
        serial=bundle.serial,
        machine=bundle.machine,
        fingerprint=offer.envelope.fingerprint,
        pack_serial=bundle.pack_serial,
        log_seq=bundle.log.seq,
        log_head=bundle.log.head,
        jumps=bundle.log.jumps,
        made_at=bundle.made_at,
        received_at=now,
        state=BundleState.SEALED if has_news else BundleState.OPENED,
        opened_at=None if has_news else now,
        marks=marks,
    )


def _keep(
    context: Context,
    offer: Opened,
    handover: Handover,
    *,
    certified: tuple[tuple[PublicKey, ...], SigningKey],
    heard: tuple[Hearing, ...],
) -> None:
    """The file first, still closed, then its record: a file without a record harms nobody."""
    store = context.store
    keys, issuer = certified
    _keep_file(context, offer, handover)
    told = offer.bundle.content
    detail = {"digest": handover.digest, "serial": handover.serial, "machine": handover.machine}
    with context.transaction("receive_bundle", subject=handover.expert, detail=detail):
        store.exchanges.save_handover(handover)
        for key in keys:
            store.keys.save(key)
            store.keys.add_certificate(certificate_for(context, key, issuer))
        if told.declaration is not None:
            known = {each.expert: each for each in store.interests.declarations()}
            store.interests.save_declaration(
                newer_declaration(known.get(handover.expert), told.declaration)
            )
        here = {(each.expert, each.estate): each for each in store.panels.recusals()}
        for recusal in told.recusals:
            pair = (recusal.expert, recusal.estate)
            store.panels.save_recusal(newer_recusal(here.get(pair), recusal))
        for hearing in heard:
            store.hearings.save(hearing)


def _keep_file(context: Context, offer: Opened, handover: Handover) -> None:
    """Closed as it came, as long as there is something in it to be opened for everybody."""
    is_shut = handover.state is BundleState.SEALED
    keep(context.folder, handover.digest, offer.letter if is_shut else offer.inner)


def _sheets_of(
    context: Context, handover: Handover, merge: Merge, boxes: Boxes
) -> tuple[tuple[Bundle, ScoreSheet], ...]:
    """The sheets that are to be taken from this very bundle, read anew from the kept letter."""
    name = _name(context, handover.expert)
    what = f"{name}交回的评分包"
    try:
        inner = contents(context.folder, handover.digest, boxes, what)
    except Refused as refused:
        if refused.refusal is Refusal.NO_BOX_KEY:
            if handover.digest not in merge.sources.values():
                return ()  # nothing is taken from it any more: newer ones say it all
            raise
        raise RuleViolation(
            f"封存的评分包（{name}）已被改动，没有拆封。请保留现场，并请该专家重新交回评分。"
        ) from refused
    _, bundle = decoded(inner, what)
    return tuple(
        (bundle, sheet)
        for sheet in bundle.content.sheets
        if merge.sources.get((sheet.expert, sheet.estate, sheet.revision)) == handover.digest
    )


def _enter(context: Context, bundle: Bundle, sheet: ScoreSheet) -> None:
    """A sealed revision joins the records; what is sealed there already stays as it is."""
    store = context.store
    key: SheetKey = (sheet.expert, sheet.estate, sheet.revision)
    if store.score_sheets.sealed(*key):
        return
    store.score_sheets.save(sheet)
    for signature in bundle.content.signatures:
        if (signature.estate, signature.revision) == (sheet.estate, sheet.revision):
            store.signatures.add(signature)


def _early(context: Context, reason: str, witness: Witness | None) -> str:
    if not reason.strip() or witness is None:
        raise RuleViolation(
            "还有专家的评分没有收到。提前拆封须由组长写明理由，并由第二人在场输入 PIN。"
        )
    return confirm_pair(context, witness).id


def _against(merge: Merge, chosen: str) -> frozenset[str]:
    """All bundles that contradict the chosen one."""
    found = frozenset(
        digest
        for contest in merge.contests
        if chosen in contest.bundles
        for digest in contest.bundles
        if digest != chosen
    )
    if not found:
        raise RuleViolation("这份评分包与其他的并不矛盾，不需要裁定；请刷新后再看。")
    return found


def _versions(context: Context, handover: Handover) -> tuple[Handover, ...]:
    own = context.store.exchanges.handovers()
    return tuple(each for each in own if each.expert == handover.expert)


def _name(context: Context, expert: PersonId) -> str:
    person = context.person(expert)
    return person.name if person else expert
