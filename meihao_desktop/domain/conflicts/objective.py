"""客观分不一致: experts differ where every one must arrive at the same points."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.objective_points import objective_basis


def check(dossier: Dossier) -> Iterator[Finding]:
    """财政部令第87号第六十四条 names inconsistent objective points as a ground for correction."""
    objective = [criterion for criterion in dossier.rubric if criterion.kind.is_objective]
    for estate in dossier.contenders:
        sheets = dossier.counted_sheets(estate.id)
        for criterion in objective:
            given = {sheet.points(criterion.number) for sheet in sheets}
            values = sorted(points for points in given if points is not None)
            if len(values) < 2:
                continue
            shown = "、".join(plain(points) for points in values)
            yield Finding(
                severity=Severity.BLOCKING,
                code="objective",
                where=Where(estate=estate.id, criterion=criterion.number),
                sentence=(
                    f"“{estate.name}”的客观评分项 {criterion.number}“{criterion.name}”各专家不一致"
                    f"（{shown} 分），请核对佐证后统一，或写明处理意见。"
                ),
                basis=objective_basis(dossier, estate.id, criterion.number),
            )
