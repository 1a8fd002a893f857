"""Where the estates stand: the dossier's counted points, tallied and ranked by its rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Decision, Settlement
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.ranking import Ranking, rank
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import CellState, ScoreSheet
from meihao_desktop.domain.tally import EntryTally, ExpertPoints, Hundredths, Tally, collate
from meihao_desktop.domain.tally_rules import TallyRules
from meihao_desktop.domain.tie_chain import TieRules, TieRuling

HUNDRED = Decimal(100)
WAITING = (CellState.NOT_SCORED, CellState.DRAFT, CellState.VOID)

Replaced = frozenset[tuple[PersonId, EstateId, str]]
"""What settlements replaced: expert, estate and criterion number (empty for the whole sheet)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Tally and ranking of one dossier; provisional while eligible sheets are still out."""

    tally: Tally
    ranking: Ranking
    replaced: Replaced
    waiting: tuple[tuple[PersonId, EstateId], ...]

    @property
    def is_provisional(self) -> bool:
        return bool(self.waiting)

    def is_replaced(self, expert: PersonId, estate: EstateId) -> bool:
        return any((who, what) == (expert, estate) for who, what, _ in self.replaced)

    def entry(self, estate: EstateId) -> EntryTally | None:
        return self.tally.entries.get(estate)


def standing_of(dossier: Dossier) -> Standing:
    """Tally and rank what may be counted now.

    Vetoed estates and estates with too few valid experts stand outside the ranking, with the
    reason; an absent sheet is left out and never counted as 0.
    """
    rules = dossier.review_round.rules
    replaced = _replaced(dossier)
    unranked = dict(_unranked(dossier))
    barred = tuple(estate.id for estate in dossier.estates if dossier.veto_of(estate.id))
    table: dict[str, Mapping[str, ExpertPoints]] = {
        estate.id: _estate_points(dossier, estate.id, replaced)
        for estate in dossier.estates
        if estate.id not in barred and estate.id not in unranked
    }
    tally = collate(table, tally_rules(dossier))
    ranking = rank(tally, cut_lines=rules.cut_lines, ties=_tie_rules(dossier))
    return Standing(
        tally=tally,
        ranking=replace(ranking, disqualified=barred, unranked=unranked),
        replaced=replaced,
        waiting=tuple(p for p in dossier.pairs if dossier.state(*p) in WAITING),
    )


def tally_rules(dossier: Dossier) -> TallyRules:
    """The round's tally rules with the weights of the rubric's parts."""
    weights = {part.name: part.weight for part in dossier.rubric.parts}
    return replace(dossier.review_round.rules.tally, weights=weights)


def section_points(dossier: Dossier, entry: EntryTally, number: str) -> Fraction:
    """An entry's mean points in one section, over all counted experts."""
    section = dossier.rubric.section(number)
    if section is None:
        return Fraction()
    means = entry.criterion_means
    wanted = [(section.part, criterion.number) for criterion in section.criteria]
    return sum((means.get(key, Fraction()) for key in wanted), Fraction())


def _unranked(dossier: Dossier) -> Iterator[tuple[str, str]]:
    need = dossier.review_round.rules.minimum_experts
    for estate in dossier.estates:
        counted = len(dossier.counted_sheets(estate.id))
        if counted < need and not dossier.veto_of(estate.id):
            yield estate.id, f"已提交的有效评分 {counted} 份，少于 {need} 份，暂不排名。"


def _estate_points(
    dossier: Dossier, estate: EstateId, replaced: Replaced
) -> Mapping[str, ExpertPoints]:
    sheets = dossier.counted_sheets(estate)
    return {
        sheet.expert: {
            part: {
                number: _points(sheet, number, sheets, replaced)
                for section in dossier.rubric.sections
                if section.part == part
                for number in (criterion.number for criterion in section.criteria)
            }
            for part in dict.fromkeys(section.part for section in dossier.rubric.sections)
        }
        for sheet in sheets
    }


def _points(
    sheet: ScoreSheet, number: CriterionId, sheets: tuple[ScoreSheet, ...], replaced: Replaced
) -> Hundredths:
    if not replaced or not _is_replaced(sheet, number, replaced):
        return hundredths(sheet.points(number))
    others = [
        hundredths(other.points(number))
        for other in sheets
        if not _is_replaced(other, number, replaced)
    ]
    return Fraction(sum(others), len(others)) if others else hundredths(sheet.points(number))


def _is_replaced(sheet: ScoreSheet, number: CriterionId, replaced: Replaced) -> bool:
    pair = (sheet.expert, sheet.estate)
    return (*pair, "") in replaced or (*pair, number) in replaced


def hundredths(points: Decimal | None) -> int:
    """Points as whole hundredths; a sealed sheet has points everywhere."""
    return 0 if points is None else int(points * HUNDRED)


def _replaced(dossier: Dossier) -> Replaced:
    return frozenset(
        (PersonId(s.where.expert), EstateId(s.where.estate), s.where.criterion)
        for s in dossier.settlements.values()
        if s.decision is Decision.REPLACED and _still_covers(dossier, s)
    )


def _still_covers(dossier: Dossier, settlement: Settlement) -> bool:
    """A replacement is for the sheet as it was sealed then; a new revision is looked at anew."""
    sheet = dossier.sheet(PersonId(settlement.where.expert), EstateId(settlement.where.estate))
    return sheet is not None and settlement.finding.endswith(f":{sheet.digest}")


def _tie_rules(dossier: Dossier) -> TieRules:
    return TieRules(
        chain=dossier.review_round.rules.tie_chain,
        rulings=tuple(_rulings(dossier)),
        section_points=lambda entry, number: section_points(dossier, entry, number),
        section_name=lambda number: _section_name(dossier, number),
        name=dossier.estate_name,
    )


def _section_name(dossier: Dossier, number: str) -> str:
    section = dossier.rubric.section(number)
    return section.name if section else number


def _rulings(dossier: Dossier) -> Iterator[TieRuling]:
    for settlement in dossier.settlements.values():
        if settlement.finding.split(":", 1)[0] != "tie" or not settlement.order:
            continue
        yield TieRuling(
            entries=frozenset(settlement.order),
            final_points=Fraction(settlement.finding.rsplit(":", 1)[1]),
            order=settlement.order if settlement.decision is Decision.ORDERED else (),
            admits_all=settlement.decision is Decision.BOTH_ADMITTED,
            sentence=_ruling_sentence(dossier, settlement),
        )


def _ruling_sentence(dossier: Dossier, settlement: Settlement) -> str:
    votes = "，".join(
        f"{dossier.estate_name(estate)} {count} 票" for estate, count in settlement.votes.items()
    )
    counted = f"（{votes}）" if votes else ""
    return f"{settlement.decision.value}{counted}，理由：{settlement.reason}"
