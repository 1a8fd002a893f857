"""Keys and signatures as the records keep them: public halves, and who signed what when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId

GROUP = 4


class KeyPurpose(Enum):
    """What a key stands for."""

    EVENT = "评审"
    EXPERT = "专家"
    MACHINE = "电脑"
    BOX = "拆封"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """公钥: the public half of a key.

    ``owner`` is the expert, or empty for the keys of the round or of a machine. A key that was
    retired signs nothing any more; what it signed before stays valid. A key to open bundles (BOX)
    signs nothing at all: bundles are closed to it.
    """

    fingerprint: str
    purpose: KeyPurpose
    owner: str = ""
    machine: str
    algorithm: str
    public_key: str
    made_at: datetime
    retired_at: datetime | None = None

    @property
    def is_in_use(self) -> bool:
        return self.retired_at is None


class ChangeCause(Enum):
    """Why the key of a round is replaced."""

    LOST = "丢失或读不出"
    FEARED = "怀疑泄露"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """更换评审密钥: from this moment another key stands for the round.

    ``fingerprint`` is the new key, ``replaced`` the one before it. What the old key signed before
    stays valid; it signs nothing afterwards.
    """

    fingerprint: str
    replaced: str
    cause: ChangeCause
    reason: str
    replaced_by: PersonId
    witness: PersonId
    replaced_at: datetime

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise RuleViolation("更换评审密钥必须写明理由，请填写后再确认。")
        if self.replaced_by == self.witness:
            raise RuleViolation("更换评审密钥须两人在场，请由另一人输入 PIN。")

    def line(self) -> str:
        """What a check code stands for."""
        return (
            f"key change {self.fingerprint} {self.replaced} {self.cause.name} {self.replaced_by} "
            f"{self.witness} {self.replaced_at.isoformat()} {self.reason}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSignature:
    """签名: an expert's key vouches for the digest of one revision of a score sheet."""

    expert: PersonId
    estate: EstateId
    revision: int
    digest: str
    fingerprint: str
    signature: str
    signed_at: datetime

    def body(self, round_id: str) -> dict[str, str | int]:
        """What is signed; it names the round, so that it fits no other."""
        return {
            "round_id": round_id, "digest": self.digest, "expert": self.expert,
            "estate": self.estate, "revision": self.revision, "fingerprint": self.fingerprint,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class InkSignature:
    """签字: somebody signed a printed paper, which carried this check code.

    With a ``refusal`` they would not (拒签): their reason, or what was seen, before a ``witness``.
    """

    paper: str
    subject: str = ""
    check_code: str
    signer: str
    noted_by: str
    noted_at: datetime
    refusal: str = ""
    witness: str = ""


def succession(keys: Iterable[PublicKey], changes: Iterable[KeyChange]) -> tuple[PublicKey, ...]:
    """The keys of a round one after the other: the one of the sealing, then each that replaced it.

    A key that no change brought in, or that a change hangs on nothing, is not among them.
    """
    events = {key.fingerprint: key for key in keys if key.purpose is KeyPurpose.EVENT}
    following = {change.replaced: change.fingerprint for change in changes}
    brought_in = set(following.values())
    first = [key for key in events.values() if key.fingerprint not in brought_in]
    chain = sorted(first, key=lambda key: (key.made_at, key.fingerprint))[:1]
    while chain and (name := following.pop(chain[-1].fingerprint, "")) in events:
        chain.append(events[name])
    return tuple(chain)


def grouped(fingerprint: str) -> str:
    """A fingerprint as people compare it, in groups of four."""
    return " ".join(fingerprint[at : at + GROUP] for at in range(0, len(fingerprint), GROUP))
