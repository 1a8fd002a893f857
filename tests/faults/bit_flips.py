"""Flipped bits: of a score bundle, of the records, of a certified pdf and its detached signature.

``python -m tests.faults.bit_flips`` takes a sample, ``--full`` every bit of the bundle and many of
the records. A flip that nobody notices must have changed nothing that is read.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from meihao_desktop.db.store import verify_folder
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.exchange.envelope import Kind, open_envelope
from tests.faults import figures
from tests.faults.tampered import a_full_round

STRIDES = {False: (997, 4801), True: (1, 53)}
"""Every so many bits of the bundle, and of the records, in short and in full."""
KEPT = ("event", "score_sheet", "score_cell", "sheet_signature", "recusal")


@dataclass
class Count:
    """Flips in one thing: how many, how many were noticed, which changed something unseen."""

    name: str
    flips: int = 0
    noticed: int = 0
    changed_unseen: list[int] = field(default_factory=list)

    @property
    def harmless(self) -> int:
        """Not noticed, and every row is still as it was."""
        return self.flips - self.noticed - len(self.changed_unseen)


def flipped(data: bytes, stride: int) -> Iterator[tuple[int, bytes]]:
    content = bytearray(data)
    for bit in range(0, len(data) * 8, stride):
        content[bit // 8] ^= 1 << bit % 8
        yield bit, bytes(content)
        content[bit // 8] ^= 1 << bit % 8


def of_bundle(data: bytes, stride: int) -> Count:
    """No flip, no cut and no added byte may be taken for the bundle."""
    count = Count("score bundle (every change refused)")
    cuts = ((-1, data[:end]) for end in range(0, len(data), max(1, stride // 8)))
    added = ((-2, data + bytes([extra])) for extra in range(256))
    for bit, changed in (*flipped(data, stride), *cuts, *added):
        count.flips += 1
        try:
            open_envelope(changed, Kind.BUNDLE)
        except MeihaoError:
            count.noticed += 1
        else:
            count.changed_unseen.append(bit)
    return count


def of_records(folder: Path, stride: int) -> Count:
    """A flip is noticed when the round is checked, or every row is as it was."""
    count, file = Count("records (`round.db`)"), folder / "round.db"
    sound = file.read_bytes()
    rows = _rows(file)
    for bit, changed in flipped(sound, stride):
        file.write_bytes(changed)
        count.flips += 1
        if _is_noticed(folder):
            count.noticed += 1
        elif _rows(file) != rows:
            count.changed_unseen.append(bit)
    file.write_bytes(sound)
    return count


def _is_noticed(folder: Path) -> bool:
    try:
        return not verify_folder(folder).is_sound
    except MeihaoError:
        return True


def _rows(file: Path) -> object:
    """Every row of what decides a round; ``None`` where it cannot even be read."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as conn:
            selects = [f"SELECT * FROM {table}" for table in KEPT]  # noqa: S608
            return [sorted(map(repr, conn.execute(select))) for select in selects]
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def counts(*, is_full: bool) -> Iterator[Count]:
    bundle, records = STRIDES[is_full]
    with tempfile.TemporaryDirectory() as place:
        folder = a_full_round(Path(place) / "meeting")
        file = next((folder.parents[1] / "stick").glob("评分包-*"))
        yield of_bundle(file.read_bytes(), bundle)
        yield of_records(folder, records)


def main() -> int:
    is_full = figures.is_full()
    found = list(counts(is_full=is_full))
    rows = [(c.name, c.flips, c.noticed, c.harmless, len(c.changed_unseen)) for c in found]
    head = ("what", "flips", "noticed", "unnoticed, every row as it was", "changed unseen")
    text = figures.table(head, rows)
    figures.say(text)
    if is_full:
        figures.keep("flips", "Bit flips", text)
    return 1 if any(count.changed_unseen for count in found) else 0


if __name__ == "__main__":
    sys.exit(main())
