"""Keys and signatures as the records keep them: public halves, and who signed what when."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId

GROUP = 4


class KeyPurpose(Enum):
    """What a key stands for."""

    EVENT = "评审"
    EXPERT = "专家"
    MACHINE = "电脑"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """公钥: the public half of a signing key.

    ``owner`` is the expert, or empty for the key of the round or of a machine. A key that was
    retired signs nothing any more; what it signed before stays valid.
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
    """签字: somebody signed a printed paper, which carried this check code."""

    paper: str
    subject: str = ""
    check_code: str
    signer: str
    noted_by: str
    noted_at: datetime


def grouped(fingerprint: str) -> str:
    """A fingerprint as people compare it, in groups of four."""
    return " ".join(fingerprint[at : at + GROUP] for at in range(0, len(fingerprint), GROUP))
