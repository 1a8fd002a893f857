"""Papers: rendered from the round, saved or printed, and noted with the head of the audit log."""

import re
from collections.abc import Callable, Iterable, Sequence, Sized
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from meihao_desktop import printing
from meihao_desktop.domain.advice.advice import advice_of
from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.finding import FindingKey
from meihao_desktop.domain.hearing import HearingStep
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.pin import IssuedPin
from meihao_desktop.domain.printing_record import Printing
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.domain.standing import Standing, is_final, standing_of
from meihao_desktop.domain.submission import newest_versions
from meihao_desktop.operations.certifying import Certified, Certifier, certifier, write_certified
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.papers import (
    Paper,
    pairs_of,
    paper_seal,
    paper_title,
    sheet_subject,
    slips_subject,
    submission_of,
)
from meihao_desktop.operations.signatures import board

__all__ = [
    "Document",
    "DocumentKind",
    "Paper",
    "PaperOffer",
    "PaperSet",
    "collect_all",
    "note_printed",
    "offers",
    "render",
    "render_slips",
    "require_noting",
    "save",
    "sheet_subject",
]


class DocumentKind(Enum):
    """What a document is as a file; the value is its suffix."""

    PDF = "pdf"
    WORKBOOK = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One rendered paper; ``event_seq`` is the last event of the audit log it knows of."""

    paper: Paper
    subject: str
    title: str
    file_name: str
    kind: DocumentKind
    data: bytes
    check_code: str
    event_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOffer:
    """A paper the actor may have now; ``mark`` is the word it will carry (正式, 演练草稿)."""

    paper: Paper
    subject: str
    title: str
    mark: str


def offers(context: Context) -> tuple[PaperOffer, ...]:
    """What the actor may print now."""
    dossier = context.dossier()
    standing = standing_of(dossier)
    wanted = [
        *((Paper.RECEIPT, county.id) for county in dossier.counties),
        (Paper.SELF_CHECK, ""),
        (Paper.ATTENDANCE, ""),
        (Paper.PLEDGES, ""),
        (Paper.ELECTION, ""),
        (Paper.RECUSALS, ""),
        (Paper.OPENING, ""),
        (Paper.SIGNATURES, ""),
        (Paper.SETTLEMENTS, ""),
        *((Paper.EXPLANATION, key) for key in dossier.hearings),
        *((Paper.SCORE_SHEETS, expert.id) for expert in dossier.scorers.all),
        (Paper.SCORE_SHEETS, ""),
        (Paper.TALLY, ""),
        (Paper.RANKING, ""),
        (Paper.RANKING_WORKBOOK, ""),
        (Paper.ADVICE, ""),
        (Paper.ARCHIVE_LIST, ""),
    ]
    return tuple(
        PaperOffer(
            paper=paper,
            subject=subject,
            title=paper_title(paper, subject, dossier),
            mark="".join(_marks(dossier, is_final=_is_final(paper, subject, dossier, standing))),
        )
        for paper, subject in wanted
        if _refusal(context, paper, subject) is None and _has_content(paper, subject, dossier)
    )


def render(context: Context, paper: Paper, subject: str = "") -> Document:
    """One paper as bytes; subject: county for a receipt, expert or pair for score sheets."""
    _require_allowed(context, paper, subject)
    if paper is Paper.PIN_SLIPS:
        raise RuleViolation("PIN 不保存，密封条只能在发放时打印；遗失的请重新发放 PIN。")
    if not _has_content(paper, subject, context.dossier()):
        raise RuleViolation(f"还没有可以打印的{paper.label}内容，请先完成相应的步骤。")
    return _collect(context, [(paper, subject)]).press()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSet:
    """Papers to be rendered from one moment of the round; plain values, for the background."""

    wanted: tuple[tuple[Paper, str, Dossier], ...]
    standing: Standing
    stamp: "printing.Stamp"
    certifier: Certifier | None = None

    def press(self, watch: Watch | None = None) -> tuple[Document, ...]:
        """Every paper as bytes, one after the other."""
        done: list[Document] = []
        for paper, subject, dossier in self.wanted:
            title = paper_title(paper, subject, dossier)
            if watch is not None:
                told = Progress(done_files=len(done), total_files=len(self.wanted), current=title)
                watch.tell(told)
            pressed = _pressed(paper, subject, dossier, self)
            if self.certifier is not None:
                pressed = replace(pressed, data=_certified(pressed, self.certifier).data)
            done.append(pressed)
        return tuple(done)


def _collect(context: Context, wanted: Iterable[tuple[Paper, str]]) -> PaperSet:
    """What these papers are made of; the caller has asked who may have them."""
    dossier = context.dossier()
    seq, head = context.store.audit_log.head()
    return PaperSet(
        wanted=tuple((p, subject, _provided(context, p, dossier)) for p, subject in wanted),
        standing=standing_of(dossier),
        stamp=printing.Stamp(
            printed_at=context.now(), actor=context.somebody().name, check_code="", log_head=head,
            log_seq=seq,
        ),
    )  # fmt: skip


def collect_all(context: Context) -> PaperSet:
    """Every paper that has content now, once, as the archive keeps them."""
    context.require(Act.MAKE_ARCHIVE)
    twice = {(Paper.SCORE_SHEETS, ""), (Paper.ARCHIVE_LIST, "")}
    offered = ((each.paper, each.subject) for each in offers(context))
    papers = _collect(context, [each for each in offered if each not in twice])
    return replace(papers, certifier=certifier(context))


def _pressed(paper: Paper, subject: str, dossier: Dossier, papers: PaperSet) -> Document:
    standing = papers.standing
    code = paper_seal(paper, subject, dossier, standing).check_code
    kind = DocumentKind.WORKBOOK if paper is Paper.RANKING_WORKBOOK else DocumentKind.PDF
    title = paper_title(paper, subject, dossier)
    marks = _marks(dossier, is_final=_is_final(paper, subject, dossier, standing))
    return Document(
        paper=paper,
        subject=subject,
        title=title,
        file_name=_file_name(title, code, kind, marks),
        kind=kind,
        data=_press(paper, subject, dossier, standing, papers.stamp.code_for(code)),
        check_code=code,
        event_seq=papers.stamp.log_seq,
    )


def render_slips(context: Context, issued: Sequence[IssuedPin]) -> Document:
    """The sealed slips of PINs that were just issued: nowhere kept, so never rendered again."""
    actor = context.require(Act.ISSUE_PIN)
    dossier, subject = context.dossier(), slips_subject(issued)
    code = paper_seal(Paper.PIN_SLIPS, subject, dossier, standing_of(dossier)).check_code
    seq, head = context.store.audit_log.head()
    stamp = printing.Stamp(
        printed_at=context.now(), actor=actor.name, check_code=code, log_head=head
    )
    title = paper_title(Paper.PIN_SLIPS, subject, dossier)
    return Document(
        paper=Paper.PIN_SLIPS,
        subject=subject,
        title=title,
        file_name=_file_name(title, code, DocumentKind.PDF, _marks(dossier, is_final=True)),
        kind=DocumentKind.PDF,
        data=printing.pin_slips_paper(dossier.review_round, issued, stamp),
        check_code=code,
        event_seq=seq,
    )


def save(context: Context, document: Document, folder: Path | None = None) -> tuple[Path, Change]:
    """Write the document, certified, whole or not at all (default: exports), and note it."""
    require_noting(context, document)
    target = (folder or context.folder / "exports") / document.file_name
    write_certified(target, _certified(document, certifier(context)))
    return target, _note(context, document, "save_document")


def _certified(document: Document, by: Certifier) -> Certified:
    mark = by.mark(document.paper.name, document.subject, document.check_code)
    name, title = document.file_name, document.title
    return by.certified(document.data, mark, name=name, title=title)


def note_printed(context: Context, document: Document) -> Change:
    """Note that the document went to a printer."""
    require_noting(context, document)
    return _note(context, document, "print_document")


def _provided(context: Context, paper: Paper, dossier: Dossier) -> Dossier:
    """The dossier with what only this paper shows."""
    if paper is Paper.SCORE_SHEETS:
        return replace(dossier, signatures=context.store.signatures.all())
    if paper is Paper.SIGNATURES:
        return replace(dossier, board=board(context.store, dossier))
    return dossier


def _note(context: Context, document: Document, event: str) -> Change:
    actor = context.somebody()
    noted = Printing(
        paper=document.paper.name,
        subject=document.subject,
        check_code=document.check_code,
        printed_at=context.now(),
        actor=actor.id,
        event_seq=document.event_seq,
    )
    with context.transaction(event, subject=f"{document.paper.name} {document.subject}".strip()):
        context.store.printings.add(noted)
    return Change(is_printings=True)


def require_noting(context: Context, document: Document) -> None:
    """Refuse a paper before it leaves the program: what cannot be noted is only looked at."""
    _require_allowed(context, document.paper, document.subject)
    if (restriction := context.store.restriction) is not None:
        raise RuleViolation(f"{restriction.sentence}{_ONLY_LOOKED_AT}")


def _require_allowed(context: Context, paper: Paper, subject: str) -> str:
    """The actor's name, or the reason why this paper is not theirs to have."""
    if (refusal := _refusal(context, paper, subject)) is not None:
        raise RuleViolation(refusal)
    return context.somebody().name


def _refusal(context: Context, paper: Paper, subject: str) -> str | None:
    """Result papers follow the permission table; an expert always has the own sheets."""
    actor = context.somebody()
    if paper.is_result:
        return None if context.may(Act.PRINT_RESULTS) else _NOT_YET
    if paper is Paper.SCORE_SHEETS:
        is_own = subject.partition("/")[0] == actor.id
        return None if is_own or context.may(Act.SEE_ALL_SCORES) else _NOT_YOURS
    if paper in (Paper.SETTLEMENTS, Paper.EXPLANATION):
        return None if context.may(Act.SEE_ALL_SCORES) else _NOT_YET
    if paper is Paper.PIN_SLIPS:
        return None if context.may(Act.ISSUE_PIN) else "只有秘书可以打印 PIN 密封条。"
    roles = _WATCHERS if paper in _OF_PANEL else frozenset({Role.SECRETARY})
    named = "、".join(role.value for role in Role if role in roles)
    return None if actor.roles & roles else f"只有{named}可以打印{paper.label}。"


def _has_content(paper: Paper, subject: str, dossier: Dossier) -> bool:
    if paper is Paper.SCORE_SHEETS:
        return bool(pairs_of(subject, dossier))
    if paper in _OF_PANEL:
        return bool(_panel_content(paper, dossier))
    if paper is Paper.RECEIPT:
        return any(submission.county == subject for submission in dossier.submissions)
    if paper is Paper.EXPLANATION:
        return FindingKey(subject) in dossier.hearings
    if paper is Paper.SETTLEMENTS:
        return bool(dossier.settlements or dossier.hearings or dossier.earlier_sheets)
    return bool(dossier.estates)


def _panel_content(paper: Paper, dossier: Dossier) -> Sized:
    """What a paper of the panel is about; the register of recusals is printed empty too."""
    if paper is Paper.ELECTION:
        return dossier.elections
    if paper is Paper.ARCHIVE_LIST:
        return dossier.archives
    if paper is Paper.SELF_CHECK:
        return dossier.self_check.items if dossier.self_check else ()
    if paper in (Paper.OPENING, Paper.SIGNATURES):
        return dossier.estates if dossier.review_round.rules_are_locked else ()
    return dossier.estates if paper is Paper.RECUSALS else dossier.panel.experts


def _is_final(paper: Paper, subject: str, dossier: Dossier, standing: Standing) -> bool:
    """The same that the page says: results at the end, score sheets once all of them are sealed."""
    if paper.is_result:
        return is_final(dossier, standing)
    if paper is Paper.SCORE_SHEETS:
        pairs = pairs_of(subject, dossier)
        return all(dossier.sheet_by_pair[pair].status.is_sealed for pair in pairs)
    if paper is Paper.EXPLANATION:
        hearing = dossier.hearings[FindingKey(subject)]
        is_revised = hearing.step is HearingStep.REVISED
        return is_revised or hearing.finding in dossier.settlements
    return True


def _marks(dossier: Dossier, *, is_final: bool) -> tuple[str, ...]:
    worth = "正式" if is_final else "草稿"
    if not dossier.review_round.is_rehearsal:
        return (worth,)
    return ("演练",) if worth == "正式" else ("演练", worth)


def _file_name(title: str, code: str, kind: DocumentKind, marks: tuple[str, ...]) -> str:
    """Named by worth, title and check code, so that a newer state never overwrites an older."""
    words = (*marks, *title.split(" "), code.replace("-", "")[:8])
    clean = (_UNFIT.sub("", word) for word in words)
    return f"{'-'.join(word for word in clean if word)}.{kind.value}"


def _press(  # noqa: PLR0911 - one answer for each paper
    paper: Paper, subject: str, dossier: Dossier, standing: Standing, stamp: "printing.Stamp"
) -> bytes:
    match paper:
        case Paper.SCORE_SHEETS:
            return printing.score_sheets_paper(dossier, pairs_of(subject, dossier), stamp)
        case Paper.TALLY:
            return printing.tally_paper(dossier, standing, stamp)
        case Paper.RANKING:
            return printing.ranking_paper(dossier, standing, run_all(dossier), stamp)
        case Paper.RANKING_WORKBOOK:
            return printing.ranking_book(dossier, standing, stamp)
        case Paper.ADVICE:
            advice = advice_of(dossier, standing, seed=stamp.check_code)
            return printing.advice_paper(dossier, standing, advice, stamp)
        case Paper.SETTLEMENTS:
            received = (f for s in newest_versions(dossier.submissions) for f in s.findings)
            findings = (*run_all(dossier), *received)
            return printing.settlements_paper(dossier, findings, stamp)
        case Paper.EXPLANATION:
            hearing = dossier.hearings[FindingKey(subject)]
            return printing.explanation_paper(dossier, standing, hearing, stamp)
        case Paper.RECEIPT | Paper.PIN_SLIPS:  # slips were refused before
            return printing.receipt_paper(dossier, submission_of(subject, dossier), stamp)
        case _:
            return _press_of_panel(paper, dossier, stamp)


def _press_of_panel(paper: Paper, dossier: Dossier, stamp: "printing.Stamp") -> bytes:
    """The presses are looked up when they are wanted; each is heavy to set up."""
    press: Callable[[Dossier, printing.Stamp], bytes] = getattr(printing, _OF_PANEL[paper])
    return press(dossier, stamp)


_WATCHERS = frozenset({Role.SECRETARY, Role.PANEL_CHAIR, Role.OBSERVER})
_OF_PANEL = {
    Paper.ATTENDANCE: "attendance_paper",
    Paper.PLEDGES: "pledges_paper",
    Paper.ELECTION: "election_paper",
    Paper.RECUSALS: "recusals_paper",
    Paper.SELF_CHECK: "self_check_paper",
    Paper.OPENING: "opening_paper",
    Paper.SIGNATURES: "signatures_paper",
    Paper.ARCHIVE_LIST: "archive_list_paper",
}
"""Papers about the round as a whole, and the press of each."""
_ONLY_LOOKED_AT = "打印和保存文书都要记入记录，所以只读时只能预览。"
_NOT_YET = "汇总和排名只在汇总阶段开始后由秘书或组长打印，请稍后再试或换人登录。"
_NOT_YOURS = "评分阶段只能打印本人的评分表；他人的评分表在汇总阶段开始后由秘书打印。"
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f（）]')
