"""The stamp of a printing: when, by whom, and in which state of the records."""

from dataclasses import dataclass, replace
from datetime import datetime

from meihao_desktop.domain.review_round import ReviewRound
from meihao_desktop.domain.sheet_mark import SCHEME
from meihao_desktop.printing.page_frame import Frame, PaperMark

_HEAD_LENGTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a paper says of its own making.

    ``log_head`` is the end of the audit log's chain, ``log_seq`` the number of that event.
    """

    printed_at: datetime
    actor: str
    check_code: str
    log_head: str
    log_seq: int = 0

    def told(self, moment: datetime | None) -> str:
        """A moment as the clock on the wall of the room showed it; empty for none."""
        if moment is None:
            return ""
        return moment.astimezone(self.printed_at.tzinfo).strftime("%Y-%m-%d %H:%M")

    @property
    def origin(self) -> str:
        """Who printed, and which state of the audit log the paper knows of."""
        return f"打印人 {self.actor}　留痕链末端 {self.log_head[:_HEAD_LENGTH].upper() or '—'}"

    def code_for(self, check_code: str) -> "Stamp":
        """The same stamp for one of several papers printed together."""
        return replace(self, check_code=check_code)


def mark_of(review_round: ReviewRound, *, is_draft: bool) -> PaperMark:
    """What a paper of this round is worth."""
    if review_round.is_rehearsal:
        return PaperMark.REHEARSAL_DRAFT if is_draft else PaperMark.REHEARSAL
    return PaperMark.DRAFT if is_draft else PaperMark.FORMAL


def frame_of(
    review_round: ReviewRound, title: str, stamp: Stamp, *, subject: str, is_draft: bool = False
) -> Frame:
    """The frame of a paper; ``subject`` names it in the QR code in Latin letters."""
    plain_code = stamp.check_code.replace("-", "")
    return Frame(
        round_title=review_round.title,
        paper_title=title,
        mark=mark_of(review_round, is_draft=is_draft),
        check_code=stamp.check_code,
        qr_text=f"{SCHEME}|{subject}|{plain_code}|{stamp.log_head[:_HEAD_LENGTH]}",
        printed_at=stamp.told(stamp.printed_at),
        version="",
        note=stamp.origin,
    )
