"""PINs: made by chance that cannot be guessed, kept only as a slow hash."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PinCost:
    """What one try costs: Argon2id's passes, lanes and memory in KiB."""

    passes: int
    lanes: int
    memory_kib: int


STANDARD_COST = PinCost(passes=3, lanes=4, memory_kib=64 * 1024)
"""RFC 9106, section 4, second recommended option (low memory)."""
