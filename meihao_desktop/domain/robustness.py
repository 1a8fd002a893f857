"""稳健性: would the lists be others if it had been counted otherwise? Advisory only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from meihao_desktop.domain.cut_line import CutLine, CutLines
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.standing import Standing, cut_lines_of
from meihao_desktop.domain.tally import Tally, collate
from meihao_desktop.domain.tally_rules import Trim
from meihao_desktop.domain.tie_chain import groups_by

Turning = Mapping[PersonId, tuple[int, ...]]
"""Experts without whom lists would be others, with the sizes of those lists."""
_FEWEST_TO_TRIM = 3
ADVISORY = "以下仅供参考，不改变评审结果："


def robust_sentences(
    dossier: Dossier, standing: Standing, turning: Turning | None = None
) -> tuple[str, ...]:
    """The gap at each cut line, then one sentence on what another way of counting would change.

    Who turns a list takes a while to find; who knows it already hands it in.
    """
    if len(standing.ranking.placings) < 2:
        return ()
    return (*_gaps(dossier, standing), *_recounted(dossier, standing, turning))


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


def _recounted(dossier: Dossier, standing: Standing, turning: Turning | None) -> Iterator[str]:
    """What leaving out any one expert, and the other treatment of both ends, would change."""
    lines = _decided(standing)
    if not lines:
        return
    if turning is None:
        turning = turning_experts(dossier, standing)
    changes = [
        f"不计{_any_of(names)}的评分时，前 {line.size} 名的名单会有变化"
        for line in lines
        if (names := [dossier.panel.name(who) for who in turning if line.size in turning[who]])
    ]
    if not changes:
        changes = [f"逐一不计任何一位专家的评分重新计算，{_sizes(lines)}的名单均不变"]
    yield f"{'；'.join(filter(None, (*changes, trimmed_vs_plain(dossier, standing))))}。"


def turning_experts(dossier: Dossier, standing: Standing) -> Turning:
    """The experts without whom a list would be another, each with the sizes of those lists."""
    lines, cut_lines = _decided(standing), cut_lines_of(dossier)
    found: dict[PersonId, tuple[int, ...]] = {}
    for expert in dossier.scorers.all if lines else ():
        figures = figures_without(expert.id, standing.tally)
        turned = (line.size for line in lines if not still_holds(line, figures, cut_lines))
        if figures and (sizes := tuple(turned)):
            found[expert.id] = sizes
    return found


def trimmed_vs_plain(dossier: Dossier, standing: Standing) -> str:
    """Part of a sentence: what it would change to drop both ends, or not to drop them.

    Empty where the estates have too few experts for any other way than the one used.
    """
    tally, lines = standing.tally, _decided(standing)
    least = min((entry.expert_count for entry in tally.entries.values()), default=0)
    if not lines or (not tally.is_trimmed and least < _FEWEST_TO_TRIM):
        return ""
    if tally.is_trimmed:
        way, trim = "不去最高分和最低分", replace(tally.rules.trim, highest=0, lowest=0)
    else:
        way = "各去一个最高分和最低分"
        trim = Trim(scope=tally.rules.trim.scope, minimum_experts=_FEWEST_TO_TRIM)
    table = {name: entry.points for name, entry in tally.entries.items()}
    entries = collate(table, replace(tally.rules, trim=trim), tally.terms).entries
    figures = {name: entry.final_points for name, entry in entries.items()}
    turned = [line for line in lines if not still_holds(line, figures, cut_lines_of(dossier))]
    told = f"{_sizes(turned)}的名单会有变化" if turned else f"{_sizes(lines)}的名单不变"
    return f"{way}重新计算，{told}"


def common_figures(tally: Tally) -> dict[str, Fraction]:
    """Final points by the experts who scored every entry; empty where that changes nothing."""
    everybody = {who for entry in tally.entries.values() for who in entry.points}
    common = everybody.intersection(*(entry.points for entry in tally.entries.values()))
    if not common or common == everybody:
        return {}
    table = {
        name: {who: parts for who, parts in entry.points.items() if who in common}
        for name, entry in tally.entries.items()
    }
    entries = collate(table, tally.rules, tally.terms).entries
    return {name: figures.final_points for name, figures in entries.items()}


def _decided(standing: Standing) -> list[CutLine]:
    return [line for line in standing.ranking.cut_lines if line.is_decided]


def _any_of(names: Sequence[str]) -> str:
    return "、".join(names) + ("中任何一位" if len(names) > 1 else "")


def _sizes(lines: Sequence[CutLine]) -> str:
    return "、".join(f"前 {line.size} 名" for line in lines)


def figures_without(expert: str, tally: Tally) -> dict[str, Fraction]:
    """Final points of every estate without this expert; empty where one has nobody left."""
    table = {
        entry: {who: points for who, points in figures.points.items() if who != expert}
        for entry, figures in tally.entries.items()
    }
    if not all(table.values()):
        return {}
    entries = collate(table, tally.rules, tally.terms).entries
    return {entry: figures.final_points for entry, figures in entries.items()}


def still_holds(line: CutLine, figures: dict[str, Fraction], lines: CutLines) -> bool:
    """Whether the same estates would be inside, with nothing left to decide."""
    filled = lines.fill(len(line.inside), groups_by(figures, lambda name: figures[name]))
    return not filled.contested and set(filled.inside) == set(line.inside)
