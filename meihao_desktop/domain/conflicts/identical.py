"""雷同评分: two experts' sheets that are the same in every judged item, or one level everywhere."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.rubric import Criterion
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.seal import seal_sheets


def check(dossier: Dossier) -> Iterator[Finding]:
    """Objective items must agree and say nothing; two sheets of full marks are no coincidence."""
    judged = [criterion for criterion in dossier.rubric if not criterion.kind.is_objective]
    if len(judged) >= dossier.review_round.rules.bearing.alike_items:
        for estate in dossier.contenders:
            for first, second in combinations(dossier.counted_sheets(estate.id), 2):
                if _points(first, judged) == _points(second, judged) and _varies(first, judged):
                    yield _alike(dossier, first, second)
    for expert in dossier.scorers.all:
        yield from _uniform(dossier, expert, judged)


def _alike(dossier: Dossier, first: ScoreSheet, second: ScoreSheet) -> Finding:
    names = f"{dossier.panel.name(first.expert)}和{dossier.panel.name(second.expert)}"
    return Finding(
        severity=Severity.WARNING,
        code="identical",
        where=Where(expert=first.expert, estate=first.estate),
        sentence=(
            f"{names}对“{dossier.estate_name(first.estate)}”的全部评分项得分完全相同，"
            "请核对是否各自独立评分。"
        ),
        basis=f"{second.expert}|{seal_sheets((first, second)).check_code}",
    )


def _uniform(dossier: Dossier, expert: Person, judged: list[Criterion]) -> Iterator[Finding]:
    """One level for nearly everything, whatever the estate."""
    rules = dossier.review_round.rules.bearing
    sheets = [
        sheet
        for estate in dossier.contenders
        for sheet in dossier.counted_sheets(estate.id)
        if sheet.expert == expert.id
    ]
    given = Counter(
        (points, criterion.max_points)
        for sheet in sheets
        for criterion, points in zip(judged, _points(sheet, judged), strict=True)
        if points is not None and criterion.max_points
    )
    if len(sheets) < rules.uniform_estates or not given:
        return
    levels = Counter[Fraction]()
    for (points, most), times in given.items():
        levels[Fraction(points) / Fraction(most)] += times
    level, count = levels.most_common(1)[0]
    if len(judged) > 1 and Fraction(count, levels.total()) >= Fraction(rules.uniform_share):
        yield Finding(
            severity=Severity.WARNING,
            code="uniform",
            where=Where(expert=expert.id),
            sentence=(
                f"{expert.name}对 {len(sheets)} 个小区的评分几乎都是同一档次"
                f"（满分的 {round(float(level) * 100)}%），请核对是否逐项评分。"
            ),
            basis=seal_sheets(sheets).check_code,
        )


def _points(sheet: ScoreSheet, judged: list[Criterion]) -> tuple[Decimal | None, ...]:
    return tuple(sheet.points(criterion.number) for criterion in judged)


def _varies(sheet: ScoreSheet, judged: list[Criterion]) -> bool:
    """Whether the expert used more than one level; full marks throughout may well coincide."""
    shares = {
        Fraction(points) / Fraction(criterion.max_points)
        for criterion, points in zip(judged, _points(sheet, judged), strict=True)
        if points is not None and criterion.max_points
    }
    return len(shares) > 1
