"""The ranking desk: places, cut lines and how each place came about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.domain.standing import Standing, is_final, ranking_seal, standing_of
from meihao_desktop.domain.tally import EntryTally
from meihao_desktop.domain.veto import veto_of
from meihao_desktop.domain.workings import workings
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.finding_row import FindingRow, finding_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingDesk:
    """The ranking of this moment; ``is_final`` as its papers are, before that it is a draft.

    ``explanations`` tells of each estate how its figure and place came about, a sentence a step.
    """

    dossier: Dossier
    standing: Standing
    phase: Phase
    is_final: bool
    findings: tuple[FindingRow, ...]
    explanations: Mapping[EstateId, tuple[str, ...]]
    check_code: str
    may_print: bool
    may_settle_results: bool


def ranking_desk(context: Context) -> RankingDesk:
    """Everything about the ranking; only once the scores are open to the actor."""
    actor = context.require(Act.SEE_ALL_SCORES)
    dossier = context.dossier()
    standing = standing_of(dossier)
    phase = dossier.review_round.phase
    return RankingDesk(
        dossier=dossier,
        standing=standing,
        phase=phase,
        is_final=is_final(dossier, standing),
        findings=finding_rows(dossier, shows_points=True),
        explanations={e.id: tuple(_steps(dossier, standing, e.id)) for e in dossier.estates},
        check_code=ranking_seal(dossier, standing).check_code,
        may_print=context.may(Act.PRINT_RESULTS),
        may_settle_results=context.may(Act.SETTLE_FINDING) and actor.has(Role.PANEL_CHAIR),
    )


def explain(context: Context, estate: EstateId) -> tuple[str, ...]:
    """How the estate's figure and place came about, one sentence a step."""
    context.require(Act.SEE_ALL_SCORES)
    dossier = context.dossier()
    dossier.estate(estate)
    return tuple(_steps(dossier, standing_of(dossier), estate))


def _steps(dossier: Dossier, standing: Standing, estate: EstateId) -> Iterator[str]:
    yield from _left_out(dossier, standing, estate)
    entry = standing.entry(estate)
    if entry is None:
        veto = veto_of(dossier.vetoes, estate)
        bar = f"一票否决：{veto.ground}（{veto.document}），不参加排名。" if veto else ""
        yield bar or standing.ranking.unranked.get(estate, "尚无有效得分，暂不排名。")
        return
    yield from _figure(dossier, standing, entry)
    yield from _place(dossier, standing, estate)


def _left_out(dossier: Dossier, standing: Standing, estate: EstateId) -> Iterator[str]:
    """Whose points do not count, or count otherwise than entered."""
    for expert in dossier.scorers.all:
        state = dossier.state(expert.id, estate)
        if state is CellState.RECUSED:
            yield f"{expert.name}回避，不评分；已有的评分保留、划去，不计入。"
        elif state is CellState.ABSTAINED:
            yield f"{expert.name}弃权，不计入。"
        elif state is CellState.NOT_ASKED:
            continue
        elif not state.is_counted:
            yield f"{expert.name}尚未提交（{state.value}），暂不计入。"
        elif standing.is_replaced(expert.id, estate):
            yield from _replaced(standing, expert, estate)


def _replaced(standing: Standing, expert: Person, estate: EstateId) -> Iterator[str]:
    own = {one for one in standing.replaced if one[:2] == (expert.id, estate)}
    if own - standing.unified:
        yield f"{expert.name}的评分按处理意见以其他专家的均值替换后计入。"
    if agreed := sorted(number for _, _, number in own & standing.unified):
        yield f"{expert.name}的客观评分项 {'、'.join(agreed)} 按处理意见统一后计入。"


def _figure(dossier: Dossier, standing: Standing, entry: EntryTally) -> Iterator[str]:
    yield from workings(entry, lambda who: _name(dossier, who))
    for term in dossier.terms:
        if term.estate == entry.entry and term.is_in_force:
            people = (_name(dossier, who) for who in (term.recorded_by, term.confirmed_by))
            yield f"{term.text}（{term.grounds}；{'登记、'.join(people)}确认）。"
    yield standing.tally.method
    yield f"列示得分 {standing.tally.rules.rounding.shown(entry.final_points)}。"


def _place(dossier: Dossier, standing: Standing, estate: EstateId) -> Iterator[str]:
    placing = standing.ranking.placing(estate)
    if placing is None:
        return
    shared = "（并列）" if placing.is_shared else ""
    yield f"名次：第 {placing.place} 名{shared}。"
    if placing.explanation:
        yield placing.explanation
    rules = dossier.review_round.rules
    lines = ((rules.nomination_quota, "推荐上报"), (rules.shortlist_size, "拟公示名单"))
    for line in standing.ranking.cut_lines:
        purpose = next((purpose for size, purpose in lines if size == line.size), "名单")
        if estate in line.undecided:
            yield line.sentence
        elif estate in line.inside:
            yield f"在前 {line.size} 名之内，列入{purpose}。"
        elif estate in line.passed_over:
            yield line.sentence
    yield from _turn(standing, estate)


def _turn(standing: Standing, estate: EstateId) -> Iterator[str]:
    """Whether it would move up, and as the how manieth."""
    found = standing.ranking.runners_up
    if estate in found.undecided:
        yield found.sentence
    if (turn := found.turn_of(estate)) is not None:
        shared = "（并列）" if turn.is_shared else ""
        waits = "；本县名额已满，须本县小区退出才能递补" if turn.waits_for_own_county else ""
        yield f"列入递补名单，递补顺序第 {turn.turn} 位{shared}{waits}。"


def _name(dossier: Dossier, expert: str) -> str:
    return dossier.panel.name(PersonId(expert))
