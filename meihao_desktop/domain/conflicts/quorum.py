"""Estates with too few valid experts to be ranked."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.score_sheet import CellState

OUT = (CellState.RECUSED, CellState.ABSTAINED, CellState.NOT_ASKED)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Counts the experts that can still give a valid total for each estate."""
    rules = dossier.review_round.rules
    for estate in dossier.contenders:
        able = sum(dossier.state(who.id, estate.id) not in OUT for who in dossier.scorers.all)
        if able >= rules.advised_experts:
            continue
        blocks = able < rules.minimum_experts
        need = rules.minimum_experts if blocks else rules.advised_experts
        verb = "少于规定的" if blocks else "少于建议的"
        advice = "，请补充专家或写明处理意见" if blocks else "，汇总时按实际人数取均值"
        yield Finding(
            severity=Severity.BLOCKING if blocks else Severity.WARNING,
            code="quorum",
            where=Where(estate=estate.id),
            sentence=f"“{estate.name}”的有效专家为 {able} 人，{verb} {need} 人{advice}。",
            basis=str(able),
        )
