"""Note signatures: which papers are signed in ink, by whom, and which must be signed anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.signature import InkSignature
from meihao_desktop.domain.signature_board import InkState, SignatureBoard, SignatureRow
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.papers import Paper
from meihao_desktop.operations.signatures import board


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


def _ink(context: Context, now: SignatureRow | None, row: SignatureRow, actor: str) -> InkSignature:
    if now is None or now.check_code != row.check_code:
        raise RuleViolation(f"“{row.title}”刚刚有变化，请刷新后核对校验码再登记。")
    if now.paper == Paper.SCORE_SHEETS.name:
        raise RuleViolation("评分表的签字在“交表情况”中登记。")
    if now.state is not InkState.WAITING:
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
