"""Points outside a criterion's range or off its step, however they came into the records."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.score_sheet import CellState

ENTERING = (CellState.DRAFT, CellState.SUBMITTED)


def check(dossier: Dossier) -> Iterator[Finding]:
    """The desk refuses such points at once; imported and restored sheets are checked here."""
    for sheet in dossier.sheets:
        if dossier.state(sheet.expert, sheet.estate) not in ENTERING:
            continue
        for criterion in dossier.rubric:
            points = sheet.points(criterion.number)
            if points is None or (fault := criterion.fault(points)) is None:
                continue
            expert, estate = dossier.panel.name(sheet.expert), dossier.estate_name(sheet.estate)
            yield Finding(
                severity=Severity.BLOCKING,
                code="out_of_range",
                where=Where(expert=sheet.expert, estate=sheet.estate, criterion=criterion.number),
                sentence=f"{expert}对“{estate}”的评分有误：{fault}",
                basis=str(points),
            )
