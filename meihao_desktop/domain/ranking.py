"""The ranking (排名): order, shared places, the tie chain, the two cut lines and the runners-up.

Entries are compared on exact figures. Equal figures share a place and the next place is skipped
(1-2-2-4). A tie is broken only where it stands across a cut line or among the runners-up, because
only there does it change anything; every step that was used is told in one sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from meihao_desktop.domain.cut_line import CutLine, CutLines, Filled, Group
from meihao_desktop.domain.runners_up import RunnersUp, runners_up_after
from meihao_desktop.domain.tally import Tally
from meihao_desktop.domain.tie_chain import Tie, TieBreaker, TieRules, groups_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where one entry stands."""

    entry: str
    place: int
    final_points: Fraction
    shown_points: Decimal
    is_shared: bool = False
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """All placings best first, the lines, and the sentences of the tie steps in order of use.

    ``ties`` are the groups that only people could decide, decided or not; ``runners_up`` who
    moves up, in which order, when somebody of the last line drops out.
    """

    placings: tuple[Placing, ...]
    cut_lines: tuple[CutLine, ...]
    sentences: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    runners_up: RunnersUp = field(default_factory=RunnersUp)
    disqualified: tuple[str, ...] = ()
    unranked: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def is_decided(self) -> bool:
        lines_are = all(line.is_decided for line in self.cut_lines)
        return lines_are and self.runners_up.is_decided

    def placing(self, entry: str) -> Placing | None:
        return next((placing for placing in self.placings if placing.entry == entry), None)

    def inside(self, size: int) -> tuple[str, ...]:
        """The entries inside the line of this size."""
        return next((line.inside for line in self.cut_lines if line.size == size), ())


def rank(tally: Tally, *, cut_lines: CutLines | Sequence[int], ties: TieRules) -> Ranking:
    """Rank all entries of the tally; plain sizes are lines without a limit for one county."""
    if not isinstance(cut_lines, CutLines):
        cut_lines = CutLines(sizes=tuple(cut_lines))
    breaker = TieBreaker(tally, ties, cut_lines.contested)
    decided: list[Group] = []
    for group in groups_by(tally.entries, tally.merit):
        decided.extend(breaker.ordered(group, before=decided))
    lines = tuple(
        _reaching(_cut_line(cut_lines.fill(size, decided), size, (tally, ties), cut_lines), decided)
        for size in sorted(set(cut_lines.sizes))
    )
    decided, runners_up = runners_up_after(lines, decided, breaker, cut_lines)
    close = list(_looking_alike(tally, decided, ties))
    told = (*(line.sentence for line in lines), runners_up.sentence)
    return Ranking(
        placings=tuple(_placings(tally, decided, breaker.told)),
        cut_lines=lines,
        sentences=(*close, *breaker.sentences, *filter(None, told)),
        ties=tuple(breaker.ties),
        runners_up=runners_up,
    )


def _looking_alike(tally: Tally, decided: Sequence[Group], ties: TieRules) -> Iterable[str]:
    """Neighbours whose figures differ only beyond the printed places, told with more places."""
    rounding = tally.rules.rounding
    for shown, run in groupby(
        (name for group in decided for name in group),
        key=lambda name: rounding.shown(tally.entries[name].final_points),
    ):
        figures = {name: tally.entries[name].final_points for name in run}
        if len(set(figures.values())) < 2:
            continue
        finer = rounding.apart(figures.values())
        told = "，".join(
            f"{ties.name(name)} {finer.shown(figure)}" for name, figure in figures.items()
        )
        yield f"保留 {rounding.places} 位小数同为 {shown} 的，按精确值排先后：{told}。"


def _placings(tally: Tally, decided: Sequence[Group], told: Mapping[str, str]) -> Iterable[Placing]:
    place = 1
    for group in decided:
        for name in group:
            final = tally.entries[name].final_points
            yield Placing(
                entry=name,
                place=place,
                final_points=final,
                shown_points=tally.rules.rounding.shown(final),
                is_shared=len(group) > 1,
                explanation=told.get(name, ""),
            )
        place += len(group)


def _reaching(line: CutLine, decided: Sequence[Group]) -> CutLine:
    order = [name for group in decided for name in group]
    return replace(line, reach=max((order.index(name) + 1 for name in line.inside), default=0))


def _cut_line(filled: Filled, size: int, rules: tuple[Tally, TieRules], lines: CutLines) -> CutLine:
    if filled.contested:
        return _straddled(size, filled, rules)
    name = rules[1].name
    told = "、".join(name(entry) for entry in filled.passed_over)
    return CutLine(
        size=size,
        inside=filled.inside,
        passed_over=filled.passed_over,
        sentence=(
            f"每个县（市、区）最多 {lines.county_cap} 个小区列入前 {size} 名，"
            f"{told}所在县（市、区）名额已满，由后续小区依次递补。"
            if told
            else ""
        ),
    )


def _straddled(size: int, filled: Filled, rules: tuple[Tally, TieRules]) -> CutLine:
    tally, ties = rules
    group, inside = filled.contested, filled.inside
    final_points = tally.entries[group[0]].final_points
    ruling = ties.ruling(group, final_points)
    names = "、".join(ties.name(name) for name in group)
    if ruling is not None and ruling.admits_all:
        sentence = f"{names}并列跨第 {size} 名，{ruling.sentence}。"
        return CutLine(
            size=size,
            inside=(*inside, *group),
            passed_over=filled.passed_over,
            sentence=sentence,
        )
    sentence = (
        f"{names}得分相同，并列跨第 {size} 名，评分规则未能分出先后；"
        "须由评审小组表决，在作出处理意见之前不能定稿。"
    )
    return CutLine(
        size=size,
        inside=inside,
        undecided=group,
        tied_points=final_points,
        sentence=sentence,
        passed_over=filled.passed_over,
    )
