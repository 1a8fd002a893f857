"""The signature board: what is signed stands, what changed since must be signed anew."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.ink import InkedPaper, open_ink
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.domain.signature_board import InkState, SignatureBoard, SignatureRow
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    convene_panel,
    note_signatures,
    print_documents,
    score_estate,
)
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.papers import Paper, sheet_subject
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.signatures import board
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, estates, score, sit


def print_out(context: Context, paper: Paper, subject: str = "") -> None:
    sit(context, SECRETARY)
    print_documents.note_printed(context, print_documents.render(context, paper, subject))


def rows_of(context: Context, paper: Paper) -> list[SignatureRow]:
    rows = note_signatures.signature_desk(context).board.rows
    return [row for row in rows if row.paper == paper.name]


def row_of(context: Context, estate_at: int = 0) -> SignatureRow:
    """The chair's sheet of one estate."""
    subject = sheet_subject(CHAIR, estates(context)[estate_at])
    return next(row for row in rows_of(context, Paper.SCORE_SHEETS) if row.subject == subject)


def test_nothing_is_to_be_signed_before_the_round_is_sealed(round_in: RoundIn) -> None:
    desk = note_signatures.signature_desk(round_in(Phase.RECEIVING))
    assert desk.board == SignatureBoard()
    assert desk.board.told == "还没有要签字的文书。"
    assert not desk.may_note


def test_the_opening_record_waits_for_chair_and_observer(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    rows = rows_of(context, Paper.OPENING)
    assert [row.signer for row in rows] == [CHAIR, OBSERVER]
    assert {row.state for row in rows} == {InkState.UNPRINTED}
    print_out(context, Paper.OPENING)
    rows = rows_of(context, Paper.OPENING)
    assert {row.state for row in rows} == {InkState.WAITING}
    note_signatures.note(context, rows[:1])
    signed, waiting = rows_of(context, Paper.OPENING)
    assert (signed.state, waiting.state) == (InkState.SIGNED, InkState.WAITING)
    assert signed.signed_code == signed.check_code
    assert signed.noted_by == "秘书"
    assert signed.signed_at is not None


def test_a_paper_that_was_never_printed_cannot_carry_ink(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    with pytest.raises(RuleViolation, match="“未打印”，不能登记。打印后请本人签字。"):
        note_signatures.note(context, rows_of(context, Paper.OPENING))
    assert context.store.signatures.ink() == ()


def test_a_row_that_changed_since_it_was_shown_is_refused(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    print_out(context, Paper.OPENING)
    old = replace(rows_of(context, Paper.OPENING)[0], check_code="0000-0000-0000-0000")
    with pytest.raises(RuleViolation, match="刚刚有变化"):
        note_signatures.note(context, [old])


def test_only_the_secretary_notes_ink(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    print_out(context, Paper.OPENING)
    rows = rows_of(context, Paper.OPENING)
    sit(context, CHAIR)
    with pytest.raises(RuleViolation, match="只有秘书可以登记文书签字"):
        note_signatures.note(context, rows)


def test_an_opening_record_signed_before_the_panel_changed_is_outdated(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    print_out(context, Paper.OPENING)
    note_signatures.note(context, rows_of(context, Paper.OPENING))
    member = context.person(EXPERTS[2])
    assert member is not None
    with context.transaction("test"):
        context.store.panels.save_person(replace(member, unit="另一个单位"))
    assert {row.state for row in rows_of(context, Paper.OPENING)} == {InkState.OUTDATED}
    print_out(context, Paper.OPENING)
    rows = rows_of(context, Paper.OPENING)
    assert {row.state for row in rows} == {InkState.WAITING}
    note_signatures.note(context, rows)
    assert {row.state for row in rows_of(context, Paper.OPENING)} == {InkState.SIGNED}
    assert len(context.store.signatures.ink()) == 4


def test_score_sheets_come_once_they_are_handed_in(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    assert {row.state for row in rows_of(context, Paper.SCORE_SHEETS)} == {InkState.UNPRINTED}
    print_out(context, Paper.SCORE_SHEETS, CHAIR)
    states = {row.signer: row.state for row in rows_of(context, Paper.SCORE_SHEETS)}
    assert states == {
        CHAIR: InkState.WAITING,
        EXPERTS[1]: InkState.UNPRINTED,
        EXPERTS[2]: InkState.UNPRINTED,
    }


def test_no_ink_is_asked_of_a_sheet_that_a_recusal_made_void(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    before = rows_of(context, Paper.SCORE_SHEETS)
    at = estates(context)[0]
    sit(context, CHAIR)
    convene_panel.declare(context, at, Interest.KIN, "亲属在物业企业任职")
    sit(context, OBSERVER)
    convene_panel.decide_recusal(context, CHAIR, at, RecusalStatus.CONFIRMED, reason="情况属实")
    sit(context, SECRETARY)
    left = {row.subject for row in before} - {sheet_subject(CHAIR, at)}
    assert {row.subject for row in rows_of(context, Paper.SCORE_SHEETS)} == left


def test_registering_a_sheet_as_before_shows_on_the_board(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    print_out(context, Paper.SCORE_SHEETS, CHAIR)
    collate_sheets.register_signature(context, CHAIR, estates(context)[0])
    row = row_of(context)
    assert row.state is InkState.SIGNED
    assert row.signed_code == row.check_code
    assert row.noted_by == "秘书"
    with pytest.raises(RuleViolation, match="交表情况"):
        note_signatures.note(context, [row_of(context, 1)])


def test_a_sheet_re_opened_after_it_was_signed_must_be_signed_anew(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    estate = estates(context)[0]
    print_out(context, Paper.SCORE_SHEETS, CHAIR)
    collate_sheets.register_signature(context, CHAIR, estate)
    old_code = row_of(context).signed_code
    sit(context, CHAIR)
    witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    score_estate.reopen(context, CHAIR, estate, reason="笔误", witness=witness)
    reopened = row_of(context)
    assert reopened.state is InkState.OUTDATED
    assert reopened.version == "第 2 版（未提交）"
    score(context, estate, 50, 30)
    score_estate.submit(context, estate, open_pin(CHAIR))
    again = row_of(context)
    assert again.state is InkState.OUTDATED
    assert again.signed_code == old_code != again.check_code
    assert again.printed_at is None
    assert again.state.advice == "重新打印，请本人重签，旧件留存"
    sit(context, SECRETARY)
    collate_sheets.register_signature(context, CHAIR, estate)
    assert row_of(context).state is InkState.SIGNED


def test_nobody_is_asked_to_sign_a_draft_of_the_ranking(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    print_out(context, Paper.RANKING)
    assert rows_of(context, Paper.RANKING) == []
    context = round_in(Phase.FINAL)
    print_out(context, Paper.RANKING)
    assert [row.signer for row in rows_of(context, Paper.RANKING)] == [*EXPERTS, OBSERVER]


def test_a_final_result_waits_on_the_board_before_anybody_has_printed_it(round_in: RoundIn) -> None:
    context = round_in(Phase.FINAL)
    assert {row.state for row in rows_of(context, Paper.TALLY)} == {InkState.UNPRINTED}
    assert [row.signer for row in rows_of(context, Paper.TALLY)] == [*EXPERTS, OBSERVER]
    assert rows_of(context, Paper.RECUSALS) == []


def test_a_real_round_is_published_only_when_its_papers_are_signed(round_in: RoundIn) -> None:
    context = round_in(Phase.FINAL)
    sit(context, SECRETARY)
    real = replace(context.store.settings.review_round(), mode=RoundMode.FORMAL)
    with context.transaction("save_rules"):
        context.store.settings.save_round(real)
    with pytest.raises(RuleViolation, match=r"《得分汇总表》（校验码 .*）还缺"):
        begin_round.advance(context)
    for paper in (Paper.OPENING, Paper.TALLY, Paper.RANKING):
        print_out(context, paper)
        note_signatures.note(context, rows_of(context, paper))
    begin_round.advance(context)
    assert context.phase is Phase.PUBLISHED


def test_who_will_not_sign_keeps_nobody_waiting_and_stays_on_the_board(round_in: RoundIn) -> None:
    context = round_in(Phase.FINAL)
    print_out(context, Paper.RANKING)
    row = rows_of(context, Paper.RANKING)[1]
    witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    note_signatures.refuse(context, row, "不同意第三名的名次", witness)
    refused = rows_of(context, Paper.RANKING)[1]
    assert (refused.state, refused.refusal) == (
        InkState.REFUSED, "不同意第三名的名次（监督员见证）"
    )  # fmt: skip
    assert refused not in note_signatures.signature_desk(context).board.open_rows
    [ranking] = [ink for ink in open_ink(context.dossier()) if ink.paper is InkedPaper.RANKING]
    assert refused.signer not in [person.id for person in ranking.lacking]
    with pytest.raises(RuleViolation, match="拒签已经登记"):
        note_signatures.refuse(context, refused, "仍不同意", witness)
    note_signatures.note(context, [refused])
    assert rows_of(context, Paper.RANKING)[1].state is InkState.SIGNED


def test_a_refusal_needs_a_reason_and_somebody_else(round_in: RoundIn) -> None:
    context = round_in(Phase.FINAL)
    print_out(context, Paper.RANKING)
    chair, *_, observer = rows_of(context, Paper.RANKING)
    witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    assert [p.id for p in note_signatures.witnesses(context, chair)] == [OBSERVER]
    with pytest.raises(RuleViolation, match="必须写明"):
        note_signatures.refuse(context, chair, " ", witness)
    with pytest.raises(RuleViolation, match="不能为自己作见证"):
        note_signatures.refuse(context, observer, "不同意", witness)
    expert = Witness(person=EXPERTS[1], pin=open_pin(EXPERTS[1]))
    with pytest.raises(RuleViolation, match="须由组长或监督员在场确认"):
        note_signatures.refuse(context, chair, "不同意", expert)
    assert {row.state for row in rows_of(context, Paper.RANKING)} == {InkState.WAITING}


def test_a_score_sheet_cannot_be_left_unsigned(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    print_out(context, Paper.SCORE_SHEETS, CHAIR)
    witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    with pytest.raises(RuleViolation, match="评分表须由本人签字"):
        note_signatures.refuse(context, row_of(context), "不同意", witness)


def test_the_board_counts_what_is_open(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    print_out(context, Paper.SCORE_SHEETS, CHAIR)
    found = board(context.store, context.dossier())
    assert found.told == "共 11 个签字：未打印 8，待签字 3。"
    assert len(found.open_rows) == 11


def test_the_paper_of_signatures_lists_the_board_and_grows_stale_with_it(
    round_in: RoundIn,
) -> None:
    context = round_in(Phase.COLLATING)
    print_out(context, Paper.SCORE_SHEETS, CHAIR)
    before = print_documents.render(context, Paper.SIGNATURES)
    collate_sheets.register_signature(context, CHAIR, estates(context)[0])
    assert print_documents.render(context, Paper.SIGNATURES).check_code != before.check_code


def test_both_papers_are_offered_from_sealing_on(round_in: RoundIn) -> None:
    def offered(phase: Phase) -> set[Paper]:
        return {offer.paper for offer in print_documents.offers(round_in(phase))}

    wanted = {Paper.OPENING, Paper.SIGNATURES}
    assert not wanted & offered(Phase.RECEIVING)
    assert wanted <= offered(Phase.SEALED)
