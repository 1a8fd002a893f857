"""Flipped bits: of a score bundle, of the records, of a certified pdf and its detached signature.

``python -m tests.faults.bit_flips`` takes a sample, ``--full`` every bit of what crosses machines,
every byte of the records and many of the rest; names after it take only those. A flip that nobody
notices must have changed nothing that is read.
"""

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from meihao_desktop.db.store import verify_folder
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.exchange.box_key import BoxKey
from meihao_desktop.exchange.envelope import Kind, open_envelope
from meihao_desktop.exchange.file_signature import fits, read_file_signature
from meihao_desktop.exchange.key_home import KeyHome
from meihao_desktop.exchange.letter import letter_of, opened_letter
from meihao_desktop.exchange.paper_key import make_paper_key
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.intake import read_pdf_seal
from meihao_desktop.operations.certifying import Certified, Certifier
from meihao_desktop.printing.score_sheet_pdf import score_sheets_pdf
from tests.faults import figures
from tests.faults.tampered import a_full_round, copied
from tests.printing.papers_at_hand import STAMP, a_full_dossier


class Strides(NamedTuple):
    """Every how many bits are flipped, one at a time."""

    bundle: int
    records: int
    signature: int
    paper: int
    seal: int


STRIDES = {
    False: Strides(bundle=997, records=4801, signature=13, paper=1511, seal=5003),
    True: Strides(bundle=1, records=8, signature=1, paper=7, seal=401),
}
ROUND = "9c4f" * 16


@dataclass
class Count:
    """Flips in one thing: how many, how many were noticed, which changed something unseen."""

    name: str
    flips: int = 0
    noticed: int = 0
    changed_unseen: list[int] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)

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


def every(stride: int) -> str:
    return "every bit" if stride == 1 else f"one bit in {stride:,}"


def of_envelope(name: str, data: bytes, stride: int, opened: Callable[[bytes], object]) -> Count:
    """No flip, no cut and no added byte may be taken for what was signed."""
    step = max(1, stride // 8)
    beside = ", every cut and added byte" if step == 1 else ", cuts and added bytes"
    count = Count(f"{name}: {every(stride)}{beside}")
    cuts = ((-1, data[:end]) for end in range(0, len(data), step))
    added = ((-2, data + bytes([extra])) for extra in range(256))
    for bit, changed in chain(flipped(data, stride), cuts, added):
        count.flips += 1
        try:
            opened(changed)
        except MeihaoError:
            count.noticed += 1
        else:
            count.changed_unseen.append(bit)
    return count


def of_paper(made: Certified, stride: int) -> Count:
    """The signature beside a paper covers every bit of it, also the room for the one inside."""
    count = Count(f"certified pdf, by the signature beside it: {every(stride)}")
    told, _ = read_file_signature(made.signature, "x.sig")
    for bit, changed in flipped(made.data, stride):
        count.flips += 1
        if fits(told, changed):
            count.changed_unseen.append(bit)
        else:
            count.noticed += 1
    return count


def of_seal(place: Path, data: bytes, stride: int) -> Count:
    """The signature inside says nothing of the room that it stands in, and of nothing else."""
    count = Count(f"certified pdf, by the signature inside alone: {every(stride)}")
    first = data.index(b"/Contents <3082") + len(b"/Contents ")
    room = range(first, data.index(b">", first) + 1)
    file = place / "个人评分表.pdf"
    for bit, changed in flipped(data, stride):
        file.write_bytes(changed)
        count.flips += 1
        if not _is_sealed(file):
            count.noticed += 1
        elif bit // 8 not in room:
            count.changed_unseen.append(bit)
    return count


def _is_sealed(file: Path) -> bool:
    try:
        seal = read_pdf_seal(file)
    except MeihaoError:
        return False
    return seal is not None and seal.is_intact and seal.is_whole and seal.forbids_changes


def a_certified_paper() -> Certified:
    """A score sheet as it leaves the machine that has the key of the round."""
    dossier, issuer, now = (
        a_full_dossier(),
        SigningKey(bytes(range(32))),
        datetime(2025, 9, 10, 12, 0, tzinfo=UTC),
    )
    key = make_paper_key(issuer, round_id=ROUND, machine="ab12", issued_at=now)
    maker = Certifier(round_id=ROUND, at=now, issuer=issuer, paper_key=key)
    sheet = dossier.sheets[0]
    pdf = score_sheets_pdf(dossier, [(sheet.expert, sheet.estate)], STAMP)
    mark = maker.mark("SCORE_SHEETS", f"{sheet.expert}/{sheet.estate}", "C0A4-263A-1A7E-6E8E")
    return maker.certified(pdf, mark, name="个人评分表.pdf", title="个人评分表 专家01")


def bits_of_records(size: int, stride: int) -> range | list[int]:
    """The bits to be flipped; with a stride of 8, one in every byte, not always the same."""
    if stride != 8:
        return range(0, 8 * size, stride)
    return [8 * byte + byte // 5 % 8 for byte in range(size)]


def of_records(folder: Path, stride: int, hands: int = 1) -> Count:
    """A flip is noticed when the round is checked, or every row is as it was."""
    told = "one bit of every byte" if stride == 8 else every(stride)
    count = Count(f"records (`round.db`): {told}")
    bits = bits_of_records((folder / "round.db").stat().st_size, stride)
    if hands == 1:
        of_some_bits(folder, bits, count)
        return count
    with ProcessPoolExecutor(hands) as pool, tempfile.TemporaryDirectory() as place:
        folders = [copied(folder, Path(place) / str(hand)) for hand in range(hands)]
        parts = [
            pool.submit(of_some_bits, each, bits[hand::hands], Count(count.name))
            for hand, each in enumerate(folders)
        ]
        for part in parts:
            done = part.result()
            count.flips += done.flips
            count.noticed += done.noticed
            count.changed_unseen += done.changed_unseen
            count.unexplained += done.unexplained
    return count


def of_some_bits(folder: Path, bits: Iterable[int], count: Count) -> Count:
    """Flip each in the file itself, as a disk would, and back again."""
    file = folder / "round.db"
    sound, rows = file.read_bytes(), _rows(file)
    assert rows is not None
    with file.open("r+b", buffering=0) as disk:
        for bit in bits:
            os.pwrite(disk.fileno(), bytes([sound[bit // 8] ^ 1 << bit % 8]), bit // 8)
            count.flips += 1
            try:
                is_noticed = _is_noticed(folder)
            except Exception as error:  # noqa: BLE001 -- the program would have stopped
                count.unexplained.append(f"bit {bit}: {type(error).__name__}: {error}")
                is_noticed = True
            if is_noticed:
                count.noticed += 1
            elif _rows(file) != rows:
                count.changed_unseen.append(bit)
            os.pwrite(disk.fileno(), sound[bit // 8 : bit // 8 + 1], bit // 8)
    assert file.read_bytes() == sound
    return count


def _is_noticed(folder: Path) -> bool:
    try:
        return not verify_folder(folder).is_sound
    except MeihaoError:
        return True


def _rows(file: Path) -> object:
    """Every row of every table, as SQLite alone reads it; ``None`` where it cannot even be read."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as conn:
            named = conn.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
            tables = [name for name, sql in named if str(sql).startswith("CREATE TABLE")]
            selects = [f'SELECT * FROM "{table}"' for table in tables]  # noqa: S608
            return named, [sorted(map(repr, conn.execute(select))) for select in selects]
    except (sqlite3.Error, UnicodeDecodeError):
        return None


NAMES = ("bundle", "letter", "records", "signature", "paper", "seal")
HANDS = 2
"""So many processes share the records in the long version."""


def counts(*, is_full: bool, names: Sequence[str] = NAMES) -> Iterator[Count]:
    strides, paper = STRIDES[is_full], a_certified_paper()
    with tempfile.TemporaryDirectory() as place:
        folder = a_full_round(Path(place) / "meeting")
        file = next((folder.parents[1] / "stick").glob("评分包-*"))
        sealed, box = file.read_bytes(), _box_key(folder.parent / "home" / "keys")
        inner = opened_letter(letter_of(sealed, file.name), box, file.name)
        if "bundle" in names:
            yield of_envelope(
                "score bundle", inner, strides.bundle, lambda data: open_envelope(data, Kind.BUNDLE)
            )
        if "letter" in names:
            yield of_envelope(
                "letter of a score bundle", sealed, strides.bundle,
                lambda data: opened_letter(letter_of(data, file.name), box, file.name),
            )  # fmt: skip
        if "records" in names:
            yield of_records(folder, strides.records, HANDS if is_full else 1)
        if "signature" in names:
            yield of_envelope(
                "signature beside a paper", paper.signature, strides.signature,
                lambda data: read_file_signature(data, "x.sig"),
            )  # fmt: skip
        if "paper" in names:
            yield of_paper(paper, strides.paper)
        if "seal" in names:
            yield of_seal(Path(place), paper.data, strides.seal)


def _box_key(keys: Path) -> BoxKey:
    """The key that opens bundles, on the machine where the round was sealed."""
    (kept,) = keys.rglob("box-*.json")
    key = KeyHome(keys).box_key(kept.parent.name, kept.stem.removeprefix("box-"))
    assert key is not None
    return key


HEAD = (
    "what", "changes", "noticed", "unnoticed, nothing read had changed", "changed unseen",
)  # fmt: skip


def main() -> int:
    is_full, names = figures.chosen(NAMES)
    is_sound = True
    for count in counts(is_full=is_full, names=names):
        unseen = count.changed_unseen
        row = (count.name, count.flips, count.noticed, count.harmless, len(unseen))
        figures.say(" | ".join(map(str, row)))
        if unseen:
            figures.say(f"  changed unseen: {unseen[:20]}")
        for fault in count.unexplained[:20]:
            figures.say(f"  without a sentence: {fault}")
        is_sound = is_sound and not unseen and not count.unexplained
        if is_full:
            figures.keep_row("flips", "Bit flips", HEAD, row)
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
