"""The chain of events: how the body of an event is written and how each seals the one before.

The hash of an event is the SHA-256 of the hash before it followed by its body, both as text in
UTF-8, so that any tool that computes SHA-256 can check it. The body is canonical JSON and carries
the number of the event and every row it changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from meihao_desktop.db.codec import MOMENT, TEXT, WHOLE, Json, dumps, loads, refused

GENESIS = "0" * 64
Key = tuple[str | int, ...]
Row = dict[str, str | int | None]
Change = tuple[str, Key, Row | None]  # table, key, the columns beside the key; None: removed


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What an event says of itself, apart from the rows."""

    event: str
    actor: str
    at: datetime
    subject: str = ""
    detail: Mapping[str, Json] = field(default_factory=dict[str, Json])


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEvent:
    """One event of the audit log as people read it; ``changes`` counts the rows it changed."""

    seq: int
    event: str
    actor: str
    at: datetime
    subject: str
    detail: Mapping[str, Json]
    changes: int
    hash: str


def chain_hash(prev_hash: str, body: str) -> str:
    return sha256(f"{prev_hash}{body}".encode()).hexdigest()


def body_of(seq: int, heading: Heading, changes: list[Change], schema: Json) -> str:
    """The canonical text of an event; ``schema`` is given where the tables themselves changed."""
    body: dict[str, Json] = {
        "seq": seq,
        "event": heading.event,
        "actor": heading.actor,
        "at": MOMENT.encode(heading.at),
        "subject": heading.subject,
        "detail": _plain(dict(heading.detail)),
        "changes": changes,
    }
    if schema is not None:
        body["schema"] = schema
    return dumps(body)


def _plain(value: Json) -> Json:
    """The value itself; a float would not survive being read back exactly and is a bug."""
    if isinstance(value, float):
        raise TypeError(f"a float never stands in the records: {value}")
    if isinstance(value, dict):
        for inner in value.values():
            _plain(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _plain(inner)
    return value


def logged(seq: int, hash_: str, body: str) -> LoggedEvent:
    item = loads(body)
    try:
        return LoggedEvent(
            seq=seq,
            event=TEXT.decode(item["event"]),
            actor=TEXT.decode(item["actor"]),
            at=MOMENT.decode(item["at"]),
            subject=TEXT.decode(item["subject"]),
            detail=item["detail"],
            changes=len(item["changes"]),
            hash=hash_,
        )
    except (KeyError, TypeError) as error:
        raise refused("一条记录", body) from error


def schema_entry(version: int, digest: str) -> Json:
    return {"version": WHOLE.encode(version), "digest": digest}
