"""排序相反: an expert whose order of the estates runs against that of all the others."""

from collections.abc import Iterator

from meihao_desktop.domain.advice.agreement import bearings_of
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.panel import PersonId


def check(dossier: Dossier) -> Iterator[Finding]:
    """Rank correlation with the mean of the others, over the estates the expert scored."""
    rules = dossier.review_round.rules.bearing
    totals: dict[str, dict[str, float]] = {
        estate.id: {sheet.expert: float(sheet.total) for sheet in dossier.counted_sheets(estate.id)}
        for estate in dossier.contenders
    }
    for expert, bearing in bearings_of(totals).items():
        agreement = bearing.order_agreement
        if bearing.count < rules.contrary_estates or agreement is None:
            continue
        if agreement < -float(rules.contrary_by):
            yield Finding(
                severity=Severity.WARNING,
                code="contrary",
                where=Where(expert=expert),
                sentence=(
                    f"{dossier.panel.name(PersonId(expert))}对 {bearing.count} 个小区的排序"
                    f"与其他专家相反（名次相关系数 {agreement:.2f}），"
                    "请核对是否理解了评分标准的方向。"
                ),
                basis=f"{agreement:.4f}",
            )
