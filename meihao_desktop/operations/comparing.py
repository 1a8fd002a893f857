"""A paper's code held against the records: the same, overtaken (by what), or another paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from meihao_desktop.db.event_chain import LoggedEvent
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.score_sheet import ScoreSheet, points_text
from meihao_desktop.domain.seal import GROUP, Seal, seal_sheet
from meihao_desktop.domain.sheet_mark import KIND, ROUND_LENGTH, SCHEME, SheetMark
from meihao_desktop.domain.verdict import Point, Weight
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.signing_keys import verify
from meihao_desktop.operations.papers import Paper, code_now, paper_title
from meihao_desktop.operations.reference import Reference

COMPARE = "请对照纸面"
KEEP = "请保留这份文件，告知监督员，以秘书处签字的纸质原件为准。"
NEWEST = "请以新版为准；需要时在秘书台重新打印，并请本人重新签名。"
OTHER_ROUND = "请打开它所属的那次评审，或选择那次评审的归档，再核验一次。"
REOPENING = frozenset({"reopen_sheet", "open_for_revision"})
_TOLD = {
    "submit_sheet": "提交评分表",
    "reopen_sheet": "重新打开评分表",
    "open_for_revision": "依异常评分答复打开评分表",
    "settle_finding": "作出处理意见",
    "record_term": "登记系数或扣分",
    "withdraw_term": "撤销系数或扣分",
    "confirm_veto": "登记一票否决",
    "decide_recusal": "认定回避",
    "replace_member": "更换评审小组成员",
    "substitute_expert": "候补专家接替",
    "open_bundles": "拆封评分包",
    "decide_contest": "裁定以哪一份评分为准",
    "accept_submission": "接收报送材料",
    "save_rules": "修改评审规则",
    "return_round": "退回上一阶段",
    "note_ink": "登记文书签字",
    "refuse_ink": "登记拒签",
    "register_signature": "登记签字",
}
"""Events after which a paper may say something else."""
MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What the code of any paper but a score sheet carries: check code and head of the log."""

    check_code: str
    head: str

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Of ``MEIHAO1|what it is|16 characters|head of the log``; none for anything else."""
        parts = text.strip().split("|")
        if len(parts) < 4 or parts[0] != SCHEME or parts[1] == KIND:
            return None
        code = parts[-2].upper()
        is_plain = len(code) == 16 and not code.strip("0123456789ABCDEF")
        return cls(spelt(code), parts[-1].lower()) if is_plain else None


def spelt(code: str) -> str:
    """A check code as it is printed, in groups of four."""
    plain = code.replace("-", "").replace(" ", "").upper()
    return "-".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))


def code_points(text: str, reference: Reference) -> Iterator[Point]:
    """What one code of a paper says."""
    code = PaperCode.read(text)
    if code is not None:
        yield from paper_points(code, reference)
        return
    try:
        mark = SheetMark.read(text)
    except MeihaoError as refusal:
        yield Point(weight=Weight.NOTE, name="二维码", told=str(refusal))
        return
    yield from sheet_points(mark, reference)


def typed_points(code: str, reference: Reference) -> Iterator[Point]:
    """What a check code says that somebody typed from the foot of a page."""
    every = (*reference.dossier.earlier_sheets, *reference.dossier.sheets)
    for sheet in every:
        if sheet.digest and Seal(sheet.digest).check_code == code:
            yield from _of_revision(sheet, reference)
            return
    yield from paper_points(PaperCode(code, ""), reference)


def sheet_points(mark: SheetMark, reference: Reference) -> Iterator[Point]:
    """One score sheet as its code tells it."""
    if mark.round_id != reference.round_id[:ROUND_LENGTH]:
        yield _wrong("所属评审", f"二维码写的是另一次评审，不是“{reference.name}”。", OTHER_ROUND)
        return
    revisions = reference.revisions(mark.expert, mark.estate)
    name = reference.named(mark.expert, mark.estate, mark.revision)
    known = next((each for each in revisions if each.revision == mark.revision), None)
    if known is None:
        yield from _not_here(mark, name, reference)
        return
    digest = known.digest or seal_sheet(known, reference.dossier.rubric, reference.name).digest
    if mark.digest != digest and known.digest:
        yield _wrong(
            "内容", f"{name}：二维码中的校验值与记录不同，纸上的不是记录中的那一份。", KEEP
        )
        return
    if (fault := _signature_fault(mark, known, reference)) is not None:
        yield _wrong("专家的签名", f"{name}：{fault}", KEEP)
        return
    if mark.digest != digest:
        told = f"{name}还是草稿，打印之后又改动过。"
        yield Point(weight=Weight.OLD, name="评分表", told=told, advice="提交后请重新打印。")
        return
    yield from _of_revision(known, reference)


def paper_points(code: PaperCode, reference: Reference) -> Iterator[Point]:
    """A paper that was printed or saved, found again by its check code."""
    store = reference.store
    printings = [each for each in store.printings.all() if each.check_code == code.check_code]
    if not printings:
        yield from _unprinted(code, reference)
        return
    last = printings[-1]
    heads = (store.audit_log.hash_at(each.event_seq) for each in printings)
    title = paper_title(Paper[last.paper], last.subject, reference.dossier)
    if code.head and not any(head.startswith(code.head) for head in heads):
        told = f"《{title}》的校验码对得上，但二维码中的留痕链末端与打印记录不符。"
        yield _wrong("留痕链", told, KEEP)
        return
    yield from state_points(last.paper, last.subject, code.check_code, reference)


def state_points(paper: str, subject: str, code: str, reference: Reference) -> Iterator[Point]:
    """Whether a paper of this round still says what the records say now."""
    if paper not in Paper.__members__:
        yield Point(weight=Weight.NOTE, name="文书", told="由更新版本的程序写出，不认识这种文书。")
        return
    now = _code_now(paper, subject, reference)
    title = paper_title(Paper[paper], subject, reference.dossier)
    if now == code:
        told = f"《{title}》与现在的记录一致，校验码 {code}。"
        yield Point(weight=Weight.AGREES, name="文书", told=told)
        return
    today = now or "（已不存在）"
    told = f"《{title}》是真的，此后记录有改动：它的校验码是 {code}，现在应是 {today}。"
    advice = "请在秘书台重新打印，签过字的请重新签字；旧的注明作废后留存。"
    yield Point(weight=Weight.OLD, name="文书", told=told, advice=advice)
    yield from _changes_since(paper, code, reference)


def _code_now(paper: str, subject: str, reference: Reference) -> str:
    try:
        return code_now(paper, subject, reference.dossier, reference.standing)
    except MeihaoError:  # what the paper was about is gone
        return ""


def _unprinted(code: PaperCode, reference: Reference) -> Iterator[Point]:
    """Never noted as printed: perhaps rendered for an archive, perhaps not ours at all."""
    for paper in Paper:
        if paper not in (Paper.RECEIPT, Paper.EXPLANATION, Paper.PIN_SLIPS) and (
            _code_now(paper.name, "", reference) == code.check_code
        ):
            yield from state_points(paper.name, "", code.check_code, reference)
            yield Point(
                weight=Weight.NOTE, name="打印记录", told="记录中没有它的打印时间（例如取自归档）。"
            )
            return
    event = reference.event_of(code.head)
    if event is None:
        told = f"“{reference.name}”的记录中没有校验码 {code.check_code}。"
        yield _wrong("校验码", told, f"请核对是否输错、是否属于另一次评审。{OTHER_ROUND}")
        return
    told = (
        f"它印于本次评审（第 {event.seq} 号记录），但记录中没有校验码为 {code.check_code} 的文书。"
    )
    yield _wrong("校验码", told, KEEP)


def _not_here(mark: SheetMark, name: str, reference: Reference) -> Iterator[Point]:
    people = {person.id for person in reference.dossier.panel.people}
    estates = {estate.id for estate in reference.dossier.estates}
    if mark.expert not in people or mark.estate not in estates:
        told = f"本次评审没有编号 {mark.expert} 的专家或编号 {mark.estate} 的小区。"
        yield _wrong("评分表", told, KEEP)
        return
    if mark.signature and not any(
        verify(key.public_key, "sheet", _signed(mark, key.fingerprint, reference), mark.signature)
        for key in reference.store.keys.all()
    ):
        told = f"记录中没有{name}，二维码中的签名也不是已登记的专家密钥签的。"
        yield _wrong("专家的签名", told, f"可能还没有接收该专家的评分包；接收后再核验。否则{KEEP}")
        return
    told = f"记录中还没有{name}。"
    advice = "可能评分包还没有交回，或还没有拆封；接收、拆封后再核验一次。"
    yield Point(weight=Weight.NOTE, name="评分表", told=told, advice=advice)


def _of_revision(sheet: ScoreSheet, reference: Reference) -> Iterator[Point]:
    """A revision that is just what the records hold; perhaps there is a newer one."""
    name = reference.named(sheet.expert, sheet.estate, sheet.revision)
    newest = reference.revisions(sheet.expert, sheet.estate)[-1]
    if newest.revision > sheet.revision:
        told = f"{name}是真的，但已有第 {newest.revision} 版。"
        yield Point(weight=Weight.OLD, name="评分表", told=told, advice=NEWEST)
        yield from _differences(sheet, newest, reference)
        return
    worth = "" if sheet.digest else "，还是草稿"
    yield Point(weight=Weight.AGREES, name="评分表", told=f"{name}与记录一致{worth}。")
    if reference.sees(sheet.expert):
        yield Point(
            weight=Weight.NOTE,
            name=COMPARE,
            told=_all_points(sheet, reference),
            advice="二维码只证明是哪一份评分表；请看纸上的分数、总分与下面所列相同，没有手写改动。",
        )


def _all_points(sheet: ScoreSheet, reference: Reference) -> str:
    if sheet.is_abstained:
        return f"记录中是弃权：{sheet.abstain_reason}"
    items = "，".join(
        f"{criterion.number} {points_text(sheet.points(criterion.number))}"
        for criterion in reference.dossier.rubric
    )
    return f"记录中总分 {points_text(sheet.total)}；{items}。"


def _differences(old: ScoreSheet, new: ScoreSheet, reference: Reference) -> Iterator[Point]:
    """Who opened it again and why, and which points are others now."""
    for revision in range(old.revision + 1, new.revision + 1):
        key = f"{old.expert}/{old.estate}/{revision}"
        event = next(
            (e for e in reference.events if e.subject == key and e.event in REOPENING), None
        )
        sheet = next(
            s for s in reference.revisions(old.expert, old.estate) if s.revision == revision
        )
        yield Point(
            weight=Weight.NOTE, name=f"第 {revision} 版", told=_opened(event, sheet, reference)
        )
    if not reference.sees(old.expert):
        yield Point(
            weight=Weight.NOTE, name="分数", told="改动了哪些分数，由秘书或组长登录后查看。"
        )
    elif not new.digest:
        yield Point(weight=Weight.NOTE, name="分数", told="新的一版正在修改，还没有提交。")
    else:
        yield Point(weight=Weight.NOTE, name="分数", told=_changed(old, new, reference))


def _opened(event: LoggedEvent | None, sheet: ScoreSheet, reference: Reference) -> str:
    reason = sheet.reopen_reason.rstrip("。") or "没有写明理由"
    if not reference.sees(sheet.expert):
        reason = "由秘书或组长登录后查看"
    if event is None:
        return f"理由：{reason}。"
    people = (event.actor, str(event.detail.get("witness", "")))
    who = "、".join(reference.dossier.panel.name(PersonId(each)) for each in people if each)
    return f"{event.at:%Y-%m-%d %H:%M} 由{who}重新打开，理由：{reason}。"


def _changed(old: ScoreSheet, new: ScoreSheet, reference: Reference) -> str:
    changed = [
        f"{criterion.number} {criterion.name} {points_text(before)} → {points_text(after)}"
        for criterion in reference.dossier.rubric
        if (before := old.points(criterion.number)) != (after := new.points(criterion.number))
    ]
    total = f"总分 {points_text(old.total)} → {points_text(new.total)}"
    return f"{'；'.join((*changed, total))}。" if changed else "分数没有变，只改了文字或材料版本。"


def _signature_fault(mark: SheetMark, sheet: ScoreSheet, reference: Reference) -> str | None:
    """Why the signature in the code is not the expert's; none where it is, or a draft has none."""
    wanted = (mark.expert, mark.estate, mark.revision)
    kept = reference.signatures.get(wanted)
    if not mark.signature:
        return "记录中有专家的签名，二维码里却没有。" if kept is not None and sheet.digest else None
    if kept is None:
        return "二维码里有签名，记录中却没有。"
    key = next((k for k in reference.store.keys.all() if k.fingerprint == kept.fingerprint), None)
    if key is None or not verify(
        key.public_key, "sheet", _signed(mark, key.fingerprint, reference), mark.signature
    ):
        return "二维码中的签名不是该专家的密钥签的。"
    return None


def _signed(mark: SheetMark, fingerprint: str, reference: Reference) -> bytes:
    told = {
        "round_id": reference.round_id, "digest": mark.digest, "expert": mark.expert,
        "estate": mark.estate, "revision": mark.revision, "fingerprint": fingerprint,
    }  # fmt: skip
    return canonical(told)


def _changes_since(paper: str, code: str, reference: Reference) -> Iterator[Point]:
    """What was done after the paper was last printed that may have changed it."""
    printed = [
        each.event_seq for each in reference.store.printings.all()
        if each.paper == paper and each.check_code == code
    ]  # fmt: skip
    if not printed or not reference.sees_all:
        return
    since = max(printed)
    done = [each for each in reference.events if each.seq > since and each.event in _TOLD]
    for event in done[:MOST_TOLD]:
        who = reference.dossier.panel.name(PersonId(event.actor))
        told = f"{event.at:%Y-%m-%d %H:%M} {who}{_TOLD[event.event]}{_about(event, reference)}"
        yield Point(weight=Weight.NOTE, name=f"第 {event.seq} 号记录", told=told)
    if len(done) > MOST_TOLD:
        told = f"另有 {len(done) - MOST_TOLD} 条，见操作记录。"
        yield Point(weight=Weight.NOTE, name="此后的改动", told=told)


def _about(event: LoggedEvent, reference: Reference) -> str:
    parts = event.subject.split("/")
    people = {person.id for person in reference.dossier.panel.people}
    estates = {estate.id for estate in reference.dossier.estates}
    if len(parts) >= 2 and parts[0] in people and parts[1] in estates:
        estate = reference.dossier.estate_name(parts[1])
        return f"：{reference.dossier.panel.name(PersonId(parts[0]))}对“{estate}”"
    reason = str(event.detail.get("reason", ""))
    return f"：{reason}" if reason else ""


def _wrong(name: str, told: str, advice: str) -> Point:
    return Point(weight=Weight.WRONG, name=name, told=told, advice=advice)
