"""PINs: made by chance that cannot be guessed, kept only as a slow hash."""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.pin import LENGTH, is_weak
from meihao_desktop.domain.review_round import ReviewRound

SALT_BYTES = 16
HASH_BYTES = 32
OPEN_PIN_START = "258"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinCost:
    """What one try costs: Argon2id's passes, lanes and memory in KiB."""

    passes: int
    lanes: int
    memory_kib: int


STANDARD_COST = PinCost(passes=3, lanes=4, memory_kib=64 * 1024)
"""RFC 9106, section 4, second recommended option (low memory)."""

OPEN_COST = PinCost(passes=1, lanes=1, memory_kib=64)
"""For rehearsals, whose PINs hang on the wall; nothing is gained by a slow try."""


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
