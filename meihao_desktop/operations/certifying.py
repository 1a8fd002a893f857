"""Papers that leave the program are certified where the key of the round is at hand.

A pdf gets a signature inside, which pdf readers understand; every file gets one beside it, which
covers each of its bytes. On a machine without the key (an expert's laptop) papers stay unsigned.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from meihao_desktop import exchange, fsops
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.file_statement import FileStatement, PaperMark
from meihao_desktop.exchange.file_signature import SUFFIX, seal_file
from meihao_desktop.exchange.lockbox import WrongSecret
from meihao_desktop.exchange.paper_key import PaperKey, make_paper_key
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.keys import event_key_at_hand, key_home

KEPT_AS = "paper-{}"
"""Name of the key of the papers, by the fingerprint of the key of the round that vouches for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """The bytes of a paper to be written, and of the signature beside it; empty for none."""

    data: bytes
    signature: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certifier:
    """What it takes to certify papers, as plain values that may be used beside the window."""

    round_id: str
    at: datetime
    issuer: SigningKey | None = None
    paper_key: PaperKey | None = None

    def mark(self, paper: str, subject: str, check_code: str) -> PaperMark:
        return PaperMark(
            round_id=self.round_id, paper=paper, subject=subject, check_code=check_code
        )

    def certified(self, data: bytes, mark: PaperMark, *, name: str, title: str) -> Certified:
        """A paper as it leaves the program under this file name."""
        if self.issuer is None or self.paper_key is None:
            return Certified(data=data)
        if data.startswith(b"%PDF-"):
            data = exchange.certify_pdf(data, self.paper_key, mark, title=title, at=self.at)
        statement = FileStatement(
            name=name,
            size=len(data),
            sha256=sha256(data).hexdigest(),
            fingerprint=self.issuer.fingerprint,
            made_at=self.at.isoformat(),
            round_id=mark.round_id,
            paper=mark.paper,
            subject=mark.subject,
            check_code=mark.check_code,
        )
        return Certified(data=data, signature=seal_file(statement, self.issuer))


def certifier(context: Context) -> Certifier:
    """With the keys, where they are on this machine; one that signs nothing elsewhere.

    A home that cannot be read keeps no paper from being saved.
    """
    bare = Certifier(round_id=context.store.round_id, at=context.now())
    try:
        issuer = event_key_at_hand(context)
        key = _paper_key(context, issuer) if issuer is not None else None
    except WrongSecret:
        return bare
    return replace(bare, issuer=issuer, paper_key=key)


def write_certified(target: Path, made: Certified) -> None:
    """Both or neither; an old signature goes first, for it would accuse the newer file."""
    beside = signature_of(target)
    fsops.make_folder(target.parent)
    fsops.remove_file(beside)
    try:
        fsops.write_atomically(target, made.data)
        if made.signature:
            fsops.write_atomically(beside, made.signature)
    except StorageError:
        fsops.remove_file(beside)  # in place when only the flush after the rename failed
        if target.is_file() and target.read_bytes() == made.data:
            fsops.remove_file(target)
        raise


def signature_of(file: Path) -> Path:
    """Where the signature beside a file lies."""
    return file.with_name(file.name + SUFFIX)


def _paper_key(context: Context, issuer: SigningKey) -> PaperKey:
    """The key of the round's papers, made at first need for each key of the round."""
    home, round_id, name = key_home(), context.store.round_id, KEPT_AS.format(issuer.fingerprint)
    kept = home.secret(round_id, name)
    if kept is not None:
        return PaperKey.unpacked(kept)
    key = make_paper_key(
        issuer, round_id=round_id, machine=home.machine().id, issued_at=context.now()
    )
    home.save_secret(round_id, name, key.packed())
    return key
