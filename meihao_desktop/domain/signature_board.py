"""签署情况: which paper somebody has to sign in ink, in which version, and whether that stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from meihao_desktop.domain.panel import PersonId


class InkState(Enum):
    """How one signature in ink stands today."""

    OUTDATED = "签后已变"
    STALE = "印后已变"
    UNPRINTED = "未打印"
    WAITING = "待签字"
    REFUSED = "拒签"
    SIGNED = "已签字"

    @property
    def is_open(self) -> bool:
        return self not in (InkState.SIGNED, InkState.REFUSED)

    @property
    def advice(self) -> str:
        """What to do about it; empty where nothing is left to do."""
        return _ADVICE[self]


_ADVICE = {
    InkState.OUTDATED: "重新打印，请本人重签，旧件留存",
    InkState.STALE: "重新打印后再签",
    InkState.UNPRINTED: "打印后请本人签字",
    InkState.WAITING: "请本人在纸上签字后登记",
    InkState.REFUSED: "拒签已登记；本人改变意见的，签字后可再登记",
    InkState.SIGNED: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """One paper and one person who signs it.

    ``check_code`` is the code of the paper as the records are now, ``printed_code`` the one on the
    newest print, ``signed_code`` the one on the paper that was signed. ``refusal`` says why it was
    not, and before whom.
    """

    paper: str
    subject: str
    title: str
    version: str
    signer: PersonId
    signer_name: str
    state: InkState
    check_code: str
    printed_code: str = ""
    printed_at: datetime | None = None
    signed_code: str = ""
    signed_at: datetime | None = None
    noted_by: str = ""
    refusal: str = ""

    @property
    def may_be_noted(self) -> bool:
        return self.state in (InkState.WAITING, InkState.REFUSED)

    @property
    def may_be_refused(self) -> bool:
        return self.state is InkState.WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBoard:
    """Every signature that the round asks for."""

    rows: tuple[SignatureRow, ...] = ()

    def count(self, state: InkState) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def open_rows(self) -> tuple[SignatureRow, ...]:
        return tuple(row for row in self.rows if row.state.is_open)

    @property
    def told(self) -> str:
        """共 12 个签字：已签字 9，待签字 3."""
        counts = "，".join(f"{state.value} {n}" for state in InkState if (n := self.count(state)))
        return f"共 {len(self.rows)} 个签字：{counts}。" if self.rows else "还没有要签字的文书。"
