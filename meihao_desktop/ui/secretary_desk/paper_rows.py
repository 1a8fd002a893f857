"""The papers that can be had now, each with when it was last printed and whether it is stale."""

from collections.abc import Sequence
from dataclasses import dataclass

from meihao_desktop.operations.papers import PrintingRow
from meihao_desktop.operations.print_documents import Paper, PaperOffer


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One paper; ``offer`` is ``None`` for what was printed singly and is only watched."""

    title: str
    paper: Paper
    subject: str
    offer: PaperOffer | None = None
    printing: PrintingRow | None = None

    @property
    def is_of_set(self) -> bool:
        """Single experts' sheets are inside the whole batch already."""
        return self.offer is not None and not (
            self.paper is Paper.SCORE_SHEETS and self.subject != ""
        )

    @property
    def is_stale(self) -> bool:
        return self.printing is not None and self.printing.is_stale


def paper_rows(
    offers: Sequence[PaperOffer], printings: Sequence[PrintingRow]
) -> tuple[PaperRow, ...]:
    """First what is offered, then what else was printed; ``printings`` come newest first."""
    latest: dict[tuple[str, str], PrintingRow] = {}
    for row in printings:
        latest.setdefault((row.printing.paper, row.printing.subject), row)
    offered = [
        PaperRow(
            title=_title(offer),
            paper=offer.paper,
            subject=offer.subject,
            offer=offer,
            printing=latest.pop((offer.paper.name, offer.subject), None),
        )
        for offer in offers
    ]
    offered.sort(key=lambda row: not row.is_of_set)
    others = [
        PaperRow(title=row.title, paper=Paper[paper], subject=subject, printing=row)
        for (paper, subject), row in latest.items()
    ]
    return (*offered, *others)


def _title(offer: PaperOffer) -> str:
    is_batch = offer.paper is Paper.SCORE_SHEETS and not offer.subject
    return f"{offer.title}（全部专家）" if is_batch else offer.title
