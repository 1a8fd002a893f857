"""Packs, bundles and archives held against the records of a round."""

from collections.abc import Iterator

from meihao_desktop.db import transfer
from meihao_desktop.db.errors import Unreadable
from meihao_desktop.db.store import reading
from meihao_desktop.domain.dossier import sealed_digests
from meihao_desktop.domain.handover import Bundle
from meihao_desktop.domain.signature import grouped
from meihao_desktop.domain.verdict import Point, Weight
from meihao_desktop.exchange.archive_folder import OpenedArchive
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.envelope import Envelope
from meihao_desktop.exchange.letter import Letter
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.exchange.review_pack import SignedPack
from meihao_desktop.exchange.score_bundle import opened_bundle, require_signed
from meihao_desktop.operations.comparing import KEEP, OTHER_ROUND
from meihao_desktop.operations.examining import Examined
from meihao_desktop.operations.letters import boxes_of
from meihao_desktop.operations.proof import proof
from meihao_desktop.operations.reference import Reference
from meihao_desktop.operations.result import result_of

RESULT = "result.json"


def bundle_points(envelope: Envelope, name: str, reference: Reference | None) -> Iterator[Point]:
    """A score bundle: whole in itself, and what the secretary's records know of it."""
    try:
        bundle = transfer.BUNDLE.decode(envelope.body["bundle"])
        estates = reference.dossier.estates if reference else ()
        names: dict[str, str] = {estate.id: estate.name for estate in estates}
        require_signed(bundle, envelope, name, names)
    except (Unreadable, KeyError):
        yield _wrong("内容", "签名有效，但内容与本程序的格式不符。", "请核对两台电脑的程序版本。")
        return
    except Refused as refusal:
        yield _wrong("签名", str(refusal), KEEP)
        return
    count = len(bundle.content.sheets)
    told = f"第 {bundle.serial} 号评分包完好，{count} 份评分表的签名都有效。"
    yield Point(weight=Weight.SOUND, name="签名", told=told)
    if reference is not None:
        yield from _bundle_here(envelope, bundle, reference)


def letter_points(letter: Letter, name: str, reference: Reference | None) -> Iterator[Point]:
    """A score bundle on its way: opened where the box key of its round is at hand."""
    key = grouped(letter.box)
    if reference is None:
        told = f"加密的评分包，只有制作评审包的秘书电脑能打开（拆封密钥 {key}）。"
        yield Point(weight=Weight.NOTE, name="加密", told=told, advice=_AT_THE_ROUND)
        return
    try:
        inner = boxes_of(reference.store).opened(letter, name)
        envelope = opened_bundle(inner, name)
    except Refused as refusal:
        yield _unopened(letter, refusal, reference)
        return
    told = f"加密完好，由本机的拆封密钥 {key} 打开，没有写到磁盘上。"
    yield Point(weight=Weight.SOUND, name="加密", told=told)
    yield from bundle_points(envelope, name, reference)


def _unopened(letter: Letter, refusal: Refused, reference: Reference) -> Point:
    """Why a letter stays closed; the machine that wrote it still knows it again."""
    if refusal.refusal is Refusal.FOREIGN_BOX:
        told = f"它不是交给“{reference.name}”的（拆封密钥 {grouped(letter.box)}）。"
        return _wrong("所属评审", told, OTHER_ROUND)
    if refusal.refusal is not Refusal.NO_BOX_KEY:
        return _wrong("加密", str(refusal), KEEP)
    out = reference.store.exchanges.bundles()
    own = next((each for each in out if each.letter == letter.digest), None)
    if own is not None:
        told = f"它就是本机交出的第 {own.serial} 号；内容只有秘书的电脑能打开。"
        return Point(weight=Weight.AGREES, name="交出", told=told)
    told = "评分包是交给这次评审的，但本机没有拆封密钥，看不到里面。"
    return Point(weight=Weight.NOTE, name="加密", told=told, advice=_AT_THE_ROUND)


def _bundle_here(envelope: Envelope, bundle: Bundle, reference: Reference) -> Iterator[Point]:
    if bundle.round_id != reference.round_id:
        yield _wrong("所属评审", f"它属于另一次评审，不是“{reference.name}”。", OTHER_ROUND)
        return
    who = reference.dossier.panel.name(bundle.expert)
    conflicting = tuple(_conflicting(bundle, reference))
    if conflicting:
        told = f"{who}的这些评分表与记录不同：{'、'.join(conflicting)}。"
        yield _wrong("评分表", told, "请保留文件，由组长裁定以哪一份为准。")
        return
    own = [each for each in reference.dossier.handovers if each.expert == bundle.expert]
    known = next((each for each in own if each.digest == envelope.digest), None)
    newer = [each for each in own if each.serial > bundle.serial]
    if newer:
        told = f"{who}已交来更新的第 {newer[-1].serial} 号评分包。"
        yield Point(weight=Weight.OLD, name="接收", told=told, advice="以较新的一份为准。")
    elif known is not None:
        told = f"{who}的这份评分包于 {known.received_at:%Y-%m-%d %H:%M} 接收，{known.state.value}。"
        is_out = not known.state.counts
        weight = Weight.OLD if is_out else Weight.AGREES
        yield Point(weight=weight, name="接收", told=told)
    else:
        advice = "请在秘书台的“收评分包”接收它。"
        yield Point(weight=Weight.NOTE, name="接收", told="记录中还没有接收它。", advice=advice)


def _conflicting(bundle: Bundle, reference: Reference) -> Iterator[str]:
    known = {
        key: digest
        for handover in reference.dossier.handovers
        if handover.state.counts
        for key, digest in handover.keys().items()
    } | dict(sealed_digests(reference.dossier))
    for sheet in bundle.content.sheets:
        digest = known.get((sheet.expert, sheet.estate, sheet.revision), sheet.digest)
        if digest != sheet.digest:
            yield reference.named(sheet.expert, sheet.estate, sheet.revision)


def pack_points(pack: SignedPack, reference: Reference | None) -> Iterator[Point]:
    """A review pack: signed, complete, and made by this round."""
    key = grouped(pack.envelope.fingerprint)
    count = len(pack.manifest.entries)
    told = f"评审包完好，{count} 份材料与清单一致，签署密钥 {key}。"
    yield Point(weight=Weight.SOUND, name="签名", told=told)
    if reference is None:
        return
    if pack.envelope.public_key not in reference.issuers:
        told = f"它不是“{reference.name}”签发的，该评审的密钥是 {reference.shown_key}。"
        yield _wrong("签署密钥", told, OTHER_ROUND)
        return
    made = {each.digest: each.serial for each in reference.store.exchanges.packs()}
    seat = reference.store.exchanges.seat()
    if seat is not None:
        made[seat.pack_digest] = seat.pack_serial
    serial = made.get(pack.envelope.digest)
    if serial is None:
        told = "密钥是本次评审的，但记录中没有制作过它。"
        advice = "可能比记录新；请在制作它的电脑上核验。"
        yield Point(weight=Weight.NOTE, name="制作", told=told, advice=advice)
    elif serial < max(made.values()):
        told = f"这是第 {serial} 号，已有第 {max(made.values())} 号。"
        yield Point(weight=Weight.OLD, name="制作", told=told, advice="请换用最新的评审包。")
    else:
        yield Point(weight=Weight.AGREES, name="制作", told=f"它是最新的第 {serial} 号评审包。")


def archive_points(examined: Examined, reference: Reference | None) -> Iterator[Point]:
    """An archive: closed, sound in itself, and the same history as the records."""
    opened, log = examined.archive, examined.log
    if opened is None or log is None:
        return
    key = grouped(opened.fingerprint)
    told = f"{len(opened.parts)} 个文件与签过名的清单一致，没有多也没有少；签署密钥 {key}。"
    yield Point(weight=Weight.SOUND, name="清单", told=told)
    for fault in (*log.faults, *_archive_faults(opened, log.head, is_sound=log.is_sound)):
        yield _wrong("评审数据", fault, "请保留这份归档，改用另一份，并告知技术人员。")
    if log.is_sound:
        told = f"留痕链 {log.count} 条记录完好。"
        yield Point(weight=Weight.SOUND, name="留痕链", told=told)
    if reference is not None:
        yield from _archive_here(opened, reference)


def _archive_faults(opened: OpenedArchive, head: str, *, is_sound: bool) -> Iterator[str]:
    if head != opened.told["log"]["head"]:
        yield "评审数据的留痕链末端与清单所写的不一致。"
    if not is_sound:
        return
    with reading(opened.folder) as store:
        if store is None:
            yield "评审数据由另一个版本的程序写出，请用归档中的 verify.py 核验。"
            return
        found = proof(store)
        yield from (*found.faults, *found.gaps)
        if canonical(result_of(store)) != (opened.folder / RESULT).read_bytes():
            yield "评审结果（result.json）与按评审数据重新计算的不一致。"


def _archive_here(opened: OpenedArchive, reference: Reference) -> Iterator[Point]:
    log = opened.told["log"]
    if opened.public_key not in reference.issuers:
        told = f"它不是“{reference.name}”的归档，该评审的密钥是 {reference.shown_key}。"
        yield _wrong("签署密钥", told, OTHER_ROUND)
    elif reference.store.audit_log.hash_at(log["seq"]) != log["head"]:
        told = f"归档止于第 {log['seq']} 号记录，与现在的记录对不上：两者有一份不是原来的。"
        yield _wrong("留痕链", told, f"请与纸质文书上的留痕链末端核对。{KEEP}")
    elif _changed_since(log["seq"], reference):
        told = f"归档之后评审又有改动（第 {log['seq']} 号记录以后）。"
        yield Point(weight=Weight.OLD, name="留痕链", told=told, advice="请重新归档。")
    else:
        told = f"与“{reference.name}”现在的记录一致（第 {log['seq']} 号记录）。"
        yield Point(weight=Weight.AGREES, name="留痕链", told=told)


def _changed_since(seq: int, reference: Reference) -> bool:
    """Whether more happened than people coming and going, papers and the archive's own entry."""
    return any(event.event not in QUIET for event in reference.store.audit_log.events(seq))


_AT_THE_ROUND = "请在制作评审包的秘书电脑上打开那次评审，再核验一次。"

QUIET = frozenset(
    {
        "make_archive", "log_in", "log_out", "count_pin_try", "accept_pin", "lock_screen",
        "lock_pin", "save_document", "print_document", "note_ink", "refuse_ink",
        "adopt_copy",
    }
)  # fmt: skip
"""Events that change nothing of the outcome."""


def _wrong(name: str, told: str, advice: str) -> Point:
    return Point(weight=Weight.WRONG, name=name, told=told, advice=advice)
