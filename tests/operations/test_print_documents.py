"""Papers: who may have which, what they are called, and when they become stale."""

from pathlib import Path

import pytest

from meihao_desktop.domain.chair_election import Poll
from meihao_desktop.domain.errors import MissingRecord, RuleViolation, StorageError
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.recusal import Interest
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.seal import Seal
from meihao_desktop.domain.standing import ranking_seal, standing_of
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    convene_panel,
    hold_election,
    note_presence,
    papers,
    print_documents,
    rank_estates,
    score_estate,
)
from meihao_desktop.operations.collate_sheets import Verdict
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.note_presence import Presence
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Document, DocumentKind, Paper, sheet_subject
from tests.operations.conftest import RoundIn
from tests.printing.reading import page_texts
from tests.support.faults import FaultPlan, faults
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, estates, score, sit


def stale(context: Context) -> dict[str, bool]:
    rows = papers.printing_rows(context.store, context.dossier())
    return {row.title: row.is_stale for row in rows}


def offered(context: Context) -> set[Paper]:
    return {offer.paper for offer in print_documents.offers(context)}


def test_each_role_is_offered_what_it_may_print(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    held = {
        Paper.ELECTION, Paper.SETTLEMENTS, Paper.EXPLANATION, Paper.SELF_CHECK, Paper.PIN_SLIPS,
        Paper.ARCHIVE_LIST,
    }  # fmt: skip
    assert offered(context) == set(Paper) - held, "nothing of the kind has happened yet"
    sit(context, EXPERTS[1])
    assert {(o.paper, o.subject) for o in print_documents.offers(context)} == {
        (Paper.SCORE_SHEETS, EXPERTS[1])
    }
    sit(context, OBSERVER)
    of_panel = {
        Paper.ATTENDANCE, Paper.PLEDGES, Paper.RECUSALS, Paper.OPENING, Paper.SIGNATURES,
    }  # fmt: skip
    assert offered(context) == {*of_panel, Paper.SCORE_SHEETS}


def test_before_collating_nobody_prints_another_experts_sheet(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    begin_round.advance(context)
    first = estates(context)[0]
    sit(context, EXPERTS[1])
    score(context, first, 50, 30)
    own = print_documents.render(context, Paper.SCORE_SHEETS, sheet_subject(EXPERTS[1], first))
    assert own.file_name.startswith("演练-草稿-个人评分表-专家02-朗悦花园-")
    for person in (SECRETARY, CHAIR):
        sit(context, person)
        with pytest.raises(RuleViolation, match="只能打印本人的评分表"):
            print_documents.render(context, Paper.SCORE_SHEETS, sheet_subject(EXPERTS[1], first))


def test_a_sealed_sheet_carries_its_own_check_code(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    first = estates(context)[0]
    document = print_documents.render(context, Paper.SCORE_SHEETS, sheet_subject(CHAIR, first))
    sheet = context.dossier().sheet(CHAIR, first)
    assert sheet is not None
    assert document.check_code == Seal(sheet.digest).check_code
    assert papers.sheet_seal(sheet, context.dossier()).digest == sheet.digest
    assert document.data.startswith(b"%PDF")
    assert "草稿" not in document.file_name


@pytest.mark.parametrize(
    ("phase", "name"), [(Phase.SIGNING, "演练-草稿-排名表-"), (Phase.FINAL, "演练-排名表-")]
)
def test_the_ranking_is_a_draft_until_the_round_is_final(
    round_in: RoundIn, phase: Phase, name: str
) -> None:
    document = print_documents.render(round_in(phase), Paper.RANKING)
    assert document.file_name.startswith(name)


def test_tally_ranking_and_workbook_carry_one_code(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    dossier = context.dossier()
    code = ranking_seal(dossier, standing_of(dossier)).check_code
    for paper in (Paper.TALLY, Paper.RANKING, Paper.RANKING_WORKBOOK):
        assert print_documents.render(context, paper).check_code == code
    workbook = print_documents.render(context, Paper.RANKING_WORKBOOK)
    assert (workbook.kind, workbook.file_name[-5:]) == (DocumentKind.WORKBOOK, ".xlsx")


def test_a_saved_paper_lies_in_exports_and_is_noted_with_the_log(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    before, _ = context.store.audit_log.head()
    document = print_documents.render(context, Paper.RECEIPT, "C01")
    path, change = print_documents.save(context, document)
    assert path.parent == context.folder / "exports"
    assert path.read_bytes().startswith(document.data), "certified behind its last page"
    assert change.is_printings
    (row,) = papers.printing_rows(context.store, context.dossier())
    told = (row.title, row.actor_name, row.printing.event_seq, row.is_stale)
    assert told == ("收件回执 玉州区", "秘书", before, False)


def test_a_disk_that_is_full_leaves_no_paper_and_no_note(round_in: RoundIn, tmp_path: Path) -> None:
    context = round_in(Phase.COLLATING)
    document = print_documents.render(context, Paper.RECUSALS)
    target = tmp_path / "U盘"
    target.mkdir()
    with faults(FaultPlan(1)), pytest.raises(StorageError, match="磁盘已满"):
        print_documents.save(context, document, target)
    assert list(target.iterdir()) == []
    assert stale(context) == {}
    print_documents.save(context, document, target)
    written = {document.file_name, f"{document.file_name}.sig"}
    assert {file.name for file in target.iterdir()} == written


def test_a_reopened_sheet_makes_its_paper_and_the_ranking_stale(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    first = estates(context)[0]
    for paper, subject in (
        (Paper.SCORE_SHEETS, sheet_subject(CHAIR, first)),
        (Paper.RANKING, ""),
        (Paper.RECEIPT, "C01"),
    ):
        print_documents.note_printed(context, print_documents.render(context, paper, subject))
    assert not any(stale(context).values())
    sit(context, CHAIR)
    observer = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    score_estate.reopen(context, CHAIR, first, reason="更正", witness=observer)
    assert stale(context) == {
        "收件回执 玉州区": False,
        "排名表": True,
        "个人评分表 专家01 朗悦花园": True,
    }


def test_a_new_recusal_makes_the_register_stale(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    print_documents.note_printed(context, print_documents.render(context, Paper.RECUSALS))
    sit(context, CHAIR)
    convene_panel.declare(context, estates(context)[0], Interest.KIN, "亲属任职")
    assert stale(context) == {"回避登记表": True}


def test_what_does_not_exist_is_not_printed(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING)
    for paper in (Paper.RECUSALS, Paper.RECEIPT):
        with pytest.raises(RuleViolation, match="还没有可以打印的"):
            print_documents.render(context, paper, "C01" if paper is Paper.RECEIPT else "")
    with pytest.raises(MissingRecord, match="报送材料"):
        papers.submission_of("C09", context.dossier())


def test_subjects_name_one_sheet_an_experts_or_all(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    dossier = context.dossier()
    first = estates(context)[0]
    assert len(papers.pairs_of("", dossier)) == 9
    assert {expert for expert, _ in papers.pairs_of(CHAIR, dossier)} == {CHAIR}
    assert papers.pairs_of(papers.sheet_subject(CHAIR, first), dossier) == ((CHAIR, first),)
    assert papers.paper_title(Paper.SCORE_SHEETS, CHAIR, dossier) == "个人评分表 专家01"
    standing = standing_of(dossier)
    codes = {
        papers.paper_seal(Paper.SCORE_SHEETS, subject, dossier, standing).check_code
        for subject in ("", CHAIR, sheet_subject(CHAIR, first))
    }
    assert len(codes) == 3


def test_an_estate_name_never_breaks_a_file_name(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    first, *rest = context.store.submissions.estates()
    object.__setattr__(first, "name", "朗悦/花园:一期?")
    with context.transaction("rename"):
        context.store.submissions.save_estates([first, *rest])
    document = print_documents.render(context, Paper.SCORE_SHEETS, sheet_subject(CHAIR, first.id))
    assert "-朗悦花园一期-" in document.file_name


def test_a_settlement_does_not_touch_papers_without_results(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    document: Document = print_documents.render(context, Paper.RECEIPT, "C02")
    print_documents.note_printed(context, document)
    row = next(r for r in collate_sheets.secretary_desk(context).findings)
    kept = Verdict(decision=Decision.ACKNOWLEDGED, reason="核实")
    collate_sheets.settle(context, row.finding.key, kept)
    assert not any(stale(context).values())


@pytest.mark.parametrize("paper", [Paper.TALLY, Paper.RANKING])
def test_name_list_and_page_agree_that_a_final_result_with_a_sheet_out_is_a_draft(
    round_in: RoundIn, paper: Paper
) -> None:
    """However it came about: what is still open is never called 正式 anywhere."""
    context = round_in(Phase.FINAL)
    late = Person(id=PersonId("P09"), name="专家09", roles=frozenset({Role.EXPERT}))
    with context.transaction("an expert who has handed in nothing"):
        context.store.panels.save_person(late)
    document = print_documents.render(context, paper)
    assert document.file_name.startswith("演练-草稿-")
    assert "草稿" in "".join(page_texts(document.data))
    offer = next(o for o in print_documents.offers(context) if o.paper is paper)
    assert offer.mark == "演练草稿"
    assert not rank_estates.ranking_desk(context).is_final


def test_the_papers_of_the_panel_become_stale_with_what_they_tell(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    whole = dict.fromkeys(EXPERTS[1:], 0) | {EXPERTS[0]: 3}
    hold_election.record_election(context, [Poll(votes=whole, voters=3)])
    for paper in (Paper.ATTENDANCE, Paper.PLEDGES, Paper.ELECTION):
        document = print_documents.render(context, paper)
        assert document.data.startswith(b"%PDF")
        print_documents.save(context, document)
    assert not any(stale(context).values())
    note_presence.note_presence(context, [CHAIR], Presence.ARRIVED)
    note_presence.note_pledges(context, [CHAIR], are_given=True)
    assert stale(context) == {"签到表": True, "承诺书": False, "组长推选记录": False}


def test_an_expert_does_not_print_the_papers_of_the_panel(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    sit(context, EXPERTS[1])
    with pytest.raises(RuleViolation, match="只有秘书、组长、监督员可以打印签到表"):
        print_documents.render(context, Paper.ATTENDANCE)
