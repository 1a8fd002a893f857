"""The box key (拆封密钥) of a round: bundles are closed to its public half, and it opens them."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from meihao_desktop.exchange.lockbox import WrongSecret

ALGORITHM = "X25519"
FINGERPRINT_LENGTH = 16
SEED_BYTES = 32
_ABOUT = b"meihao//letter//1"


@dataclass(frozen=True, slots=True, repr=False)
class BoxKey:
    """A private key; it is never printed, logged or kept unwrapped."""

    seed: bytes

    @classmethod
    def generate(cls) -> Self:
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def of(cls, seed: bytes) -> Self:
        """The key again from what was kept of it."""
        if len(seed) != SEED_BYTES:
            raise WrongSecret("密钥文件的内容不完整，请用另一份或重新生成。")
        return cls(seed)

    @property
    def public_key(self) -> str:
        """The public half, 64 hexadecimal characters."""
        return X25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw().hex()

    @property
    def fingerprint(self) -> str:
        return box_fingerprint(self.public_key)

    def secret_with(self, other: str, *, sender: str, receiver: str, length: int) -> bytes:
        """What only the holders of two private halves can know, for this sender and receiver.

        ``ValueError`` where ``other`` is no public key that can be worked with.
        """
        private = X25519PrivateKey.from_private_bytes(self.seed)
        shared = private.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(other)))
        salt = bytes.fromhex(sender + receiver)
        return HKDF(SHA256(), length, salt, _ABOUT).derive(shared)

    def __repr__(self) -> str:
        return f"BoxKey({self.fingerprint})"


def is_box(public_key: str, fingerprint: str) -> bool:
    """Whether bundles can be closed to this public key, and it is the one of the fingerprint."""
    try:
        sender = BoxKey.generate()
        sender.secret_with(public_key, sender=sender.public_key, receiver=public_key, length=1)
        return box_fingerprint(public_key) == fingerprint
    except ValueError:
        return False


def box_fingerprint(public_key: str) -> str:
    """The first 16 hexadecimal characters of the SHA-256 of a public key, upper case."""
    return sha256(bytes.fromhex(public_key)).hexdigest()[:FINGERPRINT_LENGTH].upper()
