"""畸高畸低: totals and items far from what the other experts gave.

Two levels. A hint asks people to look; an alarm asks for a written explanation and a settlement.
Standard scores are not used: with few experts they can never become large, whatever happens.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.review_round import OutlierRules
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.seal import seal_sheets
from meihao_desktop.domain.tally_rules import Rounding

FEWEST = 3
ROUNDING = Rounding()


def check(dossier: Dossier) -> Iterator[Finding]:
    """Looks at every estate that at least three experts have handed in."""
    for estate in dossier.contenders:
        sheets = dossier.counted_sheets(estate.id)
        if len(sheets) >= FEWEST:
            yield from _range(dossier, estate, sheets)
            for sheet in sheets:
                yield from _total(dossier, estate, sheet, sheets)
            yield from _items(dossier, estate, sheets)


def _range(dossier: Dossier, estate: Estate, sheets: tuple[ScoreSheet, ...]) -> Iterator[Finding]:
    totals = [sheet.total for sheet in sheets]
    spread = max(totals) - min(totals)
    limit = dossier.review_round.rules.outlier.hint_range
    if spread <= limit:
        return
    yield Finding(
        severity=Severity.WARNING,
        code="range",
        where=Where(estate=estate.id),
        sentence=(
            f"“{estate.name}”各专家总分最高与最低相差 {plain(spread)} 分，超过 {plain(limit)} 分，"
            "请核对。"
        ),
        basis=plain(spread),
    )


def _total(
    dossier: Dossier, estate: Estate, sheet: ScoreSheet, sheets: tuple[ScoreSheet, ...]
) -> Iterator[Finding]:
    rules = dossier.review_round.rules.outlier
    total = Fraction(sheet.total)
    mean = _mean([other.total for other in sheets])
    others = _mean([other.total for other in sheets if other.expert != sheet.expert])
    severity = _total_severity(total, mean, others, rules)
    if severity is None:
        return
    side = "畸高" if total > others else "畸低"
    share = ROUNDING.shown(abs(total - others) / others * 100) if others else Decimal(100)
    ask = "须书面说明并作出处理意见" if severity is Severity.BLOCKING else "请核对"
    yield Finding(
        severity=severity,
        code="outlier",
        where=Where(expert=sheet.expert, estate=estate.id),
        sentence=(
            f"{dossier.panel.name(sheet.expert)}对“{estate.name}”总分 {plain(sheet.total)}，"
            f"其他专家均值 {ROUNDING.shown(others)}，{side} {share}%，{ask}。"
        ),
        basis=seal_sheets(sheets).check_code,
    )


def _total_severity(
    total: Fraction, mean: Fraction, others: Fraction, rules: OutlierRules
) -> Severity | None:
    from_mean, from_others = abs(total - mean), abs(total - others)
    if (
        from_mean > Fraction(rules.alarm_share_of_mean) * mean
        or from_others > Fraction(rules.alarm_share_of_others) * others
    ):
        return Severity.BLOCKING
    if from_others > Fraction(rules.hint_share_of_others) * others:
        return Severity.WARNING
    return None


def _items(dossier: Dossier, estate: Estate, sheets: tuple[ScoreSheet, ...]) -> Iterator[Finding]:
    rules = dossier.review_round.rules.outlier
    for criterion in dossier.rubric:
        if criterion.kind.is_objective or criterion.max_points <= rules.alarm_item_points:
            continue
        given = {sheet.expert: sheet.points(criterion.number) or Decimal(0) for sheet in sheets}
        mean = _mean(list(given.values()))
        limit = max(Fraction(rules.alarm_item_points), Fraction(rules.alarm_item_share) * mean)
        for expert, points in given.items():
            if abs(Fraction(points) - mean) > limit:
                yield Finding(
                    severity=Severity.BLOCKING,
                    code="outlier_item",
                    where=Where(expert=expert, estate=estate.id, criterion=criterion.number),
                    sentence=(
                        f"{dossier.panel.name(expert)}对“{estate.name}”的 {criterion.number}"
                        f"“{criterion.name}”给 {plain(points)} 分，"
                        f"全部专家均值 {ROUNDING.shown(mean)}，"
                        "相差过大，须书面说明并作出处理意见。"
                    ),
                    basis=seal_sheets(sheets).check_code,
                )


def _mean(points: list[Decimal]) -> Fraction:
    return Fraction(sum(points, start=Decimal(0))) / len(points)
