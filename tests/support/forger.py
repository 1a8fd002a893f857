"""Bundles that only somebody with an expert's own key could write, and that are wrong."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from meihao_desktop.db import transfer
from meihao_desktop.domain.handover import Bundle
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.seal import seal_sheet
from meihao_desktop.exchange.envelope import Kind, open_envelope
from meihao_desktop.exchange.score_bundle import seal_bundle
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.operations.keys import signer
from meihao_desktop.operations.pins import open_pin
from tests.support.rounds import EXPERTS
from tests.support.sticks import StickMeeting

FIRST = EXPERTS[1]


class Forger:
    """Somebody who can sign with an expert's own key and writes what the program never would."""

    def __init__(
        self, meeting: StickMeeting, expert: PersonId = FIRST,
        points: Sequence[Sequence[int]] | None = None,
    ) -> None:  # fmt: skip
        self.meeting = meeting
        self.expert = expert
        self.seat = meeting.seat(expert)
        meeting.score(self.seat, expert, points)
        self.honest = meeting.hand_over(self.seat, expert).path

    def write(self, change: Callable[[Bundle], Bundle], *, key: SigningKey | None = None) -> Path:
        """The honest bundle after a change, signed again."""
        told = open_envelope(self.meeting.inner(self.honest), Kind.BUNDLE).body["bundle"]
        bundle = change(transfer.BUNDLE.decode(told))
        with self.meeting.laptop(self.meeting.machine_of(self.seat)):
            own = signer(self.seat, self.expert, open_pin(self.expert))
            sheets = {(s.estate, s.revision): s for s in bundle.content.sheets}
            signatures = tuple(
                own.signature(bundle.round_id, sheets[each.estate, each.revision], each.signed_at)
                if sheets[each.estate, each.revision].digest != each.digest
                else each
                for each in bundle.content.signatures
                if (each.estate, each.revision) in sheets
            )
            bundle = replace(bundle, content=replace(bundle.content, signatures=signatures))
            data = seal_bundle(transfer.BUNDLE.encode(bundle), key or own.private)
        return self.meeting.in_letter(self.honest.with_name("forged.meihao"), data)

    def changed_points(self, bundle: Bundle) -> Bundle:
        """Other points in the first sheet, sealed and signed as if they had been given."""
        first, *rest = bundle.content.sheets
        criterion, cell = next(iter(first.cells.items()))
        cells = {**first.cells, criterion: replace(cell, points=Decimal(1))}
        sheet = replace(first, cells=cells)
        dossier = self.seat.dossier()
        digest = seal_sheet(sheet, dossier.rubric, dossier.review_round.title).digest
        sheets = (replace(sheet, digest=digest), *rest)
        return replace(bundle, content=replace(bundle.content, sheets=sheets))
