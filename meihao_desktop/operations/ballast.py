"""Room on the disk that is held back while a meeting may not stop, and given up when it is full.

The records release it by themselves; it is taken back when the round is opened again.
"""

from contextlib import suppress
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.review_round import Phase, ReviewRound

REHEARSED_BYTES = 1024 * 1024
"""A rehearsal shows the same with less."""
SPARE = 2
"""Held back only where twice as much is free: a nearly full disk is not filled by it."""


def size_for(review_round: ReviewRound) -> int:
    return REHEARSED_BYTES if review_round.is_rehearsal else fsops.BALLAST_BYTES


def hold_back(folder: Path, review_round: ReviewRound) -> None:
    """From the sealing until the round is closed; without room the self-check will say so."""
    if Phase.SEALED.is_before(review_round.phase) or review_round.phase is Phase.SEALED:
        reserve(folder, review_round)


def reserve(folder: Path, review_round: ReviewRound) -> bool:
    """Whether the room is held back now."""
    size = size_for(review_round)
    file = folder / fsops.BALLAST
    with suppress(StorageError):
        if file.is_file() or fsops.free_bytes(folder) >= SPARE * size:
            fsops.reserve(file, size)
    return file.is_file()
