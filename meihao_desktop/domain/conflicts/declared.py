"""Declared or hinted interests that nobody has decided on."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where


def check(dossier: Dossier) -> Iterator[Finding]:
    """Every undecided recusal holds the round until the chair or the observer decides."""
    for recusal in dossier.recusals:
        if not recusal.status.is_undecided:
            continue
        expert = dossier.panel.name(recusal.expert)
        estate = dossier.estate_name(recusal.estate)
        yield Finding(
            severity=Severity.BLOCKING,
            code="undecided_recusal",
            where=Where(expert=recusal.expert, estate=recusal.estate),
            sentence=(
                f"{expert}对“{estate}”的回避（{recusal.interest.value}）尚未认定，"
                "请组长或监督员在小组台作出认定。"
            ),
            basis=recusal.status.name,
        )
