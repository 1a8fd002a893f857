"""Note signatures: which papers are signed in ink, by whom, and which must be signed anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import Person, Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.signature import InkSignature
from meihao_desktop.domain.signature_board import SignatureBoard, SignatureRow
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.papers import Paper
from meihao_desktop.operations.signatures import board
from meihao_desktop.operations.witness import confirm

WITNESSES = frozenset({Role.PANEL_CHAIR, Role.OBSERVER})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureDesk:
    """The board, and what the person at the machine may do with it."""

    board: SignatureBoard
    may_note: bool


def signature_desk(context: Context) -> SignatureDesk:
    """Every signature that the round asks for."""
    return SignatureDesk(
        board=board(context.store, context.dossier()), may_note=context.may(Act.NOTE_INK)
    )


def note(context: Context, rows: Sequence[SignatureRow]) -> Change:
    """The papers before the secretary carry this ink; all or none.

    Score sheets are registered by ``collate_sheets``, because that seals them.
    """
    actor = context.require(Act.NOTE_INK)
    now = {_place(row): row for row in board(context.store, context.dossier()).rows}
    signatures = [_ink(context, now.get(_place(row)), row, actor.id) for row in rows]
    detail = {"papers": [f"{s.paper} {s.subject} {s.signer}" for s in signatures]}
    with context.transaction("note_ink", detail=detail):
        for signature in signatures:
            context.store.signatures.note_ink(signature)
    return Change(is_printings=True)


def refuse(context: Context, row: SignatureRow, reason: str, witness: Witness) -> Change:
    """Somebody will not sign the paper before them (拒签): their reason, or what was seen.

    It keeps the result from standing still for one person; the paper and the record say so. A
    score sheet cannot go unsigned: it is re-opened, or its expert recused or replaced.
    """
    actor = context.require(Act.NOTE_INK)
    if row.paper == Paper.SCORE_SHEETS.name:
        raise RuleViolation("评分表须由本人签字，不能以拒签了结；对评分有异议的，请申请重新打开。")
    now = {_place(each): each for each in board(context.store, context.dossier()).rows}
    ink = _ink(context, now.get(_place(row)), row, actor.id)
    if not row.may_be_refused:
        raise RuleViolation(f"“{row.title}”{row.signer_name}拒签已经登记，不必再登记。")
    if not reason.strip():
        raise RuleViolation("登记拒签必须写明本人的理由或当时的情况，请填写后再确认。")
    if witness.person == row.signer:
        raise RuleViolation("拒签的人不能为自己作见证，请由另一人输入 PIN。")
    second = confirm(context, witness, WITNESSES)
    refusal = replace(ink, refusal=reason.strip(), witness=second.id)
    detail = {
        "paper": f"{ink.paper} {ink.subject} {ink.signer}", "reason": refusal.refusal,
        "witness": second.id,
    }  # fmt: skip
    with context.transaction("refuse_ink", subject=ink.signer, detail=detail):
        context.store.signatures.note_ink(refusal)
    return Change(is_printings=True)


def witnesses(context: Context, row: SignatureRow) -> tuple[Person, ...]:
    """Who can stand beside the secretary when this signer refuses."""
    people = context.store.panels.people()
    aside = (context.somebody().id, row.signer)
    return tuple(p for p in people if p.roles & WITNESSES and p.id not in aside)


def _ink(context: Context, now: SignatureRow | None, row: SignatureRow, actor: str) -> InkSignature:
    if now is None or now.check_code != row.check_code:
        raise RuleViolation(f"“{row.title}”刚刚有变化，请刷新后核对校验码再登记。")
    if now.paper == Paper.SCORE_SHEETS.name:
        raise RuleViolation("评分表的签字在“交表情况”中登记。")
    if not now.may_be_noted:
        raise RuleViolation(
            f"“{row.title}”{row.signer_name}的签字现为“{now.state.value}”，不能登记。"
            f"{now.state.advice}。".replace("。。", "。")
        )
    return InkSignature(
        paper=row.paper,
        subject=row.subject,
        check_code=now.printed_code,
        signer=row.signer,
        noted_by=actor,
        noted_at=context.now(),
    )


def _place(row: SignatureRow) -> tuple[str, str, str]:
    return row.paper, row.subject, row.signer
