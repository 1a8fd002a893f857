"""Scores that stand where a recusal forbids them."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where


def check(dossier: Dossier) -> Iterator[Finding]:
    """A recused expert's points are kept, struck through and never counted; it is told."""
    for sheet in dossier.sheets:
        recusal = dossier.recusals.between(sheet.expert, sheet.estate)
        if recusal is None or not recusal.status.forbids_scoring or not sheet.cells:
            continue
        expert, estate = dossier.panel.name(sheet.expert), dossier.estate_name(sheet.estate)
        yield Finding(
            severity=Severity.WARNING,
            code="recused",
            where=Where(expert=sheet.expert, estate=sheet.estate),
            sentence=(
                f"{expert}应回避“{estate}”（{recusal.interest.value}），已有的评分保留、划去，"
                "不计入汇总。"
            ),
            basis=recusal.status.name,
        )
