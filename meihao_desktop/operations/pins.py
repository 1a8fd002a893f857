"""PINs: made by chance that cannot be guessed, kept only as a slow hash; tokens of activation."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from meihao_desktop import resources
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.pin import (
    LENGTH,
    OPEN_COST,
    STANDARD_COST,
    IssuedPin,
    PinCost,
    PinRecord,
    is_weak,
)
from meihao_desktop.domain.review_round import ReviewRound
from meihao_desktop.exchange.canonical import canonical, parsed
from meihao_desktop.exchange.key_home import KeyHome
from meihao_desktop.exchange.lockbox import Slowness, WrongSecret, locked_by_pin, unlocked_by_pin
from meihao_desktop.operations.context import Context

__all__ = [
    "OPEN_COST",
    "STANDARD_COST",
    "FreshPin",
    "IssuedPin",
    "PinCost",
    "cost_for",
    "drop_unreadable_tokens",
    "fresh_pin",
    "fresh_pins",
    "has_token",
    "hashed",
    "matches",
    "open_pin",
    "open_token",
    "proof",
    "records_of",
    "sealed_token",
    "token_of",
]

SALT_BYTES = 16
HASH_BYTES = 32
TOKEN_BYTES = 32
TOKENS = "tokens"
OPEN_PIN_START = "258"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshPin:
    """A PIN that was made but not yet issued, with what is kept of it."""

    person: PersonId
    pin: str = field(repr=False)
    phc_hash: str = field(repr=False)
    token: bytes = field(repr=False)
    locked_token: str = field(repr=False)


def cost_for(review_round: ReviewRound) -> PinCost:
    return OPEN_COST if review_round.is_rehearsal else STANDARD_COST


def fresh_pin() -> str:
    """Six digits by chance; weak ones are thrown away."""
    while is_weak(pin := f"{secrets.randbelow(10**LENGTH):0{LENGTH}}"):
        pass
    return pin


def open_pin(person_id: PersonId) -> str:
    """The PIN of a person in a rehearsal: the same every time, and shown to everybody."""
    number = int("".join(filter(str.isdigit, person_id)) or "0")
    return f"{OPEN_PIN_START}{number % 1000:03}"


def hashed(pin: str, cost: PinCost) -> str:
    """The PIN as it is kept, with its salt and cost (PHC string)."""
    function = Argon2id(
        salt=secrets.token_bytes(SALT_BYTES),
        length=HASH_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return function.derive_phc_encoded(pin.encode())


def matches(pin: str, phc_hash: str) -> bool:
    try:
        Argon2id.verify_phc_encoded(pin.encode(), phc_hash)
    except InvalidKey:
        return False
    return True


def fresh_pins(people: Sequence[PersonId], *, is_open: bool, cost: PinCost) -> tuple[FreshPin, ...]:
    """A PIN for each of them. Slow, and without the records, so that it may be done beside them."""
    return tuple(_fresh(p, open_pin(p) if is_open else fresh_pin(), cost) for p in people)


def records_of(
    context: Context, fresh: Sequence[FreshPin], issued_by: Sequence[PersonId]
) -> tuple[PinRecord, ...]:
    """What is kept of these PINs: to be saved in the very next event, which numbers the slips."""
    _keep_tokens(context, fresh)
    number = context.store.audit_log.head()[0] + 1
    return tuple(
        PinRecord(
            person=one.person,
            phc_hash=one.phc_hash,
            token=one.locked_token,
            slip=f"{number:04}-{at:02}",
            issued_at=context.now(),
            issued_by=tuple(issued_by),
        )
        for at, one in enumerate(fresh, start=1)
    )


def sealed_token(record: PinRecord) -> str:
    """The person's token, locked with the PIN; empty for a PIN of an earlier version."""
    return record.token


def open_token(sealed: str, pin: str) -> bytes:
    """The token again; another PIN is refused."""
    return unlocked_by_pin(sealed, pin, b"")


def token_of(context: Context, person: PersonId) -> bytes:
    """The person's token in clear, on the machine where the PIN was issued and nowhere else."""
    record = context.store.panels.pin(person)
    token = _tokens(context).get(_mark(record.token)) if record is not None else None
    if token is None:
        raise RuleViolation(
            "本机没有此人的激活凭证：PIN 不是在本机发放的。请由秘书重新发放其 PIN。"
        )
    return bytes.fromhex(token)


def drop_unreadable_tokens(context: Context) -> None:
    """Where tokens are kept that nobody can read any more, PINs could not be issued either."""
    try:
        _tokens(context)
    except WrongSecret:
        _home().save_secret(context.store.round_id, TOKENS, canonical({}))


def has_token(context: Context, person: PersonId) -> bool:
    """Whether a laptop of this person could be activated from here."""
    try:
        token_of(context, person)
    except (RuleViolation, WrongSecret):
        return False
    return True


def proof(token: bytes, public_key: str) -> str:
    """What shows that a key was made by whoever opened the token."""
    return hmac.new(token, public_key.encode(), sha256).hexdigest()


def _fresh(person: PersonId, pin: str, cost: PinCost) -> FreshPin:
    token = secrets.token_bytes(TOKEN_BYTES)
    slowness = Slowness(passes=cost.passes, lanes=cost.lanes, memory_kib=cost.memory_kib)
    return FreshPin(
        person=person,
        pin=pin,
        phc_hash=hashed(pin, cost),
        token=token,
        locked_token=locked_by_pin(token, pin, b"", slowness),
    )


def _keep_tokens(context: Context, fresh: Sequence[FreshPin]) -> None:
    """Kept before the PINs are: a PIN without its token could not be activated anywhere."""
    known = {**_tokens(context), **{_mark(one.locked_token): one.token.hex() for one in fresh}}
    _home().save_secret(context.store.round_id, TOKENS, canonical(known))


def _tokens(context: Context) -> dict[str, str]:
    kept = _home().secret(context.store.round_id, TOKENS)
    return {} if kept is None else parsed(kept)


def _home() -> KeyHome:
    return KeyHome(resources.data_home() / "keys")


def _mark(locked_token: str) -> str:
    return sha256(locked_token.encode()).hexdigest()
