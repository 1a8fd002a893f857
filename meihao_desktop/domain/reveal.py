"""公布名次: the ranking told step by step from the last place to the first.

Nothing of a single expert is in it; what is told is what the ranking paper publishes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from meihao_desktop.domain.cut_line import CutLine
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.ranking import Placing
from meihao_desktop.domain.standing import Standing

_REASON = "，理由："


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealedEstate:
    """One estate with its figure and what its place means; ``outcome`` may be empty."""

    name: str
    county: str
    points: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealStep:
    """One place with everybody who shares it, and the sentence that decided it.

    ``lines`` are the lines that the estates still to come stand above.
    """

    place: int
    estates: tuple[RevealedEstate, ...]
    sentence: str = ""
    lines: tuple[str, ...] = ()

    @property
    def is_shared(self) -> bool:
        return len(self.estates) > 1


def reveal_of(dossier: Dossier, standing: Standing) -> tuple[RevealStep, ...]:
    """All steps, the last place first."""
    return tuple(reversed(tuple(_steps(dossier, standing))))


def _steps(dossier: Dossier, standing: Standing) -> Iterator[RevealStep]:
    ranking = standing.ranking
    before = above = 0
    for place, shared in groupby(ranking.placings, key=lambda placing: placing.place):
        group = tuple(shared)
        told = dict.fromkeys(_without_reason(placing.explanation) for placing in group)
        yield RevealStep(
            place=place,
            estates=tuple(_revealed(dossier, standing, placing) for placing in group),
            sentence="".join((*told, *_open_sentences(standing, group))),
            lines=tuple(
                _line_text(dossier, line)
                for line in ranking.cut_lines
                if before < _drawn_after(line) <= above
            ),
        )
        before, above = above, above + len(group)


def _revealed(dossier: Dossier, standing: Standing, placing: Placing) -> RevealedEstate:
    estate = dossier.estate(EstateId(placing.entry))
    return RevealedEstate(
        name=estate.name,
        county=dossier.county_of(estate),
        points=str(placing.shown_points),
        outcome=_outcome(dossier, standing, placing.entry),
    )


def _outcome(dossier: Dossier, standing: Standing, entry: str) -> str:
    rules, ranking = dossier.review_round.rules, standing.ranking
    if entry in ranking.inside(rules.nomination_quota):
        return "推荐上报"
    if any(entry in line.undecided for line in ranking.cut_lines):
        return "并列未决"
    if entry in ranking.inside(rules.shortlist_size):
        return "拟公示"
    turn = ranking.runners_up.turn_of(entry)
    if turn is not None and not turn.waits_for_own_county:
        return f"递补第 {turn.turn} 位"
    is_full = turn is not None or any(entry in line.passed_over for line in ranking.cut_lines)
    return "本县名额已满" if is_full else ""


def _without_reason(explanation: str) -> str:
    """A reason written at a vote may speak of single experts; the room hears only the outcome."""
    told, cut, _ = explanation.partition(_REASON)
    return f"{told}。" if cut else told


def _open_sentences(standing: Standing, group: tuple[Placing, ...]) -> Iterator[str]:
    """An undecided tie says so where its estates are shown."""
    names = {placing.entry for placing in group}
    for line in standing.ranking.cut_lines:
        if names.intersection(line.undecided):
            yield f"并列跨第 {line.size} 名，尚待评审小组表决。"
    if names.intersection(standing.ranking.runners_up.undecided):
        yield "递补顺序并列，尚待评审小组表决。"


def _drawn_after(line: CutLine) -> int:
    """After how many estates from the top the line stands; below a tie that it cuts through."""
    return line.reach if line.is_decided else line.reach + len(line.undecided)


def _line_text(dossier: Dossier, line: CutLine) -> str:
    is_nomination = line.size == dossier.review_round.rules.nomination_quota
    purpose = "推荐上报" if is_nomination else "拟公示"
    return f"以下公布{purpose}前 {line.size} 名" + ("" if line.is_decided else "（并列未决）")
