"""Codes of papers held against the records: the same, overtaken, or another paper."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.seal import Seal
from meihao_desktop.domain.sheet_mark import SheetMark, SignatureBook
from meihao_desktop.domain.verdict import Outcome, outcome_of
from meihao_desktop.operations.comparing import (
    PaperCode,
    code_points,
    paper_points,
    sheet_points,
    spelt,
    state_points,
    typed_points,
)
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.papers import Paper, code_now
from meihao_desktop.operations.reference import Reference, reference_of
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, estates


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.COLLATING)


@pytest.fixture
def reference(context: Context) -> Reference:
    return reference_of(context)


@pytest.fixture
def sheet(context: Context) -> ScoreSheet:
    found = context.dossier().sheet(CHAIR, estates(context)[0])
    assert found is not None
    return found


@pytest.fixture
def mark(context: Context, sheet: ScoreSheet) -> SheetMark:
    book = SignatureBook.of(context.store.round_id, context.store.signatures.all())
    return book.mark(sheet, sheet.digest)


def code_of(paper: Paper, reference: Reference) -> str:
    return code_now(paper.name, "", reference.dossier, reference.standing)


def test_a_check_code_is_spelt_as_it_is_printed_however_it_was_typed() -> None:
    for typed in ("0a1b2c3d4e5f6071", "0A1B-2C3D 4E5F-6071", " 0a1b 2c3d 4e5f 6071"):
        assert spelt(typed) == "0A1B-2C3D-4E5F-6071"


@pytest.mark.parametrize(
    "text", ["", "MEIHAO1|ranking|0A1B", "OTHER|ranking|0A1B2C3D4E5F6071|ab",
             "MEIHAO1|ranking|not a code at al|ab", "MEIHAO1|sheet|0A1B2C3D4E5F6071|ab"],
)  # fmt: skip
def test_no_code_is_read_from_anything_else(text: str) -> None:
    assert PaperCode.read(text) is None


def test_code_points_know_a_sheet_and_say_when_a_text_is_none(
    mark: SheetMark, reference: Reference
) -> None:
    assert outcome_of(code_points(mark.text, reference)) is Outcome.CURRENT
    (point,) = code_points("MEIHAO1|sheet|读不全", reference)
    assert "二维码没有读全" in point.told


def test_sheet_points_refuse_another_round_and_other_contents(
    mark: SheetMark, reference: Reference
) -> None:
    assert outcome_of(sheet_points(mark, reference)) is Outcome.CURRENT
    (elsewhere,) = sheet_points(replace(mark, round_id="0" * 16), reference)
    assert "另一次评审" in elsewhere.told
    (altered,) = sheet_points(replace(mark, digest="0" * 64), reference)
    assert "纸上的不是记录中的那一份" in altered.told
    (unsigned,) = sheet_points(replace(mark, signature=""), reference)
    assert "二维码里却没有" in unsigned.told


def test_a_revision_that_is_not_here_yet_is_no_forgery_when_a_known_key_signed_it(
    mark: SheetMark, reference: Reference
) -> None:
    (point,) = sheet_points(replace(mark, revision=2, signature=""), reference)
    assert point.told.startswith("记录中还没有专家01")
    assert outcome_of([point]) is Outcome.UNKNOWN
    forged = replace(mark, revision=2)
    assert outcome_of(sheet_points(forged, reference)) is Outcome.MISMATCH


def test_typed_points_find_a_sheet_by_its_check_code_and_nothing_by_another(
    sheet: ScoreSheet, reference: Reference
) -> None:
    found = typed_points(Seal(sheet.digest).check_code, reference)
    assert outcome_of(found) is Outcome.CURRENT
    (point,) = typed_points(spelt("0" * 16), reference)
    assert "的记录中没有校验码 0000-0000-0000-0000" in point.told


def test_paper_points_know_a_paper_that_was_never_printed_by_what_it_says(
    reference: Reference,
) -> None:
    told = tuple(paper_points(PaperCode(code_of(Paper.RANKING, reference), ""), reference))
    assert outcome_of(told) is Outcome.CURRENT
    assert "没有它的打印时间" in told[-1].told


def test_paper_points_tell_a_code_that_never_was_though_its_log_is_ours(
    reference: Reference,
) -> None:
    head = reference.events[-1].hash[:16]
    (point,) = paper_points(PaperCode(spelt("0" * 16), head), reference)
    assert point.told.startswith("它印于本次评审")
    assert outcome_of([point]) is Outcome.MISMATCH


def test_state_points_compare_a_paper_with_what_it_would_say_now(reference: Reference) -> None:
    now = code_of(Paper.TALLY, reference)
    (same,) = state_points(Paper.TALLY.name, "", now, reference)
    assert now in same.told
    (other, *_) = state_points(Paper.TALLY.name, "", spelt("0" * 16), reference)
    assert outcome_of([other]) is Outcome.OUTDATED
    assert now in other.told
    (unknown,) = state_points("NEXT_YEARS", "", now, reference)
    assert "更新版本" in unknown.told
