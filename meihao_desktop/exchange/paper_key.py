"""The key of a round's papers: ECDSA P-256 with an X.509 certificate, as pdf readers want it.

The key of the round is Ed25519, which few pdf readers know. It vouches for the paper key; the
voucher lies inside the certificate, so that a pdf proves by itself which round it belongs to.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self, cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

from meihao_desktop.domain.certificate import Credential
from meihao_desktop.exchange.canonical import Json, canonical, parsed
from meihao_desktop.exchange.lockbox import WrongSecret
from meihao_desktop.exchange.signing_keys import SigningKey

ALGORITHM = "ECDSA-P256"
ROLE = "PAPER"
VOUCHER_OID = "2.25.296144017853962114570402613352117465931"
"""Our own name for the voucher among the extensions of a certificate; anybody may coin such."""
_BEGIN, _END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, tzinfo=UTC)
"""A certificate is judged by the voucher in it, not by the clock of whoever looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKey:
    """A private key (PKCS 8) and its certificate, both in DER."""

    private: bytes = field(repr=False)
    certificate: bytes

    def packed(self) -> bytes:
        """As it is kept, still to be locked."""
        body = {"certificate": self.certificate.hex(), "private": self.private.hex()}
        return canonical(cast("Json", body))

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        try:
            kept = parsed(data)
            return cls(
                private=bytes.fromhex(kept["private"]),
                certificate=bytes.fromhex(kept["certificate"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise WrongSecret("文书密钥的内容不完整，请从备份恢复密钥文件。") from error


def make_paper_key(
    issuer: SigningKey, *, round_id: str, machine: str, issued_at: datetime
) -> PaperKey:
    """A fresh key that the key of the round vouches for."""
    private = ec.generate_private_key(ec.SECP256R1())
    public_key = private.public_key()
    point = public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    told = Credential(
        round_id=round_id,
        role=ROLE,
        person="",
        machine=machine,
        algorithm=ALGORITHM,
        public_key=point.hex(),
        issued_at=issued_at.isoformat(),
    )
    body = canonical(told.body())
    voucher = {
        "body": body.decode(),
        "issuer": issuer.public_key,
        "signature": issuer.sign("certificate", body),
    }
    # Only Latin letters in the name: what checks names in certificates knows no newer characters.
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"EVENT-{issuer.fingerprint}")])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    oid = x509.ObjectIdentifier(VOUCHER_OID)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_BEGIN)
        .not_valid_after(_END)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.UnrecognizedExtension(oid, _text(canonical(voucher))), critical=False)
        .sign(private, SHA256())
    )
    return PaperKey(
        private=private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate=certificate.public_bytes(Encoding.DER),
    )


def _text(data: bytes) -> bytes:
    """A UTF8String in DER."""
    return b"\x0c\x82" + len(data).to_bytes(2, "big") + data
