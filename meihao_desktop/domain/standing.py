"""Where the estates stand: the dossier's counted points, tallied and ranked by its rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from meihao_desktop.domain.cut_line import CutLines
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import DECISIONS, ORDERING, Decision, Settlement
from meihao_desktop.domain.objective_points import objective_basis
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.ranking import Ranking, rank
from meihao_desktop.domain.remembered import remembered
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.rubric import CriterionId, Rubric
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.seal import Seal, seal_ranking, seal_sheets
from meihao_desktop.domain.tally import EntryTally, ExpertPoints, Hundredths, Tally, collate
from meihao_desktop.domain.tally_rules import TallyRules
from meihao_desktop.domain.tie_chain import TieRules, TieRuling

HUNDRED = Decimal(100)

WholePoints = Mapping[str, Mapping[str, int]]
"""One expert's points as entered: part → criterion number → hundredths."""
Replaced = frozenset[tuple[str, EstateId, str]]
"""What settlements replaced: expert, estate and criterion number (empty for the whole sheet)."""
Unified = Mapping[tuple[EstateId, str], Decimal]
"""The figure that everybody's points for a criterion of an estate were brought to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Tally and ranking of one dossier; provisional while eligible sheets are still out.

    ``replaced`` is everything that does not count as entered; ``unified`` the part of it that was
    brought to an agreed figure instead of the others' mean.
    """

    tally: Tally
    ranking: Ranking
    replaced: Replaced
    unified: Replaced = frozenset()
    waiting: tuple[tuple[PersonId, EstateId], ...]

    @property
    def is_provisional(self) -> bool:
        return bool(self.waiting)

    def is_replaced(self, expert: PersonId, estate: EstateId) -> bool:
        return any((who, what) == (expert, estate) for who, what, _ in self.replaced)

    def entry(self, estate: EstateId) -> EntryTally | None:
        return self.tally.entries.get(estate)


@remembered
def standing_of(dossier: Dossier) -> Standing:
    """Tally and rank what may be counted now.

    Vetoed estates and estates with too few valid experts stand outside the ranking, with the
    reason; an absent sheet is left out and never counted as 0.
    """
    replaced, unified = _replaced(dossier), _unified(dossier)
    brought = _brought_to(dossier, unified)
    unranked = dict(_unranked(dossier))
    barred = tuple(sorted({estate.id for estate in dossier.estates} & _vetoed(dossier)))
    table: dict[str, Mapping[str, ExpertPoints]] = {
        estate.id: _estate_points(dossier, estate.id, replaced, unified)
        for estate in dossier.contenders
        if estate.id not in unranked
    }
    tally = collate(table, tally_rules(dossier), dossier.entry_terms)
    ranking = rank(tally, cut_lines=cut_lines_of(dossier), ties=_tie_rules(dossier))
    return Standing(
        tally=tally,
        ranking=replace(ranking, disqualified=barred, unranked=unranked),
        replaced=replaced | brought,
        unified=brought,
        waiting=dossier.waiting,
    )


def is_final(dossier: Dossier, standing: Standing) -> bool:
    """Whether papers of the result are 正式: from 定稿 on, with nothing open any more."""
    is_open = standing.is_provisional or not standing.ranking.is_decided
    return not (is_open or dossier.review_round.phase.is_before(Phase.FINAL))


def ranking_seal(dossier: Dossier, standing: Standing) -> Seal:
    """The ranking sealed with every sheet that it was made from."""
    counted = (sheet for e in dossier.estates for sheet in dossier.counted_sheets(e.id))
    title = dossier.review_round.title
    return seal_ranking(standing.ranking, counted, title, dossier.terms)


def _vetoed(dossier: Dossier) -> set[EstateId]:
    return {veto.estate for veto in dossier.vetoes}


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
    for estate in dossier.contenders:
        counted = len(dossier.counted_sheets(estate.id))
        if counted < need:
            yield estate.id, f"已提交的有效评分 {counted} 份，少于 {need} 份，暂不排名。"


def _estate_points(
    dossier: Dossier, estate: EstateId, replaced: Replaced, unified: Unified
) -> Mapping[str, ExpertPoints]:
    sheets = dossier.counted_sheets(estate)

    def whole(sheet: ScoreSheet, number: str) -> int:
        own = sheet.points(CriterionId(number))
        return hundredths(unified.get((estate, number), own))

    table: Mapping[str, WholePoints] = {
        sheet.expert: {
            part: {number: whole(sheet, number) for number in numbers}
            for part, numbers in _numbers_by_part(dossier.rubric).items()
        }
        for sheet in sheets
    }
    if any(where == estate for _, where, _ in replaced):
        return _with_others_means(table, estate, replaced)
    return table


def _numbers_by_part(rubric: Rubric) -> Mapping[str, tuple[str, ...]]:
    return {
        part: tuple(
            criterion.number
            for section in rubric.sections
            if section.part == part
            for criterion in section.criteria
        )
        for part in dict.fromkeys(section.part for section in rubric.sections if section.criteria)
    }


def _with_others_means(
    table: Mapping[str, WholePoints],
    estate: EstateId,
    replaced: Replaced,
) -> Mapping[str, ExpertPoints]:
    """The estate's points where each replaced one is the mean of those that were not."""

    def counts(expert: str, number: str) -> bool:
        return not {(expert, estate, ""), (expert, estate, number)} & replaced

    def points(expert: str, part: str, number: str) -> Hundredths:
        if counts(expert, number):
            return table[expert][part][number]
        kept = [cells[part][number] for who, cells in table.items() if counts(who, number)]
        return Fraction(sum(kept), len(kept)) if kept else table[expert][part][number]

    return {
        expert: {
            part: {number: points(expert, part, number) for number in cells}
            for part, cells in parts.items()
        }
        for expert, parts in table.items()
    }


def replaced_everywhere(dossier: Dossier) -> Iterator[tuple[EstateId, CriterionId]]:
    """Where no expert's own points are left to take a mean of."""
    replaced = _replaced(dossier)
    for estate in dict.fromkeys(where for _, where, _ in sorted(replaced)):
        experts = [sheet.expert for sheet in dossier.counted_sheets(estate)]
        for criterion in dossier.rubric:
            ways = ("", criterion.number)
            if all(any((who, estate, way) in replaced for way in ways) for who in experts):
                yield estate, criterion.number


def hundredths(points: Decimal | None) -> int:
    """Points as whole hundredths; a counted sheet has points everywhere."""
    return 0 if points is None else int(points * HUNDRED)


def _replaced(dossier: Dossier) -> Replaced:
    return frozenset(
        (s.where.expert, EstateId(s.where.estate), s.where.criterion)
        for s in dossier.settlements.values()
        if s.decision is Decision.REPLACED and _still_covers(dossier, s)
    )


def _unified(dossier: Dossier) -> Unified:
    """The figures that objective points were brought to, for as long as nobody's points changed."""
    return {
        (estate, s.where.criterion): s.agreed
        for s in dossier.settlements.values()
        if s.decision is Decision.UNIFIED and s.agreed is not None
        for estate in [EstateId(s.where.estate)]
        if s.finding.endswith(
            f":{objective_basis(dossier, estate, CriterionId(s.where.criterion))}"
        )
    }


def _brought_to(dossier: Dossier, unified: Unified) -> Replaced:
    """Whose points an agreed figure stands in for: those that differ from it."""
    return frozenset(
        (sheet.expert, estate, number)
        for (estate, number), agreed in unified.items()
        for sheet in dossier.counted_sheets(estate)
        if sheet.points(CriterionId(number)) != agreed
    )


def _still_covers(dossier: Dossier, settlement: Settlement) -> bool:
    """A replacement is for the estate's sheets as they were then; newer ones are looked at anew."""
    sheets = dossier.counted_sheets(EstateId(settlement.where.estate))
    basis = seal_sheets(sheets).check_code
    named = any(sheet.expert == settlement.where.expert for sheet in sheets)
    return named and settlement.finding.endswith(f":{basis}")


def cut_lines_of(dossier: Dossier) -> CutLines:
    """The lines of the round; estates of one county share a limit where the rules set one."""
    rules = dossier.review_round.rules
    counties = {estate.id: estate.county for estate in dossier.estates}
    return CutLines(
        sizes=rules.cut_lines,
        county_cap=rules.county_cap or None,
        county_of=lambda name: counties[EstateId(name)],
        runners_up=rules.runners_up,
    )


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
        code, _, rest = settlement.finding.partition(":")
        if code != "tie" or settlement.decision not in DECISIONS["tie"]:
            continue
        yield TieRuling(
            entries=frozenset(settlement.where.estate.split("+")),
            final_points=Fraction(rest.rpartition(":")[2]),
            order=settlement.order if settlement.decision in ORDERING else (),
            admits_all=settlement.decision is Decision.BOTH_ADMITTED,
            sentence=_ruling_sentence(dossier, settlement),
        )


def _ruling_sentence(dossier: Dossier, settlement: Settlement) -> str:
    votes = "，".join(
        f"{dossier.estate_name(estate)} {settlement.votes[estate]} 票"
        for estate in settlement.most_voted
    )
    told = (
        votes,
        settlement.approval and f"批准：{settlement.approval}",
        settlement.seed and f"种子 {settlement.seed}，见证人 {settlement.witness}",
    )
    shown = "；".join(filter(None, told))
    counted = f"（{shown}）" if shown else ""
    return f"{settlement.decision.value}{counted}，理由：{settlement.reason.rstrip('。')}"
