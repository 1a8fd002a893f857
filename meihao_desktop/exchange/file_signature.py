"""The signature beside a file (``.sig``): the key of the round states every byte of it."""

from hashlib import sha256

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.file_statement import FileStatement
from meihao_desktop.exchange.envelope import Envelope, Kind, open_envelope, seal_envelope
from meihao_desktop.exchange.refusals import Refusal, refuse
from meihao_desktop.exchange.signing_keys import SigningKey

SUFFIX = ".sig"


def seal_file(statement: FileStatement, key: SigningKey) -> bytes:
    return seal_envelope(Kind.FILE, {"file": statement.body()}, key)


def read_file_signature(data: bytes, what: str) -> tuple[FileStatement, Envelope]:
    """What is stated, once the signature under it was found to hold."""
    opened = open_envelope(data, Kind.FILE, what)
    try:
        if opened.body.keys() != {"file"}:
            refuse(Refusal.BAD_CONTENT, what=what, why="字段不符")
        statement = FileStatement.read(opened.body["file"])
    except RuleViolation:
        refuse(Refusal.BAD_CONTENT, what=what, why="字段不符")
    if statement.fingerprint != opened.fingerprint:
        refuse(Refusal.OTHER_KEY, what=what)
    return statement, opened


def fits(statement: FileStatement, data: bytes) -> bool:
    """Whether these are the very bytes that were stated."""
    return len(data) == statement.size and sha256(data).hexdigest() == statement.sha256
