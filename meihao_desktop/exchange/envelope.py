"""The envelope of all that crosses machines: a head, canonical JSON, and one signature over it.

::

    meihao//<kind>//<version>//<algorithm>
    <public key, 64 hexadecimal digits>
    <length of the content in bytes>
    <content: canonical JSON>
    <signature, 128 hexadecimal digits>

Every line ends with one line feed and there is nothing else: not one byte can be changed, added or
taken away without being noticed.
"""

import re
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import cast

from meihao_desktop.exchange.canonical import Json, NotCanonical, canonical, parsed
from meihao_desktop.exchange.refusals import Refusal, refuse
from meihao_desktop.exchange.signing_keys import ALGORITHM, SigningKey, fingerprint_of, verify

VERSION = 1
MOST_BYTES = 256 * 1024 * 1024
_FIRST = re.compile(rb"meihao//([a-z]{1,20})//([1-9][0-9]{0,3})//([A-Za-z0-9-]{1,20})")
_KEY = re.compile(rb"[0-9a-f]{64}")
_LENGTH = re.compile(rb"[1-9][0-9]{0,9}")
_SIGNATURE = re.compile(rb"[0-9a-f]{128}")
_MAGIC = b"meihao//"


class Kind(Enum):
    """What an envelope holds, with the word for it."""

    PACK = "评审包"
    BUNDLE = "评分包"
    FILE = "文件签名"

    @property
    def word(self) -> str:
        """How it is written in the head and under the signature."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """An opened envelope: nothing in it was changed since ``public_key`` signed it."""

    kind: Kind
    version: int
    body: dict[str, Json]
    public_key: str
    signature: str
    digest: str

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.public_key)


def seal_envelope(kind: Kind, body: Json, key: SigningKey) -> bytes:
    """The bytes of a signed envelope; the same content and key give the same bytes."""
    content = canonical(body)
    head = f"meihao//{kind.word}//{VERSION}//{ALGORITHM}\n{key.public_key}\n{len(content)}\n"
    return b"".join((head.encode(), content, b"\n", key.sign(kind.word, content).encode(), b"\n"))


def open_envelope(data: bytes, kind: Kind, what: str = "") -> Envelope:
    """What is in the envelope; ``what`` names the file in the sentence of a refusal."""
    name = what or kind.value
    public_key, length, rest = _head(data, kind, name)
    content, tail = rest[:length], rest[length:]
    if len(tail) < len(b"\n") + 128 + len(b"\n"):
        refuse(Refusal.CUT_SHORT, what=name)
    if len(tail) > len(b"\n") + 128 + len(b"\n"):
        refuse(Refusal.TRAILING, what=name)
    signature = tail[1:-1]
    framed = tail[:1] == tail[-1:] == b"\n" and _SIGNATURE.fullmatch(signature)
    if not framed or not verify(public_key, kind.word, content, signature.decode("ascii")):
        refuse(Refusal.BAD_SIGNATURE, what=name)
    return Envelope(
        kind=kind,
        version=VERSION,
        body=_content(content, name),
        public_key=public_key,
        signature=signature.decode("ascii"),
        digest=sha256(data).hexdigest(),
    )


def _head(data: bytes, kind: Kind, name: str) -> tuple[str, int, bytes]:
    """Public key, length of the content, and all that follows the head."""
    if len(data) > MOST_BYTES:
        refuse(Refusal.TOO_LARGE, what=name)
    if not data.startswith(_MAGIC):
        refuse(Refusal.NOT_OURS, what=name)
    parts = data.split(b"\n", 3)
    if len(parts) < 4:
        refuse(Refusal.CUT_SHORT, what=name)
    _require_first(parts[0], kind, name)
    if not (_KEY.fullmatch(parts[1]) and _LENGTH.fullmatch(parts[2])):
        refuse(Refusal.BAD_HEAD, what=name)
    return parts[1].decode("ascii"), int(parts[2]), parts[3]


def _require_first(line: bytes, kind: Kind, name: str) -> None:
    found = _FIRST.fullmatch(line)
    if found is None:
        refuse(Refusal.BAD_HEAD, what=name)
    word, version, algorithm = (part.decode("ascii") for part in found.groups())
    if word != kind.word:
        known = next((each.value for each in Kind if each.word == word), "另一种文件")
        refuse(Refusal.OTHER_KIND, what=name, found=known, wanted=kind.value)
    if int(version) != VERSION:
        refuse(Refusal.NEWER_FORMAT, what=name)
    if algorithm != ALGORITHM:
        refuse(Refusal.OTHER_ALGORITHM, what=name, found=algorithm)


def _content(content: bytes, name: str) -> dict[str, Json]:
    try:
        body = parsed(content)
    except NotCanonical:
        refuse(Refusal.BAD_CONTENT, what=name, why="格式有误")
    if not isinstance(body, dict) or canonical(cast("Json", body)) != content:
        refuse(Refusal.BAD_CONTENT, what=name, why="写法不唯一")
    return cast("dict[str, Json]", body)
