"""The lot of a tie: its estates under the names that are drawn."""

from collections import Counter
from collections.abc import Iterable, Mapping

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.lot import DrawnLot, draw


def lot_names(dossier: Dossier, tied: Iterable[EstateId]) -> Mapping[str, EstateId]:
    """The estates by name; where two bear the same one, the county's name stands before it."""
    estates = [dossier.estate(estate) for estate in tied]
    counted = Counter(estate.name for estate in estates)
    return {
        (e.name if counted[e.name] == 1 else f"{dossier.county_of(e)}{e.name}"): e.id
        for e in estates
    }


def drawn_lot(
    dossier: Dossier, tied: Iterable[EstateId], seed: str
) -> tuple[DrawnLot, tuple[EstateId, ...]]:
    """The lot and the order of the estates that it gives."""
    names = lot_names(dossier, tied)
    lot = draw(names, seed)
    return lot, tuple(names[name] for name in lot.order)
