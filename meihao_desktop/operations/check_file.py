"""核验: is a file, photo, code, bundle or archive what the records of the round say.

``examine`` reads and needs no records, so it may run beside the window; ``weigh`` compares.
"""

from collections.abc import Iterator
from pathlib import Path

from meihao_desktop.domain.certificate import Credential
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.file_statement import PaperMark
from meihao_desktop.domain.pdf_seal import PdfSeal
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.signature import grouped
from meihao_desktop.domain.verdict import Outcome, Point, Verdict, Weight, outcome_of
from meihao_desktop.exchange.canonical import parsed
from meihao_desktop.exchange.paper_key import ROLE
from meihao_desktop.exchange.signing_keys import fingerprint_of, verify
from meihao_desktop.operations.comparing import (
    COMPARE,
    KEEP,
    OTHER_ROUND,
    code_points,
    spelt,
    state_points,
    typed_points,
)
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.deliveries import (
    archive_points,
    bundle_points,
    letter_points,
    pack_points,
)
from meihao_desktop.operations.examining import Brought, Examined, examine
from meihao_desktop.operations.reference import Reference, archived, reference_of

__all__ = ["Examined", "Outcome", "Verdict", "check", "examine", "weigh", "weigh_by_archive"]

MOST_SHEETS = 12
_HEADLINES = {
    Outcome.CURRENT: "一致：与{round}现在的记录相同。",
    Outcome.OUTDATED: "已过期：{leading}",
    Outcome.MISMATCH: "不符：{leading}",
    Outcome.UNKNOWN: "无法核验：{why}",
}
_NEEDS_ROUND = "没有打开评审，只能看签名本身，不知道内容是否还是现在的。"
_COMPARE_KEY = (
    "请把签署密钥与纸质开封记录上的评审密钥指纹逐字核对；要知道内容是否还有效，"
    "请打开那次评审或选择它的归档，再核验一次。"
)


def check(
    context: Context | None,
    source: Path | str,
    *,
    archive: Path | None = None,
    watch: Watch | None = None,
) -> Verdict:
    """Both steps: against the archive where one is named, else the open round, else nothing."""
    found = examine(source, watch)
    return weigh(context, found) if archive is None else weigh_by_archive(archive, found)


def weigh(context: Context | None, found: Examined) -> Verdict:
    """The verdict against the open round, or without any."""
    return _verdict(found, reference_of(context) if context is not None else None)


def weigh_by_archive(folder: Path, found: Examined) -> Verdict:
    """The verdict against the records in an archive folder."""
    with archived(folder) as reference:
        return _verdict(found, reference)


def _verdict(found: Examined, reference: Reference | None) -> Verdict:
    points = tuple(dict.fromkeys(_points(found, reference)))
    outcome = outcome_of(points)
    return Verdict(
        outcome=outcome,
        title=f"{found.kind.value}“{found.name}”",
        sentences=tuple(_sentences(outcome, points, reference)),
        details=points,
    )


def _sentences(
    outcome: Outcome, points: tuple[Point, ...], reference: Reference | None
) -> Iterator[str]:
    told = [point.told for point in points if point.weight is Weight.NOTE]
    why = _NEEDS_ROUND if reference is None else (told[0] if told else "里面没有可以核对的内容。")
    name = reference.name if reference else ""
    weight = {Outcome.MISMATCH: Weight.WRONG, Outcome.OUTDATED: Weight.OLD}.get(outcome)
    chosen = [point for point in points if point.weight is weight]
    leading = chosen[0].told if chosen else ""
    yield _HEADLINES[outcome].format(round=name, why=why, leading=leading)
    advice = [point.advice for point in (chosen or points) if point.advice]
    if reference is None and outcome is Outcome.UNKNOWN and not advice:
        advice = [_COMPARE_KEY]
    yield from dict.fromkeys(advice)


def _points(found: Examined, reference: Reference | None) -> Iterator[Point]:
    if found.fault:
        yield _wrong(found.kind.value, found.fault, KEEP)
    elif found.kind is Brought.CHECK_CODE:
        yield from _typed(found, reference)
    elif found.letter is not None:
        yield from letter_points(found.letter, found.name, reference)
    elif found.bundle is not None:
        yield from bundle_points(found.bundle, found.name, reference)
    elif found.pack is not None:
        yield from pack_points(found.pack, reference)
    elif found.archive is not None:
        yield from archive_points(found, reference)
    else:
        yield from _file_points(found, reference)


def _typed(found: Examined, reference: Reference | None) -> Iterator[Point]:
    if reference is not None:
        yield from typed_points(spelt(found.name), reference)


def _file_points(found: Examined, reference: Reference | None) -> Iterator[Point]:
    """Signatures first; where they hold, what they say of the paper; then the codes on pages."""
    signatures = (*_seal_points(found, reference), *_side_points(found, reference))
    yield from signatures
    mark = _mark(found)
    if reference is not None and outcome_of(signatures) is Outcome.MISMATCH:
        return  # whatever the pages say, it is not what was signed
    if mark is not None and reference is not None:
        yield from state_points(mark.paper, mark.subject, mark.check_code, reference)
    if not signatures and found.kind is Brought.PDF:
        yield _unsigned(reference)
    if not signatures and found.kind is Brought.FILE:
        told = "这个文件没有签名，也不是能读二维码的 pdf 或照片。"
        yield Point(weight=Weight.NOTE, name="文件", told=told, advice=_WHAT_CAN)
    if found.kind is not Brought.FILE:
        yield from _shown_points(found, reference, is_signed=mark is not None)


def _shown_points(
    found: Examined, reference: Reference | None, *, is_signed: bool
) -> Iterator[Point]:
    """What stands on the pages, or why nothing was read there."""
    if found.unread:
        yield Point(weight=Weight.NOTE, name="页面", told=found.unread)
    elif not found.texts and not is_signed:
        told = "没有读到本程序的二维码。"
        yield Point(weight=Weight.NOTE, name="二维码", told=told, advice=_NO_CODE)
    if reference is not None:
        yield from _page_points(found, reference, is_signed=is_signed)
    elif found.texts:
        told = f"读到 {len(found.texts)} 个本程序的二维码。"
        yield Point(weight=Weight.NOTE, name="二维码", told=told)


def _page_points(found: Examined, reference: Reference, *, is_signed: bool) -> Iterator[Point]:
    """The codes; in a thick signed file only those pages that are not as the records are."""
    told = [tuple(code_points(text, reference)) for text in dict.fromkeys(found.texts)]
    amiss = [points for points in told if outcome_of(points) not in _AS_IT_SHOULD_BE]
    few = told if len(told) <= MOST_SHEETS and not is_signed else amiss or told[:1]
    for points in few[:MOST_SHEETS]:
        yield from (each for each in points if not (is_signed and each.name == COMPARE))
    if len(told) > 1:
        good = sum(outcome_of(points) is Outcome.CURRENT for points in told)
        page_sum = f"共 {found.codes.pages} 页，读到 {len(told)} 个不同的二维码"
        sentence = f"{page_sum}，{good} 个与记录一致，{len(amiss)} 个不一致。"
        yield Point(weight=Weight.NOTE, name="逐页核对", told=sentence)


def _mark(found: Examined) -> PaperMark | None:
    """What a signature says of the paper; the one beside the file is the fuller one."""
    if found.side is not None:
        return found.side.statement.mark
    try:
        return PaperMark.read(parsed(found.seal.mark.encode())) if found.seal else None
    except MeihaoError:
        return None


def _side_points(found: Examined, reference: Reference | None) -> Iterator[Point]:
    side = found.side
    if side is None:
        return
    if not side.fits:
        told = "文件与旁边的 .sig 签名对不上：签署之后有字节被改动，或签名是另一份文件的。"
        yield _wrong("文件旁的签名", told, f"请向秘书索取原件。{KEEP}")
        return
    yield from _key_points("文件旁的签名", side.public_key, side.statement.round_id, reference)
    if side.statement.name != found.name:
        told = f"文件改过名，原名“{side.statement.name}”，内容没有变。"
        yield Point(weight=Weight.NOTE, name="文件名", told=told)


def _seal_points(found: Examined, reference: Reference | None) -> Iterator[Point]:
    seal = found.seal
    if seal is None:
        return
    if not seal.is_intact:
        told = "pdf 中的签名与内容不符：签署之后被改动过。"
        yield _wrong("pdf 的签名", told, f"请向秘书索取原件。{KEEP}")
    elif not seal.is_whole or not seal.forbids_changes or seal.count > 1:
        told = "签署之后又往 pdf 里加了内容（批注、盖章或另一个签名），页面可能与原件不同。"
        yield _wrong("pdf 的签名", told, f"请向秘书索取原件。{KEEP}")
    elif (issuer := _issuer(seal)) is None:
        told = f"pdf 有签名（{seal.signer}），但不是本程序的评审密钥签的。"
        yield _wrong("pdf 的签名", told, KEEP)
    else:
        yield from _key_points("pdf 的签名", *issuer, reference)


def _issuer(seal: PdfSeal) -> tuple[str, str] | None:
    """The key of the round that vouches for the key under a pdf, and the round it names."""
    try:
        voucher = parsed(seal.voucher.encode())
        body, issuer, signature = voucher["body"], voucher["issuer"], voucher["signature"]
        told = Credential.read(parsed(body.encode()))
    except (MeihaoError, KeyError, TypeError, AttributeError, ValueError):
        return None
    is_ours = told.role == ROLE and told.public_key == seal.public_key
    holds = is_ours and verify(issuer, "certificate", body.encode(), signature)
    return (issuer, told.round_id) if holds else None


def _key_points(
    name: str, public_key: str, round_id: str, reference: Reference | None
) -> Iterator[Point]:
    shown = grouped(fingerprint_of(public_key))
    if reference is None or (public_key in reference.issuers and round_id == reference.round_id):
        whose = "本次评审的密钥" if reference else "密钥"
        told = f"签名有效，签署之后没有改动；由{whose} {shown} 签署。"
        yield Point(weight=Weight.SOUND, name=name, told=told)
        return
    told = f"由密钥 {shown} 签署，不是“{reference.name}”的（{reference.shown_key}）。"
    yield _wrong(name, told, OTHER_ROUND)


def _unsigned(reference: Reference | None) -> Point:
    told = "这个 pdf 没有数字签名，只能看二维码；页面上的字可能被改过。"
    if reference is not None and reference.issuer:
        told += "本程序在秘书电脑上保存的 pdf 都有签名，扫描件没有。"
    return Point(weight=Weight.NOTE, name="pdf 的签名", told=told)


def _wrong(name: str, told: str, advice: str) -> Point:
    return Point(weight=Weight.WRONG, name=name, told=told, advice=advice)


_AS_IT_SHOULD_BE = frozenset({Outcome.CURRENT, Outcome.UNKNOWN})
_NO_CODE = (
    "请把二维码拍清楚、拍完整（光线均匀、不反光、占画面四分之一以上），或直接粘贴二维码文字。"
)
_WHAT_CAN = (
    "可以核验：本程序的 pdf 和电子表格（连同 .sig）、评分包、评审包、归档、文书的照片或扫描件。"
)
