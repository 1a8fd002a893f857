"""What the program states of a saved file: which paper it is, and every byte of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self, cast

from meihao_desktop.domain.errors import RuleViolation

_WHOLE = frozenset({"version", "size"})
MARK_FIELDS = ("round_id", "paper", "subject", "check_code")


def _read_fields(names: Iterable[str], body: object) -> dict[str, Any]:
    """The fields of a signed statement; a missing, added or wrongly typed one is refused."""
    wanted = {name: int if name in _WHOLE else str for name in names}
    told = cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    if told.keys() != wanted.keys() or any(type(told[n]) is not k for n, k in wanted.items()):
        raise RuleViolation("签名中的说明不完整，或由更新版本的程序写出。")
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMark:
    """Which paper of which round this is; stands inside the signature of a pdf."""

    round_id: str
    paper: str
    subject: str
    check_code: str

    def body(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def read(cls, body: object) -> Self:
        return cls(**_read_fields(cls.__slots__, body))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStatement:
    """What the signature beside a file stands over (``.sig``).

    ``fingerprint`` is the key of the round, ``made_at`` the moment of saving.
    """

    version: int = 1
    name: str
    size: int
    sha256: str
    round_id: str
    paper: str
    subject: str
    check_code: str
    fingerprint: str
    made_at: str

    @property
    def mark(self) -> PaperMark:
        return PaperMark(**{name: getattr(self, name) for name in MARK_FIELDS})

    def body(self) -> dict[str, str | int]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def read(cls, body: object) -> Self:
        return cls(**_read_fields(cls.__slots__, body))
