"""Sealed letters at the machine of the round: which keys open them, and how they are kept.

A bundle is kept as the letter that it came in until it is opened for everybody (拆封); so the
folder of a round, a copy of it and a backup show nobody's points before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.db.store import Store
from meihao_desktop.domain.handover import BundleState, Handover
from meihao_desktop.domain.signature import KeyPurpose, grouped
from meihao_desktop.exchange.key_home import KeyHome
from meihao_desktop.exchange.letter import Letter, is_letter, letter_of, opened_letter
from meihao_desktop.exchange.lockbox import WrongSecret
from meihao_desktop.exchange.refusals import Refusal, Refused, refuse
from meihao_desktop.exchange.score_bundle import bundle_bytes
from meihao_desktop.operations.keys import key_home
from meihao_desktop.operations.seats import HANDED

SHUT = "能打开它的拆封密钥已经丢失，须由专家重新交回"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """The box keys of a round by fingerprint, and where their private halves would lie.

    Plain values, so that letters may be opened beside the window.
    """

    home: KeyHome
    round_id: str
    known: frozenset[str]

    def opened(self, letter: Letter, what: str) -> bytes:
        """What is in a letter that came to this round, where its key is at hand."""
        found = grouped(letter.box)
        if letter.box not in self.known:
            refuse(Refusal.FOREIGN_BOX, what=what, found=found)
        try:
            key = self.home.box_key(self.round_id, letter.box)
        except WrongSecret:
            key = None
        if key is None:
            refuse(Refusal.NO_BOX_KEY, what=what, found=found)
        return opened_letter(letter, key, what)


def boxes_of(store: Store) -> Boxes:
    """Every box key that the round ever had: an older letter opens as long as its key is here."""
    known = (key.fingerprint for key in store.keys.all() if key.purpose is KeyPurpose.BOX)
    return Boxes(home=key_home(), round_id=store.round_id, known=frozenset(known))


def kept_file(folder: Path, digest: str) -> Path:
    """Where a received bundle lies; its name is the digest of the bundle inside."""
    return folder / HANDED / f"{digest}.meihao"


def keep(folder: Path, digest: str, data: bytes) -> None:
    """Keep the letter, or later the bundle that was in it."""
    fsops.make_folder(folder / HANDED)
    fsops.write_atomically(kept_file(folder, digest), data)


def contents(folder: Path, digest: str, boxes: Boxes, what: str) -> bytes:
    """The bundle that is kept under this digest, whether still closed or opened."""
    data = bundle_bytes(kept_file(folder, digest))
    if is_letter(data):
        data = boxes.opened(letter_of(data, what), what)
    if sha256(data).hexdigest() != digest:
        refuse(Refusal.BROKEN_LETTER, what=what)
    return data


def shut_for_good(
    folder: Path, handovers: Iterable[Handover], boxes: Boxes
) -> tuple[Handover, ...]:
    """Received bundles whose letters nobody can open any more, as they are to be kept."""
    shut = (each for each in handovers if each.state is not BundleState.LOST)
    return tuple(
        replace(each, state=BundleState.LOST, reason=SHUT)
        for each in shut
        if not _opens(folder, each.digest, boxes)
    )


def lay_open(folder: Path, digest: str, boxes: Boxes) -> None:
    """Replace a kept letter by the bundle inside; nothing happens where that cannot be done now.

    The letter is as good as the bundle, as long as its key is here.
    """
    try:
        if is_letter(bundle_bytes(kept_file(folder, digest))):
            keep(folder, digest, contents(folder, digest, boxes, digest))
    except (fsops.StorageError, Refused):
        return


def _opens(folder: Path, digest: str, boxes: Boxes) -> bool:
    """Whether its key is here; a file that is damaged or gone is another matter."""
    try:
        contents(folder, digest, boxes, digest)
    except Refused as refused:
        return refused.refusal is not Refusal.NO_BOX_KEY
    return True
