"""Signing keys (Ed25519): what is signed always names its kind, so no signature fits elsewhere."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from meihao_desktop.exchange.lockbox import WrongSecret, locked, unlocked

ALGORITHM = "Ed25519"
FINGERPRINT_LENGTH = 16
KINDS = frozenset({"certificate", "sheet", "pack", "bundle", "file", "archive"})
SEED_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """A private key; it is never printed, logged or kept unwrapped."""

    seed: bytes

    @classmethod
    def generate(cls) -> Self:
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public_key(self) -> str:
        """The public half, 64 hexadecimal characters."""
        return self._private().public_key().public_bytes_raw().hex()

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.public_key)

    def sign(self, kind: str, body: bytes) -> str:
        """The signature, 128 hexadecimal characters."""
        return self._private().sign(signed_bytes(kind, body)).hex()

    def __repr__(self) -> str:
        return f"SigningKey({self.fingerprint})"

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def signed_bytes(kind: str, body: bytes) -> bytes:
    """What a signature stands over: the kind, the version of this scheme, the body."""
    if kind not in KINDS:
        raise ValueError(f"nothing of the kind {kind!r} is signed")
    return b"meihao//" + kind.encode() + b"//1//" + body


def verify(public_key: str, kind: str, body: bytes, signature: str) -> bool:
    """Whether this key signed just this body as just this kind."""
    try:
        key = Ed25519PublicKey.from_public_bytes(_plain_hex(public_key))
        key.verify(_plain_hex(signature), signed_bytes(kind, body))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint_of(public_key: str) -> str:
    """The first 16 hexadecimal characters of the SHA-256 of a public key, upper case."""
    return sha256(bytes.fromhex(public_key)).hexdigest()[:FINGERPRINT_LENGTH].upper()


def wrap(key: SigningKey, secret: bytes) -> str:
    """The key as it may lie on a disk."""
    return locked(key.seed, secret)


def unwrap(text: str, secret: bytes) -> SigningKey:
    """The key again; ``WrongSecret`` where the secret is another one."""
    return key_from(unlocked(text, secret))


def key_from(seed: bytes) -> SigningKey:
    if len(seed) != SEED_BYTES:
        raise WrongSecret("密钥文件的内容不完整，请用另一份或重新生成。")
    return SigningKey(seed)


def _plain_hex(text: str) -> bytes:
    """Lower case and nothing between: one signature has one spelling."""
    data = bytes.fromhex(text)
    if data.hex() != text:
        raise ValueError("not spelt as we write it")
    return data
