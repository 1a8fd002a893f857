"""The codecs of keys, certificates and signatures."""

from meihao_desktop.db.codec import MOMENT, TEXT, WHOLE, maybe, named, record
from meihao_desktop.domain.certificate import Certificate
from meihao_desktop.domain.signature import (
    ChangeCause,
    InkSignature,
    KeyChange,
    KeyPurpose,
    PublicKey,
    SheetSignature,
)

PUBLIC_KEY = record(
    PublicKey, fingerprint=TEXT, purpose=named(KeyPurpose), owner=TEXT, machine=TEXT,
    algorithm=TEXT, public_key=TEXT, made_at=MOMENT, retired_at=maybe(MOMENT),
)  # fmt: skip
KEY_CHANGE = record(
    KeyChange, fingerprint=TEXT, replaced=TEXT, cause=named(ChangeCause), reason=TEXT,
    replaced_by=TEXT, witness=TEXT, replaced_at=MOMENT,
)  # fmt: skip
CERTIFICATE = record(Certificate, fingerprint=TEXT, body=TEXT, issuer=TEXT, signature=TEXT)
SHEET_SIGNATURE = record(
    SheetSignature, expert=TEXT, estate=TEXT, revision=WHOLE, digest=TEXT, fingerprint=TEXT,
    signature=TEXT, signed_at=MOMENT,
)  # fmt: skip
INK_SIGNATURE = record(
    InkSignature, paper=TEXT, subject=TEXT, check_code=TEXT, signer=TEXT, noted_by=TEXT,
    noted_at=MOMENT, refusal=TEXT, witness=TEXT,
)  # fmt: skip
