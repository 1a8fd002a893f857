"""Secrets under lock: AES-256-GCM by a secret, or by a PIN that Argon2id made slow to guess."""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.exchange.canonical import Json, NotCanonical, canonical, parsed

SALT_BYTES = 16
NONCE_BYTES = 12
KEY_BYTES = 32
ALGORITHM = "AES-256-GCM"
MOST_MEMORY_KIB = 256 * 1024
MOST_PASSES = 16
MOST_LANES = 16


class WrongSecret(MeihaoError):
    """The lock does not open with this secret, or its content was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slowness:
    """What one guess at a PIN costs: Argon2id's passes, lanes and memory in KiB."""

    passes: int
    lanes: int
    memory_kib: int

    @property
    def is_bearable(self) -> bool:
        """Whether a stranger's file may make us work this hard."""
        return (
            0 < self.passes <= MOST_PASSES
            and 0 < self.lanes <= MOST_LANES
            and 8 * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB
        )


def locked(data: bytes, secret: bytes) -> str:
    """Text that only ``secret`` opens again."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(_key(secret, salt)).encrypt(nonce, data, ALGORITHM.encode())
    box = {
        "algorithm": ALGORITHM, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex(),
    }  # fmt: skip
    return canonical(box).decode()


def unlocked(text: str, secret: bytes) -> bytes:
    """What was locked; refused where the secret is another or a byte was changed."""
    try:
        box = _box(text)
        if box["algorithm"] != ALGORITHM:
            raise _wrong()
        salt, nonce, sealed = (bytes.fromhex(box[name]) for name in ("salt", "nonce", "sealed"))
        return AESGCM(_key(secret, salt)).decrypt(nonce, sealed, ALGORITHM.encode())
    except (InvalidTag, ValueError, KeyError, TypeError, NotCanonical) as error:
        raise _wrong() from error


def locked_by_pin(data: bytes, pin: str, extra: bytes, slowness: Slowness) -> str:
    """Text that opens with the PIN together with ``extra`` (the secret of the machine)."""
    salt = _salts.pop((pin, slowness), None) or secrets.token_bytes(SALT_BYTES)
    secret = stretched(pin, salt, slowness) + extra
    box = {
        "salt": salt.hex(), "passes": slowness.passes, "lanes": slowness.lanes,
        "memory_kib": slowness.memory_kib, "box": locked(data, secret),
    }  # fmt: skip
    return canonical(box).decode()


def unlocked_by_pin(text: str, pin: str, extra: bytes) -> bytes:
    """What was locked by this PIN and ``extra``."""
    try:
        box = _box(text)
        slowness = Slowness(passes=box["passes"], lanes=box["lanes"], memory_kib=box["memory_kib"])
        if not slowness.is_bearable:
            raise _wrong()
        return unlocked(box["box"], stretched(pin, bytes.fromhex(box["salt"]), slowness) + extra)
    except (ValueError, KeyError, TypeError, NotCanonical) as error:
        raise _wrong() from error


_stretched: dict[tuple[str, bytes, Slowness], bytes] = {}
_salts: dict[tuple[str, Slowness], bytes] = {}
"""What was stretched ahead, for the one use that follows at once."""


def stretch_ahead(pin: str, text: str) -> None:
    """Do the slow part of opening this text beside the window; it tells nobody whether it opens."""
    try:
        box = _box(text)
        slowness = Slowness(passes=box["passes"], lanes=box["lanes"], memory_kib=box["memory_kib"])
        salt = bytes.fromhex(box["salt"])
    except (ValueError, KeyError, TypeError, NotCanonical) as error:
        raise _wrong() from error
    if slowness.is_bearable:
        _stretched[pin, salt, slowness] = _stretch(pin, salt, slowness)


def stretch_for_new(pin: str, slowness: Slowness) -> None:
    """Do the slow part of the next lock with this PIN."""
    salt = secrets.token_bytes(SALT_BYTES)
    _stretched[pin, salt, slowness] = _stretch(pin, salt, slowness)
    _salts[pin, slowness] = salt


def forget_stretched() -> None:
    """Keep nothing that was stretched ahead and not used."""
    _stretched.clear()
    _salts.clear()


def stretched(pin: str, salt: bytes, slowness: Slowness) -> bytes:
    """32 bytes from a PIN, slowly, unless they were worked out ahead."""
    return _stretched.pop((pin, salt, slowness), None) or _stretch(pin, salt, slowness)


def _stretch(pin: str, salt: bytes, slowness: Slowness) -> bytes:
    function = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=slowness.passes, lanes=slowness.lanes,
        memory_cost=slowness.memory_kib,
    )  # fmt: skip
    return function.derive(pin.encode())


def _key(secret: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt, b"meihao//lock//1").derive(secret)


def _box(text: str) -> dict[str, Json]:
    box = parsed(text.encode("utf-8", "surrogatepass"))
    if not isinstance(box, dict):
        raise _wrong()
    return box


def _wrong() -> WrongSecret:
    return WrongSecret("密钥文件打不开：PIN 不符，或文件来自另一台电脑、已损坏。")
