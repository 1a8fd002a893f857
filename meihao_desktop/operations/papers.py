"""The papers of a round: their check codes, and whether a printed one is stale."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from meihao_desktop.db.store import Store
from meihao_desktop.domain.archive import archive_lines
from meihao_desktop.domain.county import CountyId
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import FindingKey
from meihao_desktop.domain.hearing import Hearing
from meihao_desktop.domain.opening import opening_lines
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.pin import IssuedPin
from meihao_desktop.domain.printing_record import Printing
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.seal import Seal, seal, seal_sheet
from meihao_desktop.domain.standing import Standing, ranking_seal, standing_of
from meihao_desktop.domain.submission import Submission, newest_versions
from meihao_desktop.operations.change import Pair
from meihao_desktop.operations.panel_lines import (
    attendance_lines,
    election_lines,
    pledge_lines,
)


class Paper(Enum):
    """The papers of a round; the value is the printed title."""

    SCORE_SHEETS = "个人评分表"
    TALLY = "得分汇总表"
    RANKING = "排名表"
    RANKING_WORKBOOK = "排名表（电子表格）"
    ADVICE = "参考分析"
    SETTLEMENTS = "处理意见汇总"
    EXPLANATION = "异常评分说明"
    ATTENDANCE = "签到表"
    PLEDGES = "承诺书"
    ELECTION = "组长推选记录"
    RECUSALS = "回避登记表"
    RECEIPT = "收件回执"
    PIN_SLIPS = "PIN 密封条"
    OPENING = "开封记录"
    SIGNATURES = "签署情况"
    SELF_CHECK = "会前自检"
    ARCHIVE_LIST = "归档目录"

    @property
    def label(self) -> str:
        return self.value

    @property
    def is_result(self) -> bool:
        """Whether it shows the outcome, and so is a draft until the round is final."""
        return self in (Paper.TALLY, Paper.RANKING, Paper.RANKING_WORKBOOK, Paper.ADVICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingRow:
    """One printed paper and whether it would look different today."""

    printing: Printing
    title: str
    actor_name: str
    is_stale: bool


def sheet_subject(expert: PersonId, estate: EstateId) -> str:
    """The subject of a single score sheet; an expert's id alone means all sheets of that expert."""
    return f"{expert}/{estate}"


def pairs_of(subject: str, dossier: Dossier) -> tuple[Pair, ...]:
    """The pairs with a sheet that a subject names: one, an expert's, or all; expert by expert."""
    expert, _, estate = subject.partition("/")
    return tuple(
        (person.id, each.id)
        for person in dossier.scorers.all
        for each in dossier.estates
        if expert in ("", person.id)
        and estate in ("", each.id)
        and dossier.sheet(person.id, each.id) is not None
    )


def submission_of(subject: str, dossier: Dossier) -> Submission:
    """The newest submission of the county that a receipt's subject names."""
    found = (s for s in newest_versions(dossier.submissions) if s.county == subject)
    submission = next(found, None)
    if submission is None:
        raise MissingRecord("报送材料", subject)
    return submission


def paper_seal(paper: Paper, subject: str, dossier: Dossier, standing: Standing) -> Seal:
    """What the paper's check code stands for, as the records are now."""
    if paper.is_result:
        return ranking_seal(dossier, standing)
    if paper is Paper.SCORE_SHEETS:
        return _sheets_seal(subject, dossier)
    if (lines := _LINES.get(paper)) is not None:
        return seal(lines(dossier))
    if paper is Paper.SETTLEMENTS:
        return seal(_settlement_lines(dossier))
    if (told := _SUBJECT_LINES.get(paper)) is not None:
        return seal(told(subject, dossier))
    return seal(_receipt_lines(submission_of(subject, dossier), dossier))


def sheet_seal(sheet: ScoreSheet, dossier: Dossier) -> Seal:
    """The seal a sheet was handed in with, or for a draft the one it would get now."""
    if sheet.digest:
        return Seal(sheet.digest)
    return seal_sheet(sheet, dossier.rubric, dossier.review_round.title)


def printing_rows(store: Store, dossier: Dossier) -> tuple[PrintingRow, ...]:
    """Everything printed so far, the newest first."""
    standing = standing_of(dossier)
    codes: dict[tuple[str, str], str] = {}
    rows: list[PrintingRow] = []
    for printing in reversed(store.printings.all()):
        key = (printing.paper, printing.subject)
        if key not in codes:
            codes[key] = code_now(*key, dossier, standing)
        rows.append(
            PrintingRow(
                printing=printing,
                title=paper_title(Paper[printing.paper], printing.subject, dossier),
                actor_name=dossier.panel.name(PersonId(printing.actor)),
                is_stale=printing.is_stale(codes[key]),
            )
        )
    return tuple(rows)


def paper_title(paper: Paper, subject: str, dossier: Dossier) -> str:
    """The paper's name with what it is about: 个人评分表 专家01 朗悦花园."""
    if paper is Paper.RECEIPT:
        names = [c.name for c in dossier.counties if c.id == subject] or [subject]
        return f"{paper.label} {names[0]}"
    if paper is Paper.EXPLANATION:
        return _explanation_title(subject, dossier)
    if paper is Paper.PIN_SLIPS:
        return _slips_title(subject, dossier)
    expert, _, estate = subject.partition("/")
    words = [paper.label]
    if expert:
        words.append(dossier.panel.name(PersonId(expert)))
    if estate:
        words.append(dossier.estate_name(estate))
    return " ".join(words)


def code_now(paper: str, subject: str, dossier: Dossier, standing: Standing) -> str:
    """The code today; empty where what the paper was about no longer exists."""
    chosen = Paper[paper]
    counties = {CountyId(submission.county) for submission in dossier.submissions}
    if chosen is Paper.RECEIPT and subject not in counties:
        return ""
    return paper_seal(chosen, subject, dossier, standing).check_code


def _sheets_seal(subject: str, dossier: Dossier) -> Seal:
    pairs = pairs_of(subject, dossier)
    seals = [sheet_seal(dossier.sheet_by_pair[pair], dossier) for pair in pairs]
    if "/" in subject and len(seals) == 1:
        return seals[0]
    return seal(["meihao score sheets 1", *(each.digest for each in seals)])


def _recusal_lines(dossier: Dossier) -> Iterable[str]:
    yield "meihao recusals 1"
    yield f"round {dossier.review_round.title}"
    for r in sorted(dossier.recusals, key=lambda r: (r.expert, r.estate)):
        yield f"recusal {r.expert} {r.estate} {r.interest.name} {r.status.name}"
        yield f"basis {r.basis}"
        yield f"decided {r.decided_by or ''} {r.decision_reason}"
        if r.deputy or r.successor:
            yield f"in place {r.deputy} {r.successor}"
        if r.unfilled:
            yield f"unfilled {r.unfilled_by} {r.unfilled}"


def _self_check_lines(dossier: Dossier) -> Iterable[str]:
    yield "meihao self check 1"
    yield f"round {dossier.review_round.title}"
    check = dossier.self_check
    if check is not None:
        yield f"check {check.number} {check.made_by} {check.made_at.isoformat()}"
        for result in check.items:
            yield f"item {result.item.name} {result.outcome.name} {result.told}"
            yield f"reason {check.reason(result.item)}"


def _explanation_title(subject: str, dossier: Dossier) -> str:
    hearing = dossier.hearings.get(FindingKey(subject))
    if hearing is None:
        return Paper.EXPLANATION.label
    where = hearing.where
    words = (dossier.panel.name(hearing.expert), dossier.estate_name(where.estate), where.criterion)
    return " ".join(filter(None, (Paper.EXPLANATION.label, *words)))


def _settlement_lines(dossier: Dossier) -> Iterable[str]:
    yield "meihao settlements 1"
    yield f"round {dossier.review_round.title}"
    for s in sorted(dossier.settlements.values(), key=lambda s: s.finding):
        yield f"settlement {s.finding} {s.decision.name} {s.actor}"
        yield f"reason {s.reason}"
        votes = " ".join(f"{name}={s.votes[name]}" for name in sorted(s.votes))
        yield f"order {' '.join(s.order)} votes {votes}"
        yield f"rests on {s.approval}|{s.seed}|{s.witness}|{s.agreed}"
    for hearing in dossier.hearings.values():
        yield from _hearing_lines(hearing, dossier)
    for sheet in (*dossier.earlier_sheets, *dossier.sheets):
        if sheet.revision > 1 or sheet in dossier.earlier_sheets:
            yield f"sheet {sheet.key} {sheet.digest}"
            yield f"reopened {sheet.reopen_reason}"


def _explanation_lines(subject: str, dossier: Dossier) -> Iterable[str]:
    return _hearing_lines(dossier.hearings.get(FindingKey(subject)), dossier)


def _hearing_lines(hearing: Hearing | None, dossier: Dossier) -> Iterable[str]:
    yield "meihao hearing 1"
    yield f"round {dossier.review_round.title}"
    if hearing is None:
        return
    yield f"finding {hearing.finding} {hearing.sentence}"
    yield f"answer {hearing.answer.name if hearing.answer else ''} {hearing.statement}"
    yield f"revision {hearing.revision} {hearing.confirmed_by}"
    for who in sorted(hearing.votes):
        yield f"vote {who} {hearing.votes[who].name}"
    settlement = dossier.settlements.get(hearing.finding)
    if settlement is not None:
        yield f"decision {settlement.decision.name} {settlement.actor} {settlement.reason}"


def slips_subject(issued: Iterable[IssuedPin]) -> str:
    """The subject of PIN slips: who got which, without any PIN: P03=0042-01 P04=0042-02."""
    return " ".join(f"{one.person.id}={one.slip}" for one in issued)


def _slip_lines(subject: str, dossier: Dossier) -> Iterable[str]:
    yield "meihao pin slips 1"
    yield f"round {dossier.review_round.title}"
    for person, number in _slips(subject):
        yield f"slip {number} {person} {dossier.panel.name(person)}"


def _slips(subject: str) -> Iterable[tuple[PersonId, str]]:
    for part in subject.split():
        person, _, number = part.partition("=")
        yield PersonId(person), number


def _slips_title(subject: str, dossier: Dossier) -> str:
    people = [person for person, _ in _slips(subject)]
    told = dossier.panel.name(people[0]) if len(people) == 1 else f"{len(people)} 人"
    return f"{Paper.PIN_SLIPS.label} {told}"


def _receipt_lines(submission: Submission, dossier: Dossier) -> Iterable[str]:
    yield "meihao receipt 1"
    yield f"round {dossier.review_round.title}"
    yield f"county {submission.county} version {submission.version}"
    yield f"digest {submission.digest}"


def _signature_lines(dossier: Dossier) -> Iterable[str]:
    yield "meihao signatures 1"
    yield f"round {dossier.review_round.title}"
    for sheet in sorted(dossier.sheets, key=lambda s: s.key):
        yield f"sheet {sheet.key} {sheet.status.name} {sheet.digest}"
    for ink in dossier.ink_signatures:
        yield f"ink {ink.paper} {ink.subject} {ink.check_code} {ink.signer}"


_SUBJECT_LINES: Mapping[Paper, Callable[[str, Dossier], Iterable[str]]] = {
    Paper.EXPLANATION: _explanation_lines,
    Paper.PIN_SLIPS: _slip_lines,
}
"""Papers about one thing of the round."""
_LINES: Mapping[Paper, Callable[[Dossier], Iterable[str]]] = {
    Paper.ATTENDANCE: attendance_lines,
    Paper.PLEDGES: pledge_lines,
    Paper.ELECTION: election_lines,
    Paper.RECUSALS: _recusal_lines,
    Paper.OPENING: opening_lines,
    Paper.SIGNATURES: _signature_lines,
    Paper.SELF_CHECK: _self_check_lines,
    Paper.ARCHIVE_LIST: lambda dossier: archive_lines(dossier.archives),
}
"""Papers of the panel that are about the whole round."""
