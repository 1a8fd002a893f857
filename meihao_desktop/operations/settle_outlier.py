"""The hearing of a far-off score: notice, answer, re-opening or vote; the chair then decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meihao_desktop.domain.conflicts import outlier
from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import FindingKey
from meihao_desktop.domain.handing_over import require_no_interest
from meihao_desktop.domain.hearing import Answer, Hearing, HearingStep, Voice, is_heard
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.voters import voters
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.finding_row import FindingRow, finding_rows
from meihao_desktop.operations.reopening import reopening
from meihao_desktop.operations.witness import confirm_pair


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One notice on the actor's own desk: what was found, and how far it has come."""

    hearing: Hearing
    estate: EstateId
    estate_name: str
    may_answer: bool


def notify(context: Context, findings: Iterable[FindingKey]) -> Change:
    """Tell each expert concerned, in private; who was told already is left alone."""
    actor = context.require(Act.SETTLE_FINDING, *context.deputised)
    told: list[Hearing] = []
    for key in findings:
        row = _current(context, key)
        if not is_heard(row.finding):
            raise RuleViolation("只有须书面说明的畸高畸低才通知专家。")
        context.require(Act.SETTLE_FINDING, row.finding.where.estate)
        require_no_interest(context.dossier(), actor.id, row.finding.where.estate)
        if row.hearing is None:
            told.append(
                Hearing(
                    finding=key,
                    where=row.finding.where,
                    sentence=row.finding.sentence,
                    notified_by=actor.name,
                    notified_at=context.now(),
                )
            )
    if not told:
        raise RuleViolation("没有需要通知的专家：都已通知，请等待答复。")
    subject = told[0].finding if len(told) == 1 else ""
    detail = {"notices": [hearing.finding for hearing in told]}
    with context.transaction("notify_expert", subject=subject, detail=detail):
        for hearing in told:
            context.store.hearings.save(hearing)
    return Change(is_findings=True, sheets=_pairs(told))


def notices(context: Context) -> tuple[NoticeRow, ...]:
    """What the actor has been told and nobody has decided yet; nothing about anybody else."""
    actor = context.somebody()
    own = [h for h in context.store.hearings.all().values() if h.expert == actor.id]
    if not own:
        return ()
    dossier = context.dossier()
    if context.is_seat:  # the pack brings what is current; the others' scores are not here
        current = {hearing.finding for hearing in own}
    else:
        current = {finding.key for finding in outlier.check(dossier)}
    may = context.may(Act.ANSWER_NOTICE)
    answerable = (HearingStep.ANSWER, HearingStep.REVISION)
    return tuple(
        NoticeRow(
            hearing=hearing,
            estate=EstateId(hearing.where.estate),
            estate_name=dossier.estate_name(hearing.where.estate),
            may_answer=may and hearing.step in answerable and not _is_handed(context, hearing),
        )
        for hearing in own
        if hearing.finding in current and hearing.finding not in dossier.settlements
    )


def answer(context: Context, finding: FindingKey, choice: Answer, statement: str) -> Change:
    """The expert concerned asks to revise, or explains in writing why the score stands."""
    actor = context.require(Act.ANSWER_NOTICE)
    hearing = _hearing(context, finding)
    if _is_handed(context, hearing):
        raise RuleViolation("答复已随评分包交回，不能再改；如需更正，请与秘书联系。")
    answered = hearing.answered(choice, statement, by=actor.id, at=context.now())
    return _keep(context, answered, "answer_notice")


def open_for_revision(context: Context, finding: FindingKey, *, witness: Witness) -> Change:
    """Chair and observer grant what the expert asked for: the sheet's next revision.

    It opens the criteria in dispute only, those of every notice about this sheet that the expert
    wants to revise; where one is about the total, the whole sheet.
    """
    context.require(Act.REOPEN_SHEET, *context.deputised)
    _current(context, finding)
    hearing = _hearing(context, finding)
    estate = EstateId(hearing.where.estate)
    actor = context.require(Act.REOPEN_SHEET, estate)
    require_no_interest(context.dossier(), actor.id, estate)
    hearing.opened(1, by=actor.name)  # refused before anybody's PIN is asked for
    asked = [hearing, *_asked_besides(context, hearing)]
    only = _disputed(asked)
    items = f"评分项 {'、'.join(only)} " if only else ""
    statements = "；".join(dict.fromkeys(each.statement for each in asked))
    reason = f"畸高畸低核查，本人申请修改{items}：{statements}"
    prepared = reopening(context, hearing.expert, estate, reason, only=only)
    second = confirm_pair(context, witness, estate)
    by = f"{actor.name}、{second.name}"
    detail = {"reason": reason, "witness": second.id}
    with context.transaction("open_for_revision", subject=prepared.fresh.key, detail=detail):
        prepared.write(context)
        for each in asked:
            context.store.hearings.save(each.opened(prepared.fresh.revision, by=by))
    return Change.of_sheet(hearing.expert, estate)


def hold_vote(
    context: Context, finding: FindingKey, votes: Sequence[tuple[PersonId, Voice]]
) -> Change:
    """Record by roll call whether the others still call the score abnormal."""
    context.require(Act.SETTLE_FINDING, *context.deputised)
    _current(context, finding)
    hearing = _hearing(context, finding)
    actor = context.require(Act.SETTLE_FINDING, hearing.where.estate)
    if actor.id == hearing.expert:
        raise RuleViolation("涉及本人的评分，由秘书登录后登记表决。")
    dossier = context.dossier()
    require_no_interest(dossier, actor.id, hearing.where.estate)
    others = frozenset(person.id for person in voters(dossier, hearing))
    voted = hearing.voted(votes, others=others, at=context.now())
    return _keep(context, voted, "vote_on_outlier")


def _asked_besides(context: Context, hearing: Hearing) -> tuple[Hearing, ...]:
    """Other notices about the same sheet that the expert wants to revise, too."""
    pair = (hearing.where.expert, hearing.where.estate)
    return tuple(
        each
        for each in context.store.hearings.all().values()
        if (each.where.expert, each.where.estate) == pair
        and each.finding != hearing.finding
        and each.step is HearingStep.REVISION
    )


def _disputed(hearings: Sequence[Hearing]) -> tuple[CriterionId, ...]:
    """The criteria in dispute; none named where one notice is about the total."""
    numbers = [each.where.criterion for each in hearings]
    return tuple(CriterionId(number) for number in dict.fromkeys(numbers)) if all(numbers) else ()


def _keep(context: Context, hearing: Hearing, event: str) -> Change:
    with context.transaction(event, subject=hearing.finding):
        context.store.hearings.save(hearing)
    return Change(is_findings=True, sheets=_pairs([hearing]))


def _pairs(hearings: Iterable[Hearing]) -> frozenset[tuple[PersonId, EstateId]]:
    return frozenset((h.expert, EstateId(h.where.estate)) for h in hearings)


def _is_handed(context: Context, hearing: Hearing) -> bool:
    """Whether a bundle with the answer has left this laptop."""
    if hearing.answered_at is None:
        return False
    handed = context.store.exchanges.bundles()
    return any(each.digest and each.handed_at >= hearing.answered_at for each in handed)


def _hearing(context: Context, finding: FindingKey) -> Hearing:
    hearing = context.store.hearings.all().get(finding)
    if hearing is None:
        raise MissingRecord("异常评分通知", finding)
    return hearing


def _current(context: Context, key: FindingKey) -> FindingRow:
    """The finding as it is now; scores that changed since ask for a new notice."""
    shows_points = context.may(Act.SEE_ALL_SCORES, *context.deputised)
    rows = finding_rows(context.dossier(), shows_points=shows_points)
    row = next((row for row in rows if row.finding.key == key), None)
    if row is None:
        raise RuleViolation("这条核查发现已经变化或不再存在，请刷新后按新的情况处理。")
    return row
