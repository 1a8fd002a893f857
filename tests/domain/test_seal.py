"""A seal is the same for the same content and another one for any change."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest

from meihao_desktop.domain.ranking import Ranking
from meihao_desktop.domain.rubric import (
    Component,
    CriterionId,
    CriterionKind,
    DeductionPer,
    Part,
    Rubric,
)
from meihao_desktop.domain.score_sheet import EvidencePin, ScoreCell, ScoreSheet
from meihao_desktop.domain.seal import (
    Seal,
    Sealer,
    seal,
    seal_ranking,
    seal_rubric,
    seal_sheet,
    seal_sheets,
)
from meihao_desktop.domain.standing import standing_of
from tests.support.builders import (
    a_criterion,
    a_dossier,
    a_level,
    a_rubric,
    a_section,
    a_sheet,
    estate_id,
    expert_id,
    full_marks,
    sealed,
)

RUBRIC = a_rubric()
PIN = EvidencePin(material="a" * 64, file_name="台账.xlsx", place="第 3 页")
CELL = ScoreCell(points=Decimal(4), reason="一处隐患", counts={"一处隐患": Decimal(1)}, pins=(PIN,))
SHEET = replace(a_sheet(points={"1.1": 8}), remark="总体良好").with_cell(
    RUBRIC.criterion(CriterionId("6.5")), CELL
)


def with_cell(cell: ScoreCell) -> ScoreSheet:
    return replace(SHEET, cells={**SHEET.cells, CriterionId("6.5"): cell})


def with_pin(pin: EvidencePin) -> ScoreSheet:
    return with_cell(replace(CELL, pins=(pin,)))


@pytest.mark.parametrize(
    "changed",
    [
        replace(SHEET, expert=expert_id(2)),
        replace(SHEET, estate=estate_id(2)),
        replace(SHEET, revision=2),
        replace(SHEET, material_version=2),
        replace(SHEET, remark="总体优良"),
        replace(SHEET, abstain_reason="不熟悉"),
        replace(SHEET, reopen_reason="笔误"),
        with_cell(replace(CELL, points=Decimal("4.5"))),
        with_cell(replace(CELL, points=None)),
        with_cell(replace(CELL, reason="两处隐患")),
        with_cell(replace(CELL, counts={"一处隐患": Decimal(2)})),
        with_cell(replace(CELL, pins=())),
        with_pin(replace(PIN, material="b" * 64)),
        with_pin(replace(PIN, file_name="照片.jpg")),
        with_pin(replace(PIN, place="第 4 页")),
    ],
)
def test_every_field_that_is_judged_changes_the_seal_of_a_sheet(changed: ScoreSheet) -> None:
    assert seal_sheet(changed, RUBRIC, "2025") != seal_sheet(SHEET, RUBRIC, "2025")


def test_the_round_and_the_rubric_belong_to_the_seal_of_a_sheet() -> None:
    here = seal_sheet(SHEET, RUBRIC, "2025")
    assert seal_sheet(SHEET, RUBRIC, "2024") != here
    assert seal_sheet(SHEET, replace(RUBRIC, edition="2026"), "2025") != here


def test_the_order_of_entry_and_the_way_a_number_is_written_change_no_seal() -> None:
    turned = replace(SHEET, cells=dict(reversed(SHEET.cells.items())))
    spelled = with_cell(replace(CELL, points=Decimal("4.00")))
    assert seal_sheet(turned, RUBRIC, "2025") == seal_sheet(SHEET, RUBRIC, "2025")
    assert seal_sheet(spelled, RUBRIC, "2025") == seal_sheet(SHEET, RUBRIC, "2025")


def test_the_check_code_is_the_beginning_of_what_sha256sum_prints() -> None:
    expected = sha256("甲\n乙\\n丙\n".encode()).hexdigest()
    made = seal(["甲", "乙\n丙"])
    assert made.digest == expected
    assert made.check_code.replace("-", "").lower() == expected[:16]
    assert [len(group) for group in made.check_code.split("-")] == [4, 4, 4, 4]


def test_a_line_break_inside_a_value_cannot_feign_a_line() -> None:
    assert seal(["甲\n乙"]) != seal(["甲", "乙"])
    assert seal(["甲\\n乙"]) != seal(["甲\n乙"])
    assert seal(["甲\r乙"]) != seal(["甲\n乙"])


FULL = a_rubric(
    [
        a_section(
            "1",
            "一",
            a_criterion("1.1", 2, CriterionKind.GRADED, evidence="台账", guidance="看台账"),
            a_criterion(
                "1.2",
                2,
                CriterionKind.COMPOSITE,
                components=(
                    Component(label="一", max_points=Decimal(2), levels=(a_level(2), a_level(0))),
                ),
            ),
        ),
        *a_rubric().sections[1:2],
    ],
    veto_grounds=("弄虚作假",),
)


def criterion(change: Callable[..., object], section: int = 0, at: int = 0) -> Rubric:
    """The full rubric after a change of one criterion."""
    sections = list(FULL.sections)
    criteria = list(sections[section].criteria)
    criteria[at] = change(criteria[at])  # pyright: ignore[reportCallIssue, reportArgumentType]
    sections[section] = replace(sections[section], criteria=tuple(criteria))
    return replace(FULL, sections=tuple(sections))


def deduction(**fields: object) -> Rubric:
    return criterion(
        lambda c: replace(c, deductions=(replace(c.deductions[0], **fields),)), section=1, at=1
    )


def component(**fields: object) -> Rubric:
    return criterion(lambda c: replace(c, components=(replace(c.components[0], **fields),)), at=1)


@pytest.mark.parametrize(
    "changed",
    [
        replace(FULL, title="另一标准"),
        replace(FULL, standing="正式"),
        replace(FULL, veto_grounds=()),
        replace(FULL, parts=(Part(name="现场"),)),
        replace(FULL, sections=(replace(FULL.sections[0], name="二"), FULL.sections[1])),
        replace(FULL, sections=(replace(FULL.sections[0], part="现场"), FULL.sections[1])),
        replace(FULL, sections=(replace(FULL.sections[0], number="8"), FULL.sections[1])),
        criterion(lambda c: replace(c, number="1.9")),
        criterion(lambda c: replace(c, name="改名")),
        criterion(lambda c: replace(c, kind=CriterionKind.POINTS)),
        criterion(lambda c: replace(c, max_points=Decimal(3))),
        criterion(lambda c: replace(c, step=Decimal("0.2"))),
        criterion(lambda c: replace(c, levels=c.levels[1:])),
        criterion(lambda c: replace(c, levels=(a_level(2, "甲"), *c.levels[1:]))),
        criterion(lambda c: replace(c, evidence="照片")),
        criterion(lambda c: replace(c, guidance="看照片")),
        deduction(label="两处"),
        deduction(amount=Decimal(2)),
        deduction(per=DeductionPer.ONCE),
        deduction(threshold=Decimal(95)),
        component(label="二"),
        component(max_points=Decimal(1)),
        component(levels=(a_level(2), a_level(1))),
    ],
)
def test_every_field_of_a_rubric_changes_its_seal(changed: Rubric) -> None:
    assert seal_rubric(changed) != seal_rubric(FULL)


def ranking_seal(ranking: Ranking, sheets: tuple[ScoreSheet, ...]) -> Seal:
    return seal_ranking(ranking, sheets, "2025")


def test_the_seal_of_a_ranking_covers_places_lines_sheets_and_who_stands_outside() -> None:
    dossier = a_dossier([95, 90, 90], nomination_quota=2)
    ranking = standing_of(dossier).ranking
    here = ranking_seal(ranking, dossier.sheets)
    assert ranking_seal(ranking, tuple(reversed(dossier.sheets))) == here
    first, *others = ranking.placings
    for changed in (
        replace(ranking, placings=(replace(first, place=2), *others)),
        replace(ranking, placings=tuple(others)),
        replace(ranking, cut_lines=ranking.cut_lines[1:]),
        replace(ranking, cut_lines=(replace(ranking.cut_lines[0], undecided=()),)),
        replace(ranking, sentences=()),
        replace(ranking, disqualified=("C01-E09",)),
        replace(ranking, unranked={"C01-E09": "少于 3 份"}),
    ):
        assert ranking_seal(changed, dossier.sheets) != here
    assert ranking_seal(ranking, dossier.sheets[1:]) != here


def test_several_sheets_together_change_with_any_of_their_digests() -> None:
    one, two = replace(SHEET, digest="1"), replace(SHEET, expert=expert_id(2), digest="2")
    assert seal_sheets([one, two]) == seal_sheets([two, one])
    assert seal_sheets([one, replace(two, digest="3")]) != seal_sheets([one, two])


def test_a_sheet_fits_its_seal_until_anything_in_it_changes() -> None:
    sealer = Sealer(RUBRIC, "测试")
    sheet = sealed(a_sheet(points=full_marks(RUBRIC)), RUBRIC)
    assert sealer.fits(sheet)
    assert not sealer.fits(replace(sheet, remark="事后添加"))


def test_who_follows_whom_is_part_of_the_seal_of_a_ranking() -> None:
    dossier = a_dossier([90, 80, 70, 60], nomination_quota=1, shortlist_size=2)
    ranking = standing_of(dossier).ranking
    assert ranking.runners_up.entries
    fewer = replace(ranking, runners_up=replace(ranking.runners_up, entries=()))
    title = dossier.review_round.title
    assert seal_ranking(fewer, dossier.sheets, title) != seal_ranking(
        ranking, dossier.sheets, title
    )


def test_estates_without_a_place_are_part_of_the_seal_too() -> None:
    dossier = a_dossier([90, [80, None, None, None, None]])
    ranking = standing_of(dossier).ranking
    assert ranking.unranked
    assert seal_ranking(ranking, (), "") != seal_ranking(replace(ranking, unranked={}), (), "")
