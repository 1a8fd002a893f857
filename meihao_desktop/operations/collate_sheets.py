"""Collate: who has handed in what, what contradicts what, and how it is settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from meihao_desktop.domain.blocker import Blocker
from meihao_desktop.domain.dossier import Dossier, pairs_of
from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.finding import (
    ORDERING,
    Decision,
    Finding,
    FindingKey,
    Settlement,
    Severity,
)
from meihao_desktop.domain.handing_over import require_no_interest
from meihao_desktop.domain.hearing import step_of
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Act, Actor
from meihao_desktop.domain.review_round import Phase, TieStepKind
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import CellState, ScoreSheet, SheetStatus
from meihao_desktop.domain.scorers import SUBSTITUTE
from meihao_desktop.domain.seal import Seal
from meihao_desktop.domain.signature import InkSignature
from meihao_desktop.domain.standing import Standing, standing_of
from meihao_desktop.domain.tie_lot import drawn_lot
from meihao_desktop.operations.change import Change, Pair
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.finding_row import FindingRow, finding_rows, visible_blockers
from meihao_desktop.operations.papers import Paper, PrintingRow, printing_rows, sheet_subject
from meihao_desktop.operations.witness import confirm_pair

CHANGES_RESULT = frozenset({Decision.REPLACED, Decision.UNIFIED, Decision.BOTH_ADMITTED}) | ORDERING


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCell:
    """One expert × estate of the matrix; ``total`` is ``None`` where the actor may not see it."""

    state: CellState
    answered: int = 0
    total: Decimal | None = None
    revision: int = 0
    status: SheetStatus | None = None
    seconds_spent: int = 0

    @property
    def is_signed(self) -> bool:
        return self.status is SheetStatus.SIGNED


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretaryDesk:
    """The whole panel's work; ``shows_totals`` is false while points are nobody's business."""

    phase: Phase
    experts: tuple[Person, ...]
    estates: tuple[Estate, ...]
    cells: Mapping[Pair, PairCell]
    shows_totals: bool
    criteria: int
    findings: tuple[FindingRow, ...]
    blockers: tuple[Blocker, ...]
    printings: tuple[PrintingRow, ...]
    may_settle: bool
    may_settle_results: bool
    may_register_signatures: bool
    may_reopen: bool
    actor: PersonId | None = None
    chair: PersonId | None = None
    substitutes: frozenset[PersonId] = frozenset()

    def label(self, expert: Person) -> str:
        """The name, with a word that tells a substitute from a member."""
        return f"{expert.name}{SUBSTITUTE}" if expert.id in self.substitutes else expert.name

    def may_decide(self, row: FindingRow) -> bool:
        """Nobody settles what is about the own points once experts are heard."""
        is_own = row.needs_hearing and row.finding.where.expert == self.actor
        return self.may_settle and not is_own

    def may_change_result(self, row: FindingRow) -> bool:
        """The chair; about the chair's own points the secretary, as was voted."""
        is_chairs = row.needs_hearing and row.finding.where.expert == self.chair
        return self.may_settle and (self.may_settle_results or is_chairs)

    def handed_in(self, expert: PersonId) -> int:
        done = (CellState.SUBMITTED, CellState.ABSTAINED, CellState.REPLACED)
        return sum(c.state in done for (who, _), c in self.cells.items() if who == expert)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the settlement says: the decision, its reason, and what the decision rests on.

    For a tie ``order`` and ``votes``, or who approved that all are admitted, or the seed of a lot
    with its witness; for objective points the figure agreed on.
    """

    decision: Decision
    reason: str
    order: Sequence[EstateId] = ()
    votes: Mapping[EstateId, int] = field(default_factory=dict[EstateId, int])
    approval: str = ""
    seed: str = ""
    witness: Witness | None = None
    agreed: Decimal | None = None


def secretary_desk(context: Context) -> SecretaryDesk:
    """Progress, matrix, findings, blockers and printed papers.

    Somebody who is only a deputy sees the estates they stand in for, and no totals.
    """
    _require_watcher(context)
    dossier, handled = context.dossier(), context.deputised
    if context.is_officer:
        return _whole_desk(context, dossier)
    whole = _whole_desk(context, dossier)
    return replace(
        whole,
        estates=tuple(estate for estate in whole.estates if estate.id in handled),
        cells={pair: cell for pair, cell in whole.cells.items() if pair[1] in handled},
        findings=tuple(r for r in whole.findings if handled & set(_estates_of(r.finding))),
        blockers=(),
        printings=(),
    )


def _whole_desk(context: Context, dossier: Dossier) -> SecretaryDesk:
    shows_totals = context.may(Act.SEE_ALL_SCORES)
    handled = context.deputised
    standing = standing_of(dossier) if shows_totals else None
    may_settle = context.may(Act.SETTLE_FINDING, *handled)
    acting = context.require(Act.SETTLE_FINDING, *handled) if may_settle else context.somebody()
    return SecretaryDesk(
        phase=dossier.review_round.phase,
        experts=dossier.scorers.all,
        estates=dossier.estates,
        cells={pair: _cell(dossier, pair, standing) for pair in pairs_of(dossier)},
        shows_totals=shows_totals,
        criteria=len(dossier.rubric.by_number),
        findings=finding_rows(dossier, shows_points=context.may(Act.SEE_ALL_SCORES, *handled)),
        blockers=visible_blockers(dossier, shows_points=shows_totals),
        printings=printing_rows(context.store, dossier),
        may_settle=may_settle,
        may_settle_results=may_settle and acting.has(Role.PANEL_CHAIR),
        may_register_signatures=context.may(Act.REGISTER_SIGNATURE, *handled),
        may_reopen=context.may(Act.REOPEN_SHEET, *handled),
        actor=context.somebody().id,
        chair=dossier.panel.chair.id if dossier.panel.chair else None,
        substitutes=frozenset(person.id for person in dossier.scorers.substitutes),
    )


def decisions_for(row: FindingRow) -> tuple[Decision, ...]:
    """What may be decided about it, the usual one first; none where it must be mended."""
    return row.decisions


def settle(context: Context, finding: FindingKey, verdict: Verdict) -> Change:
    """Give a finding its settlement; what changes the result only the chair decides."""
    context.require(Act.SETTLE_FINDING, *context.deputised)
    row = _open_row(context, finding)
    estates = _estates_of(row.finding)
    actor = context.require(Act.SETTLE_FINDING, *estates)
    dossier = context.dossier()
    require_no_interest(dossier, actor.id, *estates)
    _require_entitled(dossier, actor, row, verdict)
    _require_sound(row, verdict, dossier)
    settlement = Settlement(
        finding=finding,
        where=row.finding.where,
        decision=verdict.decision,
        reason=verdict.reason.strip(),
        actor=actor.name,
        settled_at=context.now(),
        order=_order(row.finding, verdict, dossier),
        votes={str(estate): count for estate, count in verdict.votes.items()},
        approval=verdict.approval.strip(),
        seed=verdict.seed.strip(),
        witness=_named(context, verdict.witness),
        agreed=verdict.agreed,
    )
    row.finding.require(settlement)
    if settlement.decision is Decision.DRAWN and verdict.witness is not None:
        check_lot(context, verdict)
        confirm_pair(context, verdict.witness, *estates)
    with context.transaction("settle_finding", subject=finding):
        context.store.settlements.save(settlement)
    return Change(is_findings=True, is_round=True)


def check_lot(context: Context, verdict: Verdict) -> None:
    """A lot comes after a vote that decided nothing, unless the rules ask for no vote."""
    kinds = {step.kind for step in context.dossier().review_round.rules.tie_chain}
    needs_vote = TieStepKind.VOTE in kinds or TieStepKind.LOT not in kinds
    given = verdict.votes.values()
    if needs_vote and not any(given):
        raise RuleViolation("抽签之前须先表决；请填写各小区的票数，票数分不出先后才抽签。")
    if any(given) and 2 * max(given) > sum(given):
        raise RuleViolation("表决已有过半数的小区，请按表决确定先后，不能再抽签。")


def register_signature(context: Context, expert: PersonId, estate: EstateId) -> Change:
    """The printed sheet carries the expert's ink."""
    context.require(Act.REGISTER_SIGNATURE, estate)
    return _sign(context, ((expert, estate),))


def register_signatures(context: Context, pairs: Sequence[Pair]) -> Change:
    """Several printed sheets at once; all or none."""
    context.require(Act.REGISTER_SIGNATURE, *context.deputised)
    for _, estate in pairs:
        context.require(Act.REGISTER_SIGNATURE, estate)
    return _sign(context, tuple(pairs))


def _sign(context: Context, pairs: tuple[Pair, ...]) -> Change:
    sheets = context.store.score_sheets
    found = {pair: sheets.get(*pair) for pair in pairs}
    absent = next((pair for pair, sheet in found.items() if sheet is None), None)
    if absent is not None:
        raise MissingRecord("评分表", "/".join(absent))
    signed = [sheet.signed() for sheet in found.values() if sheet is not None]
    subject = signed[0].key if len(signed) == 1 else ""
    detail = {"sheets": [sheet.key for sheet in signed]}
    with context.transaction("register_signature", subject=subject, detail=detail):
        for sheet in signed:
            sheets.save(sheet)
            context.store.signatures.note_ink(_ink(context, sheet))
    return Change(sheets=frozenset(pairs), is_round=True)


def _ink(context: Context, sheet: ScoreSheet) -> InkSignature:
    """The expert signed the print that carries the code of this revision."""
    return InkSignature(
        paper=Paper.SCORE_SHEETS.name,
        subject=sheet_subject(sheet.expert, sheet.estate),
        check_code=Seal(sheet.digest).check_code,
        signer=sheet.expert,
        noted_by=context.somebody().id,
        noted_at=context.now(),
    )


def _require_watcher(context: Context) -> None:
    actor = context.somebody()
    if not context.is_officer and not context.deputised:
        raise RuleViolation(f"秘书台只供秘书、组长和监督员查看，当前登录的是{actor.name}。")


def _estates_of(finding: Finding) -> tuple[str, ...]:
    """The estates it is about; a tie names several."""
    return tuple(finding.where.estate.split("+")) if finding.where.estate else ()


def _cell(dossier: Dossier, pair: Pair, standing: Standing | None) -> PairCell:
    state = dossier.state(*pair)
    if standing is not None and standing.is_replaced(*pair) and state.is_counted:
        state = CellState.REPLACED
    sheet = dossier.sheet(*pair)
    if sheet is None:
        return PairCell(state=state)
    return PairCell(
        state=state,
        answered=len(dossier.rubric.by_number) - len(sheet.unanswered(dossier.rubric)),
        total=sheet.total if standing is not None else None,
        revision=sheet.revision,
        status=sheet.status,
        seconds_spent=sheet.seconds_spent,
    )


def _open_row(context: Context, key: FindingKey) -> FindingRow:
    shows_points = context.may(Act.SEE_ALL_SCORES, *context.deputised)
    rows = finding_rows(context.dossier(), shows_points=shows_points)
    row = next((row for row in rows if row.finding.key == key), None)
    if row is None:
        raise RuleViolation("这条核查发现已经变化或不再存在，请刷新后按新的情况处理。")
    return row


def _tied(finding: Finding) -> list[str]:
    return sorted(finding.where.estate.split("+"))


def _order(finding: Finding, verdict: Verdict, dossier: Dossier) -> tuple[str, ...]:
    """The order decided or drawn, or for a tie admitted as a whole all of its estates."""
    if verdict.decision is Decision.BOTH_ADMITTED:
        return tuple(_tied(finding))
    if verdict.decision is Decision.DRAWN:
        return drawn_lot(dossier, map(EstateId, _tied(finding)), verdict.seed)[1]
    return tuple(verdict.order) if verdict.decision is Decision.ORDERED else ()


def _require_entitled(dossier: Dossier, actor: Actor, row: FindingRow, verdict: Verdict) -> None:
    """The chair, but never on the own points: the secretary then records what was voted.

    Where the chair must stand back a deputy decides, and before one is named the secretary.
    """
    where = row.finding.where
    is_vote = row.needs_hearing and row.finding.severity is Severity.BLOCKING
    if is_vote and actor.id == where.expert:
        raise RuleViolation("涉及本人的评分，由秘书登录后按表决结果登记处理意见。")
    chair = dossier.panel.chair
    is_chairs_own = chair is not None and (
        (is_vote and chair.id == where.expert)
        or any(_lacks_deputy(dossier, chair.id, estate) for estate in _estates_of(row.finding))
    )
    if verdict.decision in CHANGES_RESULT and not actor.has(Role.PANEL_CHAIR) and not is_chairs_own:
        raise RuleViolation(
            f"“{verdict.decision.value}”会改变评审结果，只能由组长作出；请组长"
            "（组长须回避的，由其代办人）登录后处理。"
        )


def _lacks_deputy(dossier: Dossier, chair: PersonId, estate: str) -> bool:
    recusal = dossier.recusals.between(chair, EstateId(estate))
    return recusal is not None and recusal.status.forbids_scoring and not recusal.deputy


def _require_sound(row: FindingRow, verdict: Verdict, dossier: Dossier) -> None:
    if any(count < 0 for count in verdict.votes.values()):
        raise RuleViolation("票数不能为负，请更正后再确认。")
    if row.needs_hearing and verdict.decision not in row.decisions:
        raise RuleViolation(_not_yet(row))
    if verdict.decision is Decision.UNIFIED and verdict.agreed is not None:
        criterion = dossier.rubric.criterion(CriterionId(row.finding.where.criterion))
        if fault := criterion.fault(verdict.agreed):
            raise RuleViolation(fault)


def _not_yet(row: FindingRow) -> str:
    if row.decisions:
        offered = "、".join(decision.value for decision in row.decisions)
        return f"按程序和表决结果，此项只能处理为：{offered}。"
    step = step_of(row.finding, row.hearing)
    now = step.value if step else ""
    return f"畸高畸低须先通知专家、听取答复并表决，才能作出处理意见；此项现在{now}。"


def _named(context: Context, witness: Witness | None) -> str:
    person = context.person(witness.person) if witness is not None else None
    return person.name if person is not None else ""
