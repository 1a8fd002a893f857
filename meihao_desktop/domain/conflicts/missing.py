"""缺评漏项: pairs without a complete, submitted sheet."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.score_sheet import CellState


def check(dossier: Dossier) -> Iterator[Finding]:
    """Nothing is ranked while an eligible pair is neither submitted, abstained nor recused."""
    for expert, estate in _owed(dossier):
        sheet = dossier.sheet(expert, estate)
        unanswered = sheet.unanswered(dossier.rubric) if sheet else tuple(dossier.rubric)
        who, where = dossier.panel.name(expert), dossier.estate_name(estate)
        if unanswered and sheet is not None and sheet.cells:
            numbers = "、".join(criterion.number for criterion in unanswered[:3])
            what = (
                f"还有 {len(unanswered)} 项未打分（{numbers}{'等' if len(unanswered) > 3 else ''}）"
            )
        else:
            what = "尚未提交评分表" if not unanswered else "尚未评分"
        yield Finding(
            severity=Severity.BLOCKING,
            code="missing",
            where=Where(expert=expert, estate=estate),
            sentence=f"{who}对“{where}”{what}，请本人补齐并提交，或写明理由弃权。",
            basis=str(len(unanswered)),
        )


def _owed(dossier: Dossier) -> Iterator[tuple[PersonId, EstateId]]:
    """The pairs still out, and submitted sheets with a hole, as a damaged file might bring."""
    for estate in dossier.contenders:
        counted = {sheet.expert for sheet in dossier.counted_sheets(estate.id)}
        for expert in dossier.scorers.all:
            state = dossier.state(expert.id, estate.id)
            is_torn = state is CellState.SUBMITTED and expert.id not in counted
            if state.is_waiting or is_torn:
                yield expert.id, estate.id
