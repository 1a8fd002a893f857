"""照搬评分: one expert who gave several estates the very same points, criterion by criterion."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.rubric import Criterion
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.seal import seal_sheets

TOLD = 3
"""So many names stand in a sentence; the rest are counted."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """Only judged criteria count, and only where there are enough for chance to be unlikely."""
    judged = [criterion for criterion in dossier.rubric if not criterion.kind.is_objective]
    if len(judged) >= dossier.review_round.rules.bearing.alike_items:
        for expert in dossier.scorers.all:
            yield from _same(dossier, expert, judged)


def _same(dossier: Dossier, expert: Person, judged: list[Criterion]) -> Iterator[Finding]:
    by_points: dict[tuple[object, ...], list[ScoreSheet]] = {}
    count = 0
    for estate in dossier.contenders:
        for sheet in dossier.counted_sheets(estate.id):
            if sheet.expert == expert.id:
                count += 1
                points = tuple(sheet.points(criterion.number) for criterion in judged)
                by_points.setdefault(points, []).append(sheet)
    for points, sheets in by_points.items():
        is_full = points == tuple(criterion.max_points for criterion in judged)
        if is_full or len(sheets) < dossier.review_round.rules.bearing.repeated_estates:
            continue
        names = "、".join(f"“{dossier.estate_name(sheet.estate)}”" for sheet in sheets[:TOLD])
        rest = "等" if len(sheets) > TOLD else ""
        yield Finding(
            severity=Severity.WARNING,
            code="repeated",
            where=Where(expert=expert.id, estate="+".join(sheet.estate for sheet in sheets)),
            sentence=(
                f"{expert.name}评了 {count} 个小区，其中{names}{rest} {len(sheets)} 个小区的"
                f"各评分项得分完全相同（占 {round(100 * len(sheets) / count)}%），"
                "请核对是否逐个评分。"
            ),
            basis=seal_sheets(sheets).check_code,
        )
