"""界线不稳: lists that one expert, or the recusals alone, would have drawn otherwise."""

from collections.abc import Iterator

from meihao_desktop.domain.cut_line import CutLine
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.robustness import common_figures, figures_without, still_holds
from meihao_desktop.domain.seal import seal_sheets
from meihao_desktop.domain.standing import Standing, cut_lines_of, standing_of


def check(dossier: Dossier) -> Iterator[Finding]:
    """Advisory: the result stays what the rules make it, but it will be asked about."""
    if dossier.waiting:
        return
    standing = standing_of(dossier)
    basis = seal_sheets(
        sheet for estate in dossier.contenders for sheet in dossier.counted_sheets(estate.id)
    ).check_code
    for line in standing.ranking.cut_lines:
        if line.is_decided and line.inside:
            yield from _without_one(dossier, standing, line, basis)
            yield from _common_experts(dossier, standing, line, basis)


def _without_one(
    dossier: Dossier, standing: Standing, line: CutLine, basis: str
) -> Iterator[Finding]:
    lines = cut_lines_of(dossier)
    turning = [
        expert.name
        for expert in dossier.scorers.all
        if (figures := figures_without(expert.id, standing.tally))
        and not still_holds(line, figures, lines)
    ]
    if turning:
        yield Finding(
            severity=Severity.NOTE,
            code="fragile",
            where=Where(),
            sentence=(
                f"前 {line.size} 名的名单并不稳固：不计{'、'.join(turning)}中任何一位的评分，"
                "名单就会变化。结果不变，请评审小组知悉。"
            ),
            basis=f"{line.size}|{basis}",
        )


def _common_experts(
    dossier: Dossier, standing: Standing, line: CutLine, basis: str
) -> Iterator[Finding]:
    """After recusals estates are judged by different experts; those common to all may differ."""
    figures = common_figures(standing.tally)
    if figures and not still_holds(line, figures, cut_lines_of(dossier)):
        yield Finding(
            severity=Severity.NOTE,
            code="common_experts",
            where=Where(),
            sentence=(
                "有小区因回避少了专家：只按评过全部小区的专家计算，"
                f"前 {line.size} 名的名单会有变化。结果不变，请评审小组知悉。"
            ),
            basis=f"{line.size}|{basis}",
        )
