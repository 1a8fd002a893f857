"""A certificate (证书): the key of the round vouches for the key of one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from meihao_desktop.domain.errors import RuleViolation

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What a certificate says: in this round, this key belongs to this person in this role."""

    version: int = VERSION
    round_id: str
    role: str
    person: str
    machine: str
    algorithm: str
    public_key: str
    issued_at: str

    def body(self) -> dict[str, str | int]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> Self:
        """The statement again; a missing, added or wrongly typed field is refused."""
        wanted = {name: int if name == "version" else str for name in cls.__slots__}
        fits = body.keys() == wanted.keys() and all(
            type(body[name]) is kind for name, kind in wanted.items()
        )
        if not fits or body["version"] != VERSION:
            raise RuleViolation("证书的内容不完整，或由更新版本的程序签发。")
        return cls(**body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A statement with the signature under it.

    ``fingerprint`` is the key it is about, ``body`` its canonical text, ``issuer`` the fingerprint
    of the key that signed.
    """

    fingerprint: str
    body: str
    issuer: str
    signature: str
