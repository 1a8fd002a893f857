"""What is looked at before a score bundle counts: every reason to leave it outside."""

from dataclasses import dataclass
from datetime import datetime

from meihao_desktop.domain.dossier import Dossier, sealed_digests
from meihao_desktop.domain.finding import FindingKey
from meihao_desktop.domain.handover import Bundle, Handover, Mark, merged, newest
from meihao_desktop.domain.hearing import Hearing
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.domain.score_sheet import ScoreSheet, SheetStatus
from meihao_desktop.domain.seal import seal_rubric, seal_sheet
from meihao_desktop.exchange.refusals import Refusal, refuse

COUNTING = frozenset({SheetStatus.SUBMITTED, SheetStatus.SIGNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """What a bundle is held against: the records, the round, and when its first pack went out."""

    dossier: Dossier
    round_id: str
    packs: frozenset[int]
    first_pack_at: datetime | None


def require_acceptable(bundle: Bundle, counter: Counter, what: str) -> None:
    """Refuse what does not belong here, or was not scored as the round asks for."""
    _require_our_round(bundle, counter, what)
    _require_our_expert(bundle, counter.dossier, what)
    for sheet in bundle.content.sheets:
        _require_sheet(sheet, bundle, counter, what)
        _require_opened_again(sheet, bundle, counter.dossier, what)
    for sheet in latest_of(bundle.content.sheets):
        _require_current(sheet, counter.dossier, what)
        _require_no_recusal(sheet, bundle, counter, what)


def latest_of(sheets: tuple[ScoreSheet, ...]) -> tuple[ScoreSheet, ...]:
    """The highest revision of each estate."""
    latest: dict[str, ScoreSheet] = {}
    for sheet in sheets:
        known = latest.get(sheet.estate)
        if known is None or known.revision < sheet.revision:
            latest[sheet.estate] = sheet
    return tuple(latest.values())


def marks_of(bundle: Bundle) -> tuple[Mark, ...]:
    sheets = sorted(bundle.content.sheets, key=lambda sheet: (sheet.estate, sheet.revision))
    return tuple(
        Mark(estate=sheet.estate, revision=sheet.revision, digest=sheet.digest) for sheet in sheets
    )


def answered_hearings(bundle: Bundle, dossier: Dossier, what: str) -> tuple[Hearing, ...]:
    """The hearings that the answers of the bundle enter; what is known already is left out."""
    heard: dict[FindingKey, Hearing] = {}
    for given in bundle.content.answers:
        hearing = heard.get(given.finding) or dossier.hearings.get(given.finding)
        if hearing is None or hearing.expert != bundle.expert:
            refuse(Refusal.OTHER_NOTICE, what=what)
        if not given.statement.strip():
            refuse(Refusal.BAD_CONTENT, what=what, why="异常评分通知的答复没有说明")
        if hearing.given == given:
            continue
        if hearing.given is not None:
            name = dossier.estate_name(hearing.where.estate)
            refuse(Refusal.OTHER_ANSWER, what=what, name=name)
        heard[given.finding] = hearing.answered(
            given.answer, given.statement, by=bundle.expert, at=given.answered_at
        )
    return tuple(heard.values())


def require_news(handover: Handover, dossier: Dossier, what: str) -> None:
    """Refuse a bundle that is older than one already here and adds nothing to it."""
    latest = newest(dossier.handovers, handover.expert)
    if latest is None or handover.serial >= latest.serial:
        return
    known = {
        pair for each in dossier.handovers if each.serial > handover.serial
        for pair in each.keys().items()
    }  # fmt: skip
    if known >= set(handover.keys().items()):
        refuse(Refusal.OUTDATED, what=what, found=str(handover.serial), wanted=str(latest.serial))


def contested_names(handover: Handover, dossier: Dossier) -> tuple[str, ...]:
    """The estates on which this bundle contradicts what is here already."""
    together = merged((*dossier.handovers, handover), sealed_digests(dossier))
    return tuple(
        f"{dossier.estate_name(contest.estate)}第 {contest.revision} 版"
        for contest in together.contests
        if handover.digest in contest.bundles
    )


def _require_our_round(bundle: Bundle, counter: Counter, what: str) -> None:
    review_round = counter.dossier.review_round
    if bundle.round_id != counter.round_id:
        refuse(Refusal.WRONG_ROUND, what=what, found=f"编号 {bundle.round_id[:8].upper()}")
    if bundle.mode is not review_round.mode:
        refuse(
            Refusal.WRONG_MODE, what=what, found=bundle.mode.value, wanted=review_round.mode.value
        )
    if bundle.rubric != seal_rubric(counter.dossier.rubric).digest:
        refuse(Refusal.WRONG_RUBRIC, what=what)
    if bundle.pack_serial not in counter.packs:
        refuse(Refusal.UNKNOWN_PACK, what=what, found=str(bundle.pack_serial))


def _require_our_expert(bundle: Bundle, dossier: Dossier, what: str) -> None:
    person = dossier.panel.person(bundle.expert)
    if person is None or not person.is_expert:
        refuse(Refusal.UNKNOWN_EXPERT, what=what, found=bundle.expert[:20])
    if person.id not in {each.id for each in dossier.scorers.all}:
        refuse(Refusal.REPLACED_EXPERT, what=what, found=person.name)
    told = bundle.content
    if told.declaration is not None and told.declaration.expert != bundle.expert:
        refuse(Refusal.WRONG_SIGNER, what=what)
    if any(recusal.expert != bundle.expert for recusal in told.recusals):
        refuse(Refusal.WRONG_SIGNER, what=what)


def _require_sheet(sheet: ScoreSheet, bundle: Bundle, counter: Counter, what: str) -> None:
    dossier = counter.dossier
    name = dossier.estate_name(sheet.estate)
    if sheet.expert != bundle.expert:
        refuse(Refusal.NOT_OWN_SHEET, what=what, name=name)
    if sheet.estate not in {estate.id for estate in dossier.estates_for(bundle.expert)}:
        refuse(Refusal.UNKNOWN_ESTATE, what=what, name=name)
    if sheet.status is SheetStatus.DRAFT or not sheet.digest or sheet.submitted_at is None:
        refuse(Refusal.UNSEALED_SHEET, what=what, name=name)
    if why := _fault(sheet, dossier.rubric):
        refuse(Refusal.BAD_SHEET, what=what, name=name, why=why)
    if seal_sheet(sheet, dossier.rubric, dossier.review_round.title).digest != sheet.digest:
        refuse(Refusal.OTHER_SHEET_DIGEST, what=what, name=name)


def _fault(sheet: ScoreSheet, rubric: Rubric) -> str:
    """What the scoring desk itself would never have let through."""
    if sheet.cells.keys() - rubric.by_number.keys():
        return "有评分标准中没有的评分项"
    if not sheet.is_abstained and (missing := sheet.unanswered(rubric)):
        return f"还有 {len(missing)} 个评分项未打分"
    for criterion in rubric:
        points = sheet.points(criterion.number)
        if points is not None and (fault := criterion.fault(points)):
            return fault.rstrip("。")
    return ""


def _require_current(sheet: ScoreSheet, dossier: Dossier, what: str) -> None:
    estate = dossier.estate(sheet.estate)
    if sheet.status in COUNTING and sheet.material_version != estate.submission_version:
        refuse(
            Refusal.OLD_MATERIALS, what=what, name=estate.name,
            found=str(sheet.material_version), wanted=str(estate.submission_version),
        )  # fmt: skip


def _require_opened_again(sheet: ScoreSheet, bundle: Bundle, dossier: Dossier, what: str) -> None:
    """A later revision is one that the chair opened, or one on materials that were replaced."""
    if sheet.revision == 1:
        return
    name, found = dossier.estate_name(sheet.estate), str(sheet.revision)
    here = {_key(each): each for each in (*dossier.earlier_sheets, *dossier.sheets)}
    told = {_key(each): each for each in bundle.content.sheets}
    before = (sheet.expert, sheet.estate, sheet.revision - 1)
    opened, earlier = here.get(_key(sheet)), here.get(before) or told.get(before)
    is_anew = earlier is not None and earlier.material_version < sheet.material_version
    if earlier is None or not (opened or is_anew):
        refuse(Refusal.NOT_REOPENED, what=what, name=name, found=found)
    if opened is not None and opened.open_criteria:
        changed = [
            number for number in sorted(earlier.cells.keys() | sheet.cells.keys())
            if earlier.cells.get(number) != sheet.cells.get(number)
            and not opened.is_open_for(number)
        ]  # fmt: skip
        if changed:
            refuse(Refusal.OUTSIDE_OPENED, what=what, name=name, found="、".join(changed[:5]))


def _key(sheet: ScoreSheet) -> tuple[str, str, int]:
    return sheet.expert, sheet.estate, sheet.revision


def _require_no_recusal(sheet: ScoreSheet, bundle: Bundle, counter: Counter, what: str) -> None:
    """Scoring what one knew to be closed is refused; a recusal that came later only strikes out."""
    told = Recusals(bundle.content.recusals).between(bundle.expert, sheet.estate)
    here = counter.dossier.recusals.between(bundle.expert, sheet.estate)
    begun, sealed_at = counter.first_pack_at, sheet.submitted_at
    was_known = (
        here is not None and begun is not None
        and (here.decided_at or here.declared_at) < begun and here.status.forbids_scoring
    )  # fmt: skip
    scored_after = (
        told is not None and told.status.forbids_scoring
        and sealed_at is not None and told.declared_at < sealed_at
    )  # fmt: skip
    if sheet.status in COUNTING and (was_known or scored_after):
        refuse(Refusal.SCORED_RECUSED, what=what, name=counter.dossier.estate_name(sheet.estate))
