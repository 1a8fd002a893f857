"""The mark of a score sheet (二维码): which sheet it is, what it says, and who vouches for it."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.signature import SheetSignature

SCHEME = "MEIHAO1"
KIND = "sheet"
ROUND_LENGTH = 16
DIGEST_BYTES, SIGNATURE_BYTES = 32, 64


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMark:
    """What the QR code of a score sheet carries; a draft has no signature.

    ``round_id`` is the beginning of the round's own, enough to tell rounds apart.
    """

    round_id: str
    expert: str
    estate: str
    revision: int
    digest: str
    signature: str = ""

    @property
    def text(self) -> str:
        """MEIHAO1|sheet|round|expert|estate|revision|digest|signature, the last two in base64."""
        parts = (
            SCHEME, KIND, self.round_id, self.expert, self.estate, str(self.revision),
            _short(self.digest), _short(self.signature),
        )  # fmt: skip
        return "|".join(parts)

    @classmethod
    def read(cls, text: str) -> Self:
        """The mark of a text that somebody scanned or typed; anything else is refused."""
        parts = text.strip().split("|")
        if len(parts) != 8 or parts[:2] != [SCHEME, KIND] or not parts[5].isdecimal():
            raise _not_ours()
        _, _, round_id, expert, estate, revision, digest, signature = parts
        return cls(
            round_id=round_id,
            expert=expert,
            estate=estate,
            revision=int(revision),
            digest=_long(digest, DIGEST_BYTES),
            signature=_long(signature, SIGNATURE_BYTES) if signature else "",
        )


@dataclass(frozen=True, kw_only=True)
class SignatureBook:
    """The signatures of a round, from which its papers take what they carry."""

    round_id: str = ""
    signatures: Mapping[str, SheetSignature] = field(default_factory=dict[str, SheetSignature])

    @classmethod
    def of(cls, round_id: str, signatures: tuple[SheetSignature, ...]) -> Self:
        return cls(
            round_id=round_id,
            signatures={f"{s.expert}/{s.estate}/{s.revision}": s for s in signatures},
        )

    def mark(self, sheet: ScoreSheet, digest: str) -> SheetMark:
        """The mark of one sheet; ``digest`` is the one it has or, for a draft, would get now."""
        signed = self.signatures.get(sheet.key)
        fits = signed is not None and signed.digest == digest
        return SheetMark(
            round_id=self.round_id[:ROUND_LENGTH],
            expert=sheet.expert,
            estate=sheet.estate,
            revision=sheet.revision,
            digest=digest,
            signature=signed.signature if signed is not None and fits else "",
        )


def _short(hexadecimal: str) -> str:
    return urlsafe_b64encode(bytes.fromhex(hexadecimal)).decode().rstrip("=")


def _long(text: str, size: int) -> str:
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise _not_ours() from error
    if len(data) != size or _short(data.hex()) != text:
        raise _not_ours()
    return data.hex()


def _not_ours() -> RuleViolation:
    return RuleViolation("这不是个人评分表的二维码，或二维码没有读全，请重新扫描。")
