"""畸高畸低: totals and items far from what the other experts gave.

Two levels. A hint asks people to look; an alarm asks for a written explanation and a settlement.
Standard scores are not used: with few experts they can never become large, whatever happens.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import OutlierRules
from meihao_desktop.domain.rubric import Criterion
from meihao_desktop.domain.score_sheet import ZERO, ScoreSheet, points_text
from meihao_desktop.domain.seal import seal_sheets
from meihao_desktop.domain.tally_rules import Rounding

FEWEST = 3
ROUNDING = Rounding()


@dataclass(frozen=True, slots=True)
class _Case:
    """One estate with the totals that experts gave and the basis of findings about it."""

    dossier: Dossier
    estate: Estate
    sheets: tuple[ScoreSheet, ...]
    totals: Mapping[PersonId, Decimal]
    basis: str

    @property
    def rules(self) -> OutlierRules:
        return self.dossier.review_round.rules.outlier

    def name(self, expert: PersonId) -> str:
        return self.dossier.panel.name(expert)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Looks at every estate that at least three experts have handed in."""
    for estate in dossier.contenders:
        sheets = dossier.counted_sheets(estate.id)
        if len(sheets) >= FEWEST:
            totals = {sheet.expert: sheet.total for sheet in sheets}
            case = _Case(dossier, estate, sheets, totals, seal_sheets(sheets).check_code)
            yield from _range(case)
            for expert in totals:
                yield from _total(case, expert)
            yield from _items(case)


def _range(case: _Case) -> Iterator[Finding]:
    spread = max(case.totals.values()) - min(case.totals.values())
    limit = case.rules.hint_range
    if spread <= limit:
        return
    yield Finding(
        severity=Severity.WARNING,
        code="range",
        where=Where(estate=case.estate.id),
        sentence=(
            f"“{case.estate.name}”各专家总分最高与最低相差 {plain(spread)} 分，"
            f"超过 {plain(limit)} 分，请核对。"
        ),
        basis=plain(spread),
    )


def _total(case: _Case, expert: PersonId) -> Iterator[Finding]:
    total, everything = Fraction(case.totals[expert]), Fraction(sum(case.totals.values()))
    mean = everything / len(case.totals)
    others = (everything - total) / (len(case.totals) - 1)
    severity = _total_severity(total, mean, others, case.rules)
    if severity is None:
        return
    side = "畸高" if total > others else "畸低"
    share = ROUNDING.shown(abs(total - others) / others * 100) if others else Decimal(100)
    ask = "须书面说明并作出处理意见" if severity is Severity.BLOCKING else "请核对"
    yield Finding(
        severity=severity,
        code="outlier",
        where=Where(expert=expert, estate=case.estate.id),
        sentence=(
            f"{case.name(expert)}对“{case.estate.name}”总分 {plain(case.totals[expert])}，"
            f"其他专家均值 {ROUNDING.shown(others)}，{side} {share}%，{ask}。"
        ),
        basis=case.basis,
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


def _items(case: _Case) -> Iterator[Finding]:
    least, share = case.rules.alarm_item_points, case.rules.alarm_item_share
    for criterion in case.dossier.rubric:
        if criterion.kind.is_objective or criterion.max_points <= least:
            continue
        given = {sheet.expert: sheet.cells[criterion.number].points for sheet in case.sheets}
        entered = {expert: points for expert, points in given.items() if points is not None}
        count, everything = len(entered), sum(entered.values(), start=ZERO)
        limit = max(least * count, share * everything)  # all figures times the experts: exact
        for expert, points in entered.items():
            if abs(points * count - everything) > limit:
                yield _item(case, expert, criterion, Fraction(everything) / count)


def _item(case: _Case, expert: PersonId, criterion: Criterion, mean: Fraction) -> Finding:
    sheet = next(sheet for sheet in case.sheets if sheet.expert == expert)
    return Finding(
        severity=Severity.BLOCKING,
        code="outlier_item",
        where=Where(expert=expert, estate=case.estate.id, criterion=criterion.number),
        sentence=(
            f"{case.name(expert)}对“{case.estate.name}”的 {criterion.number}"
            f"“{criterion.name}”给 {points_text(sheet.points(criterion.number))} 分，"
            f"全部专家均值 {ROUNDING.shown(mean)}，相差过大，须书面说明并作出处理意见。"
        ),
        basis=case.basis,
    )
