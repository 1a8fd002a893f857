"""Signatures in ink: who has to sign which paper, and which of them stand as the records are."""

from collections.abc import Callable, Iterator, Mapping

from meihao_desktop.db.store import Store
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import FindingKey
from meihao_desktop.domain.ink import everybody, inked_papers, leaders
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.printing_record import Printing
from meihao_desktop.domain.score_sheet import ScoreSheet, SheetStatus
from meihao_desktop.domain.signature import InkSignature
from meihao_desktop.domain.signature_board import InkState, SignatureBoard, SignatureRow
from meihao_desktop.domain.standing import Standing, is_final, standing_of
from meihao_desktop.operations.papers import (
    Paper,
    code_now,
    paper_title,
    sheet_seal,
    sheet_subject,
)

Place = tuple[str, str]  # paper, subject


def board(store: Store, dossier: Dossier) -> SignatureBoard:
    """The signatures that the round asks for now, papers of the whole round first."""
    book = _Book(store, dossier)
    return SignatureBoard(rows=(*_paper_rows(book), *_sheet_rows(book)))


class _Book:
    """What was printed and signed, looked up by paper."""

    def __init__(self, store: Store, dossier: Dossier) -> None:
        self.dossier = dossier
        self.standing: Standing = standing_of(dossier)
        self.printed: Mapping[Place, Printing] = {
            (printing.paper, printing.subject): printing for printing in store.printings.all()
        }
        ink: dict[tuple[str, str, str], InkSignature] = {}
        for signature in dossier.ink_signatures:
            ink[signature.paper, signature.subject, signature.signer] = signature
        self.ink = ink

    def newest_with(self, sheet: ScoreSheet) -> Printing | None:
        """The newest print in which this very revision of a sheet stands: alone or in a batch."""
        subjects = (sheet_subject(sheet.expert, sheet.estate), sheet.expert, "")
        found = (self.printed.get((Paper.SCORE_SHEETS.name, subject)) for subject in subjects)
        since = sheet.submitted_at
        fresh = [p for p in found if p is not None and since is not None and p.printed_at >= since]
        return max(fresh, key=lambda printing: printing.event_seq, default=None)


def _paper_rows(book: _Book) -> Iterator[SignatureRow]:
    for paper, subject in _wanted(book):
        code = code_now(paper.name, subject, book.dossier, book.standing)
        printing = book.printed.get((paper.name, subject))
        for signer in _signers(paper, subject, book):
            ink = book.ink.get((paper.name, subject, signer.id))
            yield SignatureRow(
                paper=paper.name,
                subject=subject,
                title=paper_title(paper, subject, book.dossier),
                version="",
                signer=signer.id,
                signer_name=signer.name,
                state=_state(code, printing.check_code if printing else "", ink),
                check_code=code,
                printed_code=printing.check_code if printing else "",
                printed_at=printing.printed_at if printing else None,
                signed_code=ink.check_code if ink else "",
                signed_at=ink.noted_at if ink else None,
                noted_by=_name(ink.noted_by, book) if ink else "",
                refusal=_refusal(ink, book) if ink else "",
            )


def _refusal(ink: InkSignature, book: _Book) -> str:
    """Why the paper was not signed, and before whom; empty where it was."""
    return f"{ink.refusal}（{_name(ink.witness, book)}见证）" if ink.refusal else ""


def _wanted(book: _Book) -> Iterator[tuple[Paper, str]]:
    """The opening record and what the rules ask for, other papers once printed; no draft result."""
    is_settled = is_final(book.dossier, book.standing)
    asked: list[Place] = []
    if book.dossier.review_round.rules_are_locked:
        inked = inked_papers(book.dossier.review_round.rules)
        asked += [(Paper.OPENING.name, ""), *((paper.name, "") for paper in inked)]
    for name, subject in dict.fromkeys((*asked, *book.printed)):
        paper = Paper[name]
        if paper in _SIGNERS and (is_settled or not paper.is_result):
            yield paper, subject


def _sheet_rows(book: _Book) -> Iterator[SignatureRow]:
    """Sheets that count; of one that is void because of a recusal no ink is asked any more."""
    dossier = book.dossier
    for expert in dossier.scorers.all:
        for estate in dossier.estates:
            sheet = dossier.sheet(expert.id, estate.id)
            if sheet is None or dossier.recusals.cover(expert.id, estate.id):
                continue
            if sheet.status.is_sealed or sheet.revision > 1:
                yield _sheet_row(sheet, book)


def _sheet_row(sheet: ScoreSheet, book: _Book) -> SignatureRow:
    dossier, subject = book.dossier, sheet_subject(sheet.expert, sheet.estate)
    code = sheet_seal(sheet, dossier).check_code
    printing = book.newest_with(sheet)
    ink = book.ink.get((Paper.SCORE_SHEETS.name, subject, sheet.expert))
    state = _state(code, code if printing else "", ink)
    if sheet.status is SheetStatus.SIGNED:
        state = InkState.SIGNED
    elif not sheet.status.is_sealed:  # re-opened: what was signed before is no longer the sheet
        state = InkState.OUTDATED if ink else InkState.STALE
    return SignatureRow(
        paper=Paper.SCORE_SHEETS.name,
        subject=subject,
        title=f"{Paper.SCORE_SHEETS.label} {dossier.estate_name(sheet.estate)}",
        version=f"第 {sheet.revision} 版" + ("" if sheet.status.is_sealed else "（未提交）"),
        signer=sheet.expert,
        signer_name=dossier.panel.name(sheet.expert),
        state=state,
        check_code=code,
        printed_code=code if printing else "",
        printed_at=printing.printed_at if printing else None,
        signed_code=ink.check_code if ink else "",
        signed_at=ink.noted_at if ink else None,
        noted_by=_name(ink.noted_by, book) if ink else "",
    )


def _state(code: str, printed_code: str, ink: InkSignature | None) -> InkState:
    """Ink under another code is outdated until the paper was printed anew; then it waits again."""
    if ink is not None and ink.check_code == code:
        return InkState.REFUSED if ink.refusal else InkState.SIGNED
    if printed_code == code:
        return InkState.WAITING
    if ink is not None:
        return InkState.OUTDATED
    return InkState.STALE if printed_code else InkState.UNPRINTED


def _name(person: str, book: _Book) -> str:
    return book.dossier.panel.name(PersonId(person))


def _signers(paper: Paper, subject: str, book: _Book) -> tuple[Person, ...]:
    return _SIGNERS[paper](subject, book.dossier)


def _leaders(_subject: str, dossier: Dossier) -> tuple[Person, ...]:
    return leaders(dossier)


def _everybody(_subject: str, dossier: Dossier) -> tuple[Person, ...]:
    return everybody(dossier)


def _experts(_subject: str, dossier: Dossier) -> tuple[Person, ...]:
    return dossier.panel.experts


def _heard(subject: str, dossier: Dossier) -> tuple[Person, ...]:
    hearing = dossier.hearings.get(FindingKey(subject))
    person = dossier.panel.person(hearing.expert) if hearing else None
    return (person,) if person else ()


def _secretary(_subject: str, dossier: Dossier) -> tuple[Person, ...]:
    return dossier.panel.with_role(Role.SECRETARY)


_SIGNERS: Mapping[Paper, Callable[[str, Dossier], tuple[Person, ...]]] = {
    Paper.OPENING: _leaders,
    Paper.PLEDGES: _experts,
    Paper.ELECTION: _everybody,
    Paper.RECUSALS: _leaders,
    Paper.EXPLANATION: _heard,
    Paper.SETTLEMENTS: _leaders,
    Paper.TALLY: _everybody,
    Paper.RANKING: _everybody,
    Paper.RECEIPT: _secretary,
}
"""Who signs what; papers that are not named carry no signature of the panel."""
