"""Flipped bits: of a score bundle, of the records, of a certified pdf and its detached signature.

``python -m tests.faults.bit_flips`` takes a sample, ``--full`` every bit of what crosses machines
and many of the rest. A flip that nobody notices must have changed nothing that is read.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from meihao_desktop.db.store import verify_folder
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.exchange.envelope import Kind, open_envelope
from meihao_desktop.exchange.file_signature import fits, read_file_signature
from meihao_desktop.exchange.paper_key import make_paper_key
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.intake import read_pdf_seal
from meihao_desktop.operations.certifying import Certified, Certifier
from meihao_desktop.printing.score_sheet_pdf import score_sheets_pdf
from tests.faults import figures
from tests.faults.tampered import a_full_round
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
    True: Strides(bundle=1, records=1511, signature=1, paper=7, seal=401),
}
_ABOUT = """\
One bit after the other. What goes unnoticed in the records is free room in the file; in a pdf it is
the room that the signature inside stands in, which the one beside covers.
"""
ROUND = "9c4f" * 16
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


def of_records(folder: Path, stride: int) -> Count:
    """A flip is noticed when the round is checked, or every row is as it was."""
    count, file = Count(f"records (`round.db`): {every(stride)}"), folder / "round.db"
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
    strides, paper = STRIDES[is_full], a_certified_paper()
    with tempfile.TemporaryDirectory() as place:
        folder = a_full_round(Path(place) / "meeting")
        file = next((folder.parents[1] / "stick").glob("评分包-*"))
        yield of_envelope(
            "score bundle", file.read_bytes(), strides.bundle,
            lambda data: open_envelope(data, Kind.BUNDLE),
        )  # fmt: skip
        yield of_records(folder, strides.records)
        yield of_envelope(
            "signature beside a paper", paper.signature, strides.signature,
            lambda data: read_file_signature(data, "x.sig"),
        )  # fmt: skip
        yield of_paper(paper, strides.paper)
        yield of_seal(Path(place), paper.data, strides.seal)


def main() -> int:
    is_full = figures.is_full()
    found = list(counts(is_full=is_full))
    rows = [(c.name, c.flips, c.noticed, c.harmless, len(c.changed_unseen)) for c in found]
    head = (
        "what",
        "changes",
        "noticed",
        "unnoticed, nothing read had changed",
        "changed unseen",
    )
    text = figures.table(head, rows)
    figures.say(text)
    if is_full:
        figures.keep("flips", "Bit flips", f"{_ABOUT}\n{text}")
    return 1 if any(count.changed_unseen for count in found) else 0


if __name__ == "__main__":
    sys.exit(main())
