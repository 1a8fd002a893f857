"""What went out and came in on sticks: packs, bundles, seats, and who is missing and why."""

from meihao_desktop.db.codec import MOMENT, TEXT, WHOLE, in_text, many, maybe, named, record
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.handover import (
    Absence,
    BundleOut,
    BundleState,
    Handover,
    Mark,
    PackOut,
    TakenSeat,
)

PACK_OUT = record(
    PackOut, serial=WHOLE, digest=TEXT, content=TEXT, made_by=TEXT, made_at=MOMENT, place=TEXT
)
MARK = record(Mark, estate=TEXT, revision=WHOLE, digest=TEXT)
HANDOVER = record(
    Handover, digest=TEXT, expert=TEXT, serial=WHOLE, machine=TEXT, fingerprint=TEXT,
    pack_serial=WHOLE, log_seq=WHOLE, log_head=TEXT, jumps=WHOLE, made_at=MOMENT,
    received_at=MOMENT, state=named(BundleState), opened_at=maybe(MOMENT), reason=TEXT,
    marks=in_text(many(MARK)),
)  # fmt: skip
ABSENCE = record(Absence, expert=TEXT, reason=TEXT, noted_by=TEXT, noted_at=MOMENT)
TAKEN_SEAT = record(
    TakenSeat, round_id=TEXT, event_key=TEXT, pack_serial=WHOLE, pack_digest=TEXT, expert=TEXT,
    taken_at=MOMENT, own=TEXT,
)  # fmt: skip
BUNDLE_OUT = record(
    BundleOut, serial=WHOLE, digest=TEXT, content=TEXT, handed_at=MOMENT, letter=TEXT
)


class Exchanges:
    """The secretary's packs out and bundles in; an expert's seat and bundles out."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._packs = RowReader(journal, "pack_out", PACK_OUT)
        self._handovers = RowReader(journal, "bundle_in", HANDOVER)
        self._absences = RowReader(journal, "absence", ABSENCE)
        self._seats = RowReader(journal, "seat", TAKEN_SEAT)
        self._bundles = RowReader(journal, "bundle_out", BUNDLE_OUT)

    def packs(self) -> tuple[PackOut, ...]:
        """Every pack, the first one first."""
        return self._packs.all("ORDER BY serial")

    def save_pack(self, pack: PackOut) -> None:
        self._journal.put("pack_out", PACK_OUT.encode(pack))

    def handovers(self) -> tuple[Handover, ...]:
        """Every received bundle, in the order of receipt."""
        return self._handovers.all("ORDER BY received_at, expert, serial, digest")

    def save_handover(self, handover: Handover) -> None:
        self._journal.put("bundle_in", HANDOVER.encode(handover))

    def absences(self) -> tuple[Absence, ...]:
        return self._absences.all("ORDER BY expert")

    def save_absence(self, absence: Absence) -> None:
        self._journal.put("absence", ABSENCE.encode(absence))

    def remove_absence(self, expert: str) -> None:
        self._journal.remove("absence", expert)

    def seat(self) -> TakenSeat | None:
        """On an expert's laptop, what it works from; nothing on the secretary's machine."""
        return next(iter(self._seats.all()), None)

    def save_seat(self, seat: TakenSeat) -> None:
        self._journal.put("seat", TAKEN_SEAT.encode(seat))

    def bundles(self) -> tuple[BundleOut, ...]:
        """What this laptop has handed over, the first one first."""
        return self._bundles.all("ORDER BY serial")

    def save_bundle(self, bundle: BundleOut) -> None:
        self._journal.put("bundle_out", BUNDLE_OUT.encode(bundle))
