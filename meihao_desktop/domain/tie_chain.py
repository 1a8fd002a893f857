"""The tie chain: how a tie across a cut line is broken, step by step, each told in a sentence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from meihao_desktop.domain.cut_line import Group
from meihao_desktop.domain.review_round import TieStep, TieStepKind
from meihao_desktop.domain.tally import EntryTally, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRuling:
    """What people decided about one tie: an order, or that all of it is admitted.

    ``entries`` is the tied group it was decided for and ``final_points`` the figure they shared;
    it covers that very group at that very figure only.
    """

    entries: frozenset[str]
    final_points: Fraction
    order: tuple[str, ...] = ()
    admits_all: bool = False
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A group that the chain left standing across cut lines, for people to decide.

    ``lines`` are the sizes of the lines it stands across, ``is_among_runners_up`` where these lie
    between runners-up; ``ruling`` is what was decided, if anything.
    """

    entries: Group
    final_points: Fraction
    lines: tuple[int, ...]
    ruling: TieRuling | None = None
    is_among_runners_up: bool = False


Contested = Callable[[Sequence[Group], Group], tuple[int, ...]]
"""Which lines a group stands across when these others stand before it; none where all is clear."""


def _no_section(_tally: EntryTally, _section: str) -> Fraction:
    return Fraction()


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRules:
    """What breaking a tie needs: the chain, the rulings and how sections are measured.

    ``section_points`` gives an entry's mean points in a section; ``name`` and ``section_name`` the
    printed names.
    """

    chain: Sequence[TieStep] = ()
    rulings: Sequence[TieRuling] = ()
    section_points: Callable[[EntryTally, str], Fraction] = _no_section
    section_name: Callable[[str], str] = str
    name: Callable[[str], str] = str

    def ruling(self, group: Group, final_points: Fraction) -> TieRuling | None:
        """The ruling made for this very group at this very figure."""
        wanted = (frozenset(group), final_points)
        fitting = (r for r in self.rulings if (r.entries, r.final_points) == wanted)
        return next((r for r in fitting if r.admits_all or sorted(r.order) == sorted(group)), None)


def groups_by(entries: Iterable[str], figure: Callable[[str], Fraction]) -> list[Group]:
    """Entries with equal figures together, highest first; inside a group by identifier."""
    found: dict[Fraction, list[str]] = {}
    for entry in entries:
        found.setdefault(figure(entry), []).append(entry)
    return [tuple(sorted(found[figure])) for figure in sorted(found, reverse=True)]


class TieBreaker:
    """Breaks ties of one tally across the lines in question and remembers what it did."""

    def __init__(self, tally: Tally, rules: TieRules, contested: Contested) -> None:
        self._tally = tally
        self._rules = rules
        self.contested = contested
        self.is_among_runners_up = False
        self.sentences: list[str] = []
        self.told: dict[str, str] = {}
        self.ties: list[Tie] = []

    def ordered(self, group: Group, *, before: Sequence[Group]) -> list[Group]:
        """The group split as far as chain and rulings go; ``before`` are those ahead of it."""
        return self._split(group, tuple(before), tuple(self._rules.chain))

    def open_turn(self, group: Group, turn: int) -> str:
        """That nothing told these apart, whose turn would come next."""
        names = "、".join(self._rules.name(name) for name in group)
        return (
            f"{names}得分相同，递补顺序自第 {turn} 位起并列，评分规则未能分出先后；"
            "须由评审小组表决，在作出处理意见之前不能定稿。"
        )

    def _split(
        self, group: Group, before: tuple[Group, ...], steps: Sequence[TieStep]
    ) -> list[Group]:
        if not self.contested(before, group):
            return [group]
        for used, step in enumerate(steps, start=1):
            parts, figures = self._compared(group, step)
            if len(parts) > 1:
                self._tell(group, f"按{self._label(step)}比较，{figures}。")
                return self._split_all(parts, before, steps[used:])
        return self._ruled(group, before)

    def _split_all(
        self, parts: Sequence[Group], before: tuple[Group, ...], steps: Sequence[TieStep]
    ) -> list[Group]:
        done: list[Group] = []
        for part in parts:
            done.extend(self._split(part, (*before, *done), steps))
        return done

    def _ruled(self, group: Group, before: tuple[Group, ...]) -> list[Group]:
        final_points = self._tally.entries[group[0]].final_points
        ruling = self._rules.ruling(group, final_points)
        lines = self.contested(before, group)
        self.ties.append(
            Tie(
                entries=group,
                final_points=final_points,
                lines=lines,
                ruling=ruling,
                is_among_runners_up=self.is_among_runners_up,
            )
        )
        if ruling is None or ruling.admits_all:
            return [group]
        self._tell(group, f"{ruling.sentence}。")
        return [(name,) for name in ruling.order]

    def _compared(self, group: Group, step: TieStep) -> tuple[list[Group], str]:
        figures = self._figures(group, step)
        if not figures:
            return [group], ""
        parts = groups_by(group, lambda name: figures[name])
        shown = self._tally.rules.rounding.apart(figures.values()).shown
        told = "，".join(
            f"{self._rules.name(name)} {abs(shown(figures[name]))}"
            for part in parts
            for name in part
        )
        return parts, told

    def _figures(self, group: Group, step: TieStep) -> Mapping[str, Fraction]:
        """What the step compares, larger first; empty where the step does not apply."""
        entries = self._tally.entries
        if step.kind is TieStepKind.SECTION:
            return {n: self._rules.section_points(entries[n], step.section) for n in group}
        alike = all(entries[name].is_uniform for name in group)
        if step.kind is TieStepKind.SMALLER_SPREAD and alike:
            return {name: -entries[name].spread for name in group}
        if step.kind is TieStepKind.HEAD_TO_HEAD and len(group) == 2:
            first, second = group
            return {first: self._wins(first, second), second: self._wins(second, first)}
        return {}

    def _wins(self, entry: str, other: str) -> Fraction:
        """How many experts who judged both put ``entry`` above ``other``."""
        pair = (other, entry) if self._tally.goes_by_places else (entry, other)
        mine, theirs = (self._tally.entries[name].expert_totals for name in pair)
        return Fraction(sum(mine[e] > theirs[e] for e in mine.keys() & theirs.keys()))

    def _label(self, step: TieStep) -> str:
        if step.kind is TieStepKind.SECTION:
            return f"第 {step.section} 部分“{self._rules.section_name(step.section)}”得分"
        return step.kind.value

    def _tell(self, group: Group, how: str) -> None:
        names = "、".join(self._rules.name(name) for name in group)
        points = self._tally.rules.rounding.shown(self._tally.entries[group[0]].final_points)
        self.sentences.append(f"{names}得分同为 {points}，{how}")
        for name in group:
            earlier = self.told.get(name, "")
            self.told[name] = f"{earlier}{how}"
