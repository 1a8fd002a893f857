"""Pairs without a complete, submitted sheet."""

from dataclasses import replace

from meihao_desktop.domain.conflicts import missing
from meihao_desktop.domain.score_sheet import SheetStatus
from tests.support.builders import a_dossier, a_plain_rubric, a_sheet, a_veto, codes

FIVE = a_plain_rubric(20, 20, 20, 20, 20)


def sentences(**points: int) -> list[str]:
    dossier = a_dossier([[None, 90, 90, 90, 90]], rubric=FIVE)
    draft = a_sheet(points={number.replace("_", "."): given for number, given in points.items()})
    with_draft = replace(dossier, sheets=(draft, *dossier.sheets))
    return [finding.sentence for finding in missing.check(with_draft)]


def test_a_complete_round_lacks_nothing() -> None:
    assert codes(missing.check(a_dossier([90, 80]))) == []


def test_a_sheet_that_was_never_begun_is_missing() -> None:
    (finding,) = missing.check(a_dossier([[90, None, 90, 90, 90]]))
    assert "专家02对“朗悦花园”尚未评分" in finding.sentence


def test_open_items_of_a_draft_are_named() -> None:
    (sentence,) = sentences(**{"1.1": 9})
    assert "还有 4 项未打分（2.1、3.1、4.1等）" in sentence


def test_few_open_items_are_named_in_full() -> None:
    (sentence,) = sentences(**{"1.1": 9, "2.1": 9, "3.1": 9})
    assert "还有 2 项未打分（4.1、5.1）" in sentence


def test_a_complete_draft_only_waits_for_its_seal() -> None:
    (sentence,) = sentences(**{f"{at}.1": 9 for at in range(1, 6)})
    assert "尚未提交评分表" in sentence


def test_a_sealed_sheet_with_a_hole_is_missing() -> None:
    dossier = a_dossier([[None, 90, 90, 90, 90]], rubric=FIVE)
    torn = a_sheet(points={"1.1": 9}, status=SheetStatus.SUBMITTED)
    found = list(missing.check(replace(dossier, sheets=(torn, *dossier.sheets))))
    assert "还有 4 项未打分" in found[0].sentence


def test_nobody_owes_a_vetoed_estate_anything() -> None:
    assert codes(missing.check(a_dossier([[None] * 5], vetoes=[a_veto(1)]))) == []
