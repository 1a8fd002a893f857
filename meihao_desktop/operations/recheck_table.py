"""Re-check any table of points by the engine of the program, without a round."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from meihao_desktop import fsops, intake
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.place_tally import tally_table
from meihao_desktop.domain.ranking import Ranking, rank
from meihao_desktop.domain.tally import EntryTally, Tally
from meihao_desktop.domain.tie_chain import TieRules, TieRuling
from meihao_desktop.intake.points_table import PointsRow
from meihao_desktop.intake.tally_rules_file import NamedRuling, RecheckRules
from meihao_desktop.printing.recheck_workbook import recheck_workbook

Points = dict[str, dict[str, dict[str, dict[str, int]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """Every figure of one re-checked table; names are those of the two files."""

    title: str
    rules_name: str
    scores_name: str
    tally: Tally
    ranking: Ranking


def recheck(rules: Path, scores: Path) -> Recheck:
    """Tally and rank a table of points by the rules in a toml file."""
    chosen = intake.read_tally_rules(rules)
    table = _table(intake.read_points_table(scores))
    if unknown := [name for name in chosen.terms if name not in table]:
        raise RuleViolation(
            f"规则给“{'、'.join(unknown)}”写了系数或扣分，得分表里却没有，请核对名称。"
        )
    tally = tally_table(table, chosen.tally, chosen.terms)
    return Recheck(
        title=chosen.title,
        rules_name=rules.name,
        scores_name=scores.name,
        tally=tally,
        ranking=rank(tally, cut_lines=chosen.cut_lines, ties=_ties(chosen, tally)),
    )


def write(rechecked: Recheck, target: Path) -> None:
    """Every intermediate figure as .json or .xlsx, by the target's suffix."""
    suffix = target.suffix.lower()
    if suffix == ".json":
        text = json.dumps(as_json(rechecked), ensure_ascii=False, indent=2)
        fsops.write_atomically(target, f"{text}\n".encode())
    elif suffix == ".xlsx":
        title = rechecked.title or rechecked.scores_name
        data = recheck_workbook(rechecked.tally, rechecked.ranking, title=title)
        fsops.write_atomically(target, data)
    else:
        raise RuleViolation(f"不能写成“{target.name}”，请把文件名改为以 .json 或 .xlsx 结尾。")


def as_json(rechecked: Recheck) -> dict[str, Any]:
    """Figures are texts: the exact fraction, and the figure rounded by the rules."""
    tally, ranking = rechecked.tally, rechecked.ranking
    return {
        "title": rechecked.title,
        "rules": rechecked.rules_name,
        "scores": rechecked.scores_name,
        "method": tally.method,
        "is_trimmed": tally.is_trimmed,
        "entries": [_entry_json(tally, ranking, p.entry) for p in ranking.placings],
        "cut_lines": [
            {
                "size": line.size,
                "inside": list(line.inside),
                "undecided": list(line.undecided),
                "sentence": line.sentence,
            }
            for line in ranking.cut_lines
        ],
        "sentences": list(ranking.sentences),
        "is_decided": ranking.is_decided,
    }


def _entry_json(tally: Tally, ranking: Ranking, name: str) -> dict[str, Any]:
    entry, placing = tally.entries[name], ranking.placing(name)
    return {
        "entry": name,
        "place": placing.place if placing else None,
        "is_shared": placing is not None and placing.is_shared,
        "explanation": placing.explanation if placing else "",
        "terms": entry.terms.text,
        "final": _figure(tally, entry.final_points),
        "experts": [
            {"expert": who, "total": _figure(tally, total), "is_dropped": who in entry.dropped}
            for who, total in entry.expert_totals.items()
        ],
        "parts": [
            {
                "part": part,
                "weight": str(tally.rules.weight(part)),
                "points": _figure(tally, points),
            }
            for part, points in entry.part_points.items()
        ],
        "criteria": [
            {"part": part, "criterion": criterion, "mean": _figure(tally, mean)}
            for (part, criterion), mean in entry.criterion_means.items()
        ],
    }


def _figure(tally: Tally, figure: Fraction) -> dict[str, str]:
    return {"exact": str(figure), "shown": str(tally.rules.rounding.shown(figure))}


def _table(rows: Sequence[PointsRow]) -> Points:
    table: Points = {}
    for row in rows:
        parts = table.setdefault(row.entry, {}).setdefault(row.expert, {})
        parts.setdefault(row.part, {})[row.criterion] = int(row.points * 100)
    return table


def _ties(rules: RecheckRules, tally: Tally) -> TieRules:
    def section_points(entry: EntryTally, number: str) -> Fraction:
        criteria = rules.sections.get(number, ())
        means = entry.criterion_means.items()
        return sum((mean for (_, criterion), mean in means if criterion in criteria), Fraction())

    return TieRules(
        chain=rules.tie_chain,
        rulings=tuple(_rulings(rules.rulings, tally.entries)),
        section_points=section_points,
        section_name=lambda number: rules.section_names.get(number, number),
    )


def _rulings(
    named: Sequence[NamedRuling], entries: Mapping[str, EntryTally]
) -> Iterator[TieRuling]:
    for ruling in named:
        unknown = [name for name in ruling.order if name not in entries]
        if unknown or not ruling.order:
            raise RuleViolation(f"规则中的表决写了得分表里没有的“{'、'.join(unknown)}”，请更正。")
        yield TieRuling(
            entries=frozenset(ruling.order),
            final_points=entries[ruling.order[0]].final_points,
            order=ruling.order,
            sentence=f"经评审小组表决确定先后，理由：{ruling.reason}",
        )
