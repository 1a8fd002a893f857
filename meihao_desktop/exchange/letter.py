"""The sealed letter: a score bundle on its way, which only the machine of the round can open.

::

    meihao//letter//<version>//X25519-HKDF-SHA256-AES-256-GCM
    <fingerprint of the box key, 16 hexadecimal digits>
    <one-time public key, 64 hexadecimal digits>
    <length of what follows in bytes>
    <the signed bundle, encrypted, with its tag>

The secret is agreed between a one-time key and the box key of the round, so that not even the
writer can open the letter again. The head is authenticated with the content: not one byte of either
can be changed, added or taken away without being noticed.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from meihao_desktop.exchange.box_key import BoxKey, box_fingerprint
from meihao_desktop.exchange.envelope import MOST_BYTES, Kind
from meihao_desktop.exchange.refusals import Refusal, refuse

VERSION = 1
ALGORITHM = "X25519-HKDF-SHA256-AES-256-GCM"
KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 12, 16
_MAGIC, _WORD = b"meihao//", "letter"
_FIRST = re.compile(rb"meihao//([a-z]{1,20})//([1-9][0-9]{0,3})//([A-Za-z0-9-]{1,60})")
_BOX = re.compile(rb"[0-9A-F]{16}")
_KEY = re.compile(rb"[0-9a-f]{64}")
_LENGTH = re.compile(rb"[1-9][0-9]{0,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that is still closed: ``box`` is the fingerprint of the key that opens it."""

    data: bytes
    box: str
    one_time: str
    content_at: int

    @property
    def digest(self) -> str:
        return sha256(self.data).hexdigest()


def seal_letter(inner: bytes, box: str) -> bytes:
    """Close the bytes of a bundle to the public half of a box key; never twice the same."""
    one_time = BoxKey.generate()
    length = len(inner) + TAG_BYTES
    head = (
        f"meihao//{_WORD}//{VERSION}//{ALGORITHM}\n{box_fingerprint(box)}\n"
        f"{one_time.public_key}\n{length}\n"
    ).encode()
    secret = one_time.secret_with(
        box, sender=one_time.public_key, receiver=box, length=KEY_BYTES + NONCE_BYTES
    )
    return head + AESGCM(secret[:KEY_BYTES]).encrypt(secret[KEY_BYTES:], inner, head)


def is_letter(data: bytes) -> bool:
    """Whether bytes begin as a sealed letter does."""
    return data.startswith(f"meihao//{_WORD}//".encode())


def letter_of(data: bytes, what: str) -> Letter:
    """The letter in these bytes, still closed; a bundle without one is refused."""
    if len(data) > MOST_BYTES:
        refuse(Refusal.TOO_LARGE, what=what)
    if not data.startswith(_MAGIC):
        refuse(Refusal.NOT_OURS, what=what)
    parts = data.split(b"\n", 4)
    if len(parts) == 1:
        refuse(Refusal.CUT_SHORT, what=what)
    _require_first(parts[0], what)
    if len(parts) < 5:
        refuse(Refusal.CUT_SHORT, what=what)
    _, box, one_time, length, content = parts
    if not (_BOX.fullmatch(box) and _KEY.fullmatch(one_time) and _LENGTH.fullmatch(length)):
        refuse(Refusal.BAD_HEAD, what=what)
    if len(content) < int(length):
        refuse(Refusal.CUT_SHORT, what=what)
    if len(content) > int(length):
        refuse(Refusal.TRAILING, what=what)
    return Letter(
        data=data, box=box.decode("ascii"), one_time=one_time.decode("ascii"),
        content_at=len(data) - len(content),
    )  # fmt: skip


def opened_letter(letter: Letter, key: BoxKey, what: str) -> bytes:
    """What is in the letter, in memory only."""
    head, content = letter.data[: letter.content_at], letter.data[letter.content_at :]
    try:
        secret = key.secret_with(
            letter.one_time, sender=letter.one_time, receiver=key.public_key,
            length=KEY_BYTES + NONCE_BYTES,
        )  # fmt: skip
        return AESGCM(secret[:KEY_BYTES]).decrypt(secret[KEY_BYTES:], content, head)
    except (InvalidTag, ValueError):
        refuse(Refusal.BROKEN_LETTER, what=what)


def _require_first(line: bytes, what: str) -> None:
    found = _FIRST.fullmatch(line)
    if found is None:
        refuse(Refusal.BAD_HEAD, what=what)
    word, version, algorithm = (part.decode("ascii") for part in found.groups())
    if word == Kind.BUNDLE.word:
        refuse(Refusal.PLAIN_BUNDLE, what=what)
    if word != _WORD:
        known = next((each.value for each in Kind if each.word == word), "另一种文件")
        refuse(Refusal.OTHER_KIND, what=what, found=known, wanted=Kind.BUNDLE.value)
    if int(version) != VERSION:
        refuse(Refusal.NEWER_FORMAT, what=what)
    if algorithm != ALGORITHM:
        refuse(Refusal.OTHER_ALGORITHM, what=what, found=algorithm)
