"""What stands between the round and its next phase, as sentences with the desk to go to."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from meihao_desktop.domain.conflicts.run_all import is_settled, open_blockers
from meihao_desktop.domain.dossier import Dossier, sealed_digests
from meihao_desktop.domain.finding import FindingKey, Severity, Where
from meihao_desktop.domain.handover import BundleState, merged
from meihao_desktop.domain.ink import open_ink
from meihao_desktop.domain.interests.gate import undeclared_experts, undeclared_secretaries
from meihao_desktop.domain.review_round import Phase, TieStepKind
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.domain.submission import newest_versions

DESKS: Mapping[str, str] = {
    "interest_hint": "panel",
    "undecided_recusal": "panel",
    "unfounded_recusal": "panel",
    "no_deputy": "panel",
    "composition": "panel",
}
"""Where findings are dealt with that do not belong to the secretary's desk."""
MEMBERS = "members"
"""The place at the panel desk for what concerns the panel as a whole."""
SIGNATURES = "signatures"
"""The place at the secretary's desk where ink is noted; a paper may stand behind a slash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """One reason why the round cannot go on; ``desk`` names the desk where it is mended.

    ``place`` is what that desk goes to where it is not the finding itself.
    """

    sentence: str
    desk: str
    finding: FindingKey | None = None
    place: str = ""

    @property
    def target(self) -> str:
        """What the desk is asked to bring into view."""
        return self.place or self.finding or ""


def panel_place(where: Where) -> str:
    """What the panel desk brings into view: person and estate, or the members as a whole."""
    return f"{where.expert}/{where.estate}" if where.expert and where.estate else MEMBERS


def blockers(dossier: Dossier) -> tuple[Blocker, ...]:
    """Everything that keeps the round from its next phase."""
    check = _CHECKS.get(dossier.review_round.phase)
    return tuple(check(dossier)) if check else ()


def warnings(dossier: Dossier) -> tuple[Blocker, ...]:
    """What would keep a real round from its next phase, while a rehearsal may go on."""
    is_told = dossier.review_round.is_rehearsal and dossier.review_round.phase is Phase.FINAL
    return tuple(_unsigned_papers(dossier)) if is_told else ()


def _before_receiving(dossier: Dossier) -> Iterator[Blocker]:
    rules, rubric = dossier.review_round.rules, dossier.rubric
    for fault in (*rubric.faults(), *rules.faults()):
        yield Blocker(sentence=fault, desk="settings")
    for step in rules.tie_chain:
        if step.kind is TieStepKind.SECTION and rubric.section(step.section) is None:
            yield Blocker(
                sentence=f"并列规则引用的第 {step.section} 部分不在评分标准中。", desk="settings"
            )


def _before_sealing(dossier: Dossier) -> Iterator[Blocker]:
    rules = dossier.review_round.rules
    if not dossier.estates:
        yield Blocker(sentence="还没有接收任何小区的报送材料。", desk="import")
    count = len(dossier.panel.experts)
    if count < rules.minimum_experts:
        yield Blocker(
            sentence=f"评审小组现有专家 {count} 人，少于 {rules.minimum_experts} 人。",
            desk="panel",
            place=MEMBERS,
        )
    if dossier.panel.chair is None:
        yield Blocker(sentence="还没有推选组长。", desk="panel", place=MEMBERS)
    yield from _at_the_door(dossier)


def _at_the_door(dossier: Dossier) -> Iterator[Blocker]:
    """What the counter found in the newest submissions and nobody has settled."""
    for submission in newest_versions(dossier.submissions):
        for finding in submission.findings:
            if finding.severity is Severity.BLOCKING and not is_settled(finding, dossier):
                yield Blocker(sentence=finding.sentence, desk="secretary", finding=finding.key)


def _before_scoring(dossier: Dossier) -> Iterator[Blocker]:
    """In earnest the machine is looked at first; what failed has its reason."""
    if dossier.review_round.is_rehearsal:
        return
    check = dossier.self_check
    if check is None:
        yield Blocker(
            sentence="还没有做会前自检，请秘书在设置的“会前自检”中完成。",
            desk="settings",
            place="readiness",
        )
        return
    for result in check.open_items:
        yield Blocker(
            sentence=f"会前自检“{result.item.value}”{result.outcome.value}，还没有写明理由。",
            desk="settings",
            place=f"readiness/{result.item.name}",
        )


def _before_collating(dossier: Dossier) -> Iterator[Blocker]:
    yield from _to_be_opened(dossier)
    excused = {each.expert for each in dossier.absences}
    handed_in = {each.expert for each in dossier.handovers if each.state is BundleState.SEALED}
    for expert in undeclared_experts(dossier):
        if expert.id in excused:
            continue
        yield Blocker(
            sentence=f"{expert.name}还没有作回避申报，请本人登录后在评分台申报。", desk="secretary"
        )
    for secretary in undeclared_secretaries(dossier):
        yield Blocker(
            sentence=f"{secretary.name}还没有作回避申报，请本人登录后在小组台申报。",
            desk="panel",
            place=secretary.id,
        )
    waiting = Counter(expert for expert, _ in dossier.waiting)
    for expert in dossier.scorers.all:
        count = waiting[expert.id]
        if count and expert.id not in excused | handed_in:
            yield Blocker(
                sentence=f"{expert.name}还有 {count} 份评分表没有提交。",
                desk="secretary",
                place=expert.id,
            )


def _to_be_opened(dossier: Dossier) -> Iterator[Blocker]:
    """Bundles whose contents are still hidden, and those that contradict each other."""
    contested = merged(dossier.handovers, sealed_digests(dossier)).contested_experts()
    for expert in sorted(contested):
        name = dossier.panel.name(expert)
        yield Blocker(
            sentence=f"{name}的同一份评分表有两种内容，请组长裁定以哪一份为准。", desk="secretary"
        )
    sealed = {each.expert for each in dossier.handovers if each.state is BundleState.SEALED}
    if waiting := sealed - contested:
        yield Blocker(sentence=f"还有 {len(waiting)} 位专家的评分包没有拆封。", desk="secretary")


def _before_signing(dossier: Dossier) -> Iterator[Blocker]:
    for finding in open_blockers(dossier):
        desk, where = DESKS.get(finding.code, "secretary"), finding.where
        place = panel_place(where) if desk == "panel" else ""
        yield Blocker(sentence=finding.sentence, desk=desk, finding=finding.key, place=place)


def _before_final(dossier: Dossier) -> Iterator[Blocker]:
    yield from _before_signing(dossier)
    for expert in dossier.scorers.all:
        unsigned = sum(
            sheet.status is SheetStatus.SUBMITTED
            for sheet in dossier.sheets
            if sheet.expert == expert.id and not dossier.recusals.cover(expert.id, sheet.estate)
        )
        if unsigned:
            yield Blocker(
                sentence=f"{expert.name}还有 {unsigned} 份评分表没有登记签字。",
                desk="secretary",
                place=expert.id,
            )


def _before_publication(dossier: Dossier) -> Iterator[Blocker]:
    """In earnest nothing is published that stands on no signed paper."""
    yield from _before_final(dossier)
    if not dossier.review_round.is_rehearsal:
        yield from _unsigned_papers(dossier)


def _unsigned_papers(dossier: Dossier) -> Iterator[Blocker]:
    for ink in open_ink(dossier):
        place = f"{SIGNATURES}/{ink.paper.name}"
        yield Blocker(sentence=ink.sentence, desk="secretary", place=place)


_CHECKS: Mapping[Phase, Callable[[Dossier], Iterator[Blocker]]] = {
    Phase.PREPARING: _before_receiving,
    Phase.RECEIVING: _before_sealing,
    Phase.SEALED: _before_scoring,
    Phase.SCORING: _before_collating,
    Phase.COLLATING: _before_signing,
    Phase.SIGNING: _before_final,
    Phase.FINAL: _before_publication,
}
