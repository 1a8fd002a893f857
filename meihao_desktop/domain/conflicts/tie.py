"""并列: equal figures across a cut line that chain and rulings leave undecided."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.standing import standing_of


def check(dossier: Dossier) -> Iterator[Finding]:
    """An undecided tie blocks the result; the settlement orders the estates or admits them all."""
    ranking = standing_of(dossier).ranking
    seen: set[tuple[str, ...]] = set()
    for line in ranking.cut_lines:
        if line.is_decided or line.undecided in seen:
            continue
        seen.add(line.undecided)
        yield Finding(
            severity=Severity.BLOCKING,
            code="tie",
            where=Where(estate="+".join(line.undecided)),
            sentence=line.sentence,
            basis=str(line.tied_points),
        )
