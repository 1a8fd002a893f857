"""How the figures of a tally are written on papers and in workbooks."""

from dataclasses import dataclass
from fractions import Fraction

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.score_sheet import CellState, ScoreSheet
from meihao_desktop.domain.standing import Standing, is_final

NOTHING = "—"
_WORDS = {
    CellState.NOT_SCORED: "未交",
    CellState.DRAFT: "未交",
    CellState.ABSTAINED: "弃权",
    CellState.RECUSED: "回避",
    CellState.VOID: "作废",
    CellState.NOT_ASKED: NOTHING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One expert × estate of the matrix: a figure, or the word that stands for none.

    ``original`` is what a settlement replaced, ``recused`` what a recusal keeps from counting;
    ``is_dropped`` marks a highest or lowest total.
    """

    text: str
    original: str = ""
    recused: str = ""
    is_dropped: bool = False
    is_counted: bool = True

    @property
    def marked(self) -> str:
        """The figure with its marks in plain text: brackets for dropped, ※ for replaced."""
        text = f"※{self.text}" if self.original else self.text
        return f"({text})" if self.is_dropped else text


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a result paper shows of a dossier and its standing."""

    dossier: Dossier
    standing: Standing

    def rounded(self, figure: Fraction) -> str:
        return str(self.standing.tally.rules.rounding.shown(figure))

    def total(self, expert: PersonId, estate: EstateId) -> Shown:
        """What stands in the matrix for this expert and estate."""
        state = self.dossier.state(expert, estate)
        sheet = self.dossier.sheet(expert, estate)
        own = self.rounded(self.own_total(sheet)) if sheet is not None else ""
        if not state.is_counted or sheet is None:
            is_kept = state is CellState.RECUSED and sheet is not None and sheet.status.is_sealed
            recused = own if is_kept else ""
            return Shown(text=_WORDS[state], recused=recused, is_counted=False)
        entry = self.standing.entry(estate)
        if entry is None or expert not in entry.units:
            return Shown(text=own, is_counted=False)
        return Shown(
            text=self.rounded(entry.expert_totals[expert]),
            original=own if self.standing.is_replaced(expert, estate) else "",
            is_dropped=expert in entry.dropped,
        )

    def own_total(self, sheet: ScoreSheet) -> Fraction:
        """The weighted total as the expert gave it, before any settlement."""
        rubric = self.dossier.rubric
        weights = {part.name: Fraction(part.weight) for part in rubric.parts}
        return sum(
            (
                weights[section.part] * Fraction(sheet.points(criterion.number) or 0)
                for section in rubric.sections
                for criterion in section.criteria
            ),
            start=Fraction(),
        )

    def final(self, estate: EstateId) -> str:
        entry = self.standing.entry(estate)
        return self.rounded(entry.final_points) if entry else NOTHING

    def terms_note(self, estate: EstateId) -> str:
        """What stands below a figure that a factor or a deduction changed."""
        terms = self.dossier.entry_terms.get(estate)
        if terms is None or self.standing.entry(estate) is None:
            return ""
        factor = f"×{plain(terms.factor)}" if terms.factor != 1 else ""
        return f"{factor} {f'－{plain(terms.deduction)}' if terms.deduction else ''}".strip()

    def counted(self, estate: EstateId) -> str:
        """How many totals the mean was taken over."""
        entry = self.standing.entry(estate)
        count = entry.counted if entry else len(self.dossier.counted_sheets(estate))
        return str(count)

    def place(self, estate: EstateId) -> str:
        placing = self.standing.ranking.placing(estate)
        if placing is None:
            return "取消" if estate in self.standing.ranking.disqualified else NOTHING
        return str(placing.place)

    def is_shared(self, estate: EstateId) -> bool:
        """Whether another estate has the same place."""
        placing = self.standing.ranking.placing(estate)
        return placing is not None and placing.is_shared

    def admission(self, estate: EstateId) -> str:
        """What the two lines and the list of runners-up make of an estate."""
        rules, ranking = self.dossier.review_round.rules, self.standing.ranking
        words: list[str] = []
        lines = ((rules.nomination_quota, "推荐上报"), (rules.shortlist_size, "拟公示"))
        for size, label in lines:
            line = next((line for line in ranking.cut_lines if line.size == size), None)
            if line is None:
                continue
            if estate in line.undecided:
                words.append(f"{label}待定")
            elif estate in line.inside:
                words.append(label)
            elif size == rules.shortlist_size and estate in line.passed_over:
                words.append("本县名额已满")
        if (turn := ranking.runners_up.turn_of(estate)) is not None:
            words.append(f"递补第 {turn.turn} 位")
        elif estate in ranking.runners_up.undecided:
            words.append("递补顺序待定")
        return "、".join(words) or NOTHING

    @property
    def in_order(self) -> tuple[Estate, ...]:
        """The ranked estates, best first."""
        return tuple(
            self.dossier.estate(EstateId(placing.entry))
            for placing in self.standing.ranking.placings
        )

    @property
    def is_draft(self) -> bool:
        """Results are drafts until the round is final, and whenever something is still open."""
        return not is_final(self.dossier, self.standing)
