"""稳健性: would the lists be others if one expert had not been there? Advisory only."""

from collections.abc import Iterator
from fractions import Fraction

from meihao_desktop.domain.cut_line import CutLine, CutLines
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.standing import Standing, cut_lines_of
from meihao_desktop.domain.tally import Tally, collate
from meihao_desktop.domain.tie_chain import groups_by

ADVISORY = "以下仅供参考，不改变评审结果："


def robust_sentences(dossier: Dossier, standing: Standing) -> tuple[str, ...]:
    """The gap at each cut line, and what leaving out any one expert would change."""
    if len(standing.ranking.placings) < 2:
        return ()
    return (*_gaps(dossier, standing), *_without_each(dossier, standing))


def _gaps(dossier: Dossier, standing: Standing) -> Iterator[str]:
    placings = standing.ranking.placings
    for line in standing.ranking.cut_lines:
        outside = [
            placing
            for placing in placings
            if placing.entry not in line.inside and placing.entry not in line.passed_over
        ]
        if not line.inside or not outside or not line.is_decided:
            continue
        last, first = placings[line.reach - 1], outside[0]
        gap = last.final_points - first.final_points
        if not gap:
            yield (
                f"第 {line.size} 名界线：{dossier.estate_name(last.entry)}与"
                f"{dossier.estate_name(first.entry)}得分相同，先后见名次说明。"
            )
            continue
        shown = standing.tally.rules.rounding.apart((gap, Fraction())).shown
        yield (
            f"第 {line.size} 名界线：{dossier.estate_name(last.entry)}比"
            f"{dossier.estate_name(first.entry)}高 {shown(gap)} 分。"
        )


def _without_each(dossier: Dossier, standing: Standing) -> Iterator[str]:
    lines = [line for line in standing.ranking.cut_lines if line.is_decided]
    if not lines:
        return
    changes = [
        f"不计{expert.name}的评分时，前 {line.size} 名的名单会有变化"
        for expert in dossier.experts
        if (figures := figures_without(expert.id, standing.tally))
        for line in lines
        if not still_holds(line, figures, cut_lines_of(dossier))
    ]
    if changes:
        yield f"{'；'.join(changes)}。"
    else:
        sizes = "、".join(f"前 {line.size} 名" for line in lines)
        yield f"逐一不计任何一位专家的评分重新计算，{sizes}的名单均不变。"


def figures_without(expert: str, tally: Tally) -> dict[str, Fraction]:
    """Final points of every estate without this expert; empty where one has nobody left."""
    table = {
        entry: {who: points for who, points in figures.points.items() if who != expert}
        for entry, figures in tally.entries.items()
    }
    if not all(table.values()):
        return {}
    entries = collate(table, tally.rules).entries
    return {entry: figures.final_points for entry, figures in entries.items()}


def still_holds(line: CutLine, figures: dict[str, Fraction], lines: CutLines) -> bool:
    """Whether the same estates would be inside, with nothing left to decide."""
    filled = lines.fill(len(line.inside), groups_by(figures, lambda name: figures[name]))
    return not filled.contested and set(filled.inside) == set(line.inside)
